"""Deadlines on the screen and as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import click
import msgspec
from rich.console import Console, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from openimr.law.calendar import CALIFORNIA, ELSEWHERE_IN_US, PACIFIC
from openimr.law.deadlines import Start, StartedDeadline
from openimr.law.due import Due, Reading
from openimr.law.model import Circumstances, Evidence, Law
from openimr.law.triggers import Trigger
from openimr.law.words import KNOWN
from openimr.vocabulary.filing import Delivery, Priority

EVIDENCE: Final = MappingProxyType(
    {**KNOWN, Evidence.UNVERIFIED: f"[yellow]{KNOWN[Evidence.UNVERIFIED]}[/]"}
)
"""How a value is known, in words."""

_DECISIVE = {
    True: "decisive: a right may be lost with the date; a person decides on what comes later",
    False: "directory: what comes later still counts",
}


def start_of(told: Mapping[str, Any], trigger: Trigger) -> Start:
    """What the options of a call say."""
    when = told["when"]
    places = {"US": ELSEWHERE_IN_US, "abroad": "abroad"}
    decided = told["decided_on"]
    return Start(
        trigger=trigger,
        since=when.replace(tzinfo=PACIFIC) if isinstance(when, dt.datetime) else when,
        delivery=Delivery(told["by"].replace("-", " ")) if told["by"] else None,
        known=Circumstances(
            priority=Priority(told["priority"]), formulary=told["formulary"], given=told["given"]
        ),
        decided_on=decided.date() if decided else None,
        place=places.get(told["served_in"], CALIFORNIA),
    )


def show_events(law: Law) -> None:
    """Print the events from which clocks run, with what runs from each."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for trigger in Trigger:
        running = _running(law, trigger)
        names = "\n".join(f"[dim]- {escape(name)}[/]" for name in running)
        table.add_row(f"[bold]{trigger.value}[/]", f"{escape(trigger.says)}\n{names}")
    Console(highlight=False).print(table)


def print_events_as_json(law: Law) -> None:
    """Print the events as a JSON array."""
    rows = [{"event": t.value, "says": t.says, "starts": _running(law, t)} for t in Trigger]
    click.echo(msgspec.json.format(msgspec.json.encode(rows)))


def show_deadlines(found: Sequence[StartedDeadline], start: Start) -> None:
    """Print deadlines, the earliest first, each with its readings and who must act."""
    console = Console(highlight=False)
    console.print(f"[bold]{escape(start.trigger.says)}[/]\n{_circumstances(start)}")
    for one in found:
        console.print(Padding(_block(one), (1, 0, 0, 0)))
    if not found:
        console.print(
            "\nNothing is due after it under these circumstances, by the law that is known."
        )


def print_deadlines_as_json(found: Sequence[StartedDeadline], start: Start) -> None:
    """Print deadlines as a JSON object."""
    rows = {
        "event": start.trigger.value,
        "on": start.since.isoformat(),
        "by": start.delivery,
        "priority": start.known.priority,
        "deadlines": [_as_json(one) for one in found],
    }
    click.echo(msgspec.json.format(msgspec.json.encode(rows)))


def _running(law: Law, trigger: Trigger) -> list[str]:
    return list(dict.fromkeys(rule.name for rule in law.deadlines if rule.after is trigger))


def _circumstances(start: Start) -> str:
    parts = [_said(start.since)]
    if start.delivery:
        parts[0] += f", {start.delivery.how}"
    priority = start.known.priority
    parts += [f"{priority.value} review"] if priority else []
    parts += ["drug of the formulary"] if start.known.formulary else []
    on = start.decided_on
    parts += [f"law of {on:%m/%d/%Y}"] if isinstance(on, dt.date) else []
    return "; ".join(parts)


def _said(since: dt.datetime | dt.date) -> str:
    timed = isinstance(since, dt.datetime)
    return f"{since:%A, %m/%d/%Y, %I:%M %p %Z}" if timed else f"{since:%A, %m/%d/%Y}"


def _block(one: StartedDeadline) -> Table:
    """One deadline: its time beside what must be done."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    rule = one.rule
    table.add_row(f"[bold]{_time(one.due.earliest)}[/]", f"[bold]{escape(rule.name)}[/]")
    act = "may act, and need not" if rule.right else "must act"
    table.add_row("", f"{escape(rule.who)} {act}; {_DECISIVE[rule.decisive]}")
    for line in _read(one.due):
        table.add_row("", line)
    if one.received:
        moved = f"{one.received.rule.name}: counts as received {one.received.since:%a %m/%d/%Y}"
        table.add_row("", f"{escape(moved)} ({EVIDENCE[one.received.rule.evidence]})")
    if rule.note:
        table.add_row("", f"[dim]{escape(rule.note)}[/]")
    return table


def _read(due: Due) -> list[RenderableType]:
    """The reading, or all of them in their order when they disagree."""
    if due.agreed:
        return [f"{escape(_counted(r))} ({EVIDENCE[r.evidence]})" for r in due.readings]
    table = Table.grid(padding=(0, 2))
    for reading in sorted(due.readings, key=lambda r: r.at.timestamp()):
        first = reading.at.timestamp() == due.at.timestamp()
        style = "" if first else "[dim]"
        told = f"{style}{escape(_counted(reading))} ({EVIDENCE[reading.evidence]})"
        table.add_row(f"{style}{_time(reading)}", told)
    return ["[cyan]readings disagree; the earliest counts[/]", table]


def _counted(reading: Reading) -> str:
    return f"{reading.reading}; {reading.citation}"


def _time(reading: Reading) -> str:
    form = "%a %m/%d/%Y %I:%M %p %Z" if reading.exact else "%a %m/%d/%Y"
    return reading.at.strftime(form)


def _as_json(one: StartedDeadline) -> dict[str, Any]:
    rule = one.rule
    return {
        "rule": rule.id,
        "name": rule.name,
        "due": one.due.at.isoformat(),
        "who": rule.who,
        "right": rule.right,
        "decisive": rule.decisive,
        "citation": rule.citation,
        "evidence": rule.evidence,
        "readings_agree": one.due.agreed,
        "readings": [
            {
                "due": reading.at.isoformat(),
                "reading": reading.reading,
                "citation": reading.citation,
                "evidence": reading.evidence,
                "exact": reading.exact,
            }
            for reading in one.due.readings
        ],
        "note": rule.note,
    }
