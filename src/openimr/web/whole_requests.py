"""Requests come in whole before they are answered, and are answered one after another.

Python answers one request of a process at a time. Without this, whoever sends a form byte by byte
would keep a process from answering anybody else: a few connections, and nobody is answered.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from openimr.web.received_files import MOST_BYTES

LARGEST = MOST_BYTES + 5_000_000
"""Bytes of a body that is taken in: somewhat more than a form may have, so that a room can say what
is too large. Of larger ones nothing is read."""


def whole_requests(application: Callable[..., Any]) -> Callable[..., Any]:
    """A WSGI application that answers on one thread what the server's threads took in.

    Args:
        application: sees bodies that are there already; its connections stay on one thread.
    """
    answering = ThreadPoolExecutor(1, thread_name_prefix="answers")

    def answered(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        length = _length(environ)
        taken = environ["wsgi.input"].read(length) if 0 < length <= LARGEST else b""
        environ["wsgi.input"] = io.BytesIO(taken)
        return answering.submit(_answer, application, environ, start).result()

    return answered


def _length(environ: Mapping[str, Any]) -> int:
    """Bytes that were announced; as Django reads it, nothing where it is no number."""
    said = environ.get("CONTENT_LENGTH") or ""
    return int(said[:20]) if said.isascii() and said.isdecimal() else 0


def _answer(
    application: Callable[..., Any], environ: dict[str, Any], start: Callable[..., Any]
) -> list[bytes]:
    """The whole answer, its resources freed on the thread that made it."""
    response = application(environ, start)
    try:
        return [b"".join(response)]
    finally:
        if hasattr(response, "close"):
            response.close()
