"""The labels' reason codes that an evaluation of the engine stands for.

The type of a criterion tells most of it. An indication, and the wording that a request must
have, are told apart by the words of their id and statement. Silence of the record is missing
documentation as well as the reason that the criterion stands for.
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

_BY_WORDS: Final = (
    (re.compile(r"conservative|care-(tried|failed|first|or)|plain-films?|\btherapy (has )?failed"
                r"|exercise program.{0,40}failed|home-program"), _CARE),
    (re.compile(r"first-line|tricyclic|-(tried|failed)\b|tried first|(was|were) tried|\bfailed"
                r"|did not help|over-the-counter|trial-first|-first\b"), _FIRST_LINE),
    (re.compile(r"sign|finding|examination|red.flag|lesion|deficit|radicul|imaging|nerve-study"
                r"|symptoms|evidence|suspected|trauma"), _FINDINGS),
)  # fmt: skip
"""What an indication asks for, by the first that fits; one that fits none is the indication."""

_UNDEFINED: Final = re.compile(r"stated|named|asked for|quantity|number|definite")
"""A request's form that asks for a number or a name, not for another kind of treatment."""


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
    if isinstance(criterion, Indication):
        fitting = (code for words, code in _BY_WORDS if words.search(told))
        return next(fitting, _INDICATION)
    if isinstance(criterion, RequestForm):
        return _INCOMPLETE if _UNDEFINED.search(told) else _AGAINST
    return _BY_TYPE[type(criterion)]
