"""Reading a letter PDF, text and all fields, against PDFium's bare text extraction.

Both read the same files in one process, file by file in turns, so that the machine's moods meet
both. The bare side opens, loads each page and its text, and copies the text out, nothing else.
"""

from __future__ import annotations

import ctypes
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from accuracy.__main__ import find_shared
from pypdfium2 import raw
from rich.console import Console
from rich.table import Table

from openimr.adapters.letter_reader import read_letter_at, read_letters_at
from openimr.determination.guideline_line import forget_lines

ROUNDS = 11
LIMIT = 1.25
"""Our time may be this many times PDFium's."""

MANY = 1500
"""Letters that are read over all cores."""


def bare(path: Path) -> None:
    """PDFium's text of a file, through ctypes alone."""
    document = raw.FPDF_LoadDocument(str(path).encode(), None)
    for index in range(raw.FPDF_GetPageCount(document)):
        page = raw.FPDF_LoadPage(document, index)
        text_page = raw.FPDFText_LoadPage(page)
        count = raw.FPDFText_CountChars(text_page)
        buffer = (ctypes.c_ushort * (count + 1))()
        raw.FPDFText_GetText(text_page, 0, count, buffer)
        raw.FPDFText_ClosePage(text_page)
        raw.FPDF_ClosePage(page)
    raw.FPDF_CloseDocument(document)


def seconds(function: Callable[[Path], object], path: Path) -> float:
    start = time.perf_counter()
    function(path)
    return time.perf_counter() - start


def rounds(paths: list[Path]) -> list[tuple[float, float]]:
    """Seconds for all letters, bare and ours, of each round; who goes first alternates."""
    results = []
    for number in range(ROUNDS):
        forget_lines()
        times = {bare: 0.0, read_letter_at: 0.0}
        order = [bare, read_letter_at] if number % 2 else [read_letter_at, bare]
        for path in paths:
            for function in order:
                times[function] += seconds(function, path)
        results.append((times[bare], times[read_letter_at]))
    return results


def all_cores(paths: list[Path]) -> float:
    """Letters a second through the pool of limited workers, its start included."""
    many = (paths * (MANY // len(paths) + 1))[:MANY]
    start = time.perf_counter()
    count = sum(1 for _ in read_letters_at(many))
    return count / (time.perf_counter() - start)


def command_memory(folder: Path) -> int:
    """Peak memory in MiB of any process of `openimr letter read`."""
    command = [sys.executable, "-m", "openimr", "letter", "read", str(folder), "--jsonl"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def main() -> None:
    """Print milliseconds a letter, the ratio, memory and throughput."""
    console = Console(width=100)
    folder = find_shared(dict(os.environ)) / "letters" / "pdf"
    paths = sorted(folder.glob("*.pdf"))
    for path in paths:
        bare(path)
        read_letter_at(path)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    results = rounds(paths)
    ratios = sorted(ours / theirs for theirs, ours in results)
    table = Table(title=f"{len(paths)} letter PDFs, one process, {ROUNDS} rounds in turns")
    table.add_column("Reading")
    table.add_column("ms a letter (median)", justify="right")
    table.add_column("times PDFium", justify="right")
    theirs = statistics.median(times[0] for times in results) / len(paths) * 1000
    ours = statistics.median(times[1] for times in results) / len(paths) * 1000
    table.add_row("PDFium, bare text", f"{theirs:.2f}", "1.00")
    table.add_row("OpenIMR, all fields", f"{ours:.2f}", f"{statistics.median(ratios):.2f}")
    console.print(table)
    reached = "reached" if statistics.median(ratios) <= LIMIT else "missed"
    console.print(
        f"Aim: at most {LIMIT} x PDFium: {reached} (rounds {ratios[0]:.2f} to {ratios[-1]:.2f}). "
        f"Memory of this process: {memory} MiB."
    )
    console.print(
        f"Over all cores, workers limited: {all_cores(paths):.0f} letters/s; "
        f"`openimr letter read` peaks at {command_memory(folder)} MiB a process."
    )


if __name__ == "__main__":
    main()
