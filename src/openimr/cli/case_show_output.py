"""Cases on the screen and as JSON: lists, one case whole, what may be asked, what was done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click
import msgspec
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from openimr.case.charges import fees_of, penalties_of
from openimr.case.deadlines import Deadline, deadlines
from openimr.case.events.event import Lack
from openimr.case.model import Case
from openimr.case.permissions import PERMITTED
from openimr.case.policies import in_words
from openimr.case.record import RecordedEvent, encode
from openimr.case.states import STATES
from openimr.case.timeline import Entry
from openimr.cli.case_fields import kind_of
from openimr.cli.record_output import show_entries
from openimr.law.calendar import PACIFIC
from openimr.law.words import dollars
from openimr.vocabulary.actor import Role
from openimr.vocabulary.counted import counted
from openimr.workflow.by_people import FORMS
from openimr.workflow.command_fields import COMMANDS, fields_of, required
from openimr.workflow.completing import FILLED
from openimr.workflow.duplicates import together_with

if TYPE_CHECKING:
    from openimr.workflow.office import Office


def show_case(
    office: Office, recorded: Sequence[RecordedEvent], case: Case, *, every: bool = False
) -> None:
    """Print a case whole: where it stands, parties, treatments, deadlines, timeline.

    Args:
        office: with names and law.
        recorded: the events.
        case: as it stands.
        every: also each name of long lists: whoever of the panel was not appointed.
    """
    console = Console(highlight=False)
    row = STATES[case.state]
    console.print(f"[bold]Case {case.number}[/]: {case.state.value}, {case.priority.value} review")
    console.print(f"The {row.owner.value} has it; it waits for {row.waits_for}.")
    for line in _lacking(case.lacks):
        console.print(Padding(escape(line), (0, 0, 0, 2)))
    _headed(console, "Dates", _dates(case))
    _headed(console, "Parties", _parties(case, office))
    _headed(console, "In dispute", _treatments(case))
    found = deadlines(recorded, office.law, office.now())
    _headed(console, "Deadlines", deadline_table(found))
    _headed(console, "Fee and penalties", _charges(office, case, found))
    for other in together_with(office.store, case):
        console.print(f"\nMay be decided together with case {other.case} (8 CCR 9792.10.4(a)).")
    console.print("\n[bold]What happened[/]")
    show_entries(console, entries_of(recorded), every=every)


def entries_of(recorded: Sequence[RecordedEvent]) -> tuple[Entry, ...]:
    """Recorded events as the timeline of an export shows them."""
    lines = (msgspec.json.decode(encode(one)) for one in recorded)
    return tuple(Entry(number, fields) for number, fields in enumerate(lines, start=1))


def _headed(console: Console, heading: str, table: Table) -> None:
    if table.row_count:
        console.print(f"\n[bold]{heading}[/]")
        console.print(Padding(table, (0, 0, 0, 2)))


def _lacking(lacks: Sequence[Lack]) -> Iterator[str]:
    for lack in lacks:
        law = f" ({lack.citation})" if lack.citation else ""
        remedy = f" What to do: {lack.remedy}" if lack.remedy else ""
        yield f"- {lack.reason}{law}{remedy}"


def _grid(*dim: int, columns: int) -> Table:
    table = Table.grid(padding=(0, 2))
    for number in range(columns):
        table.add_column(overflow="fold", style="dim" if number in dim else "")
    return table


def _dates(case: Case) -> Table:
    table = _grid(0, columns=2)
    decision = case.decision
    days = {
        "received": case.received.astimezone(PACIFIC).date(),
        "injury": case.date_of_injury,
        "request of": decision.asked,
        "decision of": decision.decided,
        "decision served": decision.served,
        "cure by": case.cure_by,
    }
    for name, day in days.items():
        told = f"{day:%m/%d/%Y}" if day else "not known"
        if day or name not in {"cure by", "request of"}:
            table.add_row(name, told)
    return table


def _parties(case: Case, office: Office) -> Table:
    table = _grid(0, 2, columns=3)
    names = office.book.named([party.id for party in case.parties])
    for party in case.parties:
        filer = ", filed" if party.role is case.filer else ""
        name = names.get(party.id, "name not kept")
        table.add_row(f"{party.role.value}{filer}", escape(name), party.id)
    for seat in case.seats:
        pseudonym = escape(seat.standing.pseudonym)
        table.add_row(f"reviewer, seat {seat.number}", pseudonym, escape(seat.reviewer))
    return table


def _treatments(case: Case) -> Table:
    table = _grid(2, columns=3)
    for one in case.treatments:
        answer = case.answer(one.number)
        told = answer.decision.value if answer else "open"
        if one.number in case.authorized:
            told = "authorized"
        table.add_row(f"{one.number}.", escape(one.text), told)
    return table


def deadline_table(found: Sequence[Deadline]) -> Table:
    """Deadlines with what became of each, by which rule, and who must act.

    After a remand the same things are due again; then each says in which review round.
    """
    table = _grid(3, columns=4)
    again = any(one.review_round > 1 for one in found)
    for one in found:
        due = f"{one.due.at.astimezone(PACIFIC):%m/%d/%Y %I:%M %p}"
        verified = "" if one.verified else ", text not seen"
        rule = f"{one.rule}: {one.citation}{verified}"
        review = f", review round {one.review_round}" if again else ""
        what = f"{one.name} ({one.who}{review})"
        table.add_row(one.status.value, due, escape(what), escape(rule))
    return table


def _charges(office: Office, case: Case, found: Sequence[Deadline]) -> Table:
    """The fee, and penalties that the administrator's delays may bring."""
    table = _grid(2, columns=3)
    for fee in fees_of(case, office.law):
        table.add_row(dollars(fee.dollars), escape(fee.name), escape(fee.cited))
    for one in penalties_of(found, case, office.law, office.now()):
        days = counted(one.days, "day")
        told = f"{one.rule.name}: may be due for {days} ({one.deadline})"
        table.add_row(dollars(one.dollars), escape(told), escape(one.rule.cited))
    return table


