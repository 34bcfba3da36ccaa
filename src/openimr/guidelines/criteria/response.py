"""Criteria on what earlier treatment did: functional improvement, work, the step to home care."""

from __future__ import annotations

import re
from typing import Final

from openimr.guidelines.criteria.trace import Answer, Bench, number, outcome_of
from openimr.guidelines.criterion import Outcome
from openimr.guidelines.kinds import FunctionalImprovement, ReturnToWork, SelfDirected
from openimr.guidelines.less_care import LESS_CARE
from openimr.guidelines.record import WorkStatus
from openimr.guidelines.regions import parts_asked, unrelated
from openimr.vocabulary.fact import Assertion, FactKind
from openimr.vocabulary.value import Value

_IMPROVEMENT = {FactKind.FUNCTIONAL_IMPROVEMENT}
_WORDS = ("functional improvement", "activities of daily living", "work restrictions", "response")
_STILL_LEARNING = re.compile(
    r"\b(not|n['’]?t|needs?|requires?|goal|working\s+towards?|will|to\s+be|learn\w*|until|to\s+establish)\b"
    r"[^.;]{0,30}\b(independen\w+|home|HEP)\b",
    re.IGNORECASE,
)
"""A home programme that is still to be learnt."""
_BACK = "returned-to-work"
_GAINS = {"daily-activities-gain", "work-restrictions-reduced", _BACK}
_GAINED: Final = {
    "daily-activities-gain": "daily activities improved",
    "work-restrictions-reduced": "work restrictions were reduced",
    _BACK: "the employee returned to work",
    None: "work restrictions were reduced",
}
_TOLD = frozenset({Assertion.PRESENT, Assertion.HISTORICAL})

_MEDICINES = 4
_FELT = 2
"""Statements on the response that are named; more say the same."""


class _Response(Value, frozen=True, kw_only=True):
    """What the record says on the response to one treatment, as indexes of facts."""

    gains: tuple[int, ...]
    none: tuple[int, ...]
    felt_better: tuple[int, ...]
    less_dependent: tuple[int, ...]
    still_dependent: tuple[int, ...]
    back_at_work: tuple[int, ...]
    work: WorkStatus


def functional_improvement(criterion: FunctionalImprovement, bench: Bench) -> Answer:
    """A gain in daily activities or work restrictions, and less dependence (8 CCR 9792.20).

    Work kept or regained after the earlier treatment is taken as prima facie evidence where
    the record also tells of a gain from it; a return to work is such a gain itself.
    """
    response = _response(bench)
    if response.gains and len(response.gains) >= len(response.none):
        return _with_gain(bench, response)
    if response.none:
        return _without_gain(response, "the record says that the earlier treatment changed little")
    if response.back_at_work and (response.felt_better or response.less_dependent):
        return _back_at_work(response)
    if response.work.working is False and (
        response.work.restrictions_unchanged or response.still_dependent
    ):
        return _without_gain(response, "the employee is off work and nothing else has changed")
    return _undocumented(bench, response)


def return_to_work(criterion: ReturnToWork, bench: Bench) -> Answer:
    """Work achieved or maintained, within the visits that it carries."""
    status = bench.record.work_status()
    if status.working is None:
        finding = "the record does not say whether the employee works"
        return bench.silent(finding, ("work status", "working", "modified duty", "off work"))
    if not status.working:
        finding = "the employee is not working, so the visits for a return to work do not apply"
        return Answer(outcome=Outcome.NOT_MET, finding=finding, facts=status.facts)
    asked, had = bench.question.asked, bench.course.visits
    total = (asked or 0) + (had or 0)
    return Answer(
        outcome=outcome_of(total <= criterion.visits),
        finding=f"the employee is at work; {number(total)} visits against {criterion.visits}",
        facts=status.facts,
    )


def self_directed(criterion: SelfDirected, bench: Bench) -> Answer:
    """Supervised care is still needed.

    It is not when the worker knows a home programme for the part, is at work, and the
    examination shows no loss of strength; weakness or time off work speaks for supervised care.
    """
    record = bench.record
    known = record.find(
        {FactKind.FUNCTIONAL_STATUS, FactKind.TREATMENT_RECEIVED, FactKind.HISTORY},
        {"independent-home-exercise", "home-exercise"},
    )
    asked = parts_asked(bench.question)
    home = tuple(
        i
        for i in known
        if not record.told_elsewhere(i, asked) and not _STILL_LEARNING.search(record[i].quote)
    )
    weak = record.latest(_examined(bench, "motor-weakness"))
    strong = record.latest(_examined(bench, "motor-normal"))
    status = record.work_status()
    if weak and not strong:
        return Answer(
            outcome=Outcome.MET, finding="the examination records loss of strength", facts=weak
        )
    if status.working is False:
        finding = "the employee is not back at work"
        return Answer(outcome=Outcome.MET, finding=finding, facts=status.facts)
    if home and status.working:
        finding = "the employee is at work with minor deficits and knows the home exercises"
        facts = record.clearest(home, 2) + status.facts + strong[:1]
        return Answer(outcome=Outcome.NOT_MET, finding=finding, facts=facts)
    finding = "the record does not show whether home exercises alone would do"
    return bench.silent(finding, ("home exercise", "independent", "strength", "motor"))


