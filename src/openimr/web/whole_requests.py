"""Requests come in whole before they are answered, and are answered one after another.

Python answers one request of a process at a time. Without this, whoever sends a form byte by byte
would keep a process from answering anybody else: a few connections, and nobody is answered. Files
go out as slowly as whoever asked for them takes them in: block by block, by the server's threads.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from openimr.adapters.web_server import TAKING_IN
from openimr.web.received_files import MOST_BYTES

LARGEST = MOST_BYTES + 5_000_000
"""Bytes of a body that is taken in: somewhat more than a form may have, so that a room can say what
is too large. Of larger ones nothing is read."""

BLOCK = 1 << 18
"""Bytes of a file that are held at once; the server holds about three blocks of each."""


class Readable(Protocol):
    """A file that is open for reading."""

    def read(self, size: int, /) -> bytes:
        """The next bytes; none at its end."""

    def close(self) -> None:
        """It is not needed any more."""


class FileOut:
    """A file on its way out (`wsgi.file_wrapper` of PEP 3333); no more than a block is held.

    Args:
        file: whose closing belongs to whoever opened it.
        closed: closes it.
    """

    def __init__(self, file: Readable, closed: Callable[[Readable], None]) -> None:
        self._file, self._closed = file, closed

    def __iter__(self) -> FileOut:
        return self

    def __next__(self) -> bytes:
        if block := self._file.read(BLOCK):
            return block
        raise StopIteration

    def close(self) -> None:
        """It is sent, or whoever asked went away."""
        self._closed(self._file)


def whole_requests(application: Callable[..., Any]) -> Callable[..., Any]:
    """A WSGI application that answers on one thread what the server's threads took in.

    Args:
        application: sees bodies that are there already; its connections stay on one thread. What
            it answers with `wsgi.file_wrapper` is sent from the disk by the server's threads.
    """
    answering = ThreadPoolExecutor(1, thread_name_prefix="answers")
    bodies = threading.BoundedSemaphore(TAKING_IN)

    def file_out(file: Readable, _block: int = BLOCK) -> FileOut:
        return FileOut(file, lambda it: answering.submit(it.close).result())

    def answered(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes] | FileOut:
        environ["wsgi.file_wrapper"] = file_out
        length = _length(environ)
        if not 0 < length <= LARGEST:
            environ["wsgi.input"] = io.BytesIO()
            return answering.submit(_answer, application, environ, start).result()
        with bodies:
            environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(length))
            return answering.submit(_answer, application, environ, start).result()

    return answered


def _length(environ: Mapping[str, Any]) -> int:
    """Bytes that were announced; as Django reads it, nothing where it is no number."""
    said = environ.get("CONTENT_LENGTH") or ""
    return int(said[:20]) if said.isascii() and said.isdecimal() else 0


def _answer(
    application: Callable[..., Any], environ: dict[str, Any], start: Callable[..., Any]
) -> list[bytes] | FileOut:
    """The whole answer, its resources freed on the thread that made it; a file is still to come."""
    response = application(environ, start)
    if isinstance(response, FileOut):
        return response
    try:
        return [b"".join(response)]
    finally:
        if hasattr(response, "close"):
            response.close()
