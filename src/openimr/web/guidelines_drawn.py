"""Topics of guidelines as pages draw them, whoever may see the page: criteria, and the search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from openimr.guidelines.criterion import Criterion, Reference, Verified
from openimr.guidelines.kinds import DiagnosisTotal, grounds_of
from openimr.guidelines.model import Guideline, Pack, Topic
from openimr.guidelines.numbers import dose_in_words, doses_in, numbers_of
from openimr.guidelines.sequence import SearchStep
from openimr.guidelines.words import cited, ground_in_words, weight_of


class CriterionShown(NamedTuple):
    """A criterion of a topic as it stands on a day."""

    criterion: Criterion
    numbers: str
    grounds: list[str]
    doses: list[tuple[str, str]]
    places: list[str]
    weight: str
    verified: bool


def criteria(topic: Topic, pack: Pack, on: dt.date) -> Iterator[CriterionShown]:
    """Every criterion, with its places in the editions in force."""
    for one in topic.criteria:
        references = pack.references_on(one, on)
        yield CriterionShown(
            one,
            ", ".join(numbers_of(one, topic.course)),
            [ground_in_words(ground) for ground in grounds_of(one)],
            _doses(one, topic.course, references),
            [cited(reference, pack) for reference in references],
            weight_of(one),
            one.verified is not Verified.UNVERIFIED,
        )


def _doses(
    criterion: Criterion, course: str, references: tuple[Reference, ...]
) -> list[tuple[str, str]]:
    if not isinstance(criterion, DiagnosisTotal):
        return []
    found = {
        id(dose): dose
        for reference in references
        for dose in doses_in(criterion, reference.guideline)
    }
    doses = found.values() if references else criterion.doses
    return [(dose.diagnosis, dose_in_words(dose, course)) for dose in doses]


class StepShown(NamedTuple):
    """A step of the medical evidence search."""

    mark: str
    tag: str
    why: str
    searched: list[tuple[str, bool]]


def steps(found: tuple[SearchStep, ...], pack: Pack) -> Iterator[StepShown]:
    """The steps, with each edition looked at and whether it was in force."""
    editions = {guideline.source: guideline for guideline in pack.guidelines}
    for step in found:
        mark, tag = ("applies", "done") if step.applies else ("passed", "plain")
        looked = [(source, _in_force(editions.get(source), step.on)) for source in step.searched]
        yield StepShown(mark, tag, step.why, looked)


def _in_force(edition: Guideline | None, on: dt.date) -> bool:
    return edition is None or edition.in_force(on)
