"""Similar findings: ours against one product of vectors in memory, and against the full-text index.

    python -m bench.library_alike [LETTERS]

Letters are recombined from the sentences of real ones, which is harder than real letters are: their
treatments repeat word for word, so that very many findings are nearly as near as the nearest. The
library is parted into cells as one of 50,000 letters is, however small it is here. Questions are
findings of letters that are not in it. Each way of asking has a process of its own; whole answers
come with determinations and passages.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple
from unittest import mock

import msgspec
import numpy as np
from accuracy.__main__ import find_shared
from rich.console import Console
from rich.table import Table

from bench._library_letters import Recombined, read_shared
from bench.library_statistics import apart, fill
from openimr.adapters import library_alike, library_alike_kept
from openimr.adapters.library_alike import AlikeFindings
from openimr.adapters.library_index import TantivyIndex
from openimr.adapters.library_store import LibraryStore
from openimr.publication.model import PublishedDetermination
from openimr.publication.search.alike import alike, first_in
from openimr.publication.search.alike_model import Question
from openimr.publication.search.alike_words import STOP, counts_of
from openimr.publication.search.query import Search, Words, any_of
from openimr.publication.statistics.folded import words_of

LETTERS = 10_000
QUESTIONS = 100
NEAREST = 10
AIM = 100
"""Milliseconds of a whole answer."""

Ask = Callable[[Question], Sequence[str]]


class Asked(NamedTuple):
    """A way of asking: milliseconds and identifiers found of each question, and MiB at the peak."""

    milliseconds: list[float]
    found: list[list[str]]
    memory: float


def main() -> None:
    """Place, ask, print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else LETTERS
    real = read_shared(find_shared(dict(os.environ)))
    with tempfile.TemporaryDirectory(prefix="openimr-bench-") as place:
        folder = Path(place)
        fill(folder, Recombined(real).letters(count))
        asked = list(Recombined(real, seed=8).letters(QUESTIONS))
        (folder / "asked").write_bytes(msgspec.msgpack.encode(asked))
        show_placing(count, folder)
        show_asking(folder)


def show_placing(count: int, folder: Path) -> None:
    """How long it takes until a library can be asked."""
    table = Table(title=f"{count:,} letters: until they can be asked")
    for name in ("", "seconds", "findings a second", "MiB", "MB on disk"):
        table.add_column(name, justify="left" if not name else "right")
    rows = (
        ("ours: fitting and placing", place_findings, folder / library_alike.ALIKE),
        ("full-text index of the letters", write_index, folder / "words"),
    )
    for name, task, kept in rows:
        _, seconds, memory = apart(name, task, folder)
        size = sum(one.stat().st_size for one in kept.rglob("*")) / 1e6
        findings = AlikeFindings(folder).count
        table.add_row(
            name, f"{seconds:.0f}", f"{findings / seconds:,.0f}", f"{memory:,.0f}", f"{size:,.0f}"
        )
    Console().print(table)


def show_asking(folder: Path) -> None:
    """Half of the questions are answered in less than the median, 95 of 100 in less than p95."""
    asked = {name: asked_apart(folder, name) for name in WAYS}
    best = asked[EVERY]
    least = statistics.median(asked[PRODUCT].milliseconds)
    table = Table(title=f"{AlikeFindings(folder).count:,} findings, the nearest {NEAREST}")
    columns = ("", "median ms", "p95 ms", "times the product", "MiB", f"of the {NEAREST} nearest")
    for name in columns:
        table.add_column(name, justify="left" if not name else "right")
    for name, one in asked.items():
        median = statistics.median(one.milliseconds)
        both = zip(best.found, one.found, strict=True)
        same = [len(set(ours) & set(theirs)) for ours, theirs in both]
        table.add_row(
            name,
            f"{median:.1f}",
            f"{statistics.quantiles(one.milliseconds, n=20)[-1]:.1f}",
            f"{median / least:.1f}",
            f"{one.memory:,.0f}",
            f"{sum(same) / sum(map(len, best.found)):.0%}",
        )
    Console().print(table)
    whole = statistics.median(asked[ANSWER].milliseconds)
    print(f"A whole answer in {AIM} ms: {'reached' if whole < AIM else 'missed'}.")


