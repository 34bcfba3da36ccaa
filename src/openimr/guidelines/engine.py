"""The criteria engine: every criterion of a topic on one record, and what follows from them."""

from __future__ import annotations

import enum
import typing
from collections.abc import Callable

from openimr.guidelines.course import Course, course_of
from openimr.guidelines.criteria import response, setting, visits
from openimr.guidelines.criteria.trace import Answer, Bench
from openimr.guidelines.model import (
    Absence,
    AnyCriterion,
    BodyPart,
    DefiniteRequest,
    DiagnosisTotal,
    Evaluation,
    FlareUp,
    FunctionalImprovement,
    Indication,
    InitialTrial,
    NotAlreadyAuthorized,
    Outcome,
    Pack,
    PartOfProgramme,
    Phase,
    PriorVisitsKnown,
    ReturnToWork,
    SelfDirected,
    StatutoryCap,
    VisitTotal,
)
from openimr.guidelines.question import Question, Search
from openimr.guidelines.record import Record
from openimr.vocabulary.value import Value

_EVALUATE: dict[type, Callable[[typing.Any, Bench], Answer | None]] = {
    DefiniteRequest: visits.definite_request,
    InitialTrial: visits.initial_trial,
    VisitTotal: visits.visit_total,
    DiagnosisTotal: visits.diagnosis_total,
    PriorVisitsKnown: visits.prior_visits_known,
    FlareUp: visits.flare_up,
    StatutoryCap: visits.statutory_cap,
    NotAlreadyAuthorized: visits.not_already_authorized,
    FunctionalImprovement: response.functional_improvement,
    ReturnToWork: response.return_to_work,
    SelfDirected: response.self_directed,
    BodyPart: setting.body_part,
    Indication: setting.indication,
    PartOfProgramme: setting.part_of_programme,
}


class Verdict(enum.Enum):
    """What the evaluated criteria say on medical necessity."""

    NECESSARY = "necessary"
    NOT_NECESSARY = "not_necessary"
    OPEN = "open"


class Weighed(Value, frozen=True, kw_only=True):
    """All criteria of a topic evaluated for one request.

    Attributes:
        course: the earlier course as the record tells it.
        verdict: what the deciding criteria say.
        evaluations: every criterion in force, with its trace.
        missing: the facts that would settle an open verdict.
    """

    course: Course
    verdict: Verdict
    evaluations: tuple[Evaluation, ...]
    missing: tuple[str, ...] = ()


def weigh(question: Question, pack: Pack, search: Search) -> Weighed:
    """Evaluate the criteria of the question's topic in the editions that govern the request.

    Where the record does not tell a first course from a further one, both are weighed: when
    they agree the answer stands, otherwise it is open and the earlier course is what is missing.
    """
    record = Record(question.facts)
    course = course_of(question, record)
    if course.phase is not Phase.UNKNOWN:
        evaluations = _evaluate_all(question, pack, record, course, search)
        verdict, missing = _conclude(evaluations)
        return Weighed(course=course, verdict=verdict, evaluations=evaluations, missing=missing)
    return _weigh_both_ways(question, pack, record, search)


def _weigh_both_ways(question: Question, pack: Pack, record: Record, search: Search) -> Weighed:
    as_first = _evaluate_all(question, pack, record, Course(phase=Phase.FIRST, visits=0), search)
    as_further = _evaluate_all(question, pack, record, Course(phase=Phase.FURTHER), search)
    first, first_missing = _conclude(as_first)
    further, _ = _conclude(as_further)
    told = {evaluation.criterion.id for evaluation in as_first}
    both = as_first + tuple(e for e in as_further if e.criterion.id not in told)
    course = Course(phase=Phase.UNKNOWN)
    if first is further and first is not Verdict.OPEN:
        return Weighed(course=course, verdict=first, evaluations=both)
    name, unit = question.topic.name, question.topic.course
    missing = (
        f"whether {name} was given before, and if so how many {unit} and with what change in "
        "function",
        *first_missing,
    )
    return Weighed(course=course, verdict=Verdict.OPEN, evaluations=both, missing=missing)


def _evaluate_all(
    question: Question, pack: Pack, record: Record, course: Course, search: Search
) -> tuple[Evaluation, ...]:
    in_force = frozenset(g.id for g in pack.guidelines if g.in_force(question.asked_on))
    bench = Bench(question, record, course, search, in_force)
    return tuple(
        evaluation
        for criterion in question.topic.criteria
        if criterion.phase in (Phase.UNKNOWN, course.phase)
        and (evaluation := _evaluate(criterion, bench, pack)) is not None
    )


def _evaluate(criterion: AnyCriterion, bench: Bench, pack: Pack) -> Evaluation | None:
    references = pack.references_on(criterion, bench.question.asked_on)
    if not references:
        return None
    answer = _EVALUATE[type(criterion)](criterion, bench)
    if answer is None:
        return None
    return Evaluation(
        criterion=criterion,
        outcome=answer.outcome,
        finding=answer.finding,
        references=references,
        facts=answer.facts,
        arithmetic=answer.arithmetic,
        searched=answer.searched,
        nearest=answer.nearest,
    )


def speaks_against(evaluation: Evaluation) -> bool:
    """Whether an outcome decides against the request."""
    if not evaluation.criterion.deciding:
        return False
    silent_against = evaluation.criterion.absence is Absence.UPHOLDS
    return evaluation.outcome is Outcome.NOT_MET or (
        evaluation.outcome is Outcome.NOT_DOCUMENTED and silent_against
    )


def leaves_open(evaluation: Evaluation) -> bool:
    """Whether the decision turns on something that the record does not say."""
    return (
        evaluation.criterion.deciding
        and evaluation.outcome is Outcome.NOT_DOCUMENTED
        and evaluation.criterion.absence is Absence.LEAVES_OPEN
    )


def _conclude(evaluations: tuple[Evaluation, ...]) -> tuple[Verdict, tuple[str, ...]]:
    """One failed condition refuses; an open one leaves it open; otherwise it is necessary."""
    if any(speaks_against(evaluation) for evaluation in evaluations):
        return Verdict.NOT_NECESSARY, ()
    missing = tuple(e.finding for e in evaluations if leaves_open(e))
    if missing or not any(e.criterion.deciding for e in evaluations):
        return Verdict.OPEN, missing or ("a guideline criterion that may decide",)
    return Verdict.NECESSARY, ()