def case_as_json(office: Office, recorded: Sequence[RecordedEvent], case: Case) -> dict[str, Any]:
    """A case whole, for programs."""
    names = office.book.named([party.id for party in case.parties])
    found = deadlines(recorded, office.law, office.now())
    return {
        "case": case,
        "owner": STATES[case.state].owner.value,
        "waits_for": STATES[case.state].waits_for,
        "names": names,
        "deadlines": found,
        "fees": fees_of(case, office.law),
        "penalties": penalties_of(found, case, office.law, office.now()),
        "together_with": together_with(office.store, case),
        "events": recorded,
    }


def show_done(recorded: Sequence[RecordedEvent], case: Case) -> None:
    """Print what a command led to, and what the case waits for now."""
    console = Console(highlight=False)
    if recorded:
        show_entries(console, entries_of(recorded))
    else:
        console.print("Nothing changed.")
    row = STATES[case.state]
    console.print(f"\nCase {case.number} is {case.state.value}; it waits for {row.waits_for}.")


def print_events_as_json(recorded: Sequence[RecordedEvent]) -> None:
    """Print events as a JSON array."""
    print_as_json(recorded)


def show_commands(case: Case) -> None:
    """Print what may be asked of a case now."""
    console = Console(highlight=False)
    console.print(f"Case {case.number} is {case.state.value}. What may be asked:")
    for one in possible(case):
        leads = " or ".join(one["leads_to"])
        console.print(f"\n[bold]{one['command']}[/]: {', '.join(one['by'])}; then {leads}")
        table = _grid(1, columns=2)
        for name, fields in one["fields"].items():
            table.add_row(escape(name), escape(fields))
        console.print(Padding(table, (0, 0, 0, 2)))
    if not STATES[case.state].moves:
        console.print("Nothing; nothing follows.")


def print_commands_as_json(case: Case) -> None:
    """Print what may be asked of a case now, as a JSON array."""
    print_as_json(list(possible(case)))


def possible(case: Case) -> Iterator[Mapping[str, Any]]:
    """Each command that the case's state allows people, with who may ask it and its fields.

    What only the system does, when its time has come, is nobody's to ask.
    """
    names = {command: name for name, command in COMMANDS.items()}
    for command, following in STATES[case.state].moves.items():
        if PERMITTED[command] == (Role.SYSTEM,):
            continue
        form = FORMS.get(command, command)
        needed = required(form)
        filled = FILLED.get(command, ())
        fields = {
            name: kind_of(of, name) + ("" if name in needed else " (may be left out)")
            for name, of in fields_of(form).items()
            if name not in filled
        }
        yield {
            "command": names[command],
            "says": in_words(command),
            "by": [role.value for role in PERMITTED[command]],
            "leads_to": [state.value for state in following],
            "fields": fields,
        }


def print_as_json(content: object) -> None:
    """Print anything of ours as JSON."""
    click.echo(msgspec.json.format(msgspec.json.encode(content)).decode())
