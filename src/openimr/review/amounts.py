"""How limits of time and number apply: the sum in a sentence."""

from __future__ import annotations

import re

from openimr.guidelines.course import Course
from openimr.guidelines.criterion import Outcome
from openimr.guidelines.kinds import (
    DoseLimit,
    DurationLimit,
    QuantityLimit,
    SinceInjury,
    grounds_of,
)
from openimr.guidelines.model import Evaluation
from openimr.guidelines.question import Question, drugs_asked
from openimr.review.asking import name_of, named_in
from openimr.review.standing import shown
from openimr.vocabulary.fact import FactKind

_SINCE = re.compile(r"asked (\d+) (weeks|days) after")
_TIMES = re.compile(r"(\d+(?:\.\d+)?) (?:weeks|days)|used ([\d.]+)|asked ([\d.]+)")
_COURSE = re.compile(r"asked ([\d.]+)[^,]*, had ([\d.]+)")
_USE = re.compile(r"used ([\d.]+|an unknown number) weeks, asked ([\d.]+|an unknown number)")
_ASKED = re.compile(r"asked ([\d.]+)")
_DOSE = re.compile(r"dose ([\d.]+)")
_STATED = re.compile(r" (?:is|are) (?:asked for|stated|named|requested)$")
_UNKNOWN = "an unknown number"
_WEEK, _YEAR = 7, 365.25
_UNITS = (
    (14, 1, "day"),
    (27 * 7, _WEEK, "week"),
    (100, 1, "day"),
    (2 * 365, 30.4375, "month"),
)
"""Up to how many days a time is told in a unit of how many days; weeks only where they are full."""


def timed(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    """Weeks or days from the injury to the request, against those of the guideline."""
    criterion = evaluation.criterion
    if not isinstance(criterion, SinceInjury):
        return None
    since = _SINCE.search(evaluation.arithmetic or "")
    if since is None:
        return _lifted(evaluation, "The time since the injury is no obstacle here")
    days = float(since[1]) * (_WEEK if since[2] == "weeks" else 1)
    came = f"The request came {time_of(days) if days else 'in the first days'} after the injury"
    if evaluation.outcome is Outcome.MET:
        latest = criterion.at_most_days or criterion.at_most_weeks
        return f"{came}, {'within' if latest else 'after'} the time named."
    when = "sooner" if "before" in evaluation.finding else "later"
    return f"{came}, {when} than the guideline names{_unlifted(evaluation)}."


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
    verdict = f"{'within' if evaluation.outcome is Outcome.MET else 'beyond'} the time named"
    name = _used(evaluation, question)
    if used and asked:
        return (
            f"{name} had been in use for {time_of(used * _WEEK)}; the {time_of(asked * _WEEK)} now "
            f"asked for make about {round(used + asked)} weeks in all, {verdict}."
        )
    if used:
        return f"{name} had been in use for {time_of(used * _WEEK)}, {verdict}."
    return f"The request is for {time_of(asked * _WEEK)}, {verdict}." if asked else None


def counted(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    """The number asked for, against the most."""
    criterion = evaluation.criterion
    asked = _ASKED.search(evaluation.arithmetic or "")
    if not isinstance(criterion, QuantityLimit) or asked is None:
        return None
    unit = criterion.unit.removesuffix("s") if asked[1] == "1" else criterion.unit
    verdict = "stays within" if evaluation.outcome is Outcome.MET else "goes beyond"
    return f"The request is for {asked[1]} {unit}, which {verdict} that number."


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


def _used(evaluation: Evaluation, question: Question) -> str:
    """What had been in use: the drug asked for, or the class where the facts name another one."""
    taken = {
        fact.concept
        for fact in (question.facts[i] for i in evaluation.facts)
        if fact.kind is FactKind.MEDICATION
    }
    own = drugs_asked(question)
    name = name_of(question) if not taken or not own or own & taken else question.topic.name
    return _capital(name)


def sums_told(arithmetic: str) -> tuple[float, ...]:
    """Numbers that sentences form out of a sum: its weeks as months, what was asked and had."""
    course = _COURSE.search(arithmetic)
    both = [float(course[1]) + float(course[2])] if course else []
    use = _USE.search(arithmetic)
    if use and _UNKNOWN not in use.groups():
        both.append(round(float(use[1]) + float(use[2])))
    weeks = [float(n) for found in _TIMES.findall(arithmetic) for n in found if n]
    told = (re.match(r"\d+", time_of(count * _WEEK)) for count in weeks)
    return (*both, *(float(one[0]) for one in told if one))


def time_of(days: float) -> str:
    """A time in the unit a reader counts it in: "10 days", "6 weeks", "8 months", "3 years"."""
    whole = round(days)
    for limit, length, unit in _UNITS:
        if whole < limit and not (length == _WEEK and whole % _WEEK):
            count = max(1, round(whole / length)) if length > 1 else whole
            return f"{count} {unit}{'' if count == 1 else 's'}"
    count = round(whole / _YEAR)
    return f"{count} years"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
