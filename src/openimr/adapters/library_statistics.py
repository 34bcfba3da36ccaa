"""What statistics need of the library, kept beside it: parts are counted once, over all cores.

A part of the library is written once and never changed: what was taken of it holds as long as
no newer version of one of its determinations is in another part. What is kept can be removed at
any time; it is taken anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
import pyarrow.compute as pc

from openimr.adapters.library_store import LibraryStore
from openimr.adapters.whole_file import whole_file
from openimr.publication.model import PublishedDetermination
from openimr.publication.statistics.cloned import Cloned, cloned
from openimr.publication.statistics.pairs import Pair, candidates, side_by_side
from openimr.publication.statistics.prints import Prints, joined
from openimr.publication.statistics.sentences import Sentences, merged_sentences
from openimr.publication.statistics.taken import Taken, newest, take
from openimr.publication.statistics.tallies import Tallies, merged
from openimr.publication.statistics.trimmed import trimmed

FOLDER: Final = "statistics"
"""Beside the parts of the library."""

_FORM: Final = "9"
"""Of what is kept; what has another form is taken anew."""

_GROUPS: Final = 200
"""Groups of rationales that are kept of the whole."""

_WHOLES: Final = ("tallies", "sentences", "cloned", "pairs")
_KINDS: Final = Taken.__struct_fields__

_Kept = TypeVar("_Kept")


class LibraryStatistics:
    """The statistics of a library, taken where they are not kept yet.

    Args:
        store: the library.
        workers: processes that take parts; as many as there are cores when None.
        advanced: is told so many parts are taken, of so many.
    """

    def __init__(
        self,
        store: LibraryStore,
        workers: int | None = None,
        advanced: Callable[[int, int], None] = lambda done, total: None,
    ) -> None:
        self._store, self._advanced = store, advanced
        self._workers = workers or os.cpu_count() or 1
        self._folder = store.folder / FOLDER
        self._versions = _versions(store)
        self._names = _names(store, self._versions)
        self._whole = _digest(*self._names.values())
        self._held: dict[str, bytes] = {}

    def tallies(self) -> Tallies:
        """Counts of the whole library; names that are counted seldom stand together."""
        return self._of_whole(
            "tallies", Tallies, lambda: trimmed(merged(self._parts("tallies", Tallies)))
        )

    def sentences(self) -> Sentences:
        """Sentences of the whole library."""
        return self._of_whole(
            "sentences",
            Sentences,
            lambda: merged_sentences(self._parts("sentences", Sentences)),
        )

    def cloned(self) -> Cloned:
        """Nearly identical rationales: shares, and the largest groups."""
        return self._of_whole("cloned", Cloned, lambda: _largest(cloned(self._prints())))

    def pairs(self) -> tuple[Pair, ...]:
        """Findings with the same facts and another outcome, the most alike first."""
        return self._of_whole(
            "pairs",
            tuple[Pair, ...],
            lambda: side_by_side(candidates(self._prints()), self.get),
        )

    def determinations(self) -> Iterator[PublishedDetermination]:
        """Every determination in its newest version."""
        return newest(self._store.all(), self._versions)

    def get(self, id: str) -> PublishedDetermination | None:
        """The newest version of one determination."""
        return self._store.get(id)

    @property
    def ready(self) -> bool:
        """Whether everything is kept; the first look at a million letters takes minutes."""
        return all((self._folder / f"{self._whole}.whole-{kind}").is_file() for kind in _WHOLES)

    def prepare(self) -> None:
        """Take and keep everything, so that whoever looks next waits for nothing."""
        for one in (self.tallies, self.sentences, self.cloned, self.pairs):
            one()

    def _prints(self) -> Prints:
        return joined(self._parts("prints", Prints))

    def _of_whole(self, kind: str, shape: Any, make: Callable[[], _Kept]) -> _Kept:
        path = self._folder / f"{self._whole}.whole-{kind}"
        kept: _Kept | None = _read(path, shape)
        if kept is None:
            kept = make()
            _write(path, msgspec.msgpack.encode(kept))
            self._clear_away()
        return kept

    def _clear_away(self) -> None:
        """Remove what was kept of parts, and of a whole, that are no longer there.

        What killed runs left unfinished is among it: its name is that of no part.
        """
        names = {*self._names.values(), self._whole}
        with contextlib.suppress(OSError):
            for path in self._folder.iterdir():
                if path.name.partition(".")[0] not in names:
                    path.unlink(missing_ok=True)

    def _parts(self, kind: str, shape: type[_Kept]) -> Iterator[_Kept]:
        self._take_together()
        for done, (part, name) in enumerate(self._names.items()):
            file = f"{name}.{kind}"
            self._advanced(done, len(self._names))
            found = _read(self._folder / file, shape)
            if found is None and file not in self._held:
                self._held |= _take(self._store, part, name, self._versions)
            yield msgspec.msgpack.decode(self._held[file], type=shape) if found is None else found

    def _take_together(self) -> None:
        """Take the parts of which nothing is kept over several processes, where that is quicker."""
        missing = {
            part: name
            for part, name in self._names.items()
            if not (self._folder / f"{name}.{_KINDS[-1]}").is_file() and name not in self._tried()
        }
        workers = min(self._workers, len(missing))
        if workers < 2 or not _can_keep(self._folder):
            return
        context = multiprocessing.get_context("forkserver")
        with ProcessPoolExecutor(workers, mp_context=context) as pool:
            running = [
                pool.submit(take_part, self._store.folder, part, name, self._versions)
                for part, name in missing.items()
            ]
            for done, one in enumerate(running, start=1):
                one.result()
                self._advanced(done, len(running))

    def _tried(self) -> set[str]:
        return {file.partition(".")[0] for file in self._held}


def take_part(folder: Path, part: str, name: str, versions: Mapping[str, int]) -> None:
    """In a worker: take what statistics need of one part, and keep it."""
    _take(LibraryStore(folder), part, name, versions)


def _take(
    store: LibraryStore, part: str, name: str, versions: Mapping[str, int]
) -> dict[str, bytes]:
    taken = take(newest(store.of_part(part), versions))
    made = {f"{name}.{kind}": msgspec.msgpack.encode(getattr(taken, kind)) for kind in _KINDS}
    for file, content in made.items():
        _write(store.folder / FOLDER / file, content)
    return made


def _versions(store: LibraryStore) -> dict[str, int]:
    """The newest version of those determinations that have several."""
    if store.highest_version <= 1:
        return {}
    found: dict[str, int] = {}
    for table in store.columns("id", "version"):
        later = table.filter(pc.greater(table.column("version"), 1)).to_pydict()
        for id, version in zip(later["id"], later["version"], strict=True):
            found[id] = max(version, found.get(id, 1))
    return found


def _names(store: LibraryStore, versions: Mapping[str, int]) -> dict[str, str]:
    """Under which name what is taken of a part is kept: another once a version is newer."""
    if not versions:
        return {part: _digest(part) for part in store.parts()}
    names = {}
    for part, table in zip(store.parts(), store.columns("id", "version"), strict=True):
        rows = zip(*table.to_pydict().values(), strict=True)
        older = [f"{id} {version}" for id, version in rows if version != versions.get(id, 1)]
        names[part] = _digest(part, *sorted(older))
    return names


def _digest(*words: str) -> str:
    return hashlib.sha256("\n".join((_FORM, *words)).encode()).hexdigest()[:32]


def _largest(found: Cloned) -> Cloned:
    return Cloned(groups=found.groups[:_GROUPS], number=found.number, shares=found.shares)


def _read(path: Path, shape: Any) -> Any:
    """What is kept there; None where nothing is, or nothing that can be used."""
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=shape)
    except (OSError, msgspec.DecodeError):
        return None


def _can_keep(folder: Path) -> bool:
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return os.access(folder, os.W_OK)


def _write(path: Path, content: bytes) -> None:
    """Keep what was taken; where nothing can be written, nothing is kept."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as unfinished:
            unfinished.write_bytes(content)
