"""Small SQLite databases that lie sealed: made and read in memory, never in a file of their own.

Reading takes the whole file into memory, which is quick for what a case file needs (a few
megabytes for each thousand pages). The ones used last stay open, so that who goes on in the same
case does not wait again.
"""

from __future__ import annotations

import atexit
import contextlib
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from openimr.adapters import sealed_file
from openimr.adapters.sealed_file import FileKey, Keys
from openimr.adapters.whole_file import OWNER_ALONE, whole_file

MOST_OPEN: Final = 4
"""Databases that a process keeps open."""

MOST_BYTES: Final = 256 << 20
"""Of all that a process keeps open."""

_IN_MEMORY: Final = "PRAGMA temp_store = MEMORY"
"""Nothing of a sealed database goes to a temporary file, however much is sorted."""


@contextlib.contextmanager
def making(place: Path, keys: Keys) -> Iterator[sqlite3.Connection]:
    """A new database, put in place sealed, whole or not at all, over an older one."""
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        database.execute(_IN_MEMORY)
        yield database
        database.commit()
        content = database.serialize()
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with whole_file(place, mode=OWNER_ALONE) as passing:
        sealed_file.write(passing, content, keys)


@contextlib.contextmanager
def reading(place: Path, keys: Keys) -> Iterator[sqlite3.Connection]:
    """A database to read from, sealed or plain; what is changed in it is not kept.

    Raises:
        BadInput: as ``sealed_file.opened``.
        OSError: when it is not there.
    """
    there = place.stat()
    seen = (str(place), there.st_ino, there.st_mtime_ns)
    key = sealed_file.key_for(place, keys)  # asked always: without it, what is open serves nobody
    one = _OPEN.take(seen) or _opened(place, key)
    try:
        yield one.database
    except BaseException:
        one.database.close()
        raise
    _OPEN.give_back(seen, one)


class _Open(NamedTuple):
    """An open database and its size in bytes."""

    database: sqlite3.Connection
    size: int


def _opened(place: Path, key: FileKey | None) -> _Open:
    with sealed_file.opened_by(place, key) as file:
        content = file.read()
    database = sqlite3.connect(":memory:", check_same_thread=False)  # one at a time uses it
    database.deserialize(content)
    database.execute(_IN_MEMORY)
    return _Open(database, len(content))


class _Kept:
    """The databases used last, each taken out while somebody uses it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int, int], _Open] = OrderedDict()
        self._using = threading.Lock()

    def take(self, seen: tuple[str, int, int]) -> _Open | None:
        with self._using:
            return self._kept.pop(seen, None)

    def give_back(self, seen: tuple[str, int, int], one: _Open) -> None:
        with self._using:
            if seen in self._kept:
                one.database.close()
                return
            self._kept[seen] = one
            while len(self._kept) > MOST_OPEN or self._size() > MOST_BYTES:
                self._kept.popitem(last=False)[1].database.close()

    def close(self) -> None:
        with self._using:
            while self._kept:
                self._kept.popitem()[1].database.close()

    def _size(self) -> int:
        return sum(one.size for one in self._kept.values())


_OPEN: Final = _Kept()
atexit.register(_OPEN.close)


def close_all() -> None:
    """Let go of every database that is kept open."""
    _OPEN.close()
