"""``openimr guidelines``: what the guideline packs hold, and how they judge."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from openimr.cli import EXIT_FULL
from openimr.cli.guideline_changes import show_changes
from openimr.cli.guideline_packs import chosen_pack, pack_option
from openimr.cli.guideline_pages import show_topic
from openimr.guidelines.editions_compared import compare_editions
from openimr.guidelines.match import match_topic, nearly_matched
from openimr.guidelines.model import Pack, Topic
from openimr.vocabulary.errors import BadInput

json_option = click.option("--json", "as_json", is_flag=True, help="As JSON.")
DAY = click.DateTime(formats=["%Y-%m-%d", "%m/%d/%Y"])


def topic_called(pack: Pack, name: str) -> Topic:
    """The topic with an id, or the one a request's wording means.

    Raises:
        BadInput: when there is none; names the nearest.
    """
    topic = next((t for t in pack.topics if t.id == name), None) or match_topic(name, pack)
    if topic is None:
        near = nearly_matched(name, pack)
        remedy = f"Did you mean {' or '.join(near)}? " if near else ""
        raise BadInput("the topic", f"'{name}' is none", f"{remedy}List them: guidelines list")
    return topic


@click.command("list")
@click.option("--category", help="Only topics of this category.")
@pack_option
@json_option
def list_topics(category: str | None, packs: tuple[Path, ...], as_json: bool) -> int:
    """List the topics: what they are, what the guideline says on the whole, what may decide."""
    pack = chosen_pack(packs)
    topics = _of_category(pack, category)
    if as_json:
        rows = [{"id": t.id, "name": t.name, "category": t.category, **_counts(t)} for t in topics]
        click.echo(msgspec.json.format(msgspec.json.encode(rows)))
        return EXIT_FULL
    console = Console(highlight=False)
    console.print(f"[bold]{escape(pack.title)}[/]")
    for name, group in groupby(sorted(topics, key=_by_category), key=lambda t: t.category):
        console.print(Padding(f"[bold]{escape(name)}[/]", (1, 0, 0, 0)))
        console.print(Padding(_listed(tuple(group)), (0, 0, 0, 2)))
    click.echo(f"{len(topics)} topics, {len(pack.guidelines)} editions.")
    return EXIT_FULL


def _of_category(pack: Pack, category: str | None) -> list[Topic]:
    """The topics of a category, or all; BadInput where the packs have no such category."""
    known = sorted({topic.category for topic in pack.topics})
    if category is not None and category not in known:
        raise BadInput("the category", f"'{category}' is none", f"Choose one of {', '.join(known)}")
    return [topic for topic in pack.topics if category in (None, topic.category)]


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


@click.command()
@click.argument("topic")
@click.option(
    "--on", "day", type=DAY, metavar="DAY", help="Day of the request, 2016-07-29; today by default."
)
@pack_option
@json_option
def show(topic: str, day: dt.datetime | None, packs: tuple[Path, ...], as_json: bool) -> int:
    """Show a TOPIC as it stood on a day: where the search ends, criteria, numbers, sources.

    TOPIC is an id of `guidelines list`, or a request's wording.
    """
    pack = chosen_pack(packs)
    found = topic_called(pack, topic)
    on = day.date() if day else dt.datetime.now(tz=dt.UTC).date()
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found)))
    else:
        show_topic(Console(highlight=False), found, pack, on)
    return EXIT_FULL


@click.command()
@click.argument("before")
@click.argument("after")
@click.option("--topic", help="Only this topic.")
@pack_option
def diff(before: str, after: str, topic: str | None, packs: tuple[Path, ...]) -> int:
    """Say what changes from the edition BEFORE to the edition AFTER ("cpmtg-2009 cpmtg-2016").

    For each topic: other numbers, criteria that only one of the two has, and other places.
    """
    pack = chosen_pack(packs)
    only = topic_called(pack, topic).id if topic else None
    changes = [c for c in compare_editions(pack, before, after) if only in (None, c.topic)]
    show_changes(Console(highlight=False), changes)
    kinds = Counter(change.kind for change in changes)
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    click.echo(f"{len(changes)} criteria differ{f': {told}' if told else ''}.")
    return EXIT_FULL
