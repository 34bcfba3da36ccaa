"""Writes a release of the library: all tables in one pass, there as a whole or not at all.

The same library gives the same bytes: determinations stand by identifier and version, whatever
the parts of the library, and no file knows when it was written.
"""

from __future__ import annotations

import contextlib
import csv
import fcntl
import gzip
import io
import itertools
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any, Final, cast

import msgspec
import pyarrow.parquet as pq

from openimr.adapters.file_names import shown_name
from openimr.adapters.library_columns import arrow_schema, as_table
from openimr.adapters.library_store import LibraryStore
from openimr.adapters.library_withdrawn_list import taken_off
from openimr.adapters.open_data_files import Advanced, digest_of
from openimr.adapters.whole_file import force_onto_disk, refusals
from openimr.publication.library.later import LaterEvent
from openimr.publication.model import PublishedDetermination
from openimr.publication.open_data import package, tables
from openimr.publication.open_data.release import (
    EVENTS,
    LINES,
    PACKAGE,
    PARQUET,
    SUMS,
    Counting,
    Release,
    ReleasedFile,
    Terms,
    schema_version,
)
from openimr.vocabulary.errors import BadInput

AT_ONCE: Final = 2_000
"""Determinations that are written at once: a group of rows of the Parquet file."""

_LEVEL: Final = 6
_LOCK: Final = ".writing"
_ENCODER: Final = msgspec.json.Encoder()


class _Tables(contextlib.ExitStack):
    """The tables of a release while they are written."""

    def __init__(self, folder: Path, *, compressed: bool) -> None:
        super().__init__()
        self._folder, self._compressed = folder, compressed
        self.rows: dict[str, int] = {}
        self.counting = Counting()
        self._lines = self._opened(LINES)
        self._tables = {
            one.name: self._table(one.name, tables.header(one)) for one in tables.TABLES
        }
        self._parquet = self.enter_context(
            pq.ParquetWriter(folder / PARQUET, arrow_schema(), compression="zstd")
        )
        self.rows[PARQUET] = 0
        self._beside = self.enter_context(ThreadPoolExecutor(1))
        self._pending: Future[None] | None = None

    def add(self, said: Sequence[PublishedDetermination]) -> None:
        """Write further determinations; columns are made beside the lines."""
        self._wait()
        self._pending = self._beside.submit(self._add_columns, said)
        self.counting.add(said)
        self._lines.write(_ENCODER.encode_lines(said))
        self.rows[self._named(LINES)] += len(said)
        for name, rows in tables.rows_of(said).items():
            self._tables[name].writerows(rows)
            self.rows[self._named(name)] += len(rows)

    def _add_columns(self, said: Sequence[PublishedDetermination]) -> None:
        self._parquet.write_table(as_table(said))
        self.rows[PARQUET] += len(said)

    def _wait(self) -> None:
        """Until the columns of what was added are written; raises what kept them from it."""
        if self._pending is not None:
            self._pending.result()

    def finish(self, events: Sequence[LaterEvent]) -> None:
        """Write what happened later; all else is written then."""
        self._wait()
        self._opened(EVENTS).write(_ENCODER.encode_lines(events))
        table = self._table(tables.EVENTS.name, tables.header(tables.EVENTS))
        table.writerows(map(tables.event_row, events))
        self.rows[self._named(EVENTS)] = self.rows[self._named(tables.EVENTS.name)] = len(events)

    def _named(self, name: str) -> str:
        return f"{name}{package.GZIP}" if self._compressed else name

    def _opened(self, name: str) -> IO[bytes]:
        named = self._named(name)
        self.rows[named] = 0
        file = self.enter_context((self._folder / named).open("wb"))
        if not self._compressed:
            return file
        packed: Any = gzip.GzipFile("", "wb", _LEVEL, file, mtime=0)
        return cast(IO[bytes], self.enter_context(packed))

    def _table(self, name: str, header: list[str]) -> Any:
        file = io.TextIOWrapper(self._opened(name), encoding="utf-8", newline="")
        writer = csv.writer(self.enter_context(file))
        writer.writerow(header)
        return writer


