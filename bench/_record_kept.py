"""The databases of `bench.records`: filled for one run, or kept in a folder for many.

A folder that is kept says beside each database what was filled in; with other cases or other
tables it is of no use, and is said to be.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.postgres import Server

from openimr.adapters.database.configuration import database_settings
from openimr.adapters.database.connect import connect, disconnect


class Filled(NamedTuple):
    """A database filled with cases.

    Attributes:
        place: its file or URL.
        took: seconds of filling, when it was filled.
        server: where it runs, unless it is a file.
    """

    name: str
    place: str
    cases: int
    took: float
    server: Server | None


@contextlib.contextmanager
def databases(cases: int, keep: Path | None, only: str = "") -> Iterator[list[Filled]]:
    """Both databases, or one of them, filled; for this run alone unless a folder keeps them."""
    with contextlib.ExitStack() as left:
        made = keep or left.enter_context(tempfile.TemporaryDirectory(prefix="openimr-bench-"))
        folder = Path(made)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)  # the server runs as a user of its own
        filled = []
        if only != "PostgreSQL":
            sqlite = str(_own_folder(folder, "sqlite") / "record.sqlite3")
            filled.append(_filled("SQLite", folder, sqlite, cases, None))
        if only != "SQLite":
            server = Server(_own_folder(folder, "postgresql"))
            left.callback(server.stop)
            filled.append(_filled("PostgreSQL", folder, server.url(), cases, server))
        yield filled


def _own_folder(folder: Path, name: str) -> Path:
    """A folder of one database; what an interrupted filling left is deleted."""
    own = folder / name
    if own.exists() and not _marker(folder, name).exists():
        shutil.rmtree(own)
    own.mkdir(exist_ok=True)
    return own


def _marker(folder: Path, name: str) -> Path:
    return folder / f"{name.lower()}.json"


def _filled(name: str, folder: Path, place: str, cases: int, server: Server | None) -> Filled:
    marker = _marker(folder, name)
    alias = connect(database_settings({"OPENIMR_DATABASE": place}, Path()))
    from bench._record_filling import fill, shape  # noqa: PLC0415 - knows tables

    if not marker.exists():
        begun = time.perf_counter()
        fill(alias, cases)
        made = {"cases": cases, "shape": shape(), "took": time.perf_counter() - begun}
        marker.write_text(json.dumps(made))
    disconnect(alias)
    kept = json.loads(marker.read_text())
    if (kept["cases"], kept["shape"]) != (cases, shape()):
        found = f"{kept['cases']:,} cases" if kept["shape"] == shape() else "other tables or events"
        sys.exit(f"{folder} was filled with {found}; delete it, and it is filled anew.")
    return Filled(name, place, cases, kept["took"], server)
