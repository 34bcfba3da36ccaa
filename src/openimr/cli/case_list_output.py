"""Lists of cases and counts of applications, on the screen and as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from openimr.case.model import State
from openimr.cli.case_office import actor_named
from openimr.law.calendar import PACIFIC
from openimr.vocabulary.counted import counted
from openimr.workflow.duplicates import IntakeCounts
from openimr.workflow.store import CasePage, CaseQuery, Order


def query_of(asked: Mapping[str, Any], now: dt.datetime) -> CaseQuery:
    """The query that was typed.

    Raises:
        click.UsageError: when there is no such state or role.
    """
    days = asked["days"]
    return CaseQuery(
        state=_state(asked["state"]) if asked["state"] else None,
        owner=actor_named(asked["role"]).role.value if asked["role"] else None,
        reviewer=asked["reviewer"],
        administrator=asked["administrator"],
        to_publish=True if asked["to_publish"] else None,
        due_before=now + dt.timedelta(days=days) if days is not None else None,
        order=Order.RECEIVED if asked["newest"] else Order.DUE,
        limit=asked["limit"],
    )


def _state(named: str) -> str:
    called = " ".join(named.lower().replace("-", " ").replace("_", " ").split())
    if called not in {state.value for state in State}:
        there = ", ".join(state.value for state in State)
        raise click.UsageError(f"There is no state '{named}'. States: {there}.")
    return called


def show_rows(page: CasePage, now: dt.datetime) -> None:
    """Print one page of a list."""
    if not page.rows:
        click.echo("No case.")
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", pad_edge=False)
    for heading in ("Case", "State", "With", "Received", "Due", "Rule"):
        whole = heading in {"Case", "Received", "Due"}
        table.add_column(heading, overflow="fold", no_wrap=whole)
    for row in page.rows:
        expedited = " (expedited)" if row.priority == "expedited" else ""
        table.add_row(
            row.case,
            f"{row.state}{expedited}",
            row.owner,
            _day(row.received),
            _due(row.due, now),
            escape(row.due_rule),
        )
    console = Console(highlight=False)
    console.print(table)
    more = "; there are more: --limit" if page.next else ""
    click.echo(f"\n{counted(len(page.rows), 'case')}{more}.")


def _due(due: dt.datetime | None, now: dt.datetime) -> str:
    if due is None:
        return ""
    return f"[red]{_day(due)}, overdue[/]" if due < now else _day(due)


def _day(moment: dt.datetime) -> str:
    return f"{moment.astimezone(PACIFIC):%m/%d/%Y}"


def print_rows_as_json(page: CasePage) -> None:
    """Print one page of a list as JSON."""
    click.echo(msgspec.json.format(msgspec.json.encode(page)).decode())


_COUNTED = {
    "total": "applications received",
    "duplicates": "duplicates of another application",
    "unique": "unique applications",
    "eligible": "found eligible",
    "ineligible": "found not eligible",
    "undecided": "not decided yet: a cure, a person or a liability dispute is awaited",
    "ended": "ended before that: withdrawn or authorized",
}


def show_counts(found: IntakeCounts) -> None:
    """Print counts of applications."""
    for field, says in _COUNTED.items():
        click.echo(f"{getattr(found, field):>8}  {says}")


def print_counts_as_json(found: IntakeCounts) -> None:
    """Print counts of applications as JSON."""
    click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
