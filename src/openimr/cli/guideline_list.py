"""The list of topics, on the screen or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from openimr.guidelines.model import Pack, Topic


def show_topics(topics: Sequence[Topic], pack: Pack) -> None:
    """Print topics of a pack by category, with the guideline's stance and what may decide."""
    console = Console(highlight=False)
    console.print(f"[bold]{escape(pack.title)}[/]")
    for name, group in groupby(sorted(topics, key=_by_category), key=lambda t: t.category):
        console.print(Padding(f"[bold]{escape(name)}[/]", (1, 0, 0, 0)))
        console.print(Padding(_listed(tuple(group)), (0, 0, 0, 2)))
    click.echo(f"{len(topics)} topics, {len(pack.guidelines)} editions.")


def print_topics_as_json(topics: Sequence[Topic]) -> None:
    """Print topics as a JSON array."""
    rows = [{"id": t.id, "name": t.name, "category": t.category, **_counts(t)} for t in topics]
    click.echo(msgspec.json.format(msgspec.json.encode(rows)))


def _by_category(topic: Topic) -> tuple[str, str]:
    return topic.category, topic.id


def _listed(topics: tuple[Topic, ...]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(width=36, overflow="fold")
    table.add_column(width=21)
    table.add_column(no_wrap=True)
    for topic in topics:
        counts = _counts(topic)
        decide = f"{counts['deciding']} of {counts['criteria']} decide"
        table.add_row(topic.id, topic.stance.value.replace("_", " "), decide)
    return table


def _counts(topic: Topic) -> dict[str, Any]:
    deciding = sum(criterion.deciding for criterion in topic.criteria)
    return {"stance": topic.stance, "criteria": len(topic.criteria), "deciding": deciding}
