"""``openimr deadlines``: when something is due, by which rule, and who must act."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from openimr.cli import EXIT_FULL, json_option
from openimr.cli.law_choice import DAY, law_option
from openimr.cli.typed_times import WHEN

if TYPE_CHECKING:
    from openimr.law.triggers import Trigger

_OTHER_NAMES = {"noarfi": "notice-of-assignment-sent", "rfa": "rfa-received"}


@click.command()
@click.option("--event", metavar="EVENT", help="What happened; `--list` names the events.")
@click.option(
    "--on",
    "when",
    type=WHEN,
    metavar="DATE[THH:MM]",
    help="When it happened (Pacific time): 2026-11-20, 2026-11-20T16:30.",
)
@click.option(
    "--by",
    type=click.Choice(["mail", "fax", "electronic", "in-person"]),
    help="How the paper travelled; the readings for every way when left out.",
)
@click.option(
    "--priority",
    type=click.Choice(["standard", "expedited"]),
    default="standard",
    show_default=True,
    help="How fast the review must be.",
)
@click.option("--formulary", is_flag=True, help="The dispute is over a drug of the formulary.")
@click.option(
    "--given/--not-given", default=None, help="The treatment was given already, or not yet."
)
@click.option(
    "--served-in",
    type=click.Choice(["California", "US", "abroad"]),
    default="California",
    show_default=True,
    help="Where the paper was served.",
)
@click.option(
    "--decided-on",
    type=DAY,
    metavar="DAY",
    help="The date that decides which version of the law governs, such as receipt of the "
    "application; the day of the event when left out.",
)
@click.option("--list", "events", is_flag=True, help="List the events from which clocks run.")
@law_option
@json_option
@click.pass_context
def deadlines(ctx: click.Context, /, folder: Path | None, as_json: bool, **told: object) -> int:
    """Say what is due after an EVENT: when, by which rule, and who must act.

    Where authorities disagree every reading is shown and the earliest counts. A directory date
    takes no right away: what comes later still counts.

    \b
    openimr deadlines --event noarfi --on 2026-11-20 --by mail
    """
    from openimr.bootstrap import the_law
    from openimr.cli import deadlines_output as output
    from openimr.law.calendar import Calendar
    from openimr.law.deadlines import deadlines_after

    law = the_law(folder)
    if told["events"]:
        (output.print_events_as_json if as_json else output.show_events)(law)
        return EXIT_FULL
    if told["event"] is None or told["when"] is None:
        raise click.UsageError("Give --event and --on, or --list.", ctx)
    start = output.start_of(told, _trigger(str(told["event"]), ctx))
    found = deadlines_after(law, Calendar(law), start)
    (output.print_deadlines_as_json if as_json else output.show_deadlines)(found, start)
    return EXIT_FULL


def _trigger(name: str, ctx: click.Context) -> Trigger:
    """The event of a name; a wrong one gets the nearest that there is."""
    from openimr.law.triggers import Trigger

    names = [trigger.value for trigger in Trigger]
    called = name.strip().lower().replace("_", "-").replace(" ", "-")
    called = _OTHER_NAMES.get(called, called)
    if called not in names:
        close = difflib.get_close_matches(called, names, n=1)
        told = f"Did you mean '{close[0]}'?" if close else "`openimr deadlines --list` names them."
        raise click.UsageError(f"No clock runs from an event called '{name}'. {told}", ctx)
    return Trigger(called)
