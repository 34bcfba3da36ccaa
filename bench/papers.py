"""What sealing the papers costs: beside plain files, in one run.

    python -m bench.papers [--megabytes 200] [--rounds 7]

The peers handle the same bytes plain on the same disk: a copy, a read from end to end, a page that
is drawn from a large PDF by its path. The index is one of 3,000 pages; its floor is the same query
on a database that is open already. Times are of one core; what the disk itself takes is in none.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
from rich.console import Console
from rich.table import Table
from tests.key_rings import kept_folders
from tests.papers import typeset

from openimr.adapters import sealed_database, sealed_file
from openimr.adapters.case_folders import CaseFolders
from openimr.adapters.case_index import FolderIndex, write_index
from openimr.adapters.pdf_pages import opened, page_of, render
from openimr.adapters.sealed_file import NO_KEYS
from openimr.casefile.model import Document, DocumentType, Page

CASE = "CM26-0000001"
BLOCK = 1 << 20
PAGES, SEARCHES = 3_000, 200
LONG_PDF = 500
"""Megabytes of the PDF of which one page is drawn."""


def main() -> None:
    """Run all comparisons and print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--megabytes", type=int, default=200)
    options.add_argument("--rounds", type=int, default=7)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="openimr-bench-") as folder:
        folders = kept_folders(Path(folder))
        console = Console(width=110)
        console.print(copying(folders, chosen.megabytes, chosen.rounds))
        console.print(drawing(folders, chosen.rounds))
        console.print(searching(folders))


def copying(folders: CaseFolders, megabytes: int, rounds: int) -> Table:
    """Sealing and opening a large file beside copying and reading it plain."""
    plain, copied = folders.home / "plain", folders.home / "copied"
    sealed = folders.of(CASE) / "papers" / "a.pdf"
    sealed.parent.mkdir(parents=True)
    plain.write_bytes(random.Random(1).randbytes(megabytes * 1_000_000))

    def copy_plain() -> None:
        with plain.open("rb") as file, sealed_file.writing(copied, NO_KEYS) as out:
            shutil.copyfileobj(file, out, BLOCK)

    def seal() -> None:
        with plain.open("rb") as file, sealed_file.writing(sealed, folders.keys) as out:
            shutil.copyfileobj(file, out, BLOCK)

    took = timed(
        {
            "copy it plain": copy_plain,
            "seal it": seal,
            "read it plain": lambda: read_all(plain, folders),
            "open and read it sealed": lambda: read_all(sealed, folders),
        },
        rounds,
    )
    table = Table(title=f"A file of {megabytes} MB, one core")
    for name in ("", "MB/s", "times the plain"):
        table.add_column(name, justify="right" if name else "left")
    floors = {"seal it": "copy it plain", "open and read it sealed": "read it plain"}
    for name in took:
        ratio = took[name] / took[floors.get(name, name)]
        table.add_row(name, f"{megabytes / took[name]:,.0f}", f"{ratio:.2f}")
    return table


def read_all(path: Path, folders: CaseFolders) -> None:
    """Read a file from end to end."""
    buffer = bytearray(BLOCK)
    with sealed_file.opened(path, folders.keys) as file:
        while file.readinto(buffer):
            pass


def drawing(folders: CaseFolders, rounds: int) -> Table:
    """One page of a large PDF, drawn for a screen."""
    plain = folders.home / "long.pdf"
    plain.write_bytes(long_pdf(LONG_PDF))
    sealed = folders.of(CASE) / "papers" / "long.pdf"
    with plain.open("rb") as file, sealed_file.writing(sealed, folders.keys) as out:
        shutil.copyfileobj(file, out, BLOCK)
    key = sealed_file.key_for(sealed, folders.keys)

    def draw(path: Path, key: sealed_file.FileKey | None) -> None:
        with opened(str(path), key) as pdf:
            render(page_of(pdf, str(path), len(pdf) // 2), 96.0)

    ways = {"plain, by its path": (plain, None), "sealed": (sealed, key)}
    took = timed(
        {name: (lambda one=one: draw(*one)) for name, one in ways.items()},  # type: ignore[misc]
        rounds,
    )
    table = Table(title=f"One page of a PDF of {LONG_PDF} MB, drawn at 96 dpi")
    for name in ("", "ms", "times the plain", "MB read"):
        table.add_column(name, justify="right" if name else "left")
    for name, one in ways.items():
        before = read_so_far()
        draw(*one)
        read = (read_so_far() - before) / 1e6
        ratio = took[name] / took["plain, by its path"]
        table.add_row(name, f"{took[name] * 1000:,.1f}", f"{ratio:.2f}", f"{read:,.1f}")
    return table


def long_pdf(megabytes: int) -> bytes:
    """A PDF of 500 pages, each with a stream that only makes it long."""
    pdf = pikepdf.open(io.BytesIO(typeset([f"Page {number}" for number in range(500)])))
    ballast = os.urandom(megabytes * 2_000)
    for page in pdf.pages:
        page.obj["/Ballast"] = pdf.make_indirect(pikepdf.Stream(pdf, ballast))
    written = io.BytesIO()
    pdf.save(written, compress_streams=False)
    return written.getvalue()


def read_so_far() -> int:
    """Bytes that this process read from anywhere."""
    lines = Path("/proc/self/io").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("rchar")).split()[1])


def searching(folders: CaseFolders) -> Table:
    """Searches in the index of a long case file: opened for each, and kept open."""
    chance = random.Random(2)
    words = [f"{a}{b}{c}" for c in _SYLLABLES for b in _SYLLABLES for a in _SYLLABLES]
    common = [1 / rank for rank in range(1, len(words) + 1)]  # as words of a language are
    documents = [
        Document(file="a.pdf", pages=(at, at + 2), type=DocumentType.PROGRESS_REPORT)
        for at in range(1, PAGES, 3)
    ]

    def page(file: str, number: int) -> Page:
        return Page(file=file, number=number, text=" ".join(chance.choices(words, common, k=400)))

    place = folders.index(CASE)
    began = time.process_time()
    write_index(place, documents, page, lambda done, of: None, keys=folders.keys)
    made, size = time.process_time() - began, place.stat().st_size / 1e6
    index = FolderIndex(folders)
    table = Table(title=f"{PAGES:,} pages, {size:.0f} MB of index, made in {made:.1f} s")
    for name in ("search", "ms in the middle", "ms in 95 of 100", "ms at most"):
        table.add_column(name, justify="left" if name == "search" else "right")
    for name, forget in (("index opened for it", True), ("index open already", False)):
        took = sorted(searches(index, words, chance, forget=forget))
        spread = (took[len(took) // 2], took[int(len(took) * 0.95)], took[-1])
        table.add_row(name, *(f"{one * 1000:.1f}" for one in spread))
    return table


_SYLLABLES = [f"{a}{b}" for a in ("b", "d", "g", "k", "l", "m", "st") for b in ("a", "en", "or")]


def searches(
    index: FolderIndex, words: list[str], chance: random.Random, *, forget: bool
) -> Iterator[float]:
    """How long each search took."""
    for _ in range(SEARCHES):
        if forget:
            sealed_database.close_all()
        sought = chance.choices(words[10:1_000], k=2)
        began = time.process_time()
        index.find(CASE, sought, 20)
        yield time.process_time() - began


def timed(ways: dict[str, Callable[[], None]], rounds: int) -> dict[str, float]:
    """Seconds of one core of each way, in the middle one of the rounds, which go through all."""
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            began = time.process_time()
            way()
            took[name].append(time.process_time() - began)
    return {name: statistics.median(one) for name, one in took.items()}


if __name__ == "__main__":
    main()
