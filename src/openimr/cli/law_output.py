"""The law on the screen and as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from openimr.cli.deadlines_output import EVIDENCE
from openimr.law.calendar import Calendar
from openimr.law.fees import ReviewDone, fees_for
from openimr.law.model import Evidence, FeeRule, Law, LawValue, PenaltyRule
from openimr.law.words import KINDS, dollars, period, rows_of, said
from openimr.vocabulary.errors import BadInput


def show_values(law: Law, unverified: bool) -> None:
    """Print the values by kind, or only those of which no text was seen."""
    console = Console(highlight=False)
    number = 0
    for field, heading in KINDS.items():
        values = tuple(_wanted(getattr(law, field), unverified))
        number += len(values)
        if values:
            console.print(Padding(f"[bold]{heading}[/]", (1, 0, 0, 0)))
            console.print(Padding(_listed(values), (0, 0, 0, 2)))
    unsure = sum(value.to_look_up for value in law.values())
    told = "values" if not unverified else "values of which no text was seen"
    click.echo(f"\n{number} {told}" + ("." if unverified else f", {unsure} without a text seen."))


def print_values_as_json(law: Law, unverified: bool) -> None:
    """Print the values by kind as a JSON object."""
    kinds = {field: tuple(_wanted(getattr(law, field), unverified)) for field in KINDS}
    _echo(kinds)


def versions_of(law: Law, name: str) -> tuple[LawValue, ...]:
    """Every version of a value, the oldest first.

    Raises:
        BadInput: when no value is called so.
    """
    found = [value for value in law.values() if value.id == name]
    if not found:
        remedy = "`openimr law list` lists them"
        raise BadInput(f"law value '{name}'", "no value of the law is called so", remedy)
    return tuple(sorted(found, key=lambda value: value.effective_from or dt.date.min))


def show_versions(versions: Sequence[LawValue], on: dt.date) -> None:
    """Print what governs on a day, then the other versions."""
    console = Console(highlight=False)
    governing = [value for value in versions if value.governs(on)]
    if not governing:
        console.print(f"[yellow]On {on:%m/%d/%Y} none of its versions is in force.[/]")
    for value in governing:
        _show_value(console, value)
    others = [value for value in versions if value not in governing]
    if others:
        console.print(f"\n[dim]Other versions, not in force on {on:%m/%d/%Y}[/]")
        console.print(Padding(_listed(others), (0, 0, 0, 2)), style="dim")


def print_versions_as_json(versions: Sequence[LawValue], on: dt.date) -> None:
    """Print the versions as a JSON array, each with whether it governs on the day."""
    _echo([{**msgspec.to_builtins(value), "governs": value.governs(on)} for value in versions])


def fees_wanted(law: Law, on: dt.date, review: Mapping[str, Any]) -> tuple[FeeRule, ...]:
    """All fees of a day, or those that fit what the options of a call say of a review."""
    said_of_it = {name: told for name, told in review.items() if told not in (None, False)}
    if review["physician"] is False:
        said_of_it["physician"] = False
    if not said_of_it:
        return tuple(fee for fee in law.fees if fee.governs(on))
    return fees_for(law, on, msgspec.convert(said_of_it, ReviewDone))


def show_fees(found: Sequence[FeeRule], on: dt.date) -> None:
    """Print fees of an application received on a day."""
    console = Console(highlight=False)
    console.print(f"[bold]Fees for an application received {on:%m/%d/%Y}[/] (8 CCR 9792.10.8)\n")
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold")
    table.add_column(justify="right")
    for fee in found:
        table.add_row(escape(fee.name), dollars(fee.dollars), _known(fee))
    console.print(table)
    for note in dict.fromkeys(fee.note for fee in found if fee.note):
        console.print(f"[dim]{escape(note)}[/]")
    if not found:
        console.print("None is known for that.")


def print_fees_as_json(found: Sequence[FeeRule], on: dt.date) -> None:
    """Print fees as a JSON object with the day."""
    _echo({"on": on, "fees": found})


def show_holidays(law: Law, year: int) -> None:
    """Print the holidays of a year with their weekdays."""
    console = Console(highlight=False)
    calendar = Calendar(law)
    found = calendar.holidays(year)
    table = Table.grid(padding=(0, 2))
    for day, name in found.items():
        weekend = day.weekday() > 4
        told = "[dim]on a weekend; no further day closes[/]" if weekend else ""
        table.add_row(f"{day:%a %m/%d/%Y}", escape(name), told)
    console.print(f"[bold]Holidays of {year}[/]\n")
    console.print(table)
    days = sum(calendar.is_business_day(day) for day in _days(year))
    click.echo(f"\n{days} business days.")


def print_holidays_as_json(law: Law, year: int) -> None:
    """Print the holidays of a year as a JSON array."""
    found = Calendar(law).holidays(year)
    _echo([{"day": d, "name": n, "weekday": f"{d:%A}"} for d, n in found.items()])


def _days(year: int) -> Iterator[dt.date]:
    first = dt.date(year, 1, 1)
    return (first + dt.timedelta(days=n) for n in range((dt.date(year + 1, 1, 1) - first).days))


def _wanted(values: Sequence[LawValue], unverified: bool) -> Iterator[LawValue]:
    return (value for value in values if value.to_look_up or not unverified)


def _listed(values: Sequence[LawValue]) -> Table:
    """Values as rows: id, what it says and when it governs, how it is known."""
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(width=30, overflow="fold")
    table.add_column(overflow="fold", ratio=1)
    table.add_column(width=12, no_wrap=True)
    for value in values:
        told = escape(said(value) or value.name)
        if value.effective_from or value.effective_until:
            told += f" [dim]({period(value)})[/]"
        table.add_row(escape(value.id), told, _known(value))
    return table


def _known(value: LawValue) -> str:
    """How a value is known, in two words; nothing of an amount that was not seen."""
    if isinstance(value, FeeRule | PenaltyRule) and value.dollars is None:
        return ""
    return "observed" if value.evidence is Evidence.OBSERVED else EVIDENCE[value.evidence]


def _show_value(console: Console, value: LawValue) -> None:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, told in rows_of(value):
        table.add_row(name, escape(told))
    console.print(f"[bold]{escape(value.name)}[/] ({escape(value.id)})")
    console.print(Padding(table, (0, 0, 0, 2)))


def _echo(content: object) -> None:
    click.echo(msgspec.json.format(msgspec.json.encode(content)))
