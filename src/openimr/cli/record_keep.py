"""``openimr record export``, ``anchor`` and ``rebuild``: the record of this installation."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from openimr.cli import EXIT_FULL, PLACE
from openimr.cli.case_office import actor_option, office
from openimr.cli.typed_times import WHEN


@click.command()
@click.argument("file", type=PLACE)
@click.option("--overwrite", is_flag=True, help="Replace FILE if it is there.")
@actor_option("administrator")
@click.pass_context
def export(ctx: click.Context, file: Path, overwrite: bool, acting: str) -> int:
    """Export the whole record into FILE, to be checked with `record verify` or without OpenIMR.

    Work may go on meanwhile. FILE names treatments, diagnoses and
    dates: it is made for its owner alone.
    """
    from openimr.adapters.record_file import write_record
    from openimr.bootstrap import record_kept
    from openimr.vocabulary.counted import counted
    from openimr.vocabulary.errors import BadInput
    from openimr.workflow.accesses import NO_CASE, Looked

    if file.exists() and not overwrite:
        raise BadInput(str(file), "is there already", "Give another name, or --overwrite")
    if not file.parent.is_dir():
        raise BadInput(str(file.parent), "no such folder", "Make it first, or name another file")
    office(ctx, acting).note(NO_CASE, Looked.EXPORT)
    written = write_record(record_kept(), file, _now)
    click.echo(
        f"Exported {counted(written.cases, 'case')}, {counted(written.events, 'event')} and "
        f"{counted(written.anchors, 'daily anchor')} into {file}."
    )
    return EXIT_FULL


@click.command()
@click.option("--since", type=WHEN, metavar="DAY", help="Print roots kept since that day, too.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, one line for each anchor.")
def anchor(since: dt.date | None, as_json: bool) -> int:
    """Close every day that is over (UTC) with its root, and print the roots to be published.

    A worker does the same every day an hour after midnight UTC; days that were left out are made
    up for. Whoever keeps a published root can show later that the record was not made anew.
    """
    import msgspec

    from openimr.bootstrap import record_kept
    from openimr.vocabulary.counted import counted
    from openimr.workflow.anchoring import anchor_days

    kept = record_kept()
    before = kept.ledger.anchors() if since else ()
    first = since.date() if isinstance(since, dt.datetime) else since
    shown = [one for one in before if first and one.day >= first]
    shown += anchor_days(kept.ledger, kept.lists, _now())
    for anchored in shown:
        line = f"{anchored.day}  {anchored.root}  {counted(anchored.heads, 'case')}"
        click.echo(msgspec.json.encode(anchored).decode() if as_json else line)
    if not shown and not as_json:
        click.echo("No day is over that has no root yet.")
    return EXIT_FULL


@click.command()
def rebuild() -> int:
    """Draw the lists of cases and of what is due anew from the record, and from nothing else.

    For lists that do not show what the cases say, as after somebody altered them. The record
    itself is only read. Work may go on meanwhile.
    """
    from openimr.bootstrap import record_store
    from openimr.vocabulary.counted import counted

    click.echo(f"Drawn anew: the rows of {counted(record_store().rebuild(), 'case')}.")
    return EXIT_FULL


def _now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)
