"""What changes between two editions, on the screen: topic by topic, numbers before places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

import click
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from openimr.guidelines.criterion import Reference
from openimr.guidelines.editions_compared import CriterionChange
from openimr.guidelines.kinds import Dose
from openimr.guidelines.numbers import dose_in_words, numbers_of
from openimr.vocabulary.counted import counted

_STYLES = {"other numbers": "yellow", "dropped": "red", "added": "green"}


def show_changes(changes: Sequence[CriterionChange]) -> None:
    """Print what two editions do not have alike."""
    console = Console(highlight=False)
    for topic, group in groupby(changes, key=lambda change: change.topic):
        console.print(f"[bold]{topic}[/]")
        found = tuple(group)
        for kind, style in _STYLES.items():
            for change in (c for c in found if c.kind == kind):
                statement = escape(change.criterion.statement)
                console.print(Padding(f"[{style}]{kind}:[/] {statement}", (0, 0, 0, 2)))
                for line in _told(change):
                    console.print(Padding(escape(line), (0, 0, 0, 4)))
        for place, count in Counter(_places(c) for c in found if c.kind == "moved").items():
            criteria = counted(count, "criterion", "criteria")
            told = f"[dim]moved, {criteria}: {escape(place)}[/]"
            console.print(Padding(told, (0, 0, 0, 2)))
    kinds = Counter(change.kind for change in changes)
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    click.echo(f"{len(changes)} criteria differ{f': {told}' if told else ''}.")


def _told(change: CriterionChange) -> Iterator[str]:
    if change.before is None or change.after is None:
        yield from filter(None, [", ".join(numbers_of(change.criterion, change.course))])
    for dose in change.doses:
        numbers = [_dose(found, change.course) for found in (dose.before, dose.after)]
        yield f"{dose.diagnosis}: {' -> '.join(numbers)}"
    yield _places(change)


def _places(change: CriterionChange) -> str:
    return " -> ".join(_place(place) for place in (change.before, change.after) if place)


def _dose(dose: Dose | None, course: str) -> str:
    return dose_in_words(dose, course) if dose else "not named"


def _place(reference: Reference) -> str:
    pages = reference.pages
    return f"{reference.section}, page {', '.join(pages)}" if pages else reference.section
