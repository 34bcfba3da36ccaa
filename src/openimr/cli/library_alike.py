"""``openimr library alike``: published findings that are similar, with the reason why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from openimr.cli import EXIT_FULL, PLACE, json_option
from openimr.cli.library_build import library_option


@click.command()
@click.argument("id", required=False, metavar="ID[#FINDING]")
@click.option("--text", type=PLACE, metavar="FILE", help="Compare the words of a text file.")
@click.option("--most", type=click.IntRange(1, 100), default=10, metavar="N", help="10 by default.")
@click.option("--refit", is_flag=True, help="First learn anew what words mean here.")
@library_option
@json_option
def alike(id: str | None, text: Path | None, folder: Path | None, **asked: Any) -> int:
    """Show published findings that are similar to a finding, or to a text, and why.

    ID is what a determination is cited by; "ca-wc/CM16-0000001#2" means its second finding, the
    first when none is named. What both tell is said, and the words that made them alike are
    quoted; findings on the same question with the other outcome are told apart. It is no forecast.
    """
    from openimr.adapters.library_alike import AlikeFindings
    from openimr.adapters.library_alike_kept import bring_up_to_date
    from openimr.adapters.library_store import LibraryStore
    from openimr.cli.library_alike_output import as_json_text, as_text, asked_for
    from openimr.cli.library_place import library_folder
    from openimr.publication.search.alike import alike as similar_to

    if (id is None) == (text is None):
        raise click.UsageError("Name either a determination or a text.")
    store = LibraryStore(library_folder(folder))
    if asked["refit"]:
        with store.writing():
            bring_up_to_date(store.folder, store, refit=True)
    question = asked_for(id, text, store)
    found = similar_to(AlikeFindings(store.folder), store.get, question, asked["most"])
    click.echo(as_json_text(found) if asked["as_json"] else as_text(found))
    return EXIT_FULL
