"""Topics, requests that were tried and changes of editions as pages show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from openimr.guidelines.criterion import Outcome, Reference
from openimr.guidelines.editions_compared import CriterionChange
from openimr.guidelines.kinds import Dose
from openimr.guidelines.model import Evaluation, Pack, Topic
from openimr.guidelines.numbers import dose_in_words
from openimr.guidelines.words import cited
from openimr.workflow.trying import Tried

OUTCOMES = {
    Outcome.MET: ("MET", "done"),
    Outcome.NOT_MET: ("NOT MET", "overdue"),
    Outcome.NOT_DOCUMENTED: ("NOT DOCUMENTED", "soon"),
}
"""The outcomes as they are written, and how they are marked."""


class TopicRow(NamedTuple):
    """A topic on the list."""

    topic: Topic
    stance: str
    deciding: int
    in_force: bool


def rows(pack: Pack, on: dt.date, words: str, category: str) -> list[TopicRow]:
    """The topics that are asked for, by category and name."""
    found = [
        TopicRow(
            one,
            one.stance.value.replace("_", " "),
            sum(criterion.deciding for criterion in one.criteria),
            pack.governs(one, on),
        )
        for one in pack.topics
        if category in ("", one.category) and _tells(one, words)
    ]
    return sorted(found, key=lambda row: (row.topic.category, row.topic.name))


def _tells(topic: Topic, words: str) -> bool:
    text = " ".join((topic.id, topic.name, *topic.aliases, *topic.drugs)).casefold()
    return words.casefold() in text


class Outcomes(NamedTuple):
    """A criterion that was weighed."""

    evaluation: Evaluation
    word: str
    tag: str
    places: list[str]
    quotes: list[str]


def weighed(tried: Tried, pack: Pack) -> Iterator[Outcomes]:
    """Every criterion of a request that was tried, with the words it rests on."""
    for one in tried.proposal.evaluations:
        word, tag = OUTCOMES[one.outcome]
        places = [cited(reference, pack) for reference in one.references]
        quotes = list(dict.fromkeys(" ".join(tried.facts[n].quote.split()) for n in one.facts))
        yield Outcomes(one, word, tag, places, quotes)


class Change(NamedTuple):
    """What differs between two editions in one criterion."""

    change: CriterionChange
    before: str
    after: str
    doses: list[tuple[str, str, str]]


def changes(found: tuple[CriterionChange, ...]) -> Iterator[Change]:
    """The changes in words."""
    for one in found:
        doses = [
            (dose.diagnosis, _dose(dose.before, one.course), _dose(dose.after, one.course))
            for dose in one.doses
        ]
        yield Change(one, _place(one.before), _place(one.after), doses)


def _dose(dose: Dose | None, course: str) -> str:
    return dose_in_words(dose, course) if dose else "not named"


def _place(reference: Reference | None) -> str:
    if reference is None:
        return "not there"
    pages = f", page {', '.join(reference.pages)}" if reference.pages else ""
    return f"{reference.section}{pages}"
