"""Statistics of the library: a first look that counts everything, and a look at what is kept.

    python -m bench.library_statistics [--letters 20000] [--keep FOLDER]

Letters are recombined from the sentences of real ones and lie in a folder that is removed
afterwards, unless ``--keep`` names one: what lies there is taken as it is, and of statistics that
are counted there it is told what counting them took. The first look is measured beside reading the
library once and doing nothing with it.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import multiprocessing
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec
from accuracy.__main__ import find_shared
from rich.console import Console
from rich.table import Table

from bench._library_letters import Recombined, read_shared
from openimr.adapters.library_statistics import FOLDER, LibraryStatistics
from openimr.adapters.library_store import LibraryStore, is_library
from openimr.cli.library_stats import SECTIONS
from openimr.cli.library_stats_sections import figures_of
from openimr.publication.model import PublishedDetermination

LETTERS = 20_000
OF_A_PART = 5_000
AIM = 1_000
"""Milliseconds of a page."""

LOOKS = 5
"""At each section, each in a process of its own that opens the library; their median is told."""

Timed = tuple[str, float, float]
"""What was done, its seconds, and the peak memory in MiB of a process of its own."""


def main() -> None:
    """Build, count, look; print what each took."""
    parser = argparse.ArgumentParser(description="Statistics of the library, first and kept.")
    parser.add_argument("--letters", type=int, default=LETTERS)
    parser.add_argument("--keep", type=Path, help="a folder whose library is filled once")
    given = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = given.keep or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="openimr-bench-"))
        )
        if not is_library(folder):
            real = read_shared(find_shared(dict(os.environ)))
            fill(folder, Recombined(real).letters(given.letters))
        count = LibraryStore(folder).count
        measured = [*counting(folder), *looking(folder)]
    table = Table(title=f"Statistics of {count:,} determinations")
    for name in ("", "seconds", "MiB"):
        table.add_column(name, justify="left" if not name else "right")
    for name, seconds, memory in measured:
        table.add_row(name, f"{seconds:.2f}", f"{memory:,.0f}")
    Console().print(table)
    slow = [name for name, seconds, _ in measured[2:] if seconds * 1_000 > AIM]
    print(f"A look in {AIM:,} ms: {'missed by ' + ', '.join(slow) if slow else 'reached'}.")


def fill(folder: Path, letters: Iterator[PublishedDetermination]) -> None:
    """Write letters as parts of a library."""
    store = LibraryStore(folder)
    with store.writing():
        while part := list(itertools.islice(letters, OF_A_PART)):
            store.add(part)


def counting(folder: Path) -> list[Timed]:
    """Reading alone and the first look; as they were where everything is counted."""
    told = folder / "counting.json"
    if told.is_file() and LibraryStatistics(LibraryStore(folder)).ready:
        return msgspec.json.decode(told.read_bytes(), type=list[Timed])
    shutil.rmtree(folder / FOLDER, ignore_errors=True)
    measured = [
        apart("reading the library, one process", read, folder),
        apart("first look, all cores (memory: of the one that merges)", prepare, folder),
    ]
    told.write_bytes(msgspec.json.encode(measured))
    return measured


def looking(folder: Path) -> Iterator[Timed]:
    """Several rounds of a look at each section."""
    rounds = [
        [apart(f"look: {section}", look, folder, section) for section in SECTIONS]
        for _ in range(LOOKS)
    ]
    for looks in zip(*rounds, strict=True):
        yield sorted(looks, key=lambda one: one[1])[LOOKS // 2]


def apart(name: str, task: Callable[..., float], *arguments: object) -> Timed:
    """What a task took in a process of its own, and the memory of that."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=told, args=(theirs, task, *arguments))
    worker.start()
    seconds, memory = ours.recv()
    worker.join()
    return name, seconds, memory


def told(to: Connection, task: Callable[..., float], *arguments: object) -> None:
    """In a process of its own: do it, and tell seconds and memory."""
    seconds = task(*arguments)
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    to.send((seconds, int(peak.split()[1]) / 1024))


def read(folder: Path) -> float:
    """Read every determination."""
    begun = time.perf_counter()
    for _ in LibraryStore(folder).all():
        pass
    return time.perf_counter() - begun


def prepare(folder: Path) -> float:
    """Count everything that is not kept."""
    begun = time.perf_counter()
    LibraryStatistics(LibraryStore(folder)).prepare()
    return time.perf_counter() - begun


def look(folder: Path, section: str) -> float:
    """Make the figures of a section as a page does."""
    begun = time.perf_counter()
    figures_of(section, ("topic", "guideline"), (), 20, folder)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
