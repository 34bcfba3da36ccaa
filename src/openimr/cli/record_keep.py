"""``openimr record export`` and ``anchor``: the record of this installation."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from openimr.cli import EXIT_FULL, PLACE


@click.command()
@click.argument("file", type=PLACE)
@click.option("--overwrite", is_flag=True, help="Replace FILE if it is there.")
def export(file: Path, overwrite: bool) -> int:
    """Export the whole record into FILE, to be checked with `record verify` or without OpenIMR.

    Work may go on meanwhile. FILE names treatments and dates: it is made for its owner alone.
    """
    from openimr.adapters.record_file import write_record
    from openimr.bootstrap import record_kept
    from openimr.vocabulary.counted import counted
    from openimr.vocabulary.errors import BadInput

    if file.exists() and not overwrite:
        raise BadInput(str(file), "is there already", "Give another name, or --overwrite")
    if not file.parent.is_dir():
        raise BadInput(str(file.parent), "no such folder", "Make it first, or name another file")
    written = write_record(record_kept(), file, _now)
    click.echo(
        f"Exported {counted(written.cases, 'case')}, {counted(written.events, 'event')} and "
        f"{counted(written.anchors, 'daily anchor')} into {file}."
    )
    return EXIT_FULL


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON, one line for each new anchor.")
def anchor(as_json: bool) -> int:
    """Close every day that is over (UTC) with its root, and print the roots to be published.

    Run it once a day, an hour after midnight UTC or later; days that were left out are made up
    for. Whoever keeps a published root can show later that the record was not made anew.
    """
    import msgspec

    from openimr.bootstrap import record_kept
    from openimr.vocabulary.counted import counted
    from openimr.workflow.anchoring import anchor_days

    made = 0
    kept = record_kept()
    for anchored in anchor_days(kept.ledger, kept.lists, _now()):
        made += 1
        line = f"{anchored.day}  {anchored.root}  {counted(anchored.heads, 'case')}"
        click.echo(msgspec.json.encode(anchored).decode() if as_json else line)
    if not made and not as_json:
        click.echo("No day is over that has no root yet.")
    return EXIT_FULL


def _now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)
