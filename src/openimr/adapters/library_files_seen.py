"""Digests of files that were read before, known again by what the disk tells of them.

So a second run need not read every file only to know that it has.

A file is the same as long as its device, inode, size and both its times are; the time of its last
change cannot be set by hand. What changed so shortly before it was looked at that another change
could have the same time is not kept. What is kept can be removed at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np

FILES: Final = "files-seen"
"""In a library's folder: records of a stamp and half a digest, one after another."""

TOO_FRESH: Final = 2_000_000_000
"""Nanoseconds for which a file must have rested: no disk tells times less exactly."""

_RECORD: Final = np.dtype([("stamp", ">u8"), ("rest", "S8"), ("digest", "S16")])


class FilesSeen:
    """Half the digests of files that were read before.

    Args:
        path: of the records; one that is not there holds none.
        rehash: whether to begin anew, so that every file is read again.
    """

    def __init__(self, path: Path, *, rehash: bool = False) -> None:
        self._path, self._fresh = path, bytearray()
        content = b"" if rehash else _read(path)
        self._anew = rehash or len(content) % _RECORD.itemsize != 0
        whole = len(content) // _RECORD.itemsize * _RECORD.itemsize
        records = np.frombuffer(content[:whole], np.uint8).reshape(-1, _RECORD.itemsize)
        stamps = records[:, :8].copy().view(">u8").reshape(-1)
        order = np.argsort(stamps, kind="stable")
        self._records, self._stamps = records[order], stamps[order].astype(np.uint64)

    def digest(self, stamp: bytes | None) -> str | None:
        """Half the digest of a file, in hexadecimal; None where it was not seen like that.

        Args:
            stamp: as `stamp_of` tells it.
        """
        if stamp is None:
            return None
        place = int(np.searchsorted(self._stamps, np.uint64(int.from_bytes(stamp[:8]))))
        while place < len(self._records):
            record = self._records[place].tobytes()
            if record[:8] != stamp[:8]:
                return None
            if record[:16] == stamp:
                return bytes(record[16:]).hex()
            place += 1
        return None

    def note(self, stamp: bytes | None, digest: str) -> None:
        """Keep the digest of a file that was read after its stamp was taken."""
        if stamp is not None and self.digest(stamp) is None:
            self._fresh += stamp + bytes.fromhex(digest[:32])

    def write(self) -> None:
        """Put what was noted on the disk; where it cannot be, files are read again next time."""
        if not self._fresh and not self._anew:
            return
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as file:
                if self._anew:  # what a killed run wrote of a record is cut off
                    file.truncate(len(self._records) * _RECORD.itemsize)
                file.write(self._fresh)
            self._anew = False
        self._fresh.clear()


def stamp_of(path: Path, now: int | None = None) -> bytes | None:
    """What tells a file as it is now; None for one that cannot be seen or changed just now.

    Args:
        path: of the file.
        now: nanoseconds since 1970; the clock's when None.
    """
    try:
        state = path.stat()
    except OSError:
        return None
    if max(state.st_mtime_ns, state.st_ctime_ns) > (now or time.time_ns()) - TOO_FRESH:
        return None
    told = (state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)
    return hashlib.blake2b(repr(told).encode(), digest_size=16).digest()


def stamps_of(paths: Iterable[Path]) -> list[bytes | None]:
    """What tells each file as it is now."""
    now = time.time_ns()
    return [stamp_of(path, now) for path in paths]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
