"""The releases that an installation offers: folders below ``releases`` of its library."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openimr.adapters.library_withdrawn_list import taken_off
from openimr.adapters.open_data_reader import OpenedRelease, is_release
from openimr.publication.open_data.release import SUMS, ReleasedFile, is_release_name
from openimr.vocabulary.errors import BadInput

RELEASES: Final = "releases"
"""The folder, in that of the library."""


class OfferedReleases:
    """The releases of a library's folder.

    A release that was made before something was taken off the library is held back: it may hold
    that very thing, and nobody can be asked to give a copy back.

    Args:
        library: the folder of the library.
    """

    def __init__(self, library: Path) -> None:
        self._library, self._folder = library, library / RELEASES
        self._known: dict[str, tuple[int, OpenedRelease]] = {}

    def all(self) -> tuple[OpenedRelease, ...]:
        """Every release by its name, the last one first; what is no release is passed over."""
        withdrawn = self._withdrawn()
        return tuple(one for one in self._opened() if one.release.withdrawn >= withdrawn)

    def held_back(self) -> tuple[str, ...]:
        """The names of those that are not offered, for something was taken off since."""
        withdrawn = self._withdrawn()
        held = (one for one in self._opened() if one.release.withdrawn < withdrawn)
        return tuple(one.folder.name for one in held)

    def _withdrawn(self) -> int:
        return len(taken_off(self._library).told)

    def _opened(self) -> Iterator[OpenedRelease]:
        with contextlib.suppress(FileNotFoundError):
            for name in sorted((one.name for one in self._folder.iterdir()), reverse=True):
                if (release := self._get(name)) is not None:
                    yield release

    def get(self, name: str) -> OpenedRelease | None:
        """One release; None where there is none of that name, or it is held back."""
        found = self._get(name)
        held = found is not None and found.release.withdrawn < self._withdrawn()
        return None if held else found

    def _get(self, name: str) -> OpenedRelease | None:
        folder = self._folder / name
        if not is_release_name(name) or not is_release(folder):
            return None
        stamp = (folder / SUMS).stat().st_mtime_ns
        known = self._known.get(name)
        if known is None or known[0] != stamp:
            try:
                known = stamp, OpenedRelease(folder)
                _ = known[1].files
            except BadInput:
                return None
            self._known[name] = known
        return known[1]

    def file(self, release: str, name: str) -> tuple[Path, ReleasedFile] | None:
        """A file of a release and what is said of it; None of what the release does not name."""
        opened = self.get(release)
        if opened is None:
            return None
        path = opened.folder / name
        said = next((one for one in opened.files if one.name == name), None)
        return (path, said) if said is not None and path.is_file() else None
