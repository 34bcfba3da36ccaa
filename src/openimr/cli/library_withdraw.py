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
    back. While another run builds the library, nobody is shown it from now on; that run takes its
    words out of the files before it ends. What a case of this installation published is withdrawn
    there, with `openimr case publish NUMBER --withdraw`, so that the record says so.
    """
    import datetime as dt

    import msgspec

    from openimr.adapters.library_store import LibraryStore
    from openimr.adapters.library_withdrawn import hide
    from openimr.cli.library_place import library_folder

    store = LibraryStore(library_folder(folder))
    told = hide(store, _meant(store, id), dt.datetime.now(tz=dt.UTC), why)
    written_out = _written_out(store)
    if as_json:
        plain = [{**msgspec.to_builtins(one), "written_out": written_out} for one in told]
        click.echo(msgspec.json.format(msgspec.json.encode(plain)).decode())
        return EXIT_FULL
    for one in told:
        click.echo(f"Withdrawn: {one.citation}")
    if not told:
        click.echo(f"Withdrawn before: {id}")
    if not written_out:
        click.echo(
            "Nobody is shown it any more. Another run writes to the library at this moment: a "
            "build takes the words out of the files before it ends, else the next build does."
        )
    click.echo("Releases that hold it must be made anew; `library release --verify` tells which.")
    return EXIT_FULL


def _written_out(store: LibraryStore) -> bool:
    """Take off the disk what nobody is shown any more; False where another run writes."""
    from openimr.adapters.library_statistics import LibraryStatistics
    from openimr.adapters.library_withdrawn import leave_out
    from openimr.adapters.library_writing import writing_soon
    from openimr.workflow.publishing_jobs import Busy

    try:
        with writing_soon(store):
            leave_out(store)
            LibraryStatistics(store).prepare()
    except Busy:
        return False
    return True


def _meant(store: LibraryStore, id: str) -> tuple[PublishedDetermination, ...]:
    """The versions that are cited so; none when they were withdrawn before.

    A run that broke off in the middle is made up for by the next.

    Raises:
        BadInput: when the library has none.
    """
    from openimr.cli.library_place import determination_cited
    from openimr.publication.model import read_citation

    if there := store.versions(id):
        return there
    cited = read_citation(id)
    if store.get(*cited) is None and store.taken_off.found(*cited):
        return ()
    return (determination_cited(id, None, store),)
