"""Where the library is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openimr.adapters.library_store import LibraryStore
    from openimr.publication.model import PublishedDetermination


def library_folder(named: Path | None) -> Path:
    """The folder that ``--library`` names, else the one in the data folder."""
    if named is not None:
        return named
    from openimr.bootstrap import data_folder

    return data_folder() / "library"


def determination_cited(
    id: str, version: int | None, store: LibraryStore
) -> PublishedDetermination:
    """The determination that is cited so; of several versions the newest, unless one is named.

    Args:
        id: identifier, with the version behind it or not ("ca-wc/CM16-0000001/v2").
        version: asked for apart.
        store: of the library.

    Raises:
        BadInput: when the library has none; says when it was withdrawn, if it was.
    """
    from openimr.law.calendar import pacific_day
    from openimr.publication.model import read_citation
    from openimr.vocabulary.errors import BadInput

    if version is None:
        id, version = read_citation(id)
    said = store.get(id, version)
    if said is None:
        asked = id if version is None else f"{id}, version {version}"
        if gone := store.taken_off.found(id, version):
            raise BadInput(asked, f"was withdrawn on {pacific_day(gone.at)}")
        raise BadInput(asked, "is not in the library", "Look it up with openimr library search.")
    return said
