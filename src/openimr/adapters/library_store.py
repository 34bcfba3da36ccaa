"""The determinations of a library's folder, and what else was seen of them."""

from __future__ import annotations

import contextlib
import fcntl
import heapq
import os
from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from openimr.adapters.file_names import shown_name
from openimr.adapters.library_arrived import note_arrived
from openimr.adapters.library_columns import arrow_schema, as_table, determinations_of
from openimr.adapters.library_later_list import LaterList
from openimr.adapters.library_parts import Parts, place_of
from openimr.adapters.library_withdrawn_list import held_taken_off
from openimr.adapters.whole_file import clear_unfinished, refusals
from openimr.publication.library.later import LaterEvent
from openimr.publication.library.links import Seen
from openimr.publication.library.schema import WORDS
from openimr.publication.library.withdrawn import TakenOff
from openimr.publication.model import PublishedDetermination, version_of
from openimr.vocabulary.errors import BadInput

DETERMINATIONS: Final = "determinations"
SOURCES: Final = "sources"
"""Folders inside the library's."""

ROWS_OF_A_GROUP: Final = 1_000
"""Determinations that are read to find one: about a megabyte of letters."""

HELD_OF_A_PART: Final = 100
"""Determinations of each part that are held when all are told in order."""

SMALL: Final = 25_000
"""A part of fewer determinations is small."""

SMALL_ONES: Final = 8
"""From so many small parts on they are joined."""

