"""Building the library: sources read, sorted and written, part by part."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol

import msgspec

from openimr.adapters.file_names import shown_name
from openimr.adapters.library_exports import (
    YAML,
    determinations_in,
    events_in,
    events_of_yaml,
    export_in,
    table_at,
)
from openimr.adapters.library_files_seen import FILES, FilesSeen, stamps_of
from openimr.adapters.library_reading import Read, deriving, determinations_at, digests
from openimr.adapters.library_sources import is_letter, is_table, was_read_before
from openimr.adapters.library_store import LibraryStore
from openimr.adapters.library_tables import Table
from openimr.adapters.library_withdrawn_list import taken_off
from openimr.adapters.open_data_reader import ENDINGS as LINES
from openimr.adapters.open_data_reader import Lines, OpenedRelease, is_release
from openimr.publication.library.derived import Deriving
from openimr.publication.library.exports import Recognised
from openimr.publication.library.later import LaterEvent
from openimr.publication.library.links import Seen
from openimr.publication.library.sorting import Sorting
from openimr.publication.model import PublishedDetermination, SourceKind, cited_as
from openimr.vocabulary.counted import counted
from openimr.vocabulary.errors import BadInput

AT_ONCE: Final = 2_000
"""Determinations that are written at once: what a run killed in between reads again."""

SECONDS_AT_MOST: Final = 60.0
"""Seconds after which what was read is written, however little it is."""


Reader = Callable[[Sequence[Path], int | None], Iterator[Read]]
"""Reads letters with so many processes, in their order."""


class Watch(Protocol):
    """Is told how a build goes."""

    def advanced(self, done: int, total: int | None) -> None:
        """So many sources are done, of so many where that is known."""
        ...

    def told(self, message: str) -> None:
        """A source is worth a line: it could not be read, repeats or corrects another."""
        ...


class Held(Protocol):
    """Determinations that were read before, with what belongs to them."""

    @property
    def count(self) -> int | None:
        """How many there are, where that is known."""
        ...

    def in_order(self) -> Iterator[Read]:
        """Each, its first version before any other."""
        ...

    def copies(self) -> tuple[Seen, ...]:
        """Further sources of the same words."""
        ...

    def later_events(self) -> tuple[LaterEvent, ...]:
        """What happened later."""
        ...


class Tally:
    """How a build went.

    Attributes:
        taken: determinations by kind of source, corrected versions among them.
        corrected: versions of determinations that the library held already.
        copies: sources that repeat a determination word for word.
        there: files and rows that the library had read before.
        in_part: determinations of which a field could not be read.
        unreadable: files and rows that could not be read.
        events: later events that the library did not know.
    """

    def __init__(self) -> None:
        self.taken: Counter[SourceKind] = Counter()
        self.corrected = self.copies = self.there = self.in_part = self.unreadable = 0
        self.events = 0


class Building:
    """One run of building a library; the right to write is held by the caller."""

    def __init__(
        self,
        store: LibraryStore,
        watch: Watch,
        clock: Callable[[], float] = time.monotonic,
        read: Reader = determinations_at,
        *,
        rehash: bool = False,
    ) -> None:
        self._store, self._watch, self._clock, self._read = store, watch, clock, read
        self._files = FilesSeen(store.folder / FILES, rehash=rehash)
        self.tally = Tally()
        self._taken_off = taken_off(store.folder)
        self._known = set(map(_short, (*store.sources(), *self._taken_off.sources())))
        self._fresh: list[PublishedDetermination] = []
        self._seen: list[Seen] = []
        self._looked: dict[str, tuple[PublishedDetermination, ...]] = {}
        self._written = clock()
        self._sorting = Sorting(self._versions)
        for ids, versions, words in store.identities():
            for one in zip(ids, versions, words, strict=True):
                self._sorting.remember(*one)
        for gone in self._taken_off.told:
            self._sorting.remember(gone.id, gone.version, gone.words_sha256)

    def letters(self, paths: Sequence[Path], workers: int | None = None) -> None:
        """Take letters in; those that the library has read are left out unread."""
        stamps = self._stamps(paths)
        fresh = list(self._unread(stamps))
        done = len(stamps) - len(fresh)
        try:
            for path, read in zip(fresh, self._read(fresh, workers), strict=True):
                self.take(shown_name(path), read)
                if not isinstance(read, BadInput):
                    self._files.note(stamps[path], read.provenance.sha256)
                done += 1
                self._watch.advanced(done, len(stamps))
        except KeyboardInterrupt:
            self.write()
            raise
        self.write()

    def unread(self, paths: Sequence[Path]) -> Iterator[Path]:
        """The letters that the library has not read; the others are counted as such."""
        return self._unread(self._stamps(paths))

    def library(self, place: Path) -> None:
        """Take in what was read before: another machine's library, a release, its lines."""
        try:
            self._held(self._opened(place))
        except BadInput as error:
            self.take(shown_name(place), error)
            self.write()

    def _opened(self, place: Path) -> Held:
        if place.resolve() == self._store.folder.resolve():
            raise BadInput(shown_name(place), "is the library that is being built")
        if is_release(place):
            return OpenedRelease(place)
        return Lines(place) if place.name.lower().endswith(LINES) else LibraryStore(place)

    def _held(self, other: Held) -> None:
        renumbered: dict[tuple[str | None, int | None], int] = {}
        for done, read in enumerate(other.in_order(), start=1):
            if isinstance(read, BadInput):
                self.take(read.where, read)
            else:
                renumbered[read.id, read.version] = self.take(read.provenance.name, read) or 0
            self._watch.advanced(done, other.count)
        for copy in other.copies():
            version = renumbered.get((copy.id, copy.version)) or copy.version
            self._link(msgspec.structs.replace(copy, version=version))
        self.write()
        self.events(other.later_events())

    def _link(self, copy: Seen) -> None:
        if _short(copy.sha256) not in self._known:
            self._known.add(_short(copy.sha256))
            self._seen.append(copy)
            self.tally.copies += copy.id is not None

    def table(self, path: Path, deriving: Deriving) -> None:
        """Take an export or a list of later events in, row after row."""
        try:
            table = table_at(path)
            if _short(table.digest) in self._known:
                self.tally.there += 1
                return
            events = events_in(table)
            if events is None:
                self._export(table, export_in(table), deriving)
            else:
                self.events(events)
        except BadInput as error:  # also in the middle: the rows before it were taken
            self.take(shown_name(path), error)
            self.write()

    def events(self, told: Iterable[LaterEvent | BadInput]) -> None:
        """Take later events in; those that the library knows are passed over."""
        events: list[LaterEvent] = []
        for one in told:
            if isinstance(one, BadInput):
                self.take(one.where, one)
            else:
                events.append(one)
                if not self._sorting.knows(one.id):
                    self._watch.told(f"{one.id}: is not in the library; its later event is kept")
        self.tally.events += self._store.add_events(events)

    def yaml(self, path: Path) -> None:
        """Take a list of later events in."""
        try:
            self.events(events_of_yaml(path))
        except BadInput as error:
            self.take(shown_name(path), error)

    def _export(self, table: Table, kind: Recognised, deriving: Deriving) -> None:
        if kind.unknown:
            names = ", ".join(kind.unknown)
            self._watch.told(f"{table.place}: columns that are not known were left out: {names}")
        if table.damaged:
            lost = counted(table.damaged, "character")
            self._watch.told(f"{table.place}: {lost} could not be decoded and stand as \ufffd")
        unread, done = self.tally.unreadable, 0
        for done, read in enumerate(self._looked_up(determinations_in(table, kind, deriving)), 1):
            self.take(table.place, read)
            self._watch.advanced(done, None)
        if not done:
            self._watch.told(f"{table.place}: names its columns and has no row")
        if self.tally.unreadable == unread:  # else the rows that were read are known one by one
            source = shown_name(table.path.name)
            self._seen.append(Seen(sha256=table.digest, kind=kind.export.kind, name=source))
        self.write()

    def _looked_up(self, rows: Iterator[Read]) -> Iterator[Read]:
        """Rows as they come, with what the library holds of their cases looked up for many."""
        ended: list[BadInput] = []
        whole = _until_broken(rows, ended)
        while some := list(itertools.islice(whole, AT_ONCE)):
            fresh = (
                one.id
                for one in some
                if not isinstance(one, BadInput)
                and _short(one.provenance.sha256) not in self._known
            )
            self._looked = self._store.versions_of(set(filter(self._sorting.knows, fresh)))
            yield from some
        self._looked = {}
        if ended:
            raise ended[0]

    def take(self, place: str, read: Read) -> int | None:
        """Take in what one source says, or tell why it cannot be taken.

        Returns:
            The version that it is, or is a copy of; None where the library had read it.
        """
        if isinstance(read, BadInput):
            self.tally.unreadable += 1
            self._watch.told(str(read))
            return None
        if _short(read.provenance.sha256) in self._known:
            self.tally.there += 1
            return None
        self._known.add(_short(read.provenance.sha256))
        version = self._sort(place, read)
        if self._due():
            self.write()
        return version

    def write(self) -> None:
        """Write what was taken so far."""
        self._store.add(self._fresh, self._seen)
        for one in self._fresh:  # there are more versions now than were looked up
            self._looked.pop(one.id, None)
        self._fresh.clear()
        self._seen.clear()
        self._files.write()
        self._store.join_small_parts()
        self._written = self._clock()

    def _stamps(self, paths: Sequence[Path]) -> dict[Path, bytes | None]:
        return dict(zip(paths, stamps_of(paths), strict=True))

    def _unread(self, stamps: Mapping[Path, bytes | None]) -> Iterator[Path]:
        """The letters that the library has not read; files that were seen before are not hashed."""
        if not self._known:
            yield from stamps
            return
        seen = {path: self._files.digest(stamp) for path, stamp in stamps.items()}
        hashed = digests([path for path, digest in seen.items() if digest is None])
        for path, known in seen.items():
            digest = known or next(hashed)[1]
            if known is None and digest is not None:
                self._files.note(stamps[path], digest)
            if digest is not None and _short(digest) in self._known:
                self.tally.there += 1
            else:
                yield path
            self._watch.advanced(self.tally.there, len(stamps))

    def _sort(self, place: str, read: PublishedDetermination) -> int | None:
        taken = self._sorting.take(read)
        if read.provenance.row is not None:
            place = f"{place}, row {read.provenance.row}"
        if isinstance(taken, Seen):
            self.tally.copies += 1
            self._seen.append(taken)
            said = f"says what {cited_as(taken.id or '', taken.version or 1)} says; linked"
            gone = self._taken_off.has(read)
            self._watch.told(f"{place}: {'was withdrawn; left out' if gone else said}")
            return taken.version
        self.tally.taken[read.provenance.kind] += 1
        self.tally.in_part += bool(read.provenance.unread)
        self._fresh.append(taken)
        if taken.version > 1:
            self.tally.corrected += 1
            earlier = cited_as(taken.id, taken.version - 1)
            self._watch.told(f"{place}: differs from {earlier}; kept beside it as {taken.citation}")
        return taken.version

    def _versions(self, id: str) -> tuple[PublishedDetermination, ...]:
        pending = tuple(one for one in self._fresh if one.id == id)
        looked = self._looked.get(id)
        return (*(self._store.versions(id) if looked is None else looked), *pending)

    def _due(self) -> bool:
        many = len(self._fresh) + len(self._seen) >= AT_ONCE
        return many or self._clock() - self._written > SECONDS_AT_MOST


