"""A daily list on the screen and as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import click
import msgspec
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from openimr.law.calendar import PACIFIC, pacific_day
from openimr.vocabulary.actor import Role
from openimr.vocabulary.counted import counted
from openimr.workflow.agenda import DailyList, Duty


def show(found: DailyList) -> None:
    """Print a daily list."""
    console = Console(highlight=False)
    mine, on = found.agenda, pacific_day(found.at)
    console.print(f"[bold]{on:%A, %m/%d/%Y}[/], {mine.role.value}")
    within = counted(found.days, "day")
    parts = {
        "Overdue": mine.overdue,
        "Due today": mine.today,
        f"Due within {within}": mine.soon,
        "Awaited from parties": mine.awaited,
    }
    for heading, duties in parts.items():
        if duties:
            console.print(f"\n[bold]{heading}[/]")
            console.print(Padding(_table(duties, found.at, mine.role), (0, 0, 0, 2)))
    if not any(parts.values()):
        console.print(f"Nothing is overdue, and nothing is due within {within}.")
    elif not (mine.overdue or mine.today or mine.soon):
        console.print("\nNothing of your own is overdue or due; parties owe what stands above.")
    if found.more:
        console.print("\nThere is more than this list holds; the earliest are shown.")


def _table(duties: Sequence[Duty], now: dt.datetime, role: Role) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(overflow="fold", style="dim")
    for one in duties:
        due = f"{one.due.astimezone(PACIFIC):%m/%d/%Y %I:%M %p}"
        style = "red" if one.due < now else ""
        who = "" if one.who == role.value else f" ({one.who})"
        text = "" if one.verified else ", text not seen"
        law = f": {one.citation}{text}" if one.citation else ""
        table.add_row(
            one.case, f"[{style}]{due}[/]" if style else due, escape(one.name + who),
            escape(f"{one.rule}{law}"),
        )  # fmt: skip
    return table


def print_as_json(found: DailyList) -> None:
    """Print a daily list as JSON."""
    click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
