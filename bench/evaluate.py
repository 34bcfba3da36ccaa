"""Weighing every topic of the shipped pack on one invented record, in one process.

The record is made of what the pack's own cases let a record say. The floor is a bare loop: every
pattern of the topic, compiled before, searched once in the quote of every fact. Both go over the
same topics and facts in turns. The engine looks observations up by their codes and can therefore
be quicker than the floor.
"""

from __future__ import annotations

import datetime as dt
import importlib.resources
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence

from rich.console import Console
from rich.table import Table

from openimr.application.request import parse_request
from openimr.casefile.facts import find_facts
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.guidelines.cases import TopicCases, load_cases
from openimr.guidelines.engine import Verdict, weigh
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.model import Pack, Topic
from openimr.guidelines.patterns import compiled
from openimr.guidelines.question import Question, Search
from openimr.workflow.draft import nearest_in

ROUNDS = 7
SENTENCES = 220
"""Sentences of the record, from which about 200 facts are read."""
REPORTS = 5
DAY = dt.date(2016, 11, 1)


def record_of(groups: Sequence[TopicCases]) -> CaseFile:
    """Reports of an invented employee: every so-manieth thing that the cases let a record say."""
    said = [one.says for group in groups for case in group.cases for one in case.record]
    said = list(dict.fromkeys(said))
    chosen = said[:: max(1, len(said) // SENTENCES)][:SENTENCES]
    pages, documents = [], []
    for number in range(REPORTS):
        text = "\n".join(("PROGRESS REPORT", *chosen[number::REPORTS]))
        name = f"report-{number + 1}"
        pages.append(Page(file=name, number=1, text=text))
        documents.append(
            Document(
                file=name,
                pages=(1, 1),
                type=DocumentType.PROGRESS_REPORT,
                date=DAY - dt.timedelta(weeks=4 * number),
            )
        )
    return CaseFile(pages=tuple(pages), documents=tuple(documents))


def questions(pack: Pack, groups: Sequence[TopicCases], record: CaseFile) -> Iterator[Question]:
    """One question for each topic, with the facts that its grounds let find in the record."""
    requests = {group.topic: group.cases[0].request for group in groups if group.cases}
    for topic in pack.topics:
        text = requests.get(topic.id, topic.name)
        yield Question(
            topic=topic,
            text=text,
            request=parse_request(text),
            asked_on=DAY,
            date_of_injury=DAY - dt.timedelta(days=300),
            age=47,
            facts=find_facts(record, [ground for ground in topic.grounds if ground.words]),
        )


def bare(asked: Sequence[Question]) -> int:
    """Every pattern of each question's topic searched in every fact; how many were found."""
    return sum(
        pattern.search(fact.quote) is not None
        for question in asked
        for pattern in map(compiled, _patterns(question.topic))
        for fact in question.facts
    )


def weighed(asked: Sequence[Question], pack: Pack, search: Search) -> int:
    """Every question weighed; how many of them the engine decides."""
    return sum(weigh(one, pack, search).verdict is not Verdict.OPEN for one in asked)


def medians(ways: Sequence[Callable[[], object]]) -> list[list[float]]:
    """Seconds of each way in every round; who goes first changes from round to round."""
    taken: list[list[float]] = [[] for _ in ways]
    for number in range(ROUNDS + 1):
        for turn in range(len(ways)):
            way = (turn + number) % len(ways)
            start = time.perf_counter()
            ways[way]()
            if number:
                taken[way].append(time.perf_counter() - start)
    return taken


def main() -> None:
    """Print cases per second, the ratio to the floor, and memory."""
    console = Console(width=100)
    pack = shipped_pack()
    groups = load_cases(importlib.resources.files("openimr.guidelines") / "packs" / "mtus")
    record = record_of(groups)
    asked = tuple(questions(pack, groups, record))
    before = _peak()
    ways: list[tuple[str, Callable[[], int]]] = [
        ("bare loop of the patterns", lambda: bare(asked)),
        ("criteria weighed", lambda: weighed(asked, pack, lambda words: ())),
        ("... and nearest passages looked up", lambda: weighed(asked, pack, nearest_in(record))),
    ]
    taken = medians([way for _, way in ways])
    facts = int(statistics.median(len(one.facts) for one in asked))
    table = Table(title=f"{len(asked)} topics, {facts} facts each (median), {ROUNDS} rounds")
    for column in ("One core", "cases/s", "ms a case", "times the floor", "rounds"):
        table.add_column(column, justify="left" if column == "One core" else "right")
    for (name, _), seconds in zip(ways, taken, strict=True):
        each = statistics.median(seconds) / len(asked)
        ratios = sorted(ours / floor for ours, floor in zip(seconds, taken[0], strict=True))
        table.add_row(
            name,
            f"{1 / each:,.0f}",
            f"{each * 1000:.2f}",
            f"{statistics.median(ratios):.2f}",
            f"{ratios[0]:.2f} to {ratios[-1]:.2f}",
        )
    console.print(table)
    decided = ways[1][1]()
    console.print(
        f"{decided} of {len(asked)} decided. Memory of this process: {_peak()} MiB, of which "
        f"weighing took {_peak() - before} MiB."
    )


def _patterns(topic: Topic) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for ground in topic.grounds for word in ground.words))


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