def build(
    store: LibraryStore,
    sources: Sequence[Path],
    watch: Watch,
    workers: int | None = None,
    *,
    rehash: bool = False,
) -> Tally:
    """Build a library from files, each taken for what its name ends in.

    Args:
        store: of the library; the right to write to it is held by the caller.
        sources: as `find_sources` finds them.
        watch: is told how it goes.
        workers: processes; one a core when None.
        rehash: read every file to know its digest, whatever was kept of it.
    """
    building = Building(store, watch, rehash=rehash)
    building.letters([path for path in sources if is_letter(path)], workers)
    take_others(building, sources)
    return building.tally


def take_others(building: Building, sources: Sequence[Path]) -> None:
    """Take in the sources that are no letters, in their order."""
    for path in sources:
        if was_read_before(path):
            building.library(path)
        elif is_table(path):
            building.table(path, deriving())
        elif path.name.lower().endswith(YAML):
            building.yaml(path)


def _until_broken(rows: Iterator[Read], ended: list[BadInput]) -> Iterator[Read]:
    """Rows up to where their table cannot be read on; why not is noted."""
    try:
        yield from rows
    except BadInput as error:
        ended.append(error)


def _short(digest: str) -> bytes:
    """Half of a digest: enough to tell sources apart, in half the memory."""
    return bytes.fromhex(digest[:32])
