"""Reads a release of the library: what it says of itself, whether it is whole, what it holds."""

from __future__ import annotations

import contextlib
import csv
import functools
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final, cast

import msgspec

from openimr.adapters.file_names import refusal, shown_name
from openimr.adapters.open_data_files import Advanced, digest_of
from openimr.publication.library.later import LaterEvent
from openimr.publication.library.links import Seen
from openimr.publication.model import PublishedDetermination
from openimr.publication.open_data import package, tables
from openimr.publication.open_data.from_fhir import unquoted
from openimr.publication.open_data.release import (
    EVENTS,
    LINES,
    PACKAGE,
    PARQUET,
    SUMS,
    Counting,
    Release,
    ReleasedFile,
)
from openimr.vocabulary.errors import BadInput

ENDINGS: Final = (".jsonl", ".jsonl.gz")
"""Files of one determination a line."""

LONGEST: Final = 20_000_000
"""Bytes of a line; the longest letters have a hundredth of that."""

_SUM: Final = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_DECODER: Final = msgspec.json.Decoder(PublishedDetermination)
_EVENTS: Final = msgspec.json.Decoder(LaterEvent)
_BROKEN: Final = (OSError, EOFError, zlib.error)

Read = PublishedDetermination | BadInput


def is_release(place: Path) -> bool:
    """Whether a place is the folder of a release."""
    return (place / PACKAGE).is_file() and (place / SUMS).is_file()


