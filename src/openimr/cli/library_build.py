"""``openimr library build``: determinations from letters and exports into the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from openimr.cli import EXIT_FAILED, EXIT_FULL, EXIT_PARTIAL, PLACE

if TYPE_CHECKING:
    from openimr.adapters.library_build import Tally
    from openimr.adapters.library_store import LibraryStore
    from openimr.cli.library_output import BuildShown

library_option = click.option(
    "--library",
    "folder",
    type=PLACE,
    metavar="FOLDER",
    help="The library's folder; in the data folder by default.",
)


@click.command()
@click.argument("sources", nargs=-1, type=PLACE, required=True)
@library_option
@click.option(
    "--workers", type=click.IntRange(1, 256), metavar="N", help="Processes; one a core by default."
)
@click.option(
    "--rehash",
    is_flag=True,
    help="Read every file to know whether it was read before, and trust no times of change.",
)
@click.option(
    "--machines",
    metavar="DATABASE_URL",
    help="Let `openimr library worker DATABASE_URL` read the letters, on as many machines as you "
    "like (postgresql://...; sqlite:///FILE for one machine).",
)
def build(sources: tuple[Path, ...], folder: Path | None, **told: Any) -> int:
    """Take determinations into the library from SOURCES: files, or folders of them.

    Letters are PDF, Word, text or JSON files; tables are the decisions that California's DMHC and
    New York's DFS publish, or lists of what happened to determinations later (CSV or a workbook;
    CSV packed in .gz or .zip too; lists also in YAML). The folder of another library, or of a
    release, stands for all that it holds; so do lines of a release (JSONL). Bundles of FHIR are
    taken as openimr library fhir writes them.
    What the library has read before is left out, so that a run that was stopped goes on where it
    was. All is taken as it was published: nothing is redacted here.

    \b
    Exit codes: 0 every source was read in full, or had been before
                1 something could not be read
                2 no source could be read
    """
    from openimr.adapters.library_build import build as build_library
    from openimr.adapters.library_sources import find_sources
    from openimr.adapters.library_store import LibraryStore
    from openimr.cli.library_output import TOLD, BuildShown, left_out, summary
    from openimr.cli.library_place import library_folder
    from openimr.cli.library_shares import built_on_machines

    workers, machines, rehash = told["workers"], told["machines"], told["rehash"]
    others: list[Path] = []
    store = LibraryStore(library_folder(folder))
    found, messages = find_sources(sources, others, store.folder)
    with store.writing(), BuildShown(kept=store.folder / TOLD) as shown:
        shown.each([f"Cannot use {message}" for message in messages])
        shown.each(left_out(others))
        if machines is None:
            tally = build_library(store, found, shown, workers, rehash=rehash)
        else:
            tally = built_on_machines(machines, store, found, shown, rehash=rehash)
        shown.more()
        _prepare(store, shown, workers)
    click.echo(summary(tally, store, shown.file()))
    return _exit_code(tally, complete=not messages)


def _exit_code(tally: Tally, *, complete: bool) -> int:
    if complete and not tally.unreadable and not tally.in_part:
        return EXIT_FULL
    some = tally.taken or tally.copies or tally.there or tally.events
    return EXIT_PARTIAL if some else EXIT_FAILED


def _prepare(store: LibraryStore, shown: BuildShown, workers: int | None) -> None:
    """Bring up to date what searches and counts read: whoever looks waits for nothing.

    What is withdrawn meanwhile is shown to nobody; it is written out before the run ends.
    """
    from openimr.adapters.library_alike_kept import bring_up_to_date as place_what_is_alike
    from openimr.adapters.library_index_kept import bring_up_to_date
    from openimr.adapters.library_statistics import LibraryStatistics
    from openimr.adapters.library_withdrawn import leave_out

    while True:
        written_out = store.taken_off.told
        leave_out(store)
        shown.step("Indexing")
        bring_up_to_date(store.folder, store, lambda done: shown.advanced(done, None))
        shown.step("Placing what is alike")
        place_what_is_alike(store.folder, store)
        shown.step("Counting")
        LibraryStatistics(store, workers, shown.advanced).prepare()
        if store.taken_off.told == written_out:
            return
