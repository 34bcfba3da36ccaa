"""Cases put to the engine: does a pack propose what its cases say?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from openimr.guidelines.cases import Case, Said, TopicCases
from openimr.guidelines.criterion import Outcome
from openimr.guidelines.engine import Verdict, Weighed, weigh
from openimr.guidelines.model import Pack, Topic
from openimr.guidelines.question import Companion, Question
from openimr.vocabulary.fact import Fact
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.request import TreatmentRequest
from openimr.vocabulary.value import Value

_PROPOSED: Final = {
    Verdict.NECESSARY: "overturned",
    Verdict.NOT_NECESSARY: "upheld",
    Verdict.OPEN: "open",
}
ReadRequest = Callable[[str], TreatmentRequest]
"""Reads a request's wording into numbers."""


class Failure(Value, frozen=True, kw_only=True):
    """A case that did not come out as written."""

    topic: str
    case: str
    what: str


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