def _examined(bench: Bench, concept: str) -> tuple[int, ...]:
    """Findings that have a bearing on the part asked for."""
    found = bench.record.find({FactKind.EXAM_FINDING}, {concept})
    return tuple(i for i in found if not unrelated(bench.record[i].quote, bench.question))


def _response(bench: Bench) -> _Response:
    record, topic = bench.record, bench.question.topic
    functional = record.find(
        {FactKind.FUNCTIONAL_STATUS},
        {"same-function"},
    )
    denied = record.responses(topic, _GAINS, asserted={Assertion.ABSENT})
    lifted = record.find({FactKind.WORK_STATUS}, {"restrictions-reduced"})
    return _Response(
        gains=_of_treatment(bench, _GAINS) + record.answering(topic, lifted),
        none=_of_treatment(bench, {"no-functional-change"}) + denied,
        felt_better=record.responses(topic, {"subjective-improvement", "measured-change"}),
        less_dependent=_since_treated(
            bench,
            record.find(_IMPROVEMENT, {"medication-reduced"}) + record.observed(LESS_CARE, _TOLD),
        ),
        still_dependent=record.find(_IMPROVEMENT, {"medication-unchanged"})[:1]
        + functional[:1]
        + _current_medication(bench),
        back_at_work=_since_treated(bench, record.find(_IMPROVEMENT, {_BACK})),
        work=record.work_status(),
    )


def _since_treated(bench: Bench, found: tuple[int, ...]) -> tuple[int, ...]:
    """Those that are not older than the first visit on record."""
    record = bench.record
    given = record.treatments(bench.question.topic)
    first = min((day for i in given if (day := record[i].date) is not None), default=None)
    return tuple(i for i in found if first is None or (record[i].date or first) >= first)


def _of_treatment(bench: Bench, concepts: set[str]) -> tuple[int, ...]:
    """Responses to the treatment asked for, named in them or told just before them."""
    record, topic = bench.record, bench.question.topic
    named = record.responses(topic, concepts)
    return named + record.answering(topic, record.find(_IMPROVEMENT, concepts))


def _current_medication(bench: Bench) -> tuple[int, ...]:
    """Medicines that the latest note still lists."""
    record = bench.record
    taken = record.latest(record.find({FactKind.MEDICATION}, asserted={Assertion.PRESENT}))
    return record.clearest(taken, _MEDICINES)


def _back_at_work(response: _Response) -> Answer:
    if response.work.working is False:
        finding = "the employee went back to work but is off work again"
        return _without_gain(response, finding)
    return Answer(
        outcome=Outcome.MET,
        finding="the employee went back to work with the earlier treatment, which is prima facie "
        "evidence of functional improvement",
        facts=response.back_at_work[:_FELT]
        + response.felt_better[:1]
        + response.less_dependent[:1]
        + response.work.facts,
    )


def _with_gain(bench: Bench, response: _Response) -> Answer:
    facts = response.gains + response.felt_better[:1]
    regained = any(bench.record[i].concept == _BACK for i in response.gains)
    if response.work.working or (regained and response.work.working is None):
        return Answer(
            outcome=Outcome.MET,
            finding=f"{_gained(bench, response)} after the earlier treatment and work was kept, "
            "which is prima facie evidence of functional improvement",
            facts=facts + response.work.facts,
        )
    if response.less_dependent:
        return Answer(
            outcome=Outcome.MET,
            finding="the earlier treatment brought a gain in function with less medication",
            facts=facts + response.less_dependent,
        )
    return bench.silent(
        "a gain is recorded, but neither work nor less dependence on treatment with it",
        ("reduced medication", "weaned", "returned to work", "work restrictions"),
        facts + response.work.facts,
    )


def _gained(bench: Bench, response: _Response) -> str:
    """What the gains are, the first of them that a physician would name."""
    kinds = {bench.record[i].concept for i in response.gains}
    return next(words for kind, words in _GAINED.items() if kind in kinds or kind is None)


def _without_gain(response: _Response, finding: str) -> Answer:
    work = response.work
    facts = response.none[:_FELT] + response.felt_better[:1]
    if not work.working:
        facts += work.facts + work.restrictions_unchanged[:1] + response.still_dependent
    return Answer(outcome=Outcome.NOT_MET, finding=finding, facts=tuple(dict.fromkeys(facts)))


def _undocumented(bench: Bench, response: _Response) -> Answer:
    if response.felt_better:
        finding = (
            "improvement is reported without a measure of function, daily activities or "
            "work restrictions"
        )
    else:
        finding = "no functional improvement from the earlier treatment is documented"
    words = (*bench.question.topic.evidence_words, *_WORDS)
    return bench.silent(finding, words, response.felt_better[:_FELT] + bench.course.facts[:1])
