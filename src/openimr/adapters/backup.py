"""Everything of an installation in one file, and back: the record, its tables, the files.

The file is a plain tar archive: one compressed file of JSON lines per table, the files of the
data folder as they are, and last a list of all of them with SHA-256 and size. So it can be read
without OpenIMR, a file that was cut off lacks its list, and a backup of an SQLite installation can
be restored into PostgreSQL and the other way round.

What was read of pages is left out, being read again from the papers, and so are the jobs: errands
of the last days become jobs anew, and what the record holds as done is not done again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

import msgspec

from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.value import Value

FORMAT = "openimr-backup-1"
LIST, TABLES, FILES = "list.json", "tables/", "files/"
KEPT_FOLDERS = ("cases", "to-be-posted")
"""Folders of the data folder that are backed up."""

KEPT_FILES = ("library/withdrawn.jsonl", "library/later-events.jsonl")
"""Files that are backed up: the library is built anew, and these are entered by people."""

_LEFT_OUT = ".pages"
_BLOCK = 1 << 20


class Member(Value, frozen=True, kw_only=True):
    """One file in a backup."""

    name: str
    size: int
    sha256: str


class Contents(Value, frozen=True, kw_only=True):
    """The list at the end of a backup.

    Attributes:
        events: number of events in the record.
        root: of the last daily anchor, or "".
    """

    format: str
    made: dt.datetime
    version: str
    events: int
    root: str
    members: tuple[Member, ...]


@dataclass
class BackupWriter:
    """Writes a backup beside its final name, and puts it in place when it is whole.

    Attributes:
        place: the backup's file.
    """

    place: Path

    def __post_init__(self) -> None:
        if self.place.exists():
            raise BadInput(str(self.place), "is there already", "Name a new file")
        self._passing = self.place.with_name(f".{self.place.name}.part")
        self._passing.unlink(missing_ok=True)
        self._passing.touch(mode=0o600)
        self._members: list[Member] = []
        self._archive = tarfile.open(self._passing, "w")  # noqa: SIM115 - closed by `finish`

    def add(self, name: str, file: IO[bytes], size: int) -> None:
        """Put a file of a known size into the backup."""
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size, 0o600
        counted = _Hashing(file)
        self._archive.addfile(entry, counted)
        digest = counted.whole.hexdigest()
        self._members.append(Member(name=name, size=size, sha256=digest))

    def add_files(self, home: Path) -> None:
        """Put the files of the data folder into the backup."""
        for path in _files(home):
            with path.open("rb") as file:
                name = FILES + path.relative_to(home).as_posix()
                self.add(name, file, path.stat().st_size)

    def finish(self, made: dt.datetime, version: str, events: int, root: str) -> Contents:
        """Write the list and put the backup in place."""
        contents = Contents(
            format=FORMAT,
            made=made,
            version=version,
            events=events,
            root=root,
            members=tuple(self._members),
        )
        content = msgspec.json.encode(contents)
        entry = tarfile.TarInfo(LIST)
        entry.size, entry.mode = len(content), 0o600
        self._archive.addfile(entry, io.BytesIO(content))
        self._archive.close()
        self._passing.replace(self.place)
        return contents

    def give_up(self) -> None:
        """Leave nothing behind."""
        self._passing.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # closing writes the archive's end, on a disk now full
            self._archive.close()


class _Hashing(io.RawIOBase):
    """A file that is hashed while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.whole = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._file.read(size)
        self.whole.update(block)
        return block


def _files(home: Path) -> Iterator[Path]:
    for folder in KEPT_FOLDERS:
        for path in sorted((home / folder).rglob("*")):
            if path.is_file() and not path.is_symlink() and _LEFT_OUT not in path.parts:
                yield path
    yield from (place for file in KEPT_FILES if (place := home / file).is_file())


@dataclass
class BackupReader:
    """A backup that was checked from end to end before anything is taken from it.

    Attributes:
        place: the backup's file.
    """

    place: Path

    def __post_init__(self) -> None:
        self.contents = self._checked()

    def _checked(self) -> Contents:
        """The list, when every file is what it says.

        Raises:
            BadInput: when the file is no backup, was cut off, or holds anything else.
        """
        found: list[Member] = []
        listed = b""
        try:
            for entry, file in self._entries():
                if entry.name == LIST:
                    listed = file.read()
                else:
                    found.append(_member(entry, file))
        except tarfile.TarError:
            raise self._bad("is no backup, or was cut off") from None
        if not listed:
            raise self._bad("was cut off: it has no list of its files")
        try:
            contents = msgspec.json.decode(listed, type=Contents)
        except (msgspec.MsgspecError, ValueError):
            raise self._bad("has a list that cannot be read") from None
        if contents.format != FORMAT:
            raise self._bad("is of another version of OpenIMR")
        self._compare(contents, found)
        return contents

    def _compare(self, contents: Contents, found: list[Member]) -> None:
        listed = {one.name: one for one in contents.members}
        for one in found:
            if listed.pop(one.name, None) != one:
                raise self._bad(f"holds {one.name} otherwise than it was backed up")
        if listed:
            raise self._bad(f"lacks {min(listed)}")

    def tables(self) -> Iterator[tuple[str, IO[bytes]]]:
        """Every table's name and its compressed lines."""
        for entry, file in self._entries():
            if entry.name.startswith(TABLES):
                yield entry.name.removeprefix(TABLES).removesuffix(".jsonl.gz"), file

    def take_files(self, home: Path) -> int:
        """Put the files into a data folder; how many."""
        count = 0
        for entry, file in self._entries():
            if entry.name.startswith(FILES):
                path = home / entry.name.removeprefix(FILES)
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                path.touch(mode=0o600)
                with path.open("wb") as out:
                    while block := file.read(_BLOCK):
                        out.write(block)
                count += 1
        return count

    def _entries(self) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
        try:
            with tarfile.open(self.place, "r:") as archive:
                for entry in archive:
                    file = archive.extractfile(entry) if entry.isreg() else None
                    if file is None or not _is_safe(entry.name):
                        raise self._bad("holds something that no backup holds")
                    yield entry, file
        except OSError as error:
            raise self._bad(f"cannot be read ({error.strerror})") from None

    def _bad(self, found: str) -> BadInput:
        return BadInput(str(self.place), found, "Use another backup; nothing was restored from it")


def _is_safe(name: str) -> bool:
    """Whether a name stays within the places of a backup."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name:
        return False
    if name.startswith(FILES):
        named = name.removeprefix(FILES) in KEPT_FILES
        return named or (len(path.parts) > 2 and path.parts[1] in KEPT_FOLDERS)
    return name == LIST or name.startswith(TABLES)


def _member(entry: tarfile.TarInfo, file: IO[bytes]) -> Member:
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    return Member(name=entry.name, size=entry.size, sha256=digest)


def check_nothing_kept(home: Path) -> None:
    """Nothing is restored over papers that are there.

    Raises:
        Refused: when the data folder holds cases.
    """
    for kept in (*KEPT_FOLDERS, *KEPT_FILES):
        if (home / kept).is_file() or any((home / kept).rglob("*")):
            raise Refused(
                f"The data folder {home} is not empty.",
                rule="restore-into-nothing",
                remedy="Name an empty folder in OPENIMR_DATA.",
            )


def passing_folder(home: Path) -> tempfile.TemporaryDirectory[str]:
    """A private folder for tables on their way, on the disk of the data folder."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return tempfile.TemporaryDirectory(prefix=".backup-", dir=home)
