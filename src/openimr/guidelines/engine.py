"""The criteria engine: every criterion of a topic on one record, and what follows from them."""

from __future__ import annotations

import enum
import typing
from collections.abc import Callable

import msgspec

from openimr.guidelines.by_part import for_the_part
from openimr.guidelines.course import Course, course_of
from openimr.guidelines.criteria import amounts, response, setting, standing, visits
from openimr.guidelines.criteria.trace import Answer, Bench
from openimr.guidelines.criterion import Absence, Level, Outcome, Phase, Reference
from openimr.guidelines.evidence_level import Study
from openimr.guidelines.kinds import (
    AnyCriterion,
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
from openimr.guidelines.model import Evaluation, Pack
from openimr.guidelines.patterns import first_match
from openimr.guidelines.question import Question, Search
from openimr.guidelines.recommendations import recommendations_on, studies_on
from openimr.guidelines.record import Record
from openimr.guidelines.sequence import SearchStep, governing_level, search_sequence
from openimr.guidelines.weigh_evidence import Weighing, weigh_evidence
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
    Indication: standing.indication,
    PartOfProgramme: setting.part_of_programme,
    NotRecommended: standing.not_recommended,
    Contraindication: standing.contraindication,
    EarlierStudy: standing.earlier_study,
    DependsOn: standing.depends_on,
    Response: standing.response,
    SinceInjury: amounts.since_injury,
    DurationLimit: amounts.duration_limit,
    QuantityLimit: amounts.quantity_limit,
    DoseLimit: amounts.dose_limit,
    RequestForm: amounts.request_form,
}


_NONE_DECIDES = "a verified criterion of an edition in force on the day of the request"


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
        trail: the medical evidence search, step by step.
        evidence: recommendations at variance, or studies entered, graded; None without either.
    """

    course: Course
    verdict: Verdict
    evaluations: tuple[Evaluation, ...]
    missing: tuple[str, ...] = ()
    trail: tuple[SearchStep, ...] = ()
    evidence: Weighing | None = None

    @property
    def concluded(self) -> Verdict:
        """What follows once the recommendations at variance are weighed."""
        if self.evidence is None or not self.evidence.at_variance:
            return self.verdict
        if self.evidence.follows is None:
            return Verdict.OPEN
        return Verdict.NECESSARY if self.evidence.follows.supports else Verdict.NOT_NECESSARY


def weigh(question: Question, pack: Pack, search: Search) -> Weighed:
    """Evaluate the criteria of the question's topic in the editions that govern the request.

    Where the record does not tell a first course from a further one, both are weighed: when
    they agree the answer stands, otherwise it is open and the earlier course is what is missing.
    """
    record = Record(question.facts)
    course = course_of(question, record)
    if course.phase is Phase.UNKNOWN and question.topic.in_courses:
        weighed = _weigh_both_ways(question, pack, record, search)
    else:
        evaluations = _evaluate_all(question, pack, record, course, search)
        verdict, missing = _conclude(evaluations)
        weighed = Weighed(course=course, verdict=verdict, evaluations=evaluations, missing=missing)
    studies = studies_on(pack, question.topic.id, question.text)
    trail = search_sequence(question.topic, pack, question.asked_on, studies)
    return msgspec.structs.replace(
        weighed, trail=trail, evidence=_evidence(weighed, trail, studies, pack)
    )


def _evidence(
    weighed: Weighed, trail: tuple[SearchStep, ...], studies: tuple[Study, ...], pack: Pack
) -> Weighing | None:
    """The governing recommendation against others and studies; None while it is not known."""
    level = next((step.level for step in trail if step.applies), None)
    if weighed.verdict is Verdict.OPEN or level is None:
        return None
    supports = weighed.verdict is Verdict.NECESSARY
    given = recommendations_on(weighed.evaluations, supports, level, studies, pack)
    return weigh_evidence(given) if len(given) > 1 or studies else None


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
    level = governing_level(question.topic, pack, question.asked_on)
    return tuple(
        evaluation
        for criterion in question.topic.criteria
        if criterion.phase in (Phase.UNKNOWN, course.phase)
        and (evaluation := _evaluate(criterion, bench, pack, level)) is not None
    )


def _evaluate(
    criterion: AnyCriterion, bench: Bench, pack: Pack, level: Level | None
) -> Evaluation | None:
    references = pack.references_on(criterion, bench.question.asked_on)
    if not references or not _concerns(criterion, bench.question):
        return None
    answer = _EVALUATE[type(criterion)](criterion, bench)
    if answer is None:
        return None
    return Evaluation(
        criterion=criterion,
        outcome=answer.outcome,
        finding=answer.finding,
        references=for_the_part(references, bench.question, pack),
        decides=criterion.deciding
        and (criterion.fills_gap or _high_enough(references, level, pack)),
        facts=answer.facts,
        arithmetic=answer.arithmetic,
        searched=answer.searched,
        nearest=answer.nearest,
    )


def _concerns(criterion: AnyCriterion, question: Question) -> bool:
    """Whether the request names what the criterion is about; most are about every request."""
    return not criterion.asked or first_match(criterion.asked, question.text) is not None


def _high_enough(references: tuple[Reference, ...], level: Level | None, pack: Pack) -> bool:
    """Whether a criterion stands where the search ends, or in law."""
    levels = {pack.guideline(reference.guideline).level for reference in references}
    return level is None or bool(levels & {level, Level.LAW})


def speaks_against(evaluation: Evaluation) -> bool:
    """Whether an outcome decides against the request."""
    if not evaluation.decides:
        return False
    silent_against = evaluation.criterion.absence is Absence.UPHOLDS
    return evaluation.outcome is Outcome.NOT_MET or (
        evaluation.outcome is Outcome.NOT_DOCUMENTED and silent_against
    )


def leaves_open(evaluation: Evaluation) -> bool:
    """Whether the decision turns on something that the record does not say."""
    return (
        evaluation.decides
        and evaluation.outcome is Outcome.NOT_DOCUMENTED
        and evaluation.criterion.absence is Absence.LEAVES_OPEN
    )


def _carries(evaluation: Evaluation) -> bool:
    """Whether an outcome speaks for the request, and not only fails to speak against it."""
    required = evaluation.criterion.absence is not Absence.NOTHING
    return evaluation.outcome is Outcome.MET and required


def _conclude(evaluations: tuple[Evaluation, ...]) -> tuple[Verdict, tuple[str, ...]]:
    """One failed condition refuses; an open one leaves it open; otherwise it is necessary."""
    if any(speaks_against(evaluation) for evaluation in evaluations):
        return Verdict.NOT_NECESSARY, ()
    missing = tuple(e.finding for e in evaluations if leaves_open(e))
    carried = any(e.decides and _carries(e) for e in evaluations)
    if missing or not carried:
        return Verdict.OPEN, missing or (_NONE_DECIDES,)
    return Verdict.NECESSARY, ()
