"""The cases that a pack is tested with: written so that a physician can read and write them.

A case is a request and what the record says, with the outcome that each criterion named must
have and what the engine must propose.
"""

from __future__ import annotations

import datetime as dt
import pathlib
from collections.abc import Callable, Mapping
from importlib.resources.abc import Traversable
from typing import Final

import msgspec

from openimr.guidelines.criterion import Outcome
from openimr.guidelines.engine import Verdict, Weighed, weigh
from openimr.guidelines.model import Pack, Topic
from openimr.guidelines.pack_file import PackFile, listed, yaml_files
from openimr.guidelines.question import Companion, Question
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.fact import Assertion, Fact, FactKind
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.request import TreatmentRequest
from openimr.vocabulary.value import Value, require

_PROPOSED: Final = {
    Verdict.NECESSARY: "overturned",
    Verdict.NOT_NECESSARY: "upheld",
    Verdict.OPEN: "open",
}
ReadRequest = Callable[[str], TreatmentRequest]
"""Reads a request's wording into numbers."""


class Said(Value, frozen=True, kw_only=True):
    """One thing the record says.

    Attributes:
        says: in the words of a record.
        kind: what it is about; a plain sentence unless told otherwise.
        concept: the code, where a criterion goes by codes.
        day: of the paper, for what the criteria count by date.
    """

    says: str
    kind: FactKind = FactKind.OBSERVATION
    assertion: Assertion = Assertion.PRESENT
    concept: str | None = None
    about: str | None = None
    value: int | float | str | None = None
    unit: str | None = None
    day: dt.date | None = None


class Beside(Value, frozen=True, kw_only=True):
    """Another treatment in the same dispute, and what became of it.

    ``category`` is needed only for one of no topic, or where it is not the topic's own.
    """

    topic: str | None = None
    category: str | None = None
    approved: bool = False
    asked: int | None = None
    certified: int | None = None
    necessary: bool | None = None


class Case(Value, frozen=True, kw_only=True):
    """One test of a topic.

    Attributes:
        name: what the case shows.
        request: as worded.
        asked_on: day of the request.
        certified: how many utilization review allowed.
        outcomes: the outcome that each criterion named must have.
        proposal: "upheld", "overturned" or "open".
    """

    name: str
    request: str
    asked_on: dt.date
    proposal: str
    outcomes: dict[str, Outcome] = msgspec.field(default_factory=dict)
    date_of_injury: dt.date | None = None
    age: int | None = None
    certified: int | None = None
    approved: bool = False
    beside: tuple[Beside, ...] = ()
    record: tuple[Said, ...] = ()

    def __post_init__(self) -> None:
        require(self.proposal in _PROPOSED.values(), "a proposal is upheld, overturned or open")


class Failure(Value, frozen=True, kw_only=True):
    """A case that did not come out as written."""

    topic: str
    case: str
    what: str


class TopicCases(Value, frozen=True, kw_only=True):
    """All cases of one topic."""

    topic: str
    cases: tuple[Case, ...]


def load_cases(folder: Traversable | pathlib.Path) -> tuple[TopicCases, ...]:
    """The cases under a pack's ``tests`` folder, one file a topic; empty where there are none.

    Raises:
        BadInput: listing every fault of every file, each with file, line and remedy.
    """
    faults = list[str]()
    files = [PackFile(file, faults, "tests") for file in yaml_files(folder / "tests", faults)]
    read = tuple(
        TopicCases(
            topic=file.text("topic"),
            cases=tuple(
                case
                for index in file.indexes("cases")
                if (case := file.read(Case, "cases", index)) is not None
            ),
        )
        for file in files
    )
    if faults:
        raise BadInput(f"cases of guideline pack {folder.name}", listed(faults))
    return read


def run_cases(pack: Pack, cases: tuple[TopicCases, ...], read: ReadRequest) -> tuple[Failure, ...]:
    """Every case that does not come out as written; empty when all do.

    Args:
        pack: the pack under test.
        cases: of its topics.
        read: reads requests into numbers.
    """
    topics = {topic.id: topic for topic in pack.topics}
    categories: dict[str | None, str] = {topic.id: topic.category for topic in pack.topics}
    failures: list[Failure] = []
    for group in cases:
        topic = topics.get(group.topic)
        if topic is None:
            what = "the pack has no such topic"
            failures.append(Failure(topic=group.topic, case="all", what=what))
            continue
        for case in group.cases:
            question = asked(topic, case, read, categories)
            failures += _compared(topic, case, weigh(question, pack, _no_search))
    return tuple(failures)


def asked(
    topic: Topic, case: Case, read: ReadRequest, categories: Mapping[str | None, str]
) -> Question:
    """The question that a case puts to the engine; ``categories`` are those of the topics."""
    return Question(
        topic=topic,
        text=case.request,
        request=read(case.request),
        asked_on=case.asked_on,
        certified=case.certified,
        approved=case.approved,
        date_of_injury=case.date_of_injury,
        age=case.age,
        facts=tuple(_fact(said, number) for number, said in enumerate(case.record)),
        companions=tuple(
            Companion(
                topic=other.topic,
                category=other.category or categories.get(other.topic),
                asked=other.asked,
                certified=other.certified,
                approved=other.approved,
                necessary=other.necessary,
            )
            for other in case.beside
        ),
    )


def _fact(said: Said, number: int) -> Fact:
    return Fact(
        kind=said.kind,
        statement=said.says,
        assertion=said.assertion,
        concept=said.concept,
        about=said.about,
        value=said.value,
        unit=said.unit,
        date=said.day,
        quote=said.says,
        place=PageSpan(file="record", page=number + 1, start=0, end=len(said.says)),
    )


def _compared(topic: Topic, case: Case, weighed: Weighed) -> list[Failure]:
    reached = {e.criterion.id: e.outcome for e in weighed.evaluations}
    wrong = _wrong_outcomes(case.outcomes, reached)
    proposed = _PROPOSED[weighed.verdict]
    if proposed != case.proposal:
        why = "; ".join(f"{name} {outcome.value}" for name, outcome in reached.items())
        wrong.append(f"proposed {proposed} where the case says {case.proposal} ({why})")
    return [Failure(topic=topic.id, case=case.name, what=what) for what in wrong]


def _wrong_outcomes(wanted: Mapping[str, Outcome], reached: Mapping[str, Outcome]) -> list[str]:
    told = {name: reached[name].value if name in reached else "not evaluated" for name in wanted}
    return [
        f"{name}: {told[name]} where the case says {outcome.value}"
        for name, outcome in wanted.items()
        if told[name] != outcome.value
    ]


def _no_search(words: object) -> tuple[()]:
    """A case's record has no pages to search."""
    return ()
