"""Images of pages kept on disk by one process, for that process alone, in a bounded room.

The file has no name: when the process ends, by whatever death, it is gone. What stands in it is
sealed with a key that is in memory alone, so that neither a backup nor a stolen disk shows a page.
The room is written round and round; what is overwritten is forgotten.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MOST_BYTES: Final = 128 << 20
"""Of one process: about a thousand pages."""

_NONCE: Final = 12


class ImageCache:
    """Keeps what was put last; where the disk is full or gone, nothing.

    Args:
        folder: on the disk that is used; nothing appears in it.
        most: bytes on disk at most.
    """

    def __init__(self, folder: Path, most: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most = most
        self._seal = AESGCM(secrets.token_bytes(32))
        self._kept: OrderedDict[str, tuple[int, int]] = OrderedDict()
        self._end = 0
        self._file: int | None = None
        self._using = threading.Lock()

    def get(self, key: str) -> bytes | None:
        """What was kept under a key, or None."""
        with self._using:
            if key not in self._kept or self._file is None:
                return None
            start, length = self._kept[key]
            try:
                sealed = os.pread(self._file, length, start)
                return self._seal.decrypt(sealed[:_NONCE], sealed[_NONCE:], key.encode())
            except (OSError, InvalidTag):
                del self._kept[key]
                return None

    def put(self, key: str, content: bytes) -> None:
        """Keep something, if there is room for it; what lies there is forgotten."""
        nonce = secrets.token_bytes(_NONCE)
        sealed = nonce + self._seal.encrypt(nonce, content, key.encode())
        if len(sealed) > self._most:
            return
        with self._using, contextlib.suppress(OSError):
            self._write(key, sealed)

    def close(self) -> None:
        """Give the room back."""
        with self._using:
            self._kept.clear()
            if self._file is not None:
                os.close(self._file)
                self._file = None

    def _write(self, key: str, sealed: bytes) -> None:
        start = self._end
        if start + len(sealed) > self._most:
            self._forget(start, self._most)
            start = 0
        end = start + len(sealed)
        self._kept.pop(key, None)
        self._forget(start, end)
        if os.pwrite(self._opened(), sealed, start) == len(sealed):
            self._kept[key] = start, len(sealed)
            self._end = end

    def _forget(self, start: int, end: int) -> None:
        """Forget what is overwritten: it was put before all that stays."""
        while self._kept:
            oldest = next(iter(self._kept))
            at, length = self._kept[oldest]
            if at >= end or at + length <= start:
                break
            del self._kept[oldest]

    def _opened(self) -> int:
        if self._file is None:
            with tempfile.TemporaryFile(dir=self._folder) as made:
                self._file = os.dup(made.fileno())
        return self._file
