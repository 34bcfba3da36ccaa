"""Searching the library: our index against SQLite FTS5, on the same letters in the same run.

    python -m bench.library_search [--letters 50000] [--peer 100] [--keep FOLDER]

``--keep`` leaves both indexes in a folder, and measures those that lie there without building them
again. Letters are recombined from the sentences of real ones; that is harder than real letters are,
for few distinct sentences repeat and phrases hit many letters. Every search asks for ten hits with
passages, the count of all and all facets; of more than 30,000 hits ours counts facets on a part.
The two take turns, search by search, and no other names are searched; memory is that of processes
apart. Each search is asked twice in a row and the second is timed, as where an index lies in
memory: both together need not find room there. What ours took for the first time is told beside it.
Of very many letters FTS5 takes minutes for a search; ``--peer`` says how many it is asked, as many
of each kind, and ratios are over those.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import random
import re
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias, TypeVar

import msgspec
from accuracy.__main__ import find_shared
from rich.console import Console
from rich.table import Table

from bench._library_fts5 import Fts5Library
from bench._library_letters import Recombined, read_shared
from openimr.adapters.library_index import TantivyIndex
from openimr.publication.model import PublishedDetermination
from openimr.publication.search.find import find
from openimr.publication.search.parse import parse
from openimr.publication.search.query import Search

LETTERS = 50_000
MADE_FIRST = 50_000
EACH = 25
"""Searches of each kind."""

MEDIAN, SLOW, RATIO = 60, 250, 10
"""Aims at 1.7 million letters: milliseconds of half and of 95 of 100, times FTS5's."""


Timed: TypeAlias = tuple[list[float], list[int], int]
"""Milliseconds and hits of each search, and peak memory in MiB."""

Measured: TypeAlias = dict[str, Timed]
T = TypeVar("T")


class Built(msgspec.Struct, frozen=True):
    """Letters, and of each index the seconds of building, bytes on disk and peak memory in MiB."""

    letters: int
    of: dict[str, tuple[float, int, int]]


def queries(real: list[PublishedDetermination], made: Recombined) -> list[tuple[str, str]]:
    """Searches of four kinds, drawn from the letters' own words, always the same."""
    chance = random.Random(11)
    pools = (made.summaries, made.rationales)
    findings = [one for letter in real for one in letter.findings if one.topics]
    drawn: list[tuple[str, str]] = []
    for _ in range(EACH):
        some = [_words(chance.choice(chance.choice(pools))) for _ in range(3)]
        first, second, third = (chance.choice(words) for words in some)
        start = chance.randrange(max(1, len(some[0]) - 3))
        phrase = " ".join(some[0][start : start + chance.randrange(2, 5)])
        topic = chance.choice(findings).topics[0]
        decision = chance.choice(("upheld", "overturned"))
        year = chance.randrange(2014, 2024)
        drawn += [
            ("phrase", f'"{phrase}"'),
            (
                "boolean",
                chance.choice(
                    (
                        f"{first} {second}",
                        f"({first} OR {second}) {third}",
                        f"{first} {second} -{third}",
                    )
                ),
            ),
            ("filtered", f"{first} decision:{decision} topic:{topic} year:{year}..{year + 3}"),
            (
                "faceted",
                chance.choice(
                    (first, f"decision:{decision}", f"topic:{topic}", f"{first} OR {second}")
                ),
            ),
        ]
    return drawn


def _words(sentence: str) -> list[str]:
    return [one for one in re.findall(r"[a-z]{4,}", sentence.lower()) if one.isalpha()] or ["pain"]


