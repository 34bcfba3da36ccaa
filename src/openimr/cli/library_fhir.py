"""``openimr library fhir``: determinations as FHIR bundles, and back."""

from __future__ import annotations

from pathlib import Path

import click

from openimr.cli import EXIT_FULL, PLACE
from openimr.cli.library_build import library_option


@click.command()
@click.argument("id", required=False)
@click.option("--version", type=click.IntRange(1), metavar="N", help="The newest by default.")
@library_option
@click.option("--into", type=PLACE, metavar="FOLDER", help="Write all of the library, a file each.")
@click.option("--read", "bundle", type=PLACE, metavar="FILE", help="Show the bundle FILE instead.")
def fhir(
    id: str | None,
    version: int | None,
    folder: Path | None,
    into: Path | None,
    bundle: Path | None,
) -> int:
    """Write the determination ID as a bundle of FHIR R4: Claim, ClaimResponse, Provenance.

    What is written was checked. openimr library build takes such bundles in without loss; --read
    shows one as JSON lines have it.
    """
    if sum(one is not None for one in (id, into, bundle)) != 1:
        raise click.UsageError("An ID, --into FOLDER or --read FILE.")
    if into is not None:
        click.echo(_written_into(into, folder))
    else:
        click.echo(_read(bundle) if bundle else _written(str(id), version, folder))
    return EXIT_FULL


def _written(id: str, version: int | None, folder: Path | None) -> bytes:
    import msgspec

    from openimr.adapters.fhir_bundles import checked_bytes
    from openimr.adapters.library_store import LibraryStore
    from openimr.cli.library_place import determination_cited, library_folder

    said = determination_cited(id, version, LibraryStore(library_folder(folder)))
    return msgspec.json.format(checked_bytes(said))


def _written_into(into: Path, folder: Path | None) -> str:
    from openimr.adapters.fhir_folder import write_bundles
    from openimr.adapters.file_names import shown_name
    from openimr.adapters.library_store import LibraryStore
    from openimr.cli.library_output import BuildShown
    from openimr.cli.library_place import library_folder
    from openimr.vocabulary.counted import counted

    store = LibraryStore(library_folder(folder))
    with BuildShown("Writing bundles") as shown:
        written = write_bundles(
            store.in_order(), into, lambda done: shown.advanced(done, store.count)
        )
    return f"{counted(written, 'bundle')} in {shown_name(into)}."


def _read(bundle: Path) -> bytes:
    import msgspec

    from openimr.adapters.fhir_bundles import read_bundle
    from openimr.adapters.file_names import shown_name
    from openimr.adapters.letter_reader import letter_content

    said = read_bundle(letter_content(bundle), shown_name(bundle))
    return msgspec.json.format(msgspec.json.encode(said))
