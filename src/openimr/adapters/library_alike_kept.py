"""Keeping what is alike in step with the library: placed as it comes, fitted anew where due."""

from __future__ import annotations

import hashlib
import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from openimr.adapters.library_alike import (
    ALIKE,
    CURRENT,
    FORM,
    AlikeFindings,
    Kept,
    kept_in,
    rows_of,
)
from openimr.adapters.library_alike_fitting import fitted
from openimr.adapters.library_alike_meaning import Meaning
from openimr.adapters.library_alike_vectors import (
    FindingRow,
    Part,
    Rows,
    as_rows,
    joined,
    write_part,
)
from openimr.adapters.library_index_kept import PartedLibrary
from openimr.adapters.whole_file import clear_unfinished, whole_file
from openimr.publication.model import PublishedDetermination
from openimr.publication.search.alike_words import Counts, counts_of, text_of
from openimr.vocabulary.errors import BadInput

SAMPLE: Final = 30_000
"""Findings on which it is fitted at most."""

AT_ONCE: Final = 50_000
"""Findings of a part."""

FITTED_MEANWHILE: Final = 2_000
"""Determinations up to which fitting takes seconds, so that it is done beside other work."""

_SMALL_ONES: Final = 8
_CELLS: Final = 1_024
CELLS_FROM: Final = 50_000
"""Determinations from which on meanings are parted into cells."""

_GENERATION: Final = "generation-"
GROWN: Final = 2
"""Times as many determinations as it was fitted on: then it is fitted anew."""

Newest = dict[str, int]


def bring_up_to_date(library: Path, store: PartedLibrary, *, refit: bool = False) -> int:
    """Place what the library holds and was not placed yet; the findings placed.

    What is kept and not whole is fitted anew.

    Args:
        library: its folder; the right to write to it is held by the caller.
        store: the library.
        refit: fit anew, however little was added.
    """
    newest = _newest(store)
    kept = kept_in(library)
    if not newest:
        return 0
    if kept is None or refit or len(newest) >= GROWN * kept.fitted_on or not _is_whole(library):
        return _make_anew(library / ALIKE, store, newest, kept)
    return _add(library / ALIKE, store, newest, kept)


def follow(library: Path, store: PartedLibrary) -> int:
    """The same beside other work: what is new is placed, and a large library not fitted anew.

    That is left to the next building of the library.
    """
    kept, newest = kept_in(library), _newest(store)
    if len(newest) <= FITTED_MEANWHILE:
        return bring_up_to_date(library, store)
    return _add(library / ALIKE, store, newest, kept) if kept and _is_whole(library) else 0


def forget(library: Path, store: PartedLibrary) -> int:
    """As `follow`, after determinations were taken off: a library that is fitted in seconds is.

    So no term of theirs is kept. A large one keeps rare terms until it is fitted anew.
    """
    kept = kept_in(library)
    gone = kept is not None and not set(kept.read) <= set(store.parts())
    if not gone or len(_newest(store)) > FITTED_MEANWHILE:
        return follow(library, store)
    placed = bring_up_to_date(library, store, refit=True)
    if not placed:  # what is left is too little to compare
        shutil.rmtree(library / ALIKE)
    return placed


def _is_whole(library: Path) -> bool:
    try:
        AlikeFindings(library)
    except BadInput:
        return False
    return True


def _make_anew(folder: Path, store: PartedLibrary, newest: Newest, kept: Kept | None) -> int:
    meaning = fitted(_sample(store, newest), _CELLS if len(newest) >= CELLS_FROM else 0)
    if meaning is None:
        return 0
    number = int(kept.generation.removeprefix(_GENERATION)) + 1 if kept else 1
    name = f"{_GENERATION}{number:06}"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder / name, ignore_errors=True)  # of a run that was killed
    meaning.write(folder / name)
    fresh = Kept(form=FORM, generation=name, fitted_on=len(newest), parts=(), read=())
    return _add(folder, store, newest, fresh)


