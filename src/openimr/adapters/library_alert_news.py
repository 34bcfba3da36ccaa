"""What came into the library since alerts were told last: a print of each determination seen.

A building writes determinations for hours before they are indexed. Until then no alert can find
them, so that they are not news yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from openimr.adapters.library_index_kept import parts_indexed
from openimr.adapters.library_store import LibraryStore
from openimr.adapters.whole_file import whole_file
from openimr.publication.statistics.folded import fingerprint

ALERTS: Final = "alerts"
"""The folder inside the library's."""

_KNOWN: Final = "known.npy"


class LibraryNews:
    """The determinations that no alert was told of yet; the port ``News``.

    Args:
        library: its folder.
    """

    def __init__(self, library: Path) -> None:
        self._library = library
        self._path = library / ALERTS / _KNOWN

    def begin(self) -> None:
        """From now on what comes is new; nothing happens where that was said before."""
        if not self._path.is_file():
            self._put(np.sort(np.array([fingerprint(one) for one in self._ids()], np.uint64)))

    def fresh(self) -> tuple[str, ...]:
        """What came since and can be found, each once; nothing where nobody said since when."""
        self.begin()
        known = np.load(self._path, allow_pickle=False)
        ids = tuple(dict.fromkeys(self._indexed()))
        prints = np.array([fingerprint(one) for one in ids], np.uint64)
        new = np.isin(prints, known, invert=True)
        return tuple(one for one, is_new in zip(ids, new.tolist(), strict=True) if is_new)

    def settle(self, ids: Sequence[str]) -> None:
        """These are known from now on."""
        if ids:
            known = np.load(self._path, allow_pickle=False)
            prints = np.array([fingerprint(one) for one in ids], np.uint64)
            self._put(np.union1d(known, prints))

    def _ids(self) -> Iterator[str]:
        for ids, _, _ in LibraryStore(self._library).identities():
            yield from ids

    def _indexed(self) -> Iterator[str]:
        store, indexed = LibraryStore(self._library), parts_indexed(self._library)
        for part, (ids, _, _) in zip(store.parts(), store.identities(), strict=True):
            if part in indexed:
                yield from ids

    def _put(self, known: np.ndarray) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(self._path) as unfinished, unfinished.open("wb") as file:
            np.save(file, known, allow_pickle=False)
