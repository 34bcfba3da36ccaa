"""``openimr post``: letters that a person prints and posts."""

from __future__ import annotations

import datetime as dt
from pathlib import PurePath

import click

from openimr.cli import EXIT_FULL, json_option
from openimr.cli.case_office import actor_named, actor_option, clock
from openimr.cli.typed_times import WHEN


@click.command("list")
@json_option
def list_waiting(as_json: bool) -> int:
    """List the letters that wait to be posted, with the files of each envelope.

    They lie sealed: `openimr post print` opens them for printing.
    """
    from openimr.installation import telling

    waiting = telling().tray.waiting()
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(waiting)).decode())
        return EXIT_FULL
    for one in waiting:
        click.echo(f"{one.case} {one.notice}")
        for file in one.files:
            click.echo(f"    {PurePath(file).name}")
    printing = "Open one for printing: openimr post print CASE NOTICE --to FOLDER"
    click.echo(
        f"{len(waiting)} to be posted. {printing}" if waiting else "Nothing is to be posted."
    )
    return EXIT_FULL


@click.command()
@click.argument("case")
@click.argument("notice")
@click.option("--on", type=WHEN, help="The day of posting; today without it.")
@actor_option("case manager")
@click.pass_context
def done(ctx: click.Context, case: str, notice: str, on: dt.date | None, acting: str) -> int:
    """Say that the letter NOTICE of CASE was posted: the record gets the day of service by mail.

    The files go from the tray into the case's folder `posted`.
    """
    import dataclasses

    from openimr.cli.case_office import office
    from openimr.installation import telling
    from openimr.law.calendar import pacific_day
    from openimr.workflow.accesses import Looked
    from openimr.workflow.posting import mark_posted

    now = clock(ctx)
    office(ctx, acting).case(case, Looked.COMMAND)
    day = on.date() if isinstance(on, dt.datetime) else on or pacific_day(now())
    with_clock = dataclasses.replace(telling(), now=now)
    mark_posted(with_clock, case, notice, day, actor_named(acting))
    click.echo(f"Recorded: notice {notice} of case {case} was posted on {day:%m/%d/%Y}.")
    return EXIT_FULL
