"""``openimr page FILE N``: the text of a page as OpenIMR reads it."""

from __future__ import annotations

from pathlib import Path

import click

from openimr.cli import PLACE


@click.command()
@click.argument("file", type=PLACE)
@click.argument("number", metavar="N", type=click.IntRange(min=1))
@click.option(
    "--store",
    metavar="DIRECTORY",
    type=PLACE,
    help="Folder of finished pages to read from and add to, as OUT/.pages of a draft.",
)
def page(file: Path, number: int, store: Path | None) -> None:
    """Print the text of page N (from 1) of the PDF FILE.

    Every span in the files that `openimr draft` writes counts the characters of this text.
    """
    from openimr.bootstrap import read_one_page

    click.echo(read_one_page(file, number, store).text)
