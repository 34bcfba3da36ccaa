"""``openimr agenda``: what a role has before it today."""

from __future__ import annotations

import datetime as dt

import click

from openimr.cli import EXIT_FULL, json_option
from openimr.cli.case_office import actor_named, actor_option, office
from openimr.cli.typed_times import WHEN


@click.command()
@click.option("--role", help="Whose list; that of whoever asks (--as) without it.")
@click.option("--day", type=WHEN, metavar="DAY", help="As of the beginning of this day.")
@click.option(
    "--within",
    "days",
    default=7,
    show_default=True,
    type=click.IntRange(0, 366),
    metavar="DAYS",
    help="How many days to look ahead.",
)
@actor_option("case manager")
@json_option
@click.pass_context
def agenda(  # noqa: PLR0913, PLR0917
    ctx: click.Context, role: str | None, day: dt.date | None, days: int, acting: str, as_json: bool
) -> int:
    """List what is overdue, due today and due soon: case, what must be done, by which rule.

    Intake and case managers also see what parties owe, to remind them. Times are Pacific; where
    authorities disagree about a date, the earliest counts here.
    """
    from openimr.cli.agenda_output import print_as_json, show
    from openimr.workflow.agenda import daily_list

    named = actor_named(role or acting).role
    on = day.date() if isinstance(day, dt.datetime) else day
    found = daily_list(office(ctx, acting), named, days, on)
    (print_as_json if as_json else show)(found)
    return EXIT_FULL
