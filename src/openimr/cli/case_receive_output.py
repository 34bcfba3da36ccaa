"""What ``openimr case receive`` prints: what was read, what is open, the screen, the receipt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from openimr.application.model import Cited, CitedDate
from openimr.case.events.intake import (
    Deferred,
    FoundDuplicate,
    FoundEligible,
    FoundIncomplete,
    FoundIneligible,
    ReferredToPerson,
)
from openimr.case.states import STATES
from openimr.cli import EXIT_FULL, EXIT_PARTIAL
from openimr.vocabulary.counted import counted
from openimr.workflow.duplicates import together_with
from openimr.workflow.open_by_hand import BY_HAND
from openimr.workflow.receive import Taken
from openimr.workflow.receive_reading import PapersRead

if TYPE_CHECKING:
    from openimr.workflow.office import Office

_READ = {
    "employee": "employee",
    "date_of_birth": "date of birth",
    "date_of_injury": "date of injury",
    "claim_number": "claim number",
    "employer": "employer",
    "claims_administrator": "claims administrator",
    "requesting_physician": "requesting physician",
    "attorney": "attorney",
    "priority": "priority",
    "ur_date": "decision of",
    "ur_served": "decision served",
    "signed": "signed",
    "received": "stamped received",
}
"""Fields of the application by their names on the screen."""


def tell_taken(
    taken: Taken, read: PapersRead, papers: Path | None, office: Office, *, as_json: bool
) -> int:
    """Print everything about an application just taken in.

    Args:
        taken: the case.
        read: what was read or entered.
        papers: where its papers lie; None without any.
        office: the record.
        as_json: for programs.

    Returns:
        The exit code: whether it is eligible and nothing is open.
    """
    if as_json:
        _print_taken_as_json(taken, read)
    else:
        _show_taken(taken, read, papers, office)
    return EXIT_PARTIAL if read.questions or not taken.eligible else EXIT_FULL


def _show_taken(taken: Taken, read: PapersRead, papers: Path | None, office: Office) -> None:
    console = Console(highlight=False)
    case = taken.case
    by = case.filer.value
    console.print(
        f"[bold]Case {case.number}[/], received {case.received:%m/%d/%Y}, filed by the {by}\n"
    )
    if not taken.anew:
        what = "These papers" if read.papers else "These entries"
        console.print(f"{what} opened case {case.number} already; nothing was recorded twice.\n")
    console.print("[bold]Read[/]")
    console.print(Padding(_values(read), (0, 0, 1, 2)))
    console.print("[bold]In dispute[/]")
    console.print(Padding(_treatments(taken), (0, 0, 1, 2)))
    if read.questions:
        console.print("[bold]For a person to look at[/]")
        console.print(Padding(_questions(read), (0, 0, 1, 2)))
    console.print("[bold]Screen[/]")
    for line in screen_lines(taken):
        console.print(Padding(escape(line), (0, 0, 0, 2)))
    for other in together_with(office.store, case):
        part = " (in part the same treatments)" if other.overlapping else ""
        console.print(
            Padding(
                f"May be decided together with case {other.case}{part}: same employee, "
                "requesting physician and date of injury (8 CCR 9792.10.4(a)).",
                (0, 0, 0, 2),
            )
        )
    if papers:
        console.print("\n[bold]Receipt[/]")
        console.print(Padding(_receipt(read), (0, 0, 0, 2)))
        console.print(f"\nThe papers lie in {escape(str(papers))}.")
    console.print(f"The case waits for {STATES[case.state].waits_for}.")


def _values(read: PapersRead) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(style="dim", overflow="fold")
    for field, name in _READ.items():
        value = getattr(read.application, field)
        if value is not None:
            by_hand = value.place.file == BY_HAND
            place = BY_HAND if by_hand else f"{value.place.file}, page {value.place.page}"
            table.add_row(name, escape(_said(value)), escape(place))
    return table


def _said(value: Cited | CitedDate) -> str:
    return value.value if isinstance(value, Cited) else f"{value.value:%m/%d/%Y}"


def _treatments(taken: Taken) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    table.add_column(style="dim", overflow="fold")
    for one in taken.case.treatments:
        marks = {"drug": one.drug, "formulary": one.formulary, "given already": one.given}
        told = [one.topic or "no topic", *(mark for mark, holds in marks.items() if holds)]
        table.add_row(f"{one.number}.", escape(one.text), escape(", ".join(told)))
    return table


def _questions(read: PapersRead) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for one in read.questions:
        place = one.file or ""
        if one.file and one.page:
            place = f"{one.file}, page {one.page}"
        where = f" ({place})" if place else ""
        remedy = f" {one.remedy}" if one.remedy else ""
        table.add_row(escape(one.what), escape(f"{one.says}{where}.{remedy}"))
    return table


def screen_lines(taken: Taken) -> Iterator[str]:
    """What the screen found, with reasons, law and remedy, a line each."""
    event = taken.recorded[-1].event
    match event:
        case FoundEligible():
            yield "Eligible for review (8 CCR 9792.10.3)."
            lacks = event.remarks
        case FoundDuplicate():
            yield f"A duplicate: the same dispute is in case {event.of}, where it goes on."
            return
        case Deferred():
            yield f"Deferred: {event.reason} (8 CCR 9792.10.3(d))"
            return
        case FoundIncomplete():
            until = f"; cure by {event.cure_by:%m/%d/%Y}" if event.cure_by else ""
            yield f"Incomplete{until}:"
            lacks = event.lacks
        case FoundIneligible():
            yield "Not eligible:"
            lacks = event.reasons
        case ReferredToPerson():
            yield "A person decides:"
            lacks = event.lacks
        case _:
            return
    for lack in lacks:
        law = f" ({lack.citation})" if lack.citation else ""
        remedy = f" What to do: {lack.remedy}" if lack.remedy else ""
        yield f"- {lack.reason}{law}{remedy}"


def _receipt(read: PapersRead) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    table.add_column(style="dim", overflow="fold")
    for paper in read.papers:
        pages = "not readable" if paper.pages is None else counted(paper.pages, "page")
        table.add_row(escape(paper.name), pages, paper.sha256)
    total = sum(paper.pages or 0 for paper in read.papers)
    table.add_row(
        f"[bold]{counted(len(read.papers), 'paper')}[/]",
        f"[bold]{counted(total, 'page')}[/]",
        "SHA-256",
    )
    return table


def _print_taken_as_json(taken: Taken, read: PapersRead) -> None:
    """Print the case, its events, what was read and what is open, as a JSON object."""
    content: dict[str, Any] = {
        "case": taken.case.number,
        "anew": taken.anew,
        "state": taken.case.state.value,
        "received": taken.case.received,
        "application": read.application,
        "treatments": taken.case.treatments,
        "parties": taken.parties,
        "questions": read.questions,
        "papers": read.papers,
        "events": taken.recorded,
    }
    click.echo(msgspec.json.format(msgspec.json.encode(content)).decode())
