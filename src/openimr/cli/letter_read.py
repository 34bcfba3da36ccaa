"""``openimr letter read``: letters of any known layout, as a table or as data."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from openimr.cli import EXIT_FULL, PLACE


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
        _print_schema()
        return EXIT_FULL
    if not paths:
        raise click.UsageError("name at least one letter or folder", context)
    from openimr.adapters.letter_reader import find_letters
    from openimr.cli.letter_read_all import exit_code, read_all, summary
    from openimr.cli.letter_read_output import output_for

    letters, messages = find_letters(paths)
    for message in messages:
        click.echo(f"Cannot use {message}", err=True)
    alone = len(paths) == 1 and not os.path.isdir(paths[0])  # noqa: PTH112 - a forbidden place is told later
    with output_for(form or "table", parquet, sys.stdout, alone=alone) as output:
        counts = read_all(letters, workers, output)
    sys.stdout.flush()
    click.echo(summary(counts), err=True)
    return exit_code(counts, complete=not messages)


def _print_schema() -> None:
    import msgspec

    from openimr.determination.reading_schema import reading_schema

    click.echo(msgspec.json.format(msgspec.json.encode(reading_schema()), indent=2))
