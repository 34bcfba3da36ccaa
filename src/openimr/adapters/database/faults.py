"""What a database says when it cannot, in words for whoever can do something about it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import DatabaseError, InterfaceError, OperationalError, connections

from openimr.vocabulary.errors import BadInput, OpenIMRError, Refused

Result = TypeVar("Result")

PATIENCE = 15.0
"""Seconds of trying to reach a database server again after it went away, as when it restarts."""

_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 1.0
THE_DATABASE = "the database"
"""Where the trouble is, in every ``BadInput`` of a database."""

_GONE = ("08", "57P01", "57P02", "57P03")
"""PostgreSQL's codes for a lost or refused connection and for a server that stops or starts."""

_AGAIN = ("40001", "40P01")
"""PostgreSQL's codes for work that is to be done again: serialization failure, deadlock."""


def attempt(alias: str, work: Callable[[], Result], patience: float = PATIENCE) -> Result:
    """Do work on a database; do it again when the server went away meanwhile.

    The work must bear being done twice when the first time may or may not have been committed:
    reading does, and so does what is recorded under a key.

    Raises:
        Refused: rule "database-busy" when others wrote all the time.
        BadInput: when the database cannot be reached or written, with what to do.
    """
    give_up, pause = time.monotonic() + patience, _FIRST_PAUSE
    while True:
        try:
            return work()
        except (OperationalError, InterfaceError) as error:
            if not _passing(error) or time.monotonic() > give_up:
                raise in_words(error) from error
            connections[alias].close()
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        except DatabaseError as error:
            raise in_words(error) from error


def _passing(error: Exception) -> bool:
    """Whether the same work may succeed in a moment, on a new connection."""
    code = _code_of_postgresql(error)
    return code is not None and code.startswith((*_GONE, *_AGAIN))


def _code_of_postgresql(error: Exception) -> str | None:
    """PostgreSQL's code for what went wrong, or None when it was another database.

    A connection that was lost or never made has none; it is given that of such a loss. The driver
    is known by its name: an installation on SQLite does not wait for it to be loaded.
    """
    cause = error.__cause__
    if type(cause).__module__.partition(".")[0] != "psycopg":
        return None
    return getattr(cause, "sqlstate", None) or "08"


def in_words(error: Exception) -> Exception:
    """The error as one of OpenIMR's, or itself when it is a fault of the program."""
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return _told(cause.sqlite_errorname or "", _SQLITE) or error
    if code := _code_of_postgresql(error):
        return _told(code, _POSTGRESQL) or error
    return error


def _told(code: str, words: Words) -> OpenIMRError | None:
    for beginnings, say in words:
        if code.startswith(beginnings):
            return say()
    return None


def _busy() -> Refused:
    return Refused(
        "The database is busy: others wrote all the time.",
        rule="database-busy",
        remedy="Nothing was recorded. Try again in a moment.",
    )


def _bad(found: str, remedy: str) -> Callable[[], OpenIMRError]:
    return lambda: BadInput(THE_DATABASE, found, remedy)


_full = _bad("has no room left on its disk", "Make room; nothing was recorded.")
_read_only = _bad("may not be written", "Give OpenIMR the right to write it.")

Words = tuple[tuple[tuple[str, ...], Callable[[], OpenIMRError]], ...]

_SQLITE: Words = (
    (("SQLITE_BUSY", "SQLITE_LOCKED"), _busy),
    (("SQLITE_FULL",), _full),
    (
        ("SQLITE_IOERR_SHMSIZE",),
        _bad("has no room left on its disk, not even to be read", "Make room."),
    ),
    (("SQLITE_READONLY", "SQLITE_PERM"), _read_only),
    (("SQLITE_CANTOPEN",), _bad("cannot be opened", "Check that its folder is there and yours.")),
    (("SQLITE_CORRUPT",), _bad("is damaged", "Restore it from a backup.")),
    (
        ("SQLITE_NOTADB",),
        _bad(
            "is damaged, or no SQLite database",
            "Check what OPENIMR_DATABASE names, or restore it from a backup.",
        ),
    ),
    (("SQLITE_IOERR",), _bad("cannot be read or written", "Check the disk that it lies on.")),
)
"""SQLite's names of errors, by their beginnings."""

_POSTGRESQL: Words = (
    (
        _GONE,
        _bad("cannot be reached", "Start it, or correct OPENIMR_DATABASE: address to password."),
    ),
    (("53100",), _full),
    (("25006", "42501"), _read_only),
    (("55P03", *_AGAIN), _busy),
)
"""PostgreSQL's codes, by their beginnings; a connection that was lost or never made has none."""
