"""``openimr letter check``: what a quality reviewer would stop at, as a report or as data."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from openimr.cli import EXIT_FAILED, EXIT_FULL, EXIT_PARTIAL, PLACE

if TYPE_CHECKING:
    from openimr.adapters.letter_checker import CheckedLetter


@click.command()
@click.argument("paths", nargs=-1, type=PLACE)
@click.option("--json", "form", flag_value="json", help="One object; several letters: an array.")
@click.option("--jsonl", "form", flag_value="jsonl", help="One JSON object a line and letter.")
@click.option("--rules", is_flag=True, help="List what is checked and stop.")
@click.option("--all", "show_all", is_flag=True, help="Show findings of low severity in full too.")
@click.option(
    "--workers", type=click.IntRange(1, 256), metavar="N", help="Processes; one a core by default."
)
@click.pass_context
def check(  # noqa: PLR0913, PLR0917 - one argument for each option
    context: click.Context,
    paths: tuple[Path, ...],
    form: str | None,
    rules: bool,
    show_all: bool,
    workers: int | None,
) -> int:
    """Check Final Determination letters: files, or folders of them.

    Reports contradictions, slips and missing parts, each with both places quoted.

    \b
    Exit codes: 0 nothing of medium or high severity
                1 findings of medium or high severity
                2 a letter could not be read
    """
    from openimr.adapters.letter_checker import check_letters_at
    from openimr.adapters.letter_reader import find_letters
    from openimr.cli.letter_check_output import print_json, print_report
    from openimr.determination.checks.registry import RULES

    if rules:
        for name, meaning in RULES.items():
            click.echo(f"{name:32} {meaning}")
        return EXIT_FULL
    if not paths:
        raise click.UsageError("name at least one letter or folder", context)
    letters, messages = find_letters(paths)
    for message in messages:
        click.echo(f"Cannot use {message}", err=True)
    checked = _in_order(check_letters_at(letters, workers))
    alone = len(paths) == 1 and not os.path.isdir(paths[0])  # noqa: PTH112 - a forbidden place is told later
    if form:
        print_json(checked, form, alone=alone)
    else:
        print_report(checked, show_all=show_all or alone)
    return _exit_code(checked, complete=not messages)


def _in_order(checked: Iterable[tuple[int, CheckedLetter]]) -> list[CheckedLetter]:
    return [letter for _, letter in sorted(checked, key=lambda pair: pair[0])]


def _exit_code(checked: list[CheckedLetter], *, complete: bool) -> int:
    if not complete or not checked or any(letter.unreadable for letter in checked):
        return EXIT_FAILED
    return EXIT_PARTIAL if any(letter.needs_attention for letter in checked) else EXIT_FULL
