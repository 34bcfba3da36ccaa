"""Files that lie sealed on the disk: read from anywhere in them, told plainly when they changed.

How it is used::

    with sealed_file.opened(path, keys) as file:        # sealed or plain, told by its first bytes
        file.seek(70_000_000); file.read(100)           # decrypts the chunk that it needs
    content = sealed_file.content_of(path, keys)
    with whole_file(path, mode=OWNER_ALONE) as passing, sealed_file.writing(passing, keys) as file:
        file.write(block)
    sealed_file.size_of(path)                           # of what is in it, without any key
    key = sealed_file.key_for(path, keys)               # hand path and key to a limited process,
    with sealed_file.opened_by(path, key) as file: ...  # which has no keys of its own

``keys`` is the installation's `key_ring.KeyRing` (``bootstrap.case_folders().keys``): it knows by
where a file lies whose it is. Outside the data folder, and with `NO_KEYS`, files are written plain;
plain files are read wherever they lie. A file keeps its key when it is moved within its case; from
one case to another it must be copied.

The format: 48 bytes of header (magic with version, identifier of the case's key, salt), then
chunks of 64 KiB, each with AES-256-GCM. Every file has a key of its own, HMAC-SHA256 of the header
under the case's key, so nonces count from zero. A chunk is bound to header, place and whether it
is the last: what is changed, cut short, put in another order or into another case is found.
"""

from __future__ import annotations

import collections
import contextlib
import hmac
import io
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from openimr.adapters.file_names import shown_name
from openimr.vocabulary.errors import BadInput

MAGIC: Final = b"OpenIMR\x01"
CHUNK: Final = 1 << 16
_ID, _SALT, _TAG = 16, 24, 16
HEADER: Final = len(MAGIC) + _ID + _SALT
_SEALED_CHUNK: Final = CHUNK + _TAG
_CHUNKS_KEPT: Final = 4
"""Decrypted chunks that an open file keeps: a PDF's reader goes to and fro between few places."""


@dataclass(frozen=True)
class FileKey:
    """The key of a case's files; it never shows what it is.

    Attributes:
        id: 16 bytes by which files name it.
        secret: 32 bytes.
    """

    id: bytes
    secret: bytes = field(repr=False)

    @classmethod
    def fresh(cls) -> FileKey:
        """A key that nobody had before."""
        return cls(id=secrets.token_bytes(_ID), secret=secrets.token_bytes(32))


class Keys(Protocol):
    """Knows by which key a file is sealed, from where it lies."""

    def opening(self, path: Path) -> FileKey:
        """The key that opens a sealed file.

        Raises:
            BadInput: when it is not to be had.
        """
        ...

    def sealing(self, path: Path) -> FileKey | None:
        """The key to seal a new file with, made when there is none; None where files are plain."""
        ...

    def adopt(self, passing: Path, folder: Path) -> bool:
        """Give a folder the key of another one, so that files can be moved to it.

        Args:
            passing: the folder whose files will be moved.
            folder: where to.

        Returns:
            Whether they may be moved as they are; otherwise they must be copied.
        """
        ...


class _NoKeys:
    """Opens no sealed file, and writes plain ones."""

    def opening(self, path: Path) -> FileKey:
        remedy = "Only its installation opens it, from where it lies in the data folder."
        raise BadInput(shown_name(path.name), "is sealed", remedy)

    def sealing(self, path: Path) -> FileKey | None:
        return None

    def adopt(self, passing: Path, folder: Path) -> bool:
        return True


NO_KEYS: Final[Keys] = _NoKeys()
"""For folders that a user names: nothing is sealed there."""


class Writable(Protocol):
    """What a file that is being written takes."""

    def write(self, content: bytes, /) -> int:
        """Take more of the file's content."""
        ...


def is_sealed(path: Path) -> bool:
    """Whether the file at ``path`` is sealed, by its first bytes."""
    with path.open("rb", buffering=0) as file:
        return file.read(len(MAGIC)) == MAGIC


def size_of(path: Path) -> int:
    """The bytes of what is in a file, sealed or plain; it takes no key."""
    size = path.stat().st_size
    return _measured(size, path)[1] if is_sealed(path) else size


def size_within(stored: int) -> int:
    """The bytes of what is in a sealed file that takes ``stored`` bytes."""
    return _measured(stored, Path("a sealed file"))[1]


def key_for(path: Path, keys: Keys) -> FileKey | None:
    """What opens the file at ``path``: the key of a sealed one, None for a plain one.

    A file that cannot be opened at all has none either: whoever opens it says why.
    """
    try:
        return keys.opening(path) if is_sealed(path) else None
    except OSError:
        return None


def opened(path: Path, keys: Keys) -> io.BufferedReader:
    """The content of a file, sealed or plain, to be read from anywhere in it.

    Raises:
        BadInput: when it is sealed and its key is not to be had, or it is not what was sealed;
            the latter also from any later reading.
        OSError: as ``open``.
    """
    return opened_by(path, key_for(path, keys))


def opened_by(path: Path, key: FileKey | None) -> io.BufferedReader:
    """As `opened`, with the key that `key_for` gave."""
    if key is None:
        return path.open("rb")
    return io.BufferedReader(_Opened(path, key), CHUNK)


