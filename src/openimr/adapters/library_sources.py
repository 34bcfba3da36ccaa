"""What a library is built from: files and folders of them, each taken for what its name ends in."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path

from openimr.adapters.letter_reader import ENDINGS, find_letters
from openimr.adapters.library_exports import YAML
from openimr.adapters.library_store import is_library
from openimr.adapters.library_tables import TABLES
from openimr.adapters.open_data_reader import ENDINGS as LINES
from openimr.adapters.open_data_reader import is_release
from openimr.vocabulary.errors import BadInput


def find_sources(
    places: Iterable[Path], others: list[Path] | None = None, own: Path | None = None
) -> tuple[list[Path], list[BadInput]]:
    """The sources named, and those in the folders named with all folders below.

    A folder that is a library or a release stands for what it holds, also inside a folder that is
    named.

    Args:
        places: files and folders.
        others: is given what lies in the folders and is no source.
        own: the folder of the library that is built, in which nothing is looked for.
    """
    named = list(places)
    wholes = {place: None for place in named if was_read_before(place)}
    alone = {place: None for place in named if place not in wholes}
    left: list[Path] = []
    found, messages = find_letters(alone, (*ENDINGS, *TABLES, *LINES), left)
    within = _Within(alone, own)
    for path in (*found, *left):
        whole = None if path in alone else within.whole(path.parent)
        if whole is not None and whole != own:
            wholes[whole] = None
    if others is not None:
        others += [path for path in left if within.whole(path.parent) is None]
    sources = [path for path in found if path in alone or within.whole(path.parent) is None]
    return [*sources, *wholes], messages


class _Within:
    """Knows in which library or release a folder lies.

    Args:
        places: above which nothing is looked at.
        own: a folder that counts for a library, whatever it holds.
    """

    def __init__(self, places: Iterable[Path], own: Path | None) -> None:
        self._places, self._own = frozenset(places), own
        self._resolved = own.resolve() if own is not None else None

    @functools.lru_cache(maxsize=100_000)  # noqa: B019 - lives as long as one look for sources
    def whole(self, folder: Path) -> Path | None:
        """The library or release that a folder is or lies in; None for a folder of sources."""
        if folder not in self._places and folder.parent != folder:
            above = self.whole(folder.parent)
            if above is not None:
                return above
        if self._resolved is not None and folder.resolve() == self._resolved:
            return self._own
        return folder if is_library(folder) or is_release(folder) else None


def is_letter(path: Path) -> bool:
    """Whether a source is a letter, by what its name ends in."""
    return not path.name.lower().endswith((*TABLES, *YAML)) and not was_read_before(path)


def is_table(path: Path) -> bool:
    """Whether a source is a table, by what its name ends in."""
    return path.name.lower().endswith(TABLES)


def was_read_before(place: Path) -> bool:
    """Whether a place holds determinations that need not be read from letters."""
    return is_library(place) or is_release(place) or place.name.lower().endswith(LINES)