_LOCK: Final = ".writing"
_SEEN_SCHEMA: Final = pa.schema(
    [
        pa.field("sha256", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        pa.field("row", pa.int32()),
        pa.field("id", pa.string()),
        pa.field("version", pa.int32()),
    ]
)


def is_library(place: Path) -> bool:
    """Whether a place is the folder of a library."""
    return any((place / DETERMINATIONS).glob("part-*.parquet"))


class LibraryStore:
    """A library; the port ``Determinations``.

    What is on the list of what was withdrawn is told to nobody who asks for determinations,
    whether or not it is written out of the parts yet. Whoever asks for parts gets them as they
    lie: what is made of a part holds until the part is written anew.
    """

    def __init__(self, folder: Path) -> None:
        """Open a library.

        Args:
            folder: of the library; one that is not there is an empty library.

        Raises:
            BadInput: when a part of it cannot be read.
        """
        self.folder = folder
        self._parts = Parts(
            folder / DETERMINATIONS, arrow_schema(), ROWS_OF_A_GROUP, ("id", "version")
        )
        self._later = LaterList(folder)
        self._taken_off = held_taken_off(folder)
        self._seen = Parts(folder / SOURCES, _SEEN_SCHEMA, 10 * ROWS_OF_A_GROUP, ("id",))

    def refresh(self) -> None:
        """Look again what there is; another process may have written."""
        self._parts.refresh()
        self._seen.refresh()

    @property
    def count(self) -> int:
        """How many determinations there are, every version counted.

        Those among them that are withdrawn and not written out yet.
        """
        return self._parts.count

    @property
    def taken_off(self) -> TakenOff:
        """What was taken off the library.

        Raises:
            BadInput: when the list cannot be read.
        """
        return self._taken_off.now()

    def holds_withdrawn(self) -> bool:
        """Whether parts still hold what was taken off, for another run writes at this moment."""
        taken = self.taken_off
        ids = {one.id for one in taken.told}
        return any(map(taken.has, self._with_ids(ids)))

    @property
    def highest_version(self) -> int:
        """Of any determination; 0 where there is none. No part is read for it."""
        return self._parts.highest("version")

    def all(self) -> Iterator[PublishedDetermination]:
        """Every version of every determination, part after part."""
        for file in self._parts.files:
            for batch in file.iter_batches(ROWS_OF_A_GROUP):
                yield from self._standing(determinations_of(batch))

    def in_order(self) -> Iterator[PublishedDetermination]:
        """Every version of every determination by identifier and version, however they lie.

        Of each part, which is sorted, few are held at once.
        """
        parts = [_few_by_few(file) for file in self._parts.files]
        return self._standing(heapq.merge(*parts, key=lambda one: (one.id, one.version)))

    def parts(self) -> tuple[str, ...]:
        """What tells each part from any other that there ever was: its name and its size."""
        return self._parts.told

    def of_part(self, part: str) -> Iterator[PublishedDetermination]:
        """The determinations of one part, as `parts` tells it."""
        for batch in self._parts.part(part).iter_batches(ROWS_OF_A_GROUP):
            yield from determinations_of(batch)

    def get(self, id: str, version: int | None = None) -> PublishedDetermination | None:
        """One determination; of several versions the newest, unless another is asked for."""
        return version_of(self.versions(id), version)

    def versions(self, id: str) -> tuple[PublishedDetermination, ...]:
        """Every version of one determination, the oldest first."""
        return self.versions_of({id}).get(id, ())

    def versions_of(self, ids: Set[str]) -> dict[str, tuple[PublishedDetermination, ...]]:
        """As `versions` for many determinations, in one pass; those that are there."""
        found: dict[str, list[PublishedDetermination]] = {}
        for one in self._standing(self._with_ids(ids)):
            found.setdefault(one.id, []).append(one)
        return {
            id: tuple(sorted(several, key=lambda one: one.version)) for id, several in found.items()
        }

    def _with_ids(self, ids: Set[str]) -> Iterator[PublishedDetermination]:
        """Every version of some determinations as the parts hold them."""
        for file in self._parts.files if ids else ():
            for table in _rows_with_ids(file, ids):
                yield from determinations_of(table)

    def _standing(self, held: Iterable[PublishedDetermination]) -> Iterator[PublishedDetermination]:
        """Those that were not taken off as the list is now."""
        taken = self.taken_off
        return (one for one in held if not taken.has(one)) if taken.told else iter(held)

    def identifiers(self, first: int, many: int) -> Iterator[str]:
        """The identifiers at some places, of every version, in the order in which they lie.

        A determination of which every version was taken off leaves its place empty.

        Args:
            first: place of the first one, from 0.
            many: so many; fewer at the end.
        """
        for file in self._parts.files:
            rows = file.metadata.num_rows
            if first < rows and many > 0:
                ids = file.read(columns=["id"]).column("id").slice(first, many)
                gone = self._gone(set(ids.to_pylist()))
                yield from (id for id in ids.to_pylist() if id not in gone)
                many -= len(ids)
            first = max(0, first - rows)

    def copies(self, id: str | None = None) -> tuple[Seen, ...]:
        """Further sources in which a determination was found again in the same words.

        Args:
            id: of the determination; None for those of all, and the exports that were read whole.
        """
        if id is None:
            tables = self._seen.columns(*_SEEN_SCHEMA.names)
        else:
            tables = (table for file in self._seen.files for table in _rows_with_ids(file, {id}))
        rows = (row for table in tables for row in table.to_pylist())
        return tuple(msgspec.convert(row, Seen) for row in rows)

    def later_events(self, id: str | None = None) -> tuple[LaterEvent, ...]:
        """What happened to a determination later, in order of days; of all when None.

        Of a determination that was withdrawn in every version nothing is told.
        """
        told = self._later.all() if id is None else self._later.of(id)
        gone = self._gone({one.id for one in told})
        return tuple(one for one in told if one.id not in gone)

    def became(self, ids: Iterable[str]) -> dict[str, LaterEvent]:
        """What became of some determinations last; lists that name several tell no more."""
        asked = frozenset(ids)
        last = {id: told[-1] for id in asked if (told := self._later.of(id))}
        gone = self._gone(last.keys())
        return {id: event for id, event in last.items() if id not in gone}

    def _gone(self, ids: Set[str]) -> frozenset[str]:
        """Those of some identifiers of which every version was taken off."""
        off = {one.id for one in self.taken_off.told} if ids else set()
        return frozenset(id for id in ids & off if not self.versions(id))

    def add_events(self, events: Iterable[LaterEvent]) -> int:
        """Keep later events; returns how many the library did not know.

        Raises:
            BadInput: when they cannot be written.
        """
        return self._later.add(events)

    def columns(self, *names: str) -> Iterator[Any]:
        """Some columns of every determination as Arrow tables, one for each part.

        Args:
            names: as in the schema; of a record with a dot ("provenance.sha256").
        """
        return self._parts.columns(*names)

    def sources(self) -> Iterator[str]:
        """The digest of every file and row that need not be read again."""
        for table in self._parts.columns("provenance.sha256"):
            yield from table.column("provenance").combine_chunks().field("sha256").to_pylist()
        for table in self._seen.columns("sha256"):
            yield from table.column("sha256").to_pylist()

    def identities(self) -> Iterator[tuple[list[str], list[int], list[str]]]:
        """Of every determination its identifier, version and the digest of its words."""
        for table in self._parts.columns("id", "version", WORDS.name):
            ids, versions, words = (table.column(n).to_pylist() for n in table.column_names)
            yield ids, versions, words

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the right to write meanwhile; one run at a time.

        Raises:
            BadInput: when another run has it, or the folder cannot be written to.
        """
        with refusals(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o666)
        try:
            _take(lock, self.folder)
            self.refresh()
            clear_unfinished(self.folder)
            self._parts.clear_away()
            self._seen.clear_away()
            yield
        finally:
            os.close(lock)

    def add(
        self, determinations: Sequence[PublishedDetermination], seen: Sequence[Seen] = ()
    ) -> None:
        """Write determinations, then what else was seen; each is there as a whole or not at all.

        A run killed between the two sees the latter again and tells it anew.

        Raises:
            BadInput: when they cannot be written.
        """
        if determinations:
            self._parts.add(as_table(determinations).sort_by("id"))
            note_arrived(self.folder, determinations)
        if seen:
            rows = [msgspec.to_builtins(one) for one in seen]
            self._seen.add(pa.Table.from_pylist(rows, schema=_SEEN_SCHEMA).sort_by("id"))

    def leave_out(self, taken: TakenOff) -> dict[str, str]:
        """Write those parts anew that hold what was taken off; its words are on the disk no more.

        Returns:
            The parts that were written anew, as they were told and are told now.

        Raises:
            BadInput: when a part cannot be written.
        """
        held = zip(self.parts(), self._parts.files, strict=True)
        gone = {part: rows for part, file in held if (rows := _rows_of(file, taken))}
        anew: dict[str, str] = {}
        for part, rows in gone.items():
            name = part.partition(" ")[0]
            keep = pa.array(number not in rows for number in range(self._parts.sizes[name]))
            anew[part] = self._parts.leave_out(name, keep)
        return anew

    def join_small_parts(self, many: int = SMALL_ONES) -> None:
        """Join small parts where there are many; readers find fewer files, each sorted.

        Args:
            many: from how many on.

        Raises:
            BadInput: when the joined part cannot be written.
        """
        for parts, order in ((self._parts, ("id", "version")), (self._seen, ("id",))):
            older = parts.older
            small = [n for n, rows in parts.sizes.items() if rows < SMALL and n not in older]
            if len(small) >= many:
                parts.join(small, order)


def _take(lock: int, folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        remedy = "Wait until it has finished."
        raise BadInput(shown_name(folder), "is being built by another run", remedy) from None


def _rows_of(file: Any, taken: TakenOff) -> set[int]:
    """The rows of a part that say what was taken off."""
    ids = pa.array({one.id for one in taken.told}, pa.string())
    rows = pc.indices_nonzero(pc.is_in(file.read(columns=["id"]).column("id"), value_set=ids))
    if not len(rows):
        return set()
    said = file.read(columns=["id", WORDS.name, "provenance.sha256", "published"]).take(rows)
    found: set[int] = set()
    for row, one in zip(rows.to_pylist(), said.to_pylist(), strict=True):
        digest = one["provenance"]["sha256"]
        if taken.has_row(one["id"], one[WORDS.name], digest, one["published"]):
            found.add(row)
    return found


def _few_by_few(file: Any) -> Iterator[PublishedDetermination]:
    for batch in file.iter_batches(HELD_OF_A_PART):
        yield from determinations_of(batch)


def _rows_with_ids(file: Any, ids: Set[str]) -> Iterator[Any]:
    """The rows of some identifiers as tables; only groups of rows that may hold one are read."""
    first, last, asked = min(ids), max(ids), pa.array(ids, pa.string())
    place = place_of(file.metadata, "id")
    for group in range(file.metadata.num_row_groups):
        told = file.metadata.row_group(group).column(place).statistics
        if told is not None and told.has_min_max and (told.max < first or last < told.min):
            continue
        held = file.read_row_group(group, columns=["id"]).column("id")
        rows = pc.indices_nonzero(pc.is_in(held, value_set=asked))
        if len(rows):
            yield file.read_row_group(group).take(rows)