class Lines:
    """Determinations in a file of lines; what ``library build`` takes in."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.count: int | None = None

    def in_order(self) -> Iterator[Read]:
        """Every line, as a determination or with what is wrong with it.

        Raises:
            BadInput: when the file cannot be read on.
        """
        where = shown_name(self._path)
        for number, line in enumerate(_lines(self._path), start=1):
            try:
                yield _DECODER.decode(line)
            except (msgspec.DecodeError, ValueError) as error:
                found = f"is no determination of the library ({unquoted(error)})"
                yield BadInput(f"{where}, line {number}", found)

    def copies(self) -> tuple[Seen, ...]:
        """Lines tell no copies."""
        return ()

    def later_events(self) -> tuple[LaterEvent, ...]:
        """Lines of determinations tell nothing that happened later."""
        return ()


class OpenedRelease:
    """One release on the disk."""

    def __init__(self, folder: Path) -> None:
        """Open it.

        Raises:
            BadInput: when the folder is none.
        """
        self.folder = folder
        if not is_release(folder):
            found = f"is no release (it has no {PACKAGE} or no {SUMS})"
            raise BadInput(shown_name(folder), found)
        where = shown_name(folder / PACKAGE)
        with _refusals(folder / PACKAGE):
            told = (folder / PACKAGE).read_bytes()
        try:
            self.release: Release = package.release_of(msgspec.json.decode(told), where)
        except msgspec.DecodeError as error:
            raise BadInput(where, "is no JSON") from error

    @property
    def count(self) -> int:
        """Determinations, every version counted."""
        return self.release.counts.versions

    def in_order(self) -> Iterator[Read]:
        """Every determination by identifier and version; raises as `Lines.in_order`."""
        return Lines(self._at(LINES)).in_order()

    def copies(self) -> tuple[Seen, ...]:
        """A release tells no copies."""
        return ()

    def later_events(self) -> tuple[LaterEvent, ...]:
        """What happened later.

        Raises:
            BadInput: when the list cannot be read.
        """
        path = self._at(EVENTS)
        try:
            return tuple(map(_EVENTS.decode, _lines(path)))
        except (msgspec.DecodeError, ValueError) as error:
            raise BadInput(shown_name(path), "is no list of later events") from error

    @functools.cached_property
    def files(self) -> tuple[ReleasedFile, ...]:
        """Every file, the description and the list of checksums too.

        Raises:
            BadInput: when one of those two cannot be read.
        """
        beside = (self.folder / PACKAGE, self.folder / SUMS)
        with _refusals(self.folder):
            told = [
                ReleasedFile(name=one.name, size=one.stat().st_size, sha256=digest_of(one))
                for one in beside
            ]
        return (*self.release.files, *told)

    def faults(self, advanced: Advanced = lambda done, total: None) -> list[str]:
        """Everything that is not as it was written, in words; nothing where all is.

        Args:
            advanced: is told how many determinations are counted again, of how many.
        """
        faults = list(self._wrong_sums())
        if faults:
            return faults
        return [*self._wrong_words(), *self._wrong_rows(), *self._wrong_counts(advanced)]

    def sums(self) -> dict[str, str]:
        """The digest of each file by its name, as the list of checksums says.

        Raises:
            BadInput: when the list is none.
        """
        path = self.folder / SUMS
        with _refusals(path):
            found = [_SUM.fullmatch(line) for line in path.read_text("utf-8").splitlines()]
        if not all(found):
            raise BadInput(shown_name(path), "is no list of checksums")
        return {one[2]: one[1] for one in found if one}

    def _wrong_sums(self) -> Iterator[str]:
        sums = self.sums()
        there = {path.name for path in self.folder.iterdir()} - {SUMS}
        for name in sorted(sums.keys() - there):
            yield f"{name}: is missing"
        for name in sorted(there - sums.keys()):
            yield f"{name}: is not in {SUMS}"
        for name in sorted(sums.keys() & there):
            with _refusals(self.folder / name):
                if digest_of(self.folder / name) != sums[name]:
                    yield f"{name}: its bytes are others than {SUMS} says"

    def _wrong_words(self) -> Iterator[str]:
        """The description against the list of checksums: both are files that can be exchanged."""
        sums = self.sums()
        for one in self.release.files:
            if sums.get(one.name) != one.sha256:
                yield f"{one.name}: {PACKAGE} says another digest than {SUMS}"
            elif (self.folder / one.name).stat().st_size != one.size:
                yield f"{one.name}: {PACKAGE} says another size"

    def _wrong_rows(self) -> Iterator[str]:
        for one in self.release.files:
            if one.rows is not None:
                rows = _rows(self.folder / one.name)
                if rows != one.rows:
                    yield f"{one.name}: has {rows:,} rows; {PACKAGE} says {one.rows:,}"

    def _wrong_counts(self, advanced: Advanced) -> Iterator[str]:
        counting = Counting()
        for done, read in enumerate(self.in_order(), start=1):
            advanced(done, self.count)
            if isinstance(read, BadInput):
                yield str(read)
            else:
                counting.add((read,))
        if counting.counts(len(self.later_events())) != self.release.counts:
            yield f"{LINES}: {PACKAGE} says other counts than there are"

    def _at(self, name: str) -> Path:
        plain = self.folder / name
        return plain if plain.exists() else plain.with_name(f"{name}{package.GZIP}")


def _rows(path: Path) -> int:
    name = package.plain_name(path.name)
    if name == PARQUET:
        import pyarrow.parquet as pq  # noqa: PLC0415 - only this needs it

        return int(pq.ParquetFile(path).metadata.num_rows)
    if name in {one.name for one in tables.DESCRIBED}:
        with _refusals(path), _opened(path) as file:
            text = io.TextIOWrapper(file, encoding="utf-8", newline="")
            return sum(1 for _ in csv.reader(text)) - 1
    return sum(1 for _ in _lines(path))


def _opened(path: Path) -> IO[bytes]:
    if path.name.endswith(package.GZIP):
        return cast(IO[bytes], gzip.open(path, "rb"))
    return path.open("rb")


def _lines(path: Path) -> Iterator[bytes]:
    """The lines of a file that say something.

    Raises:
        BadInput: when it cannot be read, or has a line beyond all measure.
    """
    with _refusals(path), _opened(path) as file:
        while line := file.readline(LONGEST + 1):
            if len(line) > LONGEST:
                raise BadInput(
                    shown_name(path), "has a line that is too long to be a determination"
                )
            if line.strip():
                yield line


@contextlib.contextmanager
def _refusals(path: Path) -> Iterator[None]:
    try:
        yield
    except gzip.BadGzipFile as error:
        raise BadInput(shown_name(path), "is not packed with gzip") from error
    except _BROKEN as error:
        why = refusal(error) if isinstance(error, OSError) else "it ends in the middle"
        raise BadInput(shown_name(path), f"cannot be read ({why})") from error
