"""How a guideline applies to the request: the one sentence between guideline and conclusion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from openimr.guidelines.course import Course
from openimr.guidelines.criteria.trace import number, span_of
from openimr.guidelines.criterion import Outcome
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
from openimr.guidelines.question import Question
from openimr.review import amounts, standing
from openimr.review.asking import name_of


def application_of(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    """The sentence, or None where the facts speak for themselves.

    Args:
        evaluation: one criterion with its outcome.
        question: what is asked.
        course: what came before, as the record tells it.
    """
    apply = _APPLY.get(type(evaluation.criterion))
    return apply(evaluation, question, course) if apply else None


def _request(question: Question) -> str:
    """What is asked, with the part that utilization review allowed."""
    asked = f"the {number(question.asked)} {question.topic.course} requested"
    if question.certified:
        return f"{asked}, of which utilization review allowed {number(question.certified)},"
    return asked


def _definite(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    if evaluation.outcome is Outcome.MET:
        return None
    return f"{_capital(evaluation.finding)}."


def _trial(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    if question.asked is None:
        return None
    verb = "stay within" if evaluation.outcome is Outcome.MET else "exceed"
    criterion: Any = evaluation.criterion
    low, high = criterion.visits
    visits = f"up to {high}" if low == 1 < high else span_of(criterion.visits)
    return f"As a first course {_request(question)} {verb} the trial of {visits}."


def _total(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    criterion: Any = evaluation.criterion
    asked, had, visits = question.asked, course.visits, span_of(criterion.visits)
    if asked is None:
        return None
    if evaluation.outcome is Outcome.NOT_DOCUMENTED:
        return _uncounted(question)
    verb = "lie within" if evaluation.outcome is Outcome.MET else "go beyond"
    after = f", after {number(had)} earlier ones," if had is not None else ""
    total = f" and make {number(asked + had)} in all" if had else ""
    if criterion.trial is None and had is not None:
        return (
            f"With {number(had)} earlier {question.topic.course} {_request(question)} make "
            f"{number(asked + had)}, which {'lies within' if verb == 'lie within' else 'exceeds'} "
            f"{visits}."
        )
    return f"{_capital(_request(question))}{after} {verb} the {visits} named{total}."


def _dose(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    if evaluation.outcome is Outcome.NOT_DOCUMENTED:
        return _uncounted(question) if evaluation.arithmetic else None
    sums = (evaluation.arithmetic or "").rpartition(", guideline ")[2]
    named, _, verdict = sums.partition(": ")
    if not course.visits:
        verb = "stay within" if evaluation.outcome is Outcome.MET else "exceed"
        return f"The guideline names {named}, which {_request(question)} {verb}."
    had = f" and {number(course.visits)} earlier ones"
    return (
        f"The guideline names {named}; {_request(question)}{had} make "
        f"{verdict.replace(' exceeds', ', which exceeds').replace(' lies', ', which lies')}."
    )


def _flare(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    if evaluation.outcome is Outcome.NOT_DOCUMENTED:
        return None
    verb = "stay within" if evaluation.outcome is Outcome.MET else "are in excess of"
    return f"{_capital(_request(question))} {verb} that number."


def _prior(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    return _uncounted(question) if evaluation.outcome is Outcome.NOT_DOCUMENTED else None


def _uncounted(question: Question) -> str:
    unit, name = question.topic.course, name_of(question)
    return f"The record does not say how many earlier {unit} of {name} were given."


def _improvement(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    name, finding = name_of(question), evaluation.finding
    if evaluation.outcome is Outcome.MET:
        return _improved(name, finding)
    if evaluation.outcome is Outcome.NOT_MET:
        return f"Taken together, this shows no functional improvement after {name}."
    if "a gain is recorded" in finding:
        return (
            f"This gain after {name} came with neither work nor less dependence on treatment, "
            "so that functional improvement is not shown."
        )
    if "without a measure" in finding:
        return (
            f"Improvement after {name} is reported, but neither a gain in daily activities nor "
            "a reduction of work restrictions."
        )
    return f"The record documents no functional improvement after {name}."


def _improved(name: str, finding: str) -> str:
    if "went back to work" in finding:
        return f"A return to work after {name} is prima facie evidence of functional improvement."
    if "prima facie" in finding:
        return (
            f"Keeping at work with this gain after {name} is prima facie evidence of functional "
            "improvement."
        )
    return f"Taken together, this is functional improvement after {name}."


def _worked(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    if evaluation.outcome is Outcome.NOT_MET and "not working" in evaluation.finding:
        return "The employee is not working, so that these visits cannot rest on a return to work."
    criterion: Any = evaluation.criterion
    total = (question.asked or 0) + (course.visits or 0)
    if evaluation.outcome is Outcome.NOT_DOCUMENTED or not total:
        return None
    verb = "stay within" if evaluation.outcome is Outcome.MET else "exceed"
    visits = f"{number(total)} {question.topic.course} in all"
    return f"The employee is at work; {visits} {verb} the {number(criterion.visits)} named."


def _alone(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    if evaluation.outcome is Outcome.NOT_MET:
        return (
            "The employee can thus be expected to continue with self-directed exercise at home "
            "without further supervised visits."
        )
    return None


def _programme(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    if evaluation.outcome is Outcome.NOT_DOCUMENTED:
        return f"{_capital(evaluation.finding)}."
    criterion: Any = evaluation.criterion
    named = criterion.named
    allowed = (evaluation.arithmetic or "").rpartition(" ")[2]
    fits = evaluation.outcome is Outcome.MET
    verb = "match" if number(question.asked) == allowed else "fit" if fits else "exceed"
    return (
        f"{_capital(_request(question))} {verb} the {allowed} sessions of {named} that are "
        "authorized."
    )


def _said(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    return f"{_capital(evaluation.finding)}."


def _capped(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    if evaluation.finding[:1].isdigit():
        return f"That makes {evaluation.finding}."
    return _said(evaluation, question, course)


def _part(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    _, _, part = evaluation.finding.partition(": ")
    if not part:
        return _said(evaluation, question, course)
    barred = ", where it is not recommended" if evaluation.outcome is Outcome.NOT_MET else ""
    return f"The request concerns the {part}{barred}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_APPLY: dict[type, Callable[[Evaluation, Question, Course], str | None]] = {
    DefiniteRequest: _definite,
    InitialTrial: _trial,
    VisitTotal: _total,
    DiagnosisTotal: _dose,
    FlareUp: _flare,
    PriorVisitsKnown: _prior,
    FunctionalImprovement: _improvement,
    ReturnToWork: _worked,
    SelfDirected: _alone,
    PartOfProgramme: _programme,
    BodyPart: _part,
    StatutoryCap: _capped,
    NotAlreadyAuthorized: _said,
    Indication: standing.indicated,
    Response: standing.responded,
    NotRecommended: standing.excepted,
    Contraindication: standing.contraindicated,
    EarlierStudy: standing.studied,
    DependsOn: standing.dependent,
    SinceInjury: amounts.timed,
    DurationLimit: amounts.lasting,
    QuantityLimit: amounts.counted,
    DoseLimit: amounts.dosed,
    RequestForm: amounts.worded,
}