def _add(folder: Path, store: PartedLibrary, newest: Newest, kept: Kept) -> int:
    """Place what is missing, leave out what was corrected, and name the outcome; or do nothing."""
    if set(store.parts()) == set(kept.read):
        return 0
    place = folder / kept.generation
    writing = _Writing(place, Meaning.read(place), kept.parts)
    due = writing.still_due(newest)
    for part in store.parts():
        if part not in kept.read and due:
            for said in store.of_part(part):
                if due.get(said.id) == said.version:
                    del due[said.id]
                    writing.take(said)
    names = writing.finished()
    told = msgspec.structs.replace(kept, parts=names, read=store.parts())
    _put(folder / CURRENT, msgspec.json.encode(told))
    _clear_away(folder, told)
    return writing.placed


class _Writing:
    """Parts of a generation as they are written; those that hold what was corrected go."""

    def __init__(self, place: Path, meaning: Meaning, names: tuple[str, ...]) -> None:
        self._place, self._meaning = place, meaning
        self._parts = [Part(place / name) for name in names]
        self._fresh: list[FindingRow] = []
        self._number = max((int(one.name[5:]) for one in place.glob("part-*")), default=0)
        self.placed = 0

    def still_due(self, newest: Newest) -> Newest:
        """What is not placed yet; rows of older versions are dropped from the parts."""
        due, parts = dict(newest), []
        for part in self._parts:
            holds = [
                newest.get(id.decode()) == version
                for id, version in zip(part.rows.ids, part.rows.versions.tolist(), strict=True)
            ]
            kept = part if all(holds) else self._written(part.rows.some(holds))
            parts += [kept] if kept is not None else []
            for id in set(part.rows.ids[holds].tolist()):
                due.pop(id.decode(), None)
        self._parts = parts
        return due

    def take(self, said: PublishedDetermination) -> None:
        """Place the findings of a determination."""
        self._fresh += rows_of(said, self._meaning)
        if len(self._fresh) >= AT_ONCE:
            self._write()

    def finished(self) -> tuple[str, ...]:
        """Write the rest and join small parts; the names of all."""
        self._write()
        small = [part for part in self._parts if len(part) < AT_ONCE]
        if len(small) >= _SMALL_ONES:
            one = self._written(joined([part.rows for part in small]))
            large = [part for part in self._parts if part not in small]
            self._parts = large + ([one] if one is not None else [])
        return tuple(part.name for part in self._parts)

    def _write(self) -> None:
        if self._fresh:
            self.placed += len(self._fresh)
            part = self._written(as_rows(self._fresh))
            self._parts += [part] if part is not None else []
            self._fresh = []

    def _written(self, rows: Rows) -> Part | None:
        if not len(rows.ids):
            return None
        self._number += 1
        folder = self._place / f"part-{self._number:06}"
        write_part(folder, rows, self._meaning.cells)
        return Part(folder)


def _newest(store: PartedLibrary) -> Newest:
    newest: Newest = {}
    for ids, versions, _ in store.identities():
        for id, version in zip(ids, versions, strict=True):
            newest[id] = max(version, newest.get(id, 0))
    return newest


def _sample(store: PartedLibrary, newest: Newest) -> list[Counts]:
    """Findings spread over the whole library, the same whenever it is the same."""
    one_in = max(1, 2 * len(newest) // SAMPLE)
    texts = (
        counts_of(text_of(said, finding))
        for said in _chosen(store, newest, one_in)
        for finding in said.findings
    )
    return list(itertools.islice(texts, SAMPLE))


def _chosen(store: PartedLibrary, newest: Newest, one_in: int) -> Iterator[PublishedDetermination]:
    for part in store.parts():
        for said in store.of_part(part):
            digest = hashlib.blake2b(said.id.encode(), digest_size=8).digest()
            if int.from_bytes(digest) % one_in == 0 and newest[said.id] == said.version:
                yield said


def _clear_away(folder: Path, kept: Kept) -> None:
    """Remove what is named no more; whoever reads it has it mapped."""
    clear_unfinished(folder)
    for old in folder.glob(f"{_GENERATION}*"):
        if old.name != kept.generation:
            shutil.rmtree(old, ignore_errors=True)
    for part in (folder / kept.generation).glob("part-*"):
        if part.name not in kept.parts:
            shutil.rmtree(part, ignore_errors=True)


def _put(path: Path, told: bytes) -> None:
    with whole_file(path) as unfinished:
        unfinished.write_bytes(told)
