"""``openimr law``: the law as dated data: list it, show a value, fees, holidays, and its faults."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from openimr.cli import EXIT_FULL, EXIT_PARTIAL, PLACE, json_option
from openimr.cli.law_choice import DAY, law_option

_on_option = click.option(
    "--on", "day", type=DAY, metavar="DAY", help="The date that decides; today by default."
)


@click.command("list")
@click.option("--unverified", is_flag=True, help="Only values of which no text was seen.")
@law_option
@json_option
def list_values(unverified: bool, folder: Path | None, as_json: bool) -> int:
    """List the values: what each says, when it governs, and how it is known."""
    from openimr.bootstrap import the_law
    from openimr.cli.law_output import print_values_as_json, show_values

    law = the_law(folder)
    (print_values_as_json if as_json else show_values)(law, unverified)
    return EXIT_FULL


@click.command()
@click.argument("value", metavar="ID")
@_on_option
@law_option
@json_option
def show(value: str, day: dt.datetime | None, folder: Path | None, as_json: bool) -> int:
    """Show the value ID as it stood on a day, with the versions before and after.

    ID is one of `openimr law list`.
    """
    from openimr.bootstrap import the_law
    from openimr.cli.law_output import print_versions_as_json, show_versions, versions_of

    versions = versions_of(the_law(folder), value)
    (print_versions_as_json if as_json else show_versions)(versions, _date(day))
    return EXIT_FULL


@click.command()
@_on_option
@click.option(
    "--priority",
    type=click.Choice(["standard", "expedited"]),
    help="Only what such a review costs.",
)
@click.option("--pharmacy-only", is_flag=True, help="Only medications were disputed.")
@click.option("--reviewers", type=click.IntRange(1), help="Number of reviewers.")
@click.option("--physician/--not-physician", default=None, help="Reviewed by MD or DO, or not.")
@click.option(
    "--ended",
    type=click.Choice(["before", "after"]),
    help="The review ended early, before or after it reached a reviewer.",
)
@law_option
@json_option
def fees(day: dt.datetime | None, folder: Path | None, as_json: bool, **review: Any) -> int:
    """Show what the claims administrator pays for a review whose application came on a day.

    All fees of that day, or those that fit a review that options describe: what is left out is
    standard, disputes more than medications, has one reviewer, an MD or DO, and was not ended
    early.
    """
    from openimr.bootstrap import the_law
    from openimr.cli.law_output import fees_wanted, print_fees_as_json, show_fees

    on = _date(day)
    found = fees_wanted(the_law(folder), on, review)
    (print_fees_as_json if as_json else show_fees)(found, on)
    return EXIT_FULL


@click.command()
@click.argument("year", type=click.IntRange(2004, 2100))
@law_option
@json_option
def holidays(year: int, folder: Path | None, as_json: bool) -> int:
    """Show the holidays of a YEAR, and which of them close offices on a weekday."""
    from openimr.bootstrap import the_law
    from openimr.cli.law_output import print_holidays_as_json, show_holidays

    (print_holidays_as_json if as_json else show_holidays)(the_law(folder), year)
    return EXIT_FULL


@click.command()
@click.argument("folder", required=False, type=PLACE)
def lint(folder: Path | None) -> int:
    """Look for faults in a FOLDER with values of your own (the shipped law by default).

    Every fault of every file is listed with its line and what to do.

    \b
    Exit code: 0 nothing to look at; 1 remarks; 2 the values cannot be used.
    """
    from openimr.law.lint import remarks
    from openimr.law.load import load_law, read_values
    from openimr.vocabulary.counted import counted

    shipped = load_law()
    own = read_values(folder) if folder else {}
    found = remarks(shipped, own)
    for remark in found:
        click.echo(f"{remark.id}: {remark.what}; {remark.remedy}")
    number = sum(map(len, own.values())) if folder else sum(1 for _ in shipped.values())
    told = "nothing to look at" if not found else counted(len(found), "remark")
    click.echo(f"{counted(number, 'value')}: {told}.")
    return EXIT_PARTIAL if found else EXIT_FULL


def _date(day: dt.datetime | None) -> dt.date:
    """The day that was typed, or today in California."""
    from openimr.law.calendar import pacific_day

    return day.date() if day else pacific_day(dt.datetime.now(tz=dt.UTC))
