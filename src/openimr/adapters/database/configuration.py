"""Which database holds the record: a file under the data folder, or PostgreSQL by its URL."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openimr.vocabulary.errors import BadInput

DATABASE, DATA_FOLDER = "OPENIMR_DATABASE", "OPENIMR_DATA"
"""The two settings: where the database is, and the folder of everything kept on this machine."""

FILE_NAME = "record.sqlite3"

PATIENCE = 30.0
"""Seconds that a writer waits for its turn before it says that the database is busy."""

_ALWAYS = {"options": f"-c lock_timeout={PATIENCE:.0f}s", "connect_timeout": "10"}
"""Said to PostgreSQL unless the URL says otherwise; a server that is silent is not waited for."""

_ASKED = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def data_folder(environment: Mapping[str, str], home: Path) -> Path:
    """The folder of everything kept on this machine.

    Args:
        environment: ``OPENIMR_DATA`` names it; without, it is ``openimr`` in the user's folder
            for data (``XDG_DATA_HOME``, else ``.local/share``).
        home: the user's own folder.
    """
    if named := environment.get(DATA_FOLDER):
        return Path(named).expanduser()
    above = environment.get("XDG_DATA_HOME") or str(home / ".local" / "share")
    return Path(above) / "openimr"


def database_settings(environment: Mapping[str, str], home: Path) -> dict[str, Any]:
    """How Django reaches the database that the configuration names.

    ``OPENIMR_DATABASE`` is a PostgreSQL URL, as libpq reads it, or the path of an SQLite file;
    without it, the record is ``record.sqlite3`` in the data folder.

    Raises:
        BadInput: when the URL cannot be understood; it may hold a password and is never shown.
    """
    named = environment.get(DATABASE, "")
    if named.startswith(("postgresql://", "postgres://")):
        return postgresql(named)
    if "://" in named:
        remedy = "Give postgresql://user@host/name, or the path of a file for SQLite."
        raise BadInput(DATABASE, "names neither PostgreSQL nor a file", remedy)
    return sqlite(Path(named) if named else data_folder(environment, home) / FILE_NAME)


def sqlite(path: Path, patience: float = PATIENCE) -> dict[str, Any]:
    """An SQLite file: readers never wait, writers take turns, a commit is on the disk.

    ``synchronous=FULL`` waits for the disk at every commit: what was answered to a user is
    still there after the power failed.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": patience,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    """A PostgreSQL database by its URL; what libpq knows beyond the address is passed on."""
    import psycopg  # noqa: PLC0415 - an installation on SQLite does not wait for it
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415

    try:
        parts = conninfo_to_dict(url)
    except psycopg.Error:
        remedy = "Give it as postgresql://user:password@host:port/name."
        raise BadInput(DATABASE, "is no URL of a PostgreSQL database", remedy) from None
    settings: dict[str, Any] = {
        ours: str(parts.pop(theirs)) for theirs, ours in _ASKED.items() if parts.get(theirs)
    }
    if "NAME" not in settings:
        raise BadInput(DATABASE, "names no database", "Put its name after the last slash.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": None,
        "OPTIONS": {**_ALWAYS, **{n: text for n, text in parts.items() if text is not None}},
        **settings,
    }
