"""How limits of time and number apply: the sum in a sentence."""

from __future__ import annotations

import re

from openimr.guidelines.course import Course
from openimr.guidelines.criteria.trace import number
from openimr.guidelines.criterion import Outcome
from openimr.guidelines.kinds import (
    DoseLimit,
    DurationLimit,
    QuantityLimit,
    SinceInjury,
    grounds_of,
)
from openimr.guidelines.model import Evaluation
from openimr.guidelines.question import Question
from openimr.review.asking import name_of, named_in
from openimr.review.standing import shown

_WEEKS = re.compile(r"asked (\d+) (weeks|days) after")
_USE = re.compile(r"used ([\d.]+|an unknown number) weeks, asked ([\d.]+|an unknown number)")
_ASKED = re.compile(r"asked ([\d.]+)")
_DOSE = re.compile(r"dose ([\d.]+)")
_STATED = re.compile(r" (?:is|are) (?:asked for|stated|named|requested)$")
_UNKNOWN = "an unknown number"


def timed(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    """Weeks or days from the injury to the request, against those of the guideline."""
    criterion = evaluation.criterion
    if not isinstance(criterion, SinceInjury):
        return None
    weeks = _WEEKS.search(evaluation.arithmetic or "")
    if weeks is None:
        return _lifted(evaluation, "The time since the injury is therefore no obstacle")
    count, unit = weeks.groups()
    least, latest = criterion.at_least_weeks, criterion.at_most_days or criterion.at_most_weeks
    came = f"The request came {count} {unit} after the injury"
    if evaluation.outcome is Outcome.MET:
        named = f"within the {latest} {unit}" if latest else f"after the {least} weeks"
        return f"{came}, {named} named."
    if "before" in evaluation.finding:
        return f"{came}, sooner than the {least} weeks named{_unlifted(evaluation)}."
    return f"{came}, later than the {latest} {unit} named{_unlifted(evaluation)}."


def lasting(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    """Use to date and the supply asked for, against the most."""
    criterion = evaluation.criterion
    if not isinstance(criterion, DurationLimit):
        return None
    sums = _USE.search(evaluation.arithmetic or "")
    if evaluation.outcome is Outcome.NOT_DOCUMENTED:
        return f"The request does not say for how long {name_of(question)} is to be used."
    if sums is None:
        return _lifted(evaluation, "The limit on time therefore does not bind")
    used, asked = (None if part == _UNKNOWN else float(part) for part in sums.groups())
    most = _weeks(criterion.weeks)
    verdict = f"{'within' if evaluation.outcome is Outcome.MET else 'beyond'} the {most} named"
    if used and asked:
        total = _weeks(used + asked)
        return (
            f"Use for {_weeks(used)} and a further supply for {_weeks(asked)} make {total}, "
            f"{verdict}."
        )
    if used:
        return f"{_capital(name_of(question))} had been in use for {_weeks(used)}, {verdict}."
    return f"The request is for {_weeks(asked or 0)}, {verdict}."


def counted(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    """The number asked for, against the most."""
    criterion = evaluation.criterion
    asked = _ASKED.search(evaluation.arithmetic or "")
    if not isinstance(criterion, QuantityLimit) or asked is None:
        return None
    most = f"{number(criterion.at_most)} {criterion.unit}"
    if evaluation.outcome is Outcome.MET:
        return f"The request is for {asked[1]} and stays within {most}."
    return f"The request is for {asked[1]}, where at most {most} fit the guideline."


def dosed(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    """The daily dose on record, against the threshold."""
    criterion = evaluation.criterion
    dose = _DOSE.search(evaluation.arithmetic or "")
    if not isinstance(criterion, DoseLimit):
        return None
    if dose is None:
        return "The record does not state the daily dose in mg of morphine equivalent."
    verb = "lies within" if evaluation.outcome is Outcome.MET else "exceeds"
    return (
        f"The daily dose of {dose[1]} mg of morphine equivalent {verb} the "
        f"{criterion.mg_per_day} mg named."
    )


def worded(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    """What the request's wording names or leaves out."""
    if evaluation.outcome is Outcome.MET:
        return None
    if evaluation.outcome is Outcome.NOT_DOCUMENTED:
        statement = named_in(evaluation.criterion.statement, question)
        return f"The request does not {stating(statement)}."
    named = re.search(r"\u201c[^\u201d]*\u201d", evaluation.finding)
    return f"The request names {named[0]}, which goes against this." if named else None


def stating(statement: str) -> str:
    """What a request has to say, behind "does not" or "has to"."""
    asked = _STATED.search(statement)
    return f"state {statement[: asked.start()]}" if asked else f"say that {statement}"


def _lifted(evaluation: Evaluation, words: str) -> str | None:
    if evaluation.outcome is not Outcome.MET:
        return f"{_capital(evaluation.finding)}."
    return f"{words}: {shown(evaluation)}."


def _unlifted(evaluation: Evaluation) -> str:
    """What would have lifted a limit and is not on record, where the guideline names one thing."""
    lifts = [ground.name for ground in grounds_of(evaluation.criterion)]
    return f", and the record does not document {lifts[0]}" if len(lifts) == 1 else ""


def _weeks(count: float) -> str:
    return f"{number(count)} week{'' if count == 1 else 's'}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