def content_of(path: Path, keys: Keys) -> bytes:
    """All of a file's content, as `opened`."""
    with opened(path, keys) as file:
        return file.read()


@contextlib.contextmanager
def writing(path: Path, keys: Keys) -> Iterator[Writable]:
    """Write a new file for its owner alone, sealed where its place says so, over an older one.

    What is broken off leaves a file that cannot be opened: write it as a ``whole_file``.

    Args:
        path: the file; give one beside the final place.
        keys: of the installation.
    """
    with writing_by(path, keys.sealing(path)) as file:
        yield file


@contextlib.contextmanager
def writing_by(path: Path, key: FileKey | None) -> Iterator[Writable]:
    """As `writing`, by a given key; plain without."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        if key is None:
            yield file
        else:
            sealing = _Sealing(file, key)
            yield sealing
            sealing.finish()


def write(path: Path, content: bytes, keys: Keys) -> None:
    """Write all of a file, as `writing`."""
    with writing(path, keys) as file:
        file.write(content)


class _Chunks:
    """The cipher of one file: its chunks by their numbers.

    Args:
        header: of the file.
        key: of the case.
    """

    def __init__(self, header: bytes, key: FileKey) -> None:
        # Loading it takes 30 ms, which whoever handles plain files does not wait for.
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

        self._cipher = AESGCM(hmac.digest(key.secret, header, "sha256"))
        self._header = header

    def sealed(self, number: int, last: bool, content: bytearray | memoryview) -> bytes:
        return self._cipher.encrypt(_nonce(number, last), content, self._header)

    def opened(self, number: int, last: bool, content: bytes) -> bytes:
        """The chunk; InvalidTag when it is not what was sealed."""
        return self._cipher.decrypt(_nonce(number, last), content, self._header)


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


class _Sealing:
    """Seals what is written, chunk by chunk; the last one waits for the end."""

    def __init__(self, file: BinaryIO, key: FileKey) -> None:
        header = MAGIC + key.id + secrets.token_bytes(_SALT)
        file.write(header)
        self._file, self._chunks = file, _Chunks(header, key)
        self._waiting, self._number = bytearray(), 0

    def write(self, content: bytes, /) -> int:
        self._waiting += content
        whole = (len(self._waiting) - 1) // CHUNK * CHUNK
        if whole > 0:
            with memoryview(self._waiting) as waiting:
                for start in range(0, whole, CHUNK):
                    self._put(waiting[start : start + CHUNK], last=False)
            del self._waiting[:whole]
        return len(content)

    def finish(self) -> None:
        self._put(self._waiting, last=True)

    def _put(self, content: bytearray | memoryview, *, last: bool) -> None:
        self._file.write(self._chunks.sealed(self._number, last, content))
        self._number += 1


class _Opened(io.RawIOBase):
    """A sealed file open for reading; the last chunk, looked at first, proves the length."""

    def __init__(self, path: Path, key: FileKey) -> None:
        self._path = path
        self._file = path.open("rb", buffering=0)
        try:
            header = os.pread(self._file.fileno(), HEADER, 0)
            self._count, self._size = _measured(os.fstat(self._file.fileno()).st_size, path)
            if header[len(MAGIC) : len(MAGIC) + _ID] != key.id:
                raise _otherwise(path, "is sealed with another key: it is of another case")
            self._chunks = _Chunks(header, key)
            self._kept: collections.OrderedDict[int, bytes] = collections.OrderedDict()
            self._at = 0
            self._chunk(self._count - 1)
        except BaseException:
            self._file.close()
            raise

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError("a file has no place before its beginning")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill the buffer, unless the file ends before."""
        into, done = memoryview(buffer).cast("B"), 0
        while done < len(into) and self._at < self._size:
            start = self._at % CHUNK
            part = memoryview(self._chunk(self._at // CHUNK))[start : start + len(into) - done]
            into[done : done + len(part)] = part
            done += len(part)
            self._at += len(part)
        return done

    def close(self) -> None:
        self._file.close()
        super().close()

    def _chunk(self, number: int) -> bytes:
        if number in self._kept:
            self._kept.move_to_end(number)
            return self._kept[number]
        chunk = self._kept[number] = self._decrypted(number)
        if len(self._kept) > _CHUNKS_KEPT:
            self._kept.popitem(last=False)
        return chunk

    def _decrypted(self, number: int) -> bytes:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as `_Chunks`

        start = HEADER + number * _SEALED_CHUNK
        sealed = os.pread(self._file.fileno(), _SEALED_CHUNK, start)
        try:
            return self._chunks.opened(number, number == self._count - 1, sealed)
        except InvalidTag:
            raise _otherwise(self._path) from None


def _measured(size: int, path: Path) -> tuple[int, int]:
    """Chunks of a sealed file of a size, and bytes of its content."""
    full, rest = divmod(size - HEADER, _SEALED_CHUNK)
    if size < HEADER + _TAG or 0 < rest < _TAG:
        raise _otherwise(path)
    chunks = full + (rest > 0)
    return chunks, size - HEADER - chunks * _TAG


def _otherwise(path: Path, found: str = "is not what was sealed: changed or cut short") -> BadInput:
    return BadInput(shown_name(path.name), found, "Restore it from a backup.")
