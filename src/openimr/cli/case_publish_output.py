"""How the command line shows a determination that is about to be published."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from openimr.case.events.issuing import Published
from openimr.case.record import RecordedEvent
from openimr.workflow.publishing_proposed import Left, Proposed
from openimr.workflow.publishing_shown import TakenOut, taken_out

_WIDTH = 118


def told_tables(found: Proposed) -> str:
    """What is taken out and what is left, in tables, and the code by which it is approved."""
    out = io.StringIO()
    console = Console(file=out, width=_WIDTH, highlight=False)
    gone = taken_out(found)
    console.print(_gone(gone) if gone else "Nothing is taken out.")
    if found.left:
        console.print(_left(found.left))
    for mark in found.marks.made:
        console.print(f"Marked by {escape(mark.by)}: {escape(_said(mark))}")
    console.print(f"Published as: {found.citation}{' (already)' if found.published else ''}")
    console.print(f"PDF: {len(found.content):,} bytes, SHA-256 {found.sha256}")
    if not found.published:
        console.print(f"Code of what you see: {found.seen[:16]}")
    return out.getvalue().rstrip()


def _gone(gone: tuple[TakenOut, ...]) -> Table:
    table = Table("Where", "Was", "Is", "How it was found", title="Taken out", title_justify="left")
    for one in gone:
        table.add_row(*map(escape, (one.where, one.was, one.placeholder, one.how)))
    return table


def _left(left: tuple[Left, ...]) -> Table:
    title = "Still in the PDF"
    table = Table("Where", "Words", "May be", "Certain", title=title, title_justify="left")
    for one in left:
        words = f"{one.before}>{one.words}<{one.after}"
        certain = ("yes, never published" if one.exact else "yes") if one.certain else "no"
        table.add_row(*map(escape, (one.where, words, one.kind.value, certain)))
    return table


def _said(mark: Any) -> str:
    told: Mapping[str, object] = msgspec.to_builtins(mark)
    because = f" ({told['because']})" if told.get("because") else ""
    return f"{told['mark']}: {told['words']}{because}"


def as_plain(found: Proposed) -> str:
    """As JSON."""
    told = {
        "case": found.case.number,
        "publication": found.citation,
        "published": found.published,
        "sha256": found.sha256,
        "code": found.seen,
        "taken_out": [one._asdict() for one in taken_out(found)],
        "left": list(found.left),
        "marks": list(found.marks.made),
    }
    return msgspec.json.format(msgspec.json.encode(told)).decode()


def told_published(one: RecordedEvent, *, as_json: bool) -> str:
    """What was published just now."""
    event = one.event
    assert isinstance(event, Published)  # noqa: S101 - the last event of approving is this one
    if as_json:
        return msgspec.json.format(msgspec.json.encode(event)).decode()
    return "\n".join(_published(event))


def _published(event: Published) -> Iterator[str]:
    yield f"Published as {event.publication}; recorded with your name."
    yield f"SHA-256 of the PDF: {event.published_sha256}"
    yield "A worker puts it into the library (`openimr work`, or `openimr serve`)."
