"""``openimr case list``, ``show`` and ``counts``: what there is, and where it stands."""

from __future__ import annotations

import datetime as dt

import click

from openimr.cli import EXIT_FULL, json_option
from openimr.cli.case_office import actor_option, clock, office
from openimr.cli.typed_times import WHEN


@click.command("list")
@click.option("--state", help="Only cases in this state; `openimr case states` lists them.")
@click.option("--role", help="Only cases on the work list of this role.")
@click.option("--reviewer", help="Only cases of this reviewer, by the panel's identifier.")
@click.option("--administrator", help="Only cases of this claims administrator's identifier.")
@click.option(
    "--to-publish", is_flag=True, help="Only cases whose letter was served and is not published."
)
@click.option(
    "--due-within",
    "days",
    type=click.IntRange(0, 36_500),
    metavar="DAYS",
    help="Only cases with something due within so many days, or overdue.",
)
@click.option("--newest", is_flag=True, help="By receipt, instead of what is due first.")
@click.option(
    "--limit",
    type=click.IntRange(1, 500),
    default=50,
    show_default=True,
    help="At most so many cases.",
)
@json_option
@click.pass_context
def list_cases(ctx: click.Context, /, as_json: bool, **asked: object) -> int:
    """List cases, what is due first at the top."""
    from openimr.cli.case_list_output import print_rows_as_json, query_of, show_rows

    query = query_of(asked, clock(ctx)())
    page = office(ctx).cases(query)
    if as_json:
        print_rows_as_json(page)
    else:
        show_rows(page, clock(ctx)())
    return EXIT_FULL


@click.command()
@click.argument("number")
@click.option("--all", "every", is_flag=True, help="Also each name of long lists of the panel.")
@actor_option("case manager")
@json_option
@click.pass_context
def show(ctx: click.Context, number: str, every: bool, acting: str, as_json: bool) -> int:
    """Show case NUMBER: parties, treatments, deadlines with their rules, and all that happened."""
    from openimr.case.evolve import case_of
    from openimr.cli.case_show_output import case_as_json, print_as_json, show_case

    at = office(ctx, acting)
    recorded = at.record_of(number)
    if as_json:
        print_as_json(case_as_json(at, recorded, case_of(recorded)))
    else:
        show_case(at, recorded, case_of(recorded), every=every)
    return EXIT_FULL


@click.command()
@click.option("--since", type=WHEN, metavar="DAY", help="Received on this day or later.")
@click.option("--until", type=WHEN, metavar="DAY", help="Received on this day or earlier.")
@json_option
@click.pass_context
def counts(ctx: click.Context, since: dt.date | None, until: dt.date | None, as_json: bool) -> int:
    """Count applications as the department reports them: total, unique, eligible.

    Duplicates are taken out before the screen; what is unique is eligible, ineligible or open.
    """
    from openimr.cli.case_list_output import print_counts_as_json, show_counts
    from openimr.workflow.duplicates import counts as counted

    found = counted(office(ctx).store, since, until)
    (print_counts_as_json if as_json else show_counts)(found)
    return EXIT_FULL
