"""``openimr library withdraw``: a determination is taken off the library again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from openimr.cli import EXIT_FULL, json_option
from openimr.cli.library_build import library_option

if TYPE_CHECKING:
    from openimr.adapters.library_store import LibraryStore
    from openimr.publication.model import PublishedDetermination


@click.command()
@click.argument("id")
@click.option("--why", required=True, metavar="REASON", help="Kept in the list; name nobody in it.")
@library_option
@json_option
def withdraw(id: str, why: str, folder: Path | None, as_json: bool) -> int:
    """Take the determination ID off the library, in every version.

    ID is what it is cited by: "ca-wc/CM16-0000001" takes all its versions off,
    "ca-wc/CM16-0000001/v2" the second alone. Its words leave the files, the search and the figures;
    its page tells that it was withdrawn, and when. Reading the same source again does not bring it
    back. What a case of this installation published is withdrawn there, with `openimr case publish
    NUMBER --withdraw`, so that the record says so.
    """
    import datetime as dt

    import msgspec

    from openimr.adapters.library_statistics import LibraryStatistics
    from openimr.adapters.library_store import LibraryStore
    from openimr.adapters.library_withdrawn import withdraw as take_off
    from openimr.cli.library_place import library_folder

    store = LibraryStore(library_folder(folder))
    with store.writing():
        told = take_off(store, _meant(store, id), dt.datetime.now(tz=dt.UTC), why)
        LibraryStatistics(store).prepare()
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(told)).decode())
        return EXIT_FULL
    for one in told:
        click.echo(f"Withdrawn: {one.citation}")
    click.echo("Releases that hold it must be made anew; `library release --verify` tells which.")
    return EXIT_FULL


def _meant(store: LibraryStore, id: str) -> tuple[PublishedDetermination, ...]:
    """The versions that are cited so.

    Raises:
        BadInput: when the library has none.
    """
    from openimr.cli.library_place import determination_cited

    return store.versions(id) or (determination_cited(id, None, store),)
