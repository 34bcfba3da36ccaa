"""``openimr letter read``: letters of any known layout, as a table or as data."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click
import msgspec

from openimr.adapters.letter_reader import find_letters, read_letters_at
from openimr.cli import EXIT_FAILED, EXIT_FULL, EXIT_PARTIAL, PLACE
from openimr.cli.letter_read_output import Output, output_for
from openimr.determination.reading import LetterReading, Status
from openimr.determination.reading_schema import reading_schema

_PROGRESS_AFTER: Final = 2.0
"""Seconds after which a terminal shows a progress bar."""


@click.command()
@click.argument("paths", nargs=-1, type=PLACE)
@click.option("--json", "form", flag_value="json", help="One object; several letters: an array.")
@click.option("--jsonl", "form", flag_value="jsonl", help="One JSON object a line and letter.")
@click.option("--csv", "form", flag_value="csv", help="One row for each finding.")
@click.option(
    "--parquet",
    type=PLACE,
    metavar="FILE",
    help="One row for each finding, written to FILE.",
)
@click.option("--schema", is_flag=True, help="Print the JSON schema of a letter and stop.")
@click.option(
    "--workers", type=click.IntRange(1, 256), metavar="N", help="Processes; one a core by default."
)
@click.pass_context
def read(  # noqa: PLR0913, PLR0917 - one argument for each option
    context: click.Context,
    paths: tuple[Path, ...],
    form: str | None,
    parquet: Path | None,
    schema: bool,
    workers: int | None,
) -> int:
    """Read Final Determination letters: PDF, Word, text or JSON files, or folders of them.

    Prints a table, or data with --json, --jsonl or --csv; messages go to standard error.
    Every field keeps its place in the letter, and what cannot be read is reported, never
    guessed.

    \b
    Exit codes: 0 every letter was read in full
                1 something could not be read
                2 no letter could be read
    """
    if schema:
        click.echo(msgspec.json.format(msgspec.json.encode(reading_schema()), indent=2))
        return EXIT_FULL
    if not paths:
        raise click.UsageError("name at least one letter or folder", context)
    letters, messages = find_letters(paths)
    for message in messages:
        click.echo(f"Cannot use {message}", err=True)
    alone = len(paths) == 1 and not os.path.isdir(paths[0])  # noqa: PTH112 - a forbidden place is told later
    with output_for(form or "table", parquet, sys.stdout, alone=alone) as output:
        counts = _read_all(letters, workers, output)
    sys.stdout.flush()
    click.echo(_summary(counts), err=True)
    return _exit_code(counts, complete=not messages)


def _read_all(letters: Sequence[Path], workers: int | None, output: Output) -> dict[Status, int]:
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


def _summary(counts: dict[Status, int]) -> str:
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
    return f"{total} letter{'' if total == 1 else 's'}: read {', '.join(parts) or 'none'}"


def _exit_code(counts: dict[Status, int], *, complete: bool) -> int:
    if counts[Status.FULL] == sum(counts.values()) and counts[Status.FULL] and complete:
        return EXIT_FULL
    return EXIT_PARTIAL if counts[Status.FULL] or counts[Status.PARTIAL] else EXIT_FAILED