def write_release(  # noqa: PLR0913
    store: LibraryStore,
    releases: Path,
    terms: Terms,
    *,
    version: str,
    compressed: bool = False,
    advanced: Advanced = lambda done, total: None,
) -> Path:
    """Write a release of a library as it is now.

    Args:
        store: of the library.
        releases: the folder in which the release gets a folder of its name.
        terms: of whoever publishes it.
        version: of the program.
        compressed: whether tables of text are packed (gzip).
        advanced: is told how it goes.

    Returns:
        The folder of the release.

    Raises:
        BadInput: when there is one of that name, another run writes there, or the disk refuses.
    """
    folder, unfinished = releases / terms.name, releases / f".{terms.name}.unfinished"
    with _alone(releases):
        if folder.exists():
            remedy = "A release never changes: take another name, or remove it first."
            raise BadInput(shown_name(folder), "is there already", remedy)
        with refusals(folder):
            shutil.rmtree(unfinished, ignore_errors=True)  # what a killed run left
            unfinished.mkdir()
            _fill(unfinished, store, terms, version, compressed, advanced)
            unfinished.rename(folder)
            force_onto_disk(releases)
    return folder


def _fill(  # noqa: PLR0913, PLR0917
    folder: Path,
    store: LibraryStore,
    terms: Terms,
    version: str,
    compressed: bool,
    advanced: Advanced,
) -> None:
    total, done = store.count, 0
    withdrawn = len(taken_off(store.folder).told)  # before it is read: what comes off now is in it
    with _Tables(folder, compressed=compressed) as written:
        for said in _batches(store.in_order(), AT_ONCE):
            written.add(said)
            done += len(said)
            advanced(done, total)
        events = store.later_events()
        written.finish(events)
    _describe(folder)
    release = Release(
        terms=terms,
        counts=written.counting.counts(len(events)),
        schema=schema_version(),
        openimr=version,
        files=(),
        withdrawn=withdrawn,
    )
    names = tuple(path.name for path in _files(folder))
    page = package.readme(terms, release.counts, release.cite, names)
    (folder / package.README).write_text(page, encoding="utf-8")
    files = tuple(_released(path, written.rows) for path in _files(folder))
    release = msgspec.structs.replace(release, files=files)
    told = msgspec.json.format(msgspec.json.encode(package.package_of(release)))
    (folder / PACKAGE).write_bytes(told + b"\n")
    _sum(folder, {one.name: one.sha256 for one in files})


def _describe(folder: Path) -> None:
    for name, text in package.descriptions().items():
        (folder / name).write_text(text, encoding="utf-8")
    with (folder / package.DICTIONARY_TABLE).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(package.dictionary_rows())


def _files(folder: Path) -> list[Path]:
    """The files in the order in which a release tells them."""
    order = list(package.SAYS)
    known = {path: package.plain_name(path.name) for path in folder.iterdir()}
    return sorted(known, key=lambda path: order.index(known[path]))


def _released(path: Path, rows: dict[str, int]) -> ReleasedFile:
    return ReleasedFile(
        name=path.name,
        size=path.stat().st_size,
        sha256=digest_of(path),
        rows=rows.get(path.name),
    )


def _sum(folder: Path, known: Mapping[str, str]) -> None:
    """Write the list of checksums; those of large files are known."""
    paths = sorted(folder.iterdir())
    lines = [f"{known.get(path.name) or digest_of(path)}  {path.name}\n" for path in paths]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")
    for path in (*paths, folder / SUMS):
        force_onto_disk(path)
    force_onto_disk(folder)


def _batches(
    told: Iterable[PublishedDetermination], size: int
) -> Iterator[list[PublishedDetermination]]:
    waiting = iter(told)
    while batch := list(itertools.islice(waiting, size)):
        yield batch


@contextlib.contextmanager
def _alone(releases: Path) -> Iterator[None]:
    """Be the one run that writes releases here."""
    with refusals(releases):
        releases.mkdir(parents=True, exist_ok=True)
        lock = os.open(releases / _LOCK, os.O_CREAT | os.O_RDWR, 0o666)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        remedy = "Wait until it has finished."
        raise BadInput(shown_name(releases), "another run writes there", remedy) from None
    finally:
        os.close(lock)
