"""``openimr library release``: the library as files for everybody, and whether they are whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from openimr.cli import EXIT_FAILED, EXIT_FULL, PLACE
from openimr.cli.library_build import library_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openimr.adapters.open_data_reader import OpenedRelease


@click.command()
@click.argument("releases", type=PLACE, required=False, metavar="[FOLDER]")
@click.option("--name", metavar="NAME", help="Of the release; year and month by default.")
@library_option
@click.option("--publisher", metavar="WORDS", help="Who stands behind it, for how it is cited.")
@click.option("--license", metavar="WORDS", help="Under which it may be used, as CC0-1.0.")
@click.option("--gzip", "compressed", is_flag=True, help="Pack the tables of text (.gz).")
@click.option("--verify", type=PLACE, metavar="FOLDER", help="Check the release FOLDER instead.")
def release(  # noqa: PLR0913, PLR0917
    releases: Path | None,
    name: str | None,
    folder: Path | None,
    publisher: str | None,
    license: str | None,
    compressed: bool,
    verify: Path | None,
) -> int:
    """Write a release of the library into FOLDER/NAME: Parquet, JSON Lines and CSV.

    With them come a dictionary of the columns, a description for programs (Data Package), how to
    cite it, and checksums. The same library gives the same bytes. Without FOLDER the release lies
    with the library, under releases, and is offered on the page of open data. It is there as a
    whole or not at all.

    \b
    Exit codes: 0 written, or as it was written
                2 with --verify: not as it was written, or it holds what was withdrawn
    """
    if verify is not None:
        return _verified(verify, folder)
    click.echo(_told(_written(releases, folder, (name, publisher, license), compressed)))
    return EXIT_FULL


def _written(
    releases: Path | None,
    folder: Path | None,
    terms: tuple[str | None, str | None, str | None],
    compressed: bool,
) -> Path:
    import datetime as dt
    from importlib.metadata import version

    from openimr.adapters.file_names import shown_name
    from openimr.adapters.library_store import LibraryStore
    from openimr.adapters.open_data_writer import write_release
    from openimr.cli.library_output import BuildShown
    from openimr.cli.library_place import library_folder
    from openimr.publication.open_data.release import checked_terms
    from openimr.vocabulary.errors import BadInput

    name, publisher, license = terms
    month = f"{dt.datetime.now(tz=dt.UTC):%Y-%m}"
    store = LibraryStore(library_folder(folder))
    if not store.count:
        raise BadInput(shown_name(store.folder), "holds no determination", "Build it first.")
    with BuildShown("Writing the release") as shown:
        return write_release(
            store,
            releases or store.folder / "releases",
            checked_terms(name or month, publisher, license),
            version=version("openimr"),
            compressed=compressed,
            advanced=shown.advanced,
        )


def _told(folder: Path) -> str:
    from openimr.adapters.file_names import shown_name
    from openimr.adapters.open_data_reader import OpenedRelease

    release = OpenedRelease(folder).release
    files = [f"  {one.size:>13,}  {one.name}" for one in release.files]
    return "\n".join([f"Release in {shown_name(folder)}:", *files, release.cite])


def _verified(folder: Path, library: Path | None) -> int:
    from openimr.adapters.open_data_reader import OpenedRelease
    from openimr.cli.library_output import BuildShown
    from openimr.vocabulary.counted import counted

    opened = OpenedRelease(folder)
    with BuildShown("Checking the release") as shown:
        faults = opened.faults(shown.advanced)
    faults = faults or list(_withdrawn(opened, library))
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        return EXIT_FAILED
    files = counted(len(opened.release.files), "file")
    click.echo(f"As it was written: {files}, {opened.release.cite}")
    return EXIT_FULL


def _withdrawn(opened: OpenedRelease, library: Path | None) -> Iterator[str]:
    """What a release holds although it was withdrawn from the library since."""
    from openimr.adapters.library_withdrawn_list import taken_off
    from openimr.cli.library_place import library_folder
    from openimr.publication.model import PublishedDetermination

    taken = taken_off(library_folder(library))
    for said in opened.in_order() if taken.told else ():
        if isinstance(said, PublishedDetermination) and taken.has(said):
            yield f"{said.citation}: was withdrawn since; make the release anew"
