"""What ``openimr letter check`` prints: a report for people, or data."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Final

import click
import msgspec
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from openimr.adapters.letter_checker import CheckedLetter
from openimr.determination.checks.model import CheckFinding, Quote, Severity
from openimr.vocabulary.counted import counted

_WIDEST: Final = 100
_LONGEST_QUOTE: Final = 220
_STYLES: Final = {Severity.HIGH: "bold red", Severity.MEDIUM: "yellow", Severity.LOW: "dim"}


def print_json(checked: list[CheckedLetter], form: str, *, alone: bool) -> None:
    """Print letters as data: "jsonl", a line for each, or "json", one object where ``alone``."""
    if form == "jsonl":
        for letter in checked:
            click.echo(msgspec.json.encode(letter))
    else:
        whole = checked[0] if alone and checked else checked
        click.echo(msgspec.json.format(msgspec.json.encode(whole), indent=2))


def print_report(checked: list[CheckedLetter], *, show_all: bool) -> None:
    """Print the findings for people; those of low severity in full only with ``show_all``."""
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
    letters = counted(len(checked), "letter")
    click.echo(f"{letters} checked, {clean} without findings; {told}", err=True)


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
