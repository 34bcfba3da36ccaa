"""The labels' reason codes that an evaluation of the engine stands for.

The type of a criterion tells most of it. What an indication asks for is told by the words of its
id and statement. A request that lacks what it must name is incomplete; one that names what the
guideline excludes is not recommended. Silence of the record is missing documentation as well as
the reason that the criterion stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from openimr.guidelines.criterion import Criterion, Outcome
from openimr.guidelines.kinds import (
    BodyPart,
    Contraindication,
    DefiniteRequest,
    DependsOn,
    DiagnosisTotal,
    DoseLimit,
    DurationLimit,
    EarlierStudy,
    FlareUp,
    FunctionalImprovement,
    Indication,
    InitialTrial,
    NotAlreadyAuthorized,
    NotRecommended,
    PartOfProgramme,
    PriorVisitsKnown,
    QuantityLimit,
    RequestForm,
    Response,
    ReturnToWork,
    SelfDirected,
    SinceInjury,
    StatutoryCap,
    VisitTotal,
)
from openimr.guidelines.model import Evaluation

CRITERIA_MET: Final = "criteria_met"

_QUANTITY = "exceeds_guideline_quantity"
_IMPROVEMENT = "no_functional_improvement"
_CARE = "conservative_care_not_tried"
_REPEAT = "duplicate_or_repeat"
_DEPENDENT = "dependent_on_denied_service"
_FINDINGS = "no_red_flags_or_findings"
_AGAINST = "not_recommended_by_guideline"
_DOCUMENTATION = "missing_documentation"
_INDICATION = "no_indication"
_INCOMPLETE = "incomplete_request"
_FIRST_LINE = "first_line_not_tried"

_BY_TYPE: Final[dict[type[Criterion], str]] = {
    DefiniteRequest: _INCOMPLETE,
    InitialTrial: _QUANTITY,
    VisitTotal: _QUANTITY,
    DiagnosisTotal: _QUANTITY,
    QuantityLimit: _QUANTITY,
    DurationLimit: _QUANTITY,
    DoseLimit: _QUANTITY,
    StatutoryCap: _QUANTITY,
    FlareUp: _QUANTITY,
    ReturnToWork: _IMPROVEMENT,
    FunctionalImprovement: _IMPROVEMENT,
    Response: _IMPROVEMENT,
    PriorVisitsKnown: _DOCUMENTATION,
    SelfDirected: "home_program_suffices",
    BodyPart: _AGAINST,
    NotRecommended: _AGAINST,
    SinceInjury: _CARE,
    EarlierStudy: _REPEAT,
    NotAlreadyAuthorized: _REPEAT,
    DependsOn: _DEPENDENT,
    PartOfProgramme: _DEPENDENT,
    Contraindication: "risk_outweighs_benefit",
}

TYPES_WITH_A_CODE: Final = frozenset({Indication, RequestForm, *_BY_TYPE})
"""Types of criteria that stand for a reason."""

_BY_WORDS: Final = (
    (
        r"\bcare-|-care\b|conservative|plain-films?|(therapy|exercises?)\b[^,]{0,40}\b(failed|tried)"
        r"|exercise program.{0,40}failed|home-program",
        _CARE,
    ),
    (
        r"sign|findings?\b|examination|red.flag|lesion|deficit|radicul|imaging|neurologic"
        r"|nerve.(study|conduction)|trauma",
        _FINDINGS,
    ),
    (r"first-line|tricyclic|-(tried|failed|first)\b|\b(tried|failed)\b|did not help", _FIRST_LINE),
)
"""What an indication asks for, by the first that fits; one that fits none is the indication."""
_INDICATIONS_THEMSELVES: Final = frozenset(
    {
        "early-care",
        "intensity-of-care",
        "no-improvement",
        "patient-selected",
        "reason-for-injection",
        "reason-to-test",
        "severe-injury",
        "trial-first",
    }
)
"""Ids of criteria whose words only happen to be those of earlier care, a first drug or a finding
("return to work has failed" calls for an evaluation; no drug has failed)."""


def codes_of(evaluations: Iterable[Evaluation]) -> frozenset[str]:
    """The reasons for a refusal that the engine's deciding evaluations stand for."""
    return frozenset(code for evaluation in evaluations for code in _codes(evaluation))


def _codes(evaluation: Evaluation) -> tuple[str, ...]:
    if evaluation.outcome is Outcome.MET:
        return ()
    code = _code(evaluation.criterion)
    silent = evaluation.outcome is Outcome.NOT_DOCUMENTED
    return (code, _DOCUMENTATION) if silent else (code,)


def _code(criterion: Criterion) -> str:
    told = f"{criterion.id} {criterion.statement}"
    if criterion.id in _INDICATIONS_THEMSELVES:
        return _INDICATION
    if isinstance(criterion, Indication):
        fitting = (code for words, code in _BY_WORDS if re.search(words, told))
        return next(fitting, _INDICATION)
    if isinstance(criterion, RequestForm):
        return _INCOMPLETE if criterion.must else _AGAINST
    return _BY_TYPE[type(criterion)]
