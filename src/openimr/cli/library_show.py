"""``openimr library show``: one determination of the library."""

from __future__ import annotations

from pathlib import Path

import click

from openimr.cli import EXIT_FULL, json_option
from openimr.cli.library_build import library_option


@click.command()
@click.argument("id")
@click.option("--version", type=click.IntRange(1), metavar="N", help="The newest by default.")
@library_option
@json_option
def show(id: str, version: int | None, folder: Path | None, as_json: bool) -> int:
    """Show the determination ID with its findings, and where it is from.

    ID is what the determination is cited by: "ca-wc/CM16-0000001" for its newest version,
    "ca-wc/CM16-0000001/v2" for the second.
    """
    from openimr.adapters.library_store import LibraryStore
    from openimr.cli.library_place import determination_cited, library_folder
    from openimr.cli.library_show_output import as_json_text, as_text

    store = LibraryStore(library_folder(folder))
    said = determination_cited(id, version, store)
    click.echo(as_json_text(said) if as_json else as_text(said, store))
    return EXIT_FULL
