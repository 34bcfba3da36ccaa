"""``openimr letter check``: what a quality reviewer would stop at, as a report or as data."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
import msgspec
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from openimr.adapters.letter_checker import CheckedLetter, check_letters_at
from openimr.adapters.letter_reader import find_letters
from openimr.cli import EXIT_FAILED, EXIT_FULL, EXIT_PARTIAL, PLACE
from openimr.determination.checks.model import CheckFinding, Quote, Severity
from openimr.determination.checks.registry import RULES

_WIDEST: Final = 100
_LONGEST_QUOTE: Final = 220
_STYLES: Final = {Severity.HIGH: "bold red", Severity.MEDIUM: "yellow", Severity.LOW: "dim"}


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
    if rules:
        for name, meaning in RULES.items():
            click.echo(f"{name:32} {meaning}")
        return EXIT_FULL
    if not paths:
        raise click.UsageError("name at least one letter or folder", context)
    letters, messages = find_letters(paths)
    for message in messages:
        click.echo(f"Cannot use {message}", err=True)
    checked = list(_in_order(check_letters_at(letters, workers)))
    alone = len(paths) == 1 and not os.path.isdir(paths[0])  # noqa: PTH112 - a forbidden place is told later
    if form:
        _print_json(checked, form, alone=alone)
    else:
        _print_report(checked, show_all=show_all or alone)
    return _exit_code(checked, complete=not messages)


def _in_order(checked: Iterator[tuple[int, CheckedLetter]]) -> Iterator[CheckedLetter]:
    yield from (letter for _, letter in sorted(checked, key=lambda pair: pair[0]))


def _exit_code(checked: list[CheckedLetter], *, complete: bool) -> int:
    if not complete or not checked or any(letter.unreadable for letter in checked):
        return EXIT_FAILED
    return EXIT_PARTIAL if any(letter.needs_attention for letter in checked) else EXIT_FULL


def _print_json(checked: list[CheckedLetter], form: str, *, alone: bool) -> None:
    if form == "jsonl":
        for letter in checked:
            click.echo(msgspec.json.encode(letter))
    else:
        whole = checked[0] if alone and checked else checked
        click.echo(msgspec.json.format(msgspec.json.encode(whole), indent=2))


def _print_report(checked: list[CheckedLetter], *, show_all: bool) -> None:
    width = min(_WIDEST, shutil.get_terminal_size((_WIDEST, 40)).columns)
    console = Console(file=sys.stdout, width=width, highlight=False)
    for letter in checked:
        _print_letter(console, letter, show_all=show_all)
    counts = {
        severity: sum(f.severity is severity for letter in checked for f in letter.findings)
        for severity in Severity
    }
    clean = sum(not letter.findings and not letter.unreadable for letter in checked)
    told = ", ".join(f"{count} {severity.value}" for severity, count in counts.items())
    plural = "" if len(checked) == 1 else "s"
    click.echo(f"{len(checked)} letter{plural} checked, {clean} without findings; {told}", err=True)


def _print_letter(console: Console, letter: CheckedLetter, *, show_all: bool) -> None:
    name = f"{letter.case_number or Path(letter.source).name}"
    if letter.unreadable:
        console.print(
            f"[bold]{escape(name)}[/]  [bold red]not read[/]: {escape(letter.unreadable)}"
        )
        return
    if not letter.findings:
        console.print(f"[bold]{escape(name)}[/]  [green]nothing found[/]")
        return
    console.print(f"[bold]{escape(name)}[/]  [dim]{escape(letter.source)}[/]")
    low = [finding for finding in letter.findings if finding.severity is Severity.LOW]
    for finding in letter.findings:
        if show_all or finding.severity is not Severity.LOW:
            _print_finding(console, finding)
    if low and not show_all:
        rules = ", ".join(dict.fromkeys(finding.rule for finding in low))
        console.print(Padding(Text(f"{len(low)} of low severity: {rules}", style="dim"), (0, 2)))
    console.print()


def _print_finding(console: Console, finding: CheckFinding) -> None:
    where = "whole letter" if finding.issue is None else f"issue {finding.issue}"
    line = Text.assemble(
        (f"{finding.severity.value.upper():6} ", _STYLES[finding.severity]),
        (f"{where}: ", "bold"),
        finding.message,
        (f"  [{finding.rule}]", "dim"),
    )
    console.print(Padding(line, (0, 2)))
    for place in finding.places:
        console.print(Padding(_quoted(place), (0, 2, 0, 9)))
    console.print(Padding(Text(finding.remedy, style="italic"), (0, 2, 0, 9)))


def _quoted(place: Quote) -> Text:
    words = " ".join(place.words.split())
    if len(words) > _LONGEST_QUOTE:
        words = f"{words[:_LONGEST_QUOTE].rsplit(' ', 1)[0]} …"
    page = f"page {place.span.page}: " if place.span else ""
    return Text.assemble((page, "dim"), f"“{words}”")