def asked_apart(folder: Path, name: str) -> Asked:
    """Ask in a process of its own."""
    _, _, memory = apart(name, ask_all, folder, name)
    milliseconds, found = msgspec.json.decode(
        (folder / "answers").read_bytes(), type=tuple[list[float], list[list[str]]]
    )
    return Asked(milliseconds, found, memory)


def ask_all(folder: Path, name: str) -> float:
    """Ask every question, after one that opens what is opened once."""
    letters = msgspec.msgpack.decode(
        (folder / "asked").read_bytes(), type=list[PublishedDetermination]
    )
    questions = [Question(text=Question.of(one, one.findings[0]).text) for one in letters]
    ask = WAYS[name](folder)
    ask(questions[0])
    took: list[float] = []
    found: list[list[str]] = []
    for one in questions:
        counts_of.cache_clear()
        begun = time.perf_counter()
        answer = ask(one)
        took.append((time.perf_counter() - begun) * 1_000)
        found.append(list(answer))
    (folder / "answers").write_bytes(msgspec.json.encode((took, found)))
    return sum(took) / 1_000


def place_findings(folder: Path) -> float:
    """Fit and place, parted into cells."""
    store = LibraryStore(folder)
    begun = time.perf_counter()
    with store.writing(), mock.patch.object(library_alike_kept, "CELLS_FROM", 1):
        library_alike_kept.bring_up_to_date(folder, store)
    return time.perf_counter() - begun


def write_index(folder: Path) -> float:
    """Index the letters."""
    begun = time.perf_counter()
    TantivyIndex(folder / "words").write(LibraryStore(folder).all())
    return time.perf_counter() - begun


def by_cells(folder: Path) -> Ask:
    """Ours, in the cells near to a question."""
    return _ours(folder, 0)


def by_every_finding(folder: Path) -> Ask:
    """Ours, every finding compared."""
    return _ours(folder, sys.maxsize)


def _ours(folder: Path, exact: int) -> Ask:
    mock.patch.object(library_alike, "EXACT", exact).start()  # the process ends with the asking
    index = AlikeFindings(folder)
    return lambda asked: [one.id for one in index.nearest(asked, NEAREST)]


def with_reasons(folder: Path) -> Ask:
    """Ours by cells, the whole answer: determinations, what both tell, passages."""
    mock.patch.object(library_alike, "EXACT", 0).start()
    index, get = AlikeFindings(folder), first_in(TantivyIndex(folder / "words"), lambda id: None)
    return lambda asked: [one.determination.id for one in alike(index, get, asked, NEAREST).similar]


def by_product(folder: Path) -> Ask:
    """What anybody would do: all vectors in memory, multiplied by that of the question."""
    index = AlikeFindings(folder)
    vectors = np.concatenate([part.rows.vectors for part in index.parts]).astype(np.float32)
    ids = np.concatenate([part.rows.ids for part in index.parts])

    def ask(asked: Question) -> Sequence[str]:
        near = vectors @ index.meaning.vector(counts_of(asked.text))
        top = np.argpartition(-near, 8 * NEAREST)[: 8 * NEAREST]
        best = ids[top[np.argsort(-near[top])]].tolist()
        return [one.decode() for one in dict.fromkeys(best)][:NEAREST]

    return ask


def by_words(folder: Path) -> Ask:
    """The full-text index asked for any of the words: letters by BM25, with passages."""
    index = TantivyIndex(folder / "words")

    def ask(asked: Question) -> Sequence[str]:
        text = f"{asked.text.treatment} {asked.text.reasons}".lower()
        words = sorted({one for one in words_of(text) if len(one) > 2 and one not in STOP})
        wanted = any_of(tuple(Words(words=(one,)) for one in words))
        hits = index.search(Search(asked=wanted, per_page=NEAREST, facets=False)).hits
        return [one.determination.id for one in hits]

    return ask


CELLS: Final = "ours: the nearest by cells"
EVERY: Final = "ours: every finding compared"
ANSWER: Final = "ours by cells, the whole answer"
PRODUCT: Final = "numpy: one product of vectors in memory"
WAYS: Final[Mapping[str, Callable[[Path], Ask]]] = {
    CELLS: by_cells,
    EVERY: by_every_finding,
    ANSWER: with_reasons,
    PRODUCT: by_product,
    "full-text index, letters by BM25, the whole answer": by_words,
}

if __name__ == "__main__":
    main()
