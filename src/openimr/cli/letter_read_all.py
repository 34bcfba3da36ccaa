"""Letters read one after another onto an output, and how that went."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click

from openimr.adapters.letter_reader import read_letters_at
from openimr.cli import EXIT_FAILED, EXIT_FULL, EXIT_PARTIAL
from openimr.cli.letter_read_output import Output
from openimr.determination.reading import LetterReading, Status
from openimr.vocabulary.counted import counted

_PROGRESS_AFTER: Final = 2.0
"""Seconds after which a terminal shows a progress bar."""


def read_all(letters: Sequence[Path], workers: int | None, output: Output) -> dict[Status, int]:
    """Read letters onto an output in their order, problems onto standard error.

    Returns:
        How many letters came to each status.
    """
    counts = dict.fromkeys(Status, 0)
    for reading in _in_order(_with_progress(read_letters_at(letters, workers), len(letters))):
        counts[reading.status] += 1
        output.add(reading)
        for problem in reading.problems:
            place = f", page {problem.page}" if problem.page else ""
            field = "" if problem.field == "letter" else f" {problem.field}{place}:"
            click.echo(f"{reading.source}:{field} {problem.message}", err=True)
    return counts


def _in_order(readings: Iterator[tuple[int, LetterReading]]) -> Iterator[LetterReading]:
    """Readings in the order of their files, held back only until the earlier ones are there."""
    waiting: dict[int, LetterReading] = {}
    following = 0
    for index, reading in readings:
        waiting[index] = reading
        while following in waiting:
            yield waiting.pop(following)
            following += 1


def _with_progress(
    readings: Iterator[tuple[int, LetterReading]], total: int
) -> Iterator[tuple[int, LetterReading]]:
    """The same readings, with a bar on a terminal's standard error when it takes long."""
    if not sys.stderr.isatty():
        yield from readings
        return
    from rich.console import Console
    from rich.progress import Progress

    started = time.monotonic()
    with contextlib.ExitStack() as shown:
        progress = Progress(console=Console(stderr=True), transient=True)
        task = None
        for done, reading in enumerate(readings, start=1):
            if task is None and time.monotonic() - started > _PROGRESS_AFTER:
                shown.enter_context(progress)
                task = progress.add_task("Reading letters", total=total)
            if task is not None:
                progress.update(task, completed=done)
            yield reading


def summary(counts: dict[Status, int]) -> str:
    """How many letters were read, in a line."""
    total = sum(counts.values())
    parts = [
        f"{counts[status]} {words}"
        for status, words in (
            (Status.FULL, "in full"),
            (Status.PARTIAL, "in part"),
            (Status.FAILED, "not at all"),
        )
        if counts[status]
    ]
    return f"{counted(total, 'letter')}: read {', '.join(parts) or 'none'}"


def exit_code(counts: dict[Status, int], *, complete: bool) -> int:
    """The exit code; ``complete`` says that every place named could be used."""
    if counts[Status.FULL] == sum(counts.values()) and counts[Status.FULL] and complete:
        return EXIT_FULL
    return EXIT_PARTIAL if counts[Status.FULL] or counts[Status.PARTIAL] else EXIT_FAILED
