"""Similar findings of the shared letters: is the nearest one of another letter on the same topic?

Beside it in the same run the full-text index asked for the same words, and chance. Topics were
derived from the words of treatments by the guidelines' patterns; nothing that is measured knows
them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from accuracy.library_search import determinations_of
from accuracy.report import Row, Section
from openimr.adapters.library_alike import AlikeFindings
from openimr.adapters.library_alike_kept import bring_up_to_date
from openimr.adapters.library_index import TantivyIndex
from openimr.adapters.library_store import LibraryStore
from openimr.publication.model import PublishedDetermination
from openimr.publication.search.alike_model import Question
from openimr.publication.search.alike_words import STOP
from openimr.publication.search.query import Search, Words, any_of
from openimr.publication.statistics.folded import words_of

NEAREST: Final = 5
Topics: TypeAlias = list[frozenset[str]]
"""Topics of what was found, the nearest first."""


def measure(shared: Path) -> Section:
    """Precision of the first and of the first five, by meaning, by words and by chance."""
    letters = determinations_of(shared)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        store = LibraryStore(place / "library")
        with store.writing():
            store.add(letters)
            bring_up_to_date(store.folder, store)
        meanings = AlikeFindings(store.folder)
        index = TantivyIndex(place / "index")
        index.write(letters)
        questions = _questions(letters)
        by_id = {one.id: one for one in letters}
        rows = [
            *_rows("by meaning", questions, lambda asked: _near(meanings, asked, by_id)),
            *_rows("by words (BM25)", questions, lambda asked: _worded(index, asked)),
        ]
    chance = sum(_chance(asked, letters) for asked in questions)
    rows.append(Row(name="by chance", hits=round(chance), total=len(questions)))
    note = (
        "A letter counts when any of its findings has the leading topic of the finding asked for. "
        "Few topics have five other letters, so that not all of five can be right."
    )
    return Section(title="Similar findings of the library", rows=tuple(rows), notes=(note,))


def _questions(letters: Sequence[PublishedDetermination]) -> list[Question]:
    """Findings on a topic that another letter has as well."""
    return [
        Question.of(said, finding)
        for said in letters
        for finding in said.findings
        if finding.topics
        and any(finding.topics[0] in _leading(one) for one in letters if one.id != said.id)
    ]


def _rows(
    name: str, questions: Sequence[Question], find: Callable[[Question], Topics]
) -> tuple[Row, Row]:
    first = several = 0
    for asked in questions:
        topic = _topic(asked)
        found = [topic in one for one in find(asked)[:NEAREST]]
        first += sum(found[:1])
        several += sum(found)
    many = len(questions)
    return (
        Row(name=f"{name}: the nearest is on the same topic", hits=first, total=many),
        Row(name=f"{name}: of the nearest {NEAREST}", hits=several, total=NEAREST * many),
    )


def _near(
    index: AlikeFindings, asked: Question, letters: dict[str, PublishedDetermination]
) -> Topics:
    return [_leading(letters[one.id]) for one in index.nearest(asked, NEAREST)]


def _worded(index: TantivyIndex, asked: Question) -> Topics:
    """The best letters for the words of the finding: any of their findings may be meant."""
    text = f"{asked.text.treatment} {asked.text.reasons}".lower()
    words = sorted({one for one in words_of(text) if len(one) > 2 and one not in STOP})
    wanted = any_of(tuple(Words(words=(one,)) for one in words))
    found = index.search(Search(asked=wanted, per_page=NEAREST + 1, facets=False)).hits
    return [_leading(one.determination) for one in found if one.determination.id != asked.without]


def _chance(asked: Question, letters: Sequence[PublishedDetermination]) -> float:
    others = [one for one in letters if one.id != asked.without]
    return sum(_topic(asked) in _leading(one) for one in others) / len(others)


def _topic(asked: Question) -> str:
    return asked.finding.topics[0] if asked.finding else ""


def _leading(said: PublishedDetermination) -> frozenset[str]:
    return frozenset(topic for finding in said.findings for topic in finding.topics[:1])
