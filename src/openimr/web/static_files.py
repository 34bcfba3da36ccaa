"""Static files: served before Django, under an address that changes when any of them does.

So a browser keeps a file for a year and never has an old one, and nobody has to collect files
before a start.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from whitenoise import WhiteNoise

from openimr.web.headers import OF_ALL

FOLDER = Path(__file__).with_name("static")


def _digest(folder: Path) -> str:
    """Of names and contents of all files."""
    together = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            together.update(f"{path.relative_to(folder)}\0".encode())
            together.update(hashlib.sha256(path.read_bytes()).digest())
    return together.hexdigest()[:12]


STATIC_ROUTE = f"/static/{_digest(FOLDER)}/"


def _with_headers(headers: Headers, _path: str, _url: str) -> None:
    for name, value in OF_ALL.items():
        headers[name] = value


def with_static_files(application: Callable[..., Any]) -> Callable[..., Any]:
    """A WSGI application that answers for static files before the one it wraps is asked."""
    served: Callable[..., Any] = WhiteNoise(
        application,
        root=FOLDER,
        prefix=STATIC_ROUTE,
        allow_all_origins=False,
        add_headers_function=_with_headers,
        immutable_file_test=lambda _path, _url: True,
    )
    return served
