"""The record on the screen and as JSON: flaws of an export, and what happened in a case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.markup import escape

from openimr.case.timeline import Entry, Timeline, in_words
from openimr.case.verifying.flaws import Flaw
from openimr.case.verifying.lines import AnchorLine
from openimr.case.verifying.survey import Survey
from openimr.vocabulary.counted import counted
from openimr.workflow.event_words import moment, plain, shown

_FEW = 12
"""So many names of a list are read at a glance; of more, only their number is shown."""


def show_flaw(flaw: Flaw, *, as_json: bool) -> None:
    """Print one flaw as soon as it is found."""
    click.echo(msgspec.json.encode(flaw).decode() if as_json else flaw.says)


def close_flaws(survey: Survey, found: int, roots: Sequence[str], *, as_json: bool) -> None:
    """Say how much was checked, and what that proves; as JSON only of a whole export."""
    if as_json:
        if not found:
            click.echo(msgspec.json.encode(_whole(survey)).decode())
        return
    numbers = {"case": survey.cases, "event": survey.events, "daily anchor": len(survey.anchors)}
    counts = ", ".join(counted(number, word) for word, number in numbers.items())
    if found:
        click.echo(f"{counted(found, 'flaw')} in {counts}.")
        return
    click.echo(f"Nothing was changed: {counts}.")
    if not roots and survey.anchors:
        click.echo(_root_to_compare(survey))


def _whole(survey: Survey) -> dict[str, object]:
    """What an auditor's program compares: how much is there, and the root with its day."""
    closed = _closed(survey)
    anchored = _compared(survey) if survey.anchors else None
    return {
        "whole": True,
        "cases": survey.cases,
        "events": survey.events,
        "closed_days": sum(day <= closed for day in survey.anchors) if closed else 0,
        "day": anchored.day if anchored else None,
        "root": anchored.root if anchored else None,
    }


def _closed(survey: Survey) -> dt.date | None:
    """The last day that was closed when the export was made."""
    return survey.opening.anchored_until if survey.opening else None


def _compared(survey: Survey) -> AnchorLine:
    """The root that somebody else has too; without a closed day the last of the export's own."""
    return survey.anchors[_closed(survey) or max(survey.anchors)]


def _root_to_compare(survey: Survey) -> str:
    closed, anchored = _closed(survey), _compared(survey)
    if closed:
        return f"Compare with what was published: root of {closed} is {anchored.root}."
    return f"No day is closed yet; the export's own root of {anchored.day} is {anchored.root}."


def print_entries_as_json(found: Timeline) -> None:
    """Print the events as they were exported."""
    for entry in found.entries:
        click.echo(msgspec.json.encode(entry.fields, order="sorted").decode())


def show_timeline(case: str, found: Timeline, *, every: bool = False) -> None:
    """Print when, who and what, event by event, in Pacific time; as `show_entries`."""
    console = Console(highlight=False)
    console.print(f"[bold]Case {escape(plain(case))}[/]")
    show_entries(console, found.entries, every=every)
    console.print()
    if found.whole:
        console.print("One chain from the first event; `openimr record verify` checks the rest.")
    else:
        console.print("[red]These events were tampered with[/]: see `openimr record verify`.")


def show_entries(console: Console, entries: Sequence[Entry], *, every: bool = False) -> None:
    """Print events day by day; of a long list its number, or with ``every`` all of it."""
    day = ""
    for entry in entries:
        at = moment(entry.fields.get("at"))
        if at[:10] != day:
            day = at[:10]
            console.print(f"\n[bold]{day}[/]")
        _show_entry(console, entry, at[11:], every=every)


def _show_entry(console: Console, entry: Entry, at: str, *, every: bool) -> None:
    fields = entry.fields
    event = {name: content for name, content in fields["event"].items() if name != "event"}
    kind = in_words(plain(str(fields["event"].get("event", "unknown"))))
    actor = fields.get("actor")
    who = f"{actor.get('role')} {actor.get('id')}" if isinstance(actor, dict) else "unknown"
    number = plain(str(fields.get("number")))
    told = f"{number:>4}  {at:11} [bold]{escape(kind)}[/]  [dim]by {escape(plain(who))}[/]"
    console.print(told, overflow="fold")
    for line in _facts(event, every=every):
        console.print(f"{' ' * 18}{escape(line)}", soft_wrap=True)


def _facts(event: dict[str, Any], *, every: bool) -> Iterator[str]:
    """An event's fields, one a line; lists and parts are indented under their name."""
    for name, content in event.items():
        words = in_words(plain(name))
        if isinstance(content, dict):
            yield f"{words}:"
            yield from (f"  {line}" for line in _facts(content, every=every))
        elif isinstance(content, list):
            if _simple(content):
                yield f"{words}: {', '.join(map(shown, content))}"
                continue
            yield f"{words}:"
            yield from (f"  - {_in_one_line(one, every=every)}" for one in content)
        else:
            yield f"{words}: {shown(content)}"


def _simple(content: list[Any]) -> bool:
    return not any(isinstance(one, dict | list) for one in content)


def _in_one_line(content: Any, *, every: bool) -> str:
    """A part of an event as one line: its fields after each other."""
    if isinstance(content, dict):
        parts = (
            f"{in_words(plain(name))} {_in_one_line(one, every=every)}"
            for name, one in content.items()
        )
        return "; ".join(parts)
    if isinstance(content, list):
        if len(content) > _FEW and _simple(content) and not every:
            return f"{len(content)} (`show --all` names each)"
        return ", ".join(_in_one_line(one, every=every) for one in content)
    return shown(content)