def build(
    kind: str, folder: Path, count: int, real: list[PublishedDetermination]
) -> tuple[float, int, int]:
    """In a process of its own: seconds, bytes on disk, peak memory in MiB.

    Making the letters takes its time too; that of the first of them is taken off.
    """
    start = time.perf_counter()
    first = min(count, MADE_FIRST)
    for _ in Recombined(real).letters(first):
        pass
    making = (time.perf_counter() - start) / first * count
    letters = Recombined(real).letters(count)
    start = time.perf_counter()
    if kind == "Tantivy":
        TantivyIndex(folder).write(letters)
    else:
        folder.mkdir()
        Fts5Library(folder / "library.sqlite3").build(letters)
    seconds = time.perf_counter() - start - making
    size = sum(file.stat().st_size for file in folder.rglob("*"))
    return seconds, size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def apart(task: Callable[..., T], *arguments: object) -> T:
    """What a function gives in a new process, so that its memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(task, arguments)


def both(place: Path, texts: Sequence[str], peers: int) -> tuple[Timed, Timed, Timed, Timed]:
    """Milliseconds and hits of each search, one index after the other search by search.

    Ours, ours with facets counted one by one however many hits there are, the peer's of the first
    ``peers`` texts, each asked for the second time; and ours for the first time.
    """
    index, library = (
        TantivyIndex(place / "Tantivy"),
        Fts5Library(place / "FTS5" / "library.sqlite3"),
    )

    def by_us(text: str) -> int:
        return find(index, text, Search(synonyms=False)).found.total

    def exactly(text: str) -> int:
        return find(index, text, Search(synonyms=False, exact=True)).found.total

    def by_peer(text: str) -> int:
        return library.search(Search(asked=parse(text).expression))

    mine: Timed = ([], [], 0)
    exact: Timed = ([], [], 0)
    peer: Timed = ([], [], 0)
    first: Timed = ([], [], 0)
    by_us("pain")
    exactly("pain")
    by_peer("pain")
    for number, text in enumerate(texts):
        by_all = ((mine, by_us), (exact, exactly), (peer, by_peer))
        for timed, search in by_all if number < peers else by_all[:2]:
            took, _ = _took(search, text)
            if search is by_us:
                first[0].append(took)
            took, hits = _took(search, text)
            timed[0].append(took)
            timed[1].append(hits)
    return mine, exact, peer, first


def _took(search: Callable[[str], int], text: str) -> tuple[float, int]:
    start = time.perf_counter()
    hits = search(text)
    return (time.perf_counter() - start) * 1000, hits


def ours(folder: Path, texts: Sequence[str]) -> Timed:
    """Milliseconds and hits of each search with our index, and peak memory in MiB."""
    index = TantivyIndex(folder)
    asked = Search(synonyms=False)
    return _timed(lambda text: find(index, text, asked).found.total, texts)


def theirs(folder: Path, texts: Sequence[str]) -> Timed:
    """The same with SQLite FTS5."""
    library = Fts5Library(folder / "library.sqlite3")
    return _timed(lambda text: library.search(Search(asked=parse(text).expression)), texts)


def _timed(search: Callable[[str], int], texts: Sequence[str]) -> Timed:
    search("pain")
    times, counts = [], []
    for text in texts:
        took, hits = _took(search, text)
        counts.append(hits)
        times.append(took)
    return times, counts, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def share(times: Sequence[float], part: float) -> float:
    """The time within which so large a part of the searches are answered."""
    return sorted(times)[min(len(times) - 1, int(part * len(times)))]


def main() -> None:
    """Print build, size and memory, then times by kind of search and the ratios."""
    parser = argparse.ArgumentParser(description="Search the library, beside SQLite FTS5.")
    parser.add_argument("--letters", type=int, default=LETTERS)
    parser.add_argument("--peer", type=int, default=4 * EACH, help="searches that FTS5 is asked")
    parser.add_argument("--keep", type=Path)
    wanted = parser.parse_args()
    real = read_shared(find_shared(dict(os.environ)))
    drawn = queries(real, Recombined(real))
    with contextlib.ExitStack() as stack:
        temporary = tempfile.TemporaryDirectory(prefix="openimr-bench-")
        place = wanted.keep or Path(stack.enter_context(temporary))
        show_built(Console(width=100), built_at(place, wanted.letters, real))
        show_searches(Console(width=100), place, drawn, wanted.peer)


def built_at(place: Path, count: int, real: list[PublishedDetermination]) -> Built:
    """Both indexes in a folder, with what building them took; what lies there is as it was."""
    report = place / "built.json"
    if report.is_file():
        return msgspec.json.decode(report.read_bytes(), type=Built)
    place.mkdir(parents=True, exist_ok=True)
    built = {kind: apart(build, kind, place / kind, count, real) for kind in ("Tantivy", "FTS5")}
    made = Built(letters=count, of=built)
    report.write_bytes(msgspec.json.encode(made))
    return made


def show_searches(console: Console, place: Path, drawn: list[tuple[str, str]], peers: int) -> None:
    """Measure memory of processes apart, then both in turns; print it."""
    kinds, texts = [kind for kind, _ in drawn], [text for _, text in drawn]
    memory = (
        apart(ours, place / "Tantivy", texts)[2],
        apart(theirs, place / "FTS5", texts[:8])[2],
    )
    console.print("Memory searching: Tantivy {} MiB, FTS5 {} MiB.".format(*memory))
    mine, exact, peer, first = apart(both, place, texts, peers)
    show_times(console, kinds, {"Tantivy": mine, "FTS5": peer})
    for told, times in (
        ("with facets of very many hits counted one by one", exact[0]),
        ("asked for the first time, beside the peer's files", first[0]),
    ):
        median, slow = share(times, 0.5), share(times, 0.95)
        console.print(f"Ours {told}: p50 {median:.1f}, p95 {slow:.1f}.")
    reached = (
        share(mine[0], 0.5) < MEDIAN
        and share(mine[0], 0.95) < SLOW
        and sum(peer[0]) >= RATIO * sum(mine[0][: len(peer[0])])
    )
    console.print(
        f"Aims at 1.7 million letters, median {MEDIAN} ms, p95 {SLOW} ms, {RATIO} times FTS5: "
        f"{'reached' if reached else 'missed'} here."
    )
    show_differences(console, texts, {"Tantivy": mine, "FTS5": peer})


def show_built(console: Console, built: Built) -> None:
    table = Table(title=f"{built.letters:,} letters recombined from real sentences")
    for column in ("Index", "Build s", "Letters/s", "Size MiB", "Memory building"):
        table.add_column(column, justify="left" if column == "Index" else "right")
    for kind, (seconds, size, memory) in built.of.items():
        speed = f"{built.letters / seconds:,.0f}"
        table.add_row(kind, f"{seconds:.0f}", speed, f"{size / 2**20:,.0f}", f"{memory} MiB")
    console.print(table)


def show_times(console: Console, kinds: list[str], measured: Measured) -> None:
    fewer = len(measured["FTS5"][0]) < len(kinds)
    asked = f", FTS5 the first {len(measured['FTS5'][0])}" if fewer else ""
    table = Table(title=f"{len(kinds)} searches with ten hits, passages, count, facets{asked}: ms")
    for column in ("Kind", "ours p50", "p95", "p99", "FTS5 p50", "p95", "p99", "times in total"):
        table.add_column(column, justify="left" if column == "Kind" else "right")
    for kind in (*dict.fromkeys(kinds), "all"):
        chosen = [at for at, one in enumerate(kinds) if kind in {one, "all"}]
        mine = [measured["Tantivy"][0][at] for at in chosen]
        peer = [measured["FTS5"][0][at] for at in chosen if at < len(measured["FTS5"][0])]
        figures = [
            f"{share(times, part):.1f}" for times in (mine, peer) for part in (0.5, 0.95, 0.99)
        ]
        table.add_row(kind, *figures, f"{sum(peer) / sum(mine[: len(peer)]):.1f}")
    console.print(table)


def show_differences(console: Console, texts: list[str], measured: Measured) -> None:
    """Both must find as many letters; stems differ a little."""
    pairs = list(zip(texts, measured["Tantivy"][1], measured["FTS5"][1], strict=False))
    differ = [(text, a, b) for text, a, b in pairs if abs(a - b) > 0.02 * max(a, b)]
    console.print(f"{len(differ)} of {len(pairs)} counts differ by more than 2 % (stems differ).")
    slow = sorted(zip(*measured["Tantivy"][:2], texts, strict=True))[-4:]
    told = ", ".join(f"{time:.0f} ms for {hits:,} hits ({text})" for time, hits, text in slow)
    if "OPENIMR_BENCH_TEXTS" in os.environ:
        console.print(f"Slowest of ours: {told}", markup=False)


if __name__ == "__main__":
    main()
