"""The numbers of a criterion in words: visits, weeks, limits, daily doses."""

from __future__ import annotations

import functools
from typing import Final

from openimr.guidelines.criterion import Criterion
from openimr.guidelines.kinds import DiagnosisTotal, Dose, QuantityLimit, VisitTotal

_WORDS: Final = {
    "visits": "{} {course}",
    "weeks": "over {} weeks",
    "every_months": "every {} months",
    "at_least_weeks": "at least {} weeks after the injury",
    "at_most_weeks": "at most {} weeks after the injury",
    "at_most_days": "at most {} days after the injury",
    "mg_per_day": "{} mg of morphine equivalent a day",
    "general": "{} {course} where no diagnosis below is on record",
}
"""How the number in a field of a criterion is told."""


def numbers_of(criterion: Criterion, course: str) -> tuple[str, ...]:
    """The numbers that a criterion holds, told one by one; doses by diagnosis not among them.

    Args:
        criterion: of a topic.
        course: what one gets more of by that topic ("visits", "sessions").
    """
    if isinstance(criterion, QuantityLimit):
        return (f"at most {criterion.at_most} {criterion.unit}",)
    told = [
        words.format(span(value), course=course)
        for field, words in _told_of(type(criterion))
        if (value := getattr(criterion, field))
    ]
    if isinstance(criterion, VisitTotal):
        counted = f"after a trial of up to {criterion.trial}" if criterion.trial else "in all"
        told.append(counted)
    return tuple(told)


@functools.cache
def _told_of(kind: type[Criterion]) -> tuple[tuple[str, str], ...]:
    """The fields of a kind of criterion that hold numbers, with their words."""
    return tuple((name, _WORDS[name]) for name in kind.__struct_fields__ if name in _WORDS)


def dose_in_words(dose: Dose, course: str) -> str:
    """What a guideline names for one diagnosis; ``course`` as in `numbers_of`."""
    told = f"{span(dose.visits)} {course} over {dose.weeks} weeks"
    months = dose.period_months
    return f"{told}, within {months} months of the operation" if months else told


def doses_in(criterion: Criterion, edition: str) -> tuple[Dose, ...]:
    """The doses by diagnosis that stand in an edition; empty for criteria without any."""
    if not isinstance(criterion, DiagnosisTotal):
        return ()
    return tuple(d for d in criterion.doses if not d.guidelines or edition in d.guidelines)


def span(value: object) -> str:
    """A number or a range as it is told ("6", "3 to 6")."""
    if not isinstance(value, tuple):
        return str(value)
    low, high = value
    return str(low) if low == high else f"{low} to {high}"
