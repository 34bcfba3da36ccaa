"""How many workers live, told by the locks that they hold (``durable_jobs_alive``)."""

from __future__ import annotations

import fcntl
from pathlib import Path


def workers_living(database: str, folder: Path) -> int:
    """How many workers live, on this machine with SQLite and on all with PostgreSQL.

    Args:
        database: of the jobs, "sqlite:///..." or "postgresql://...".
        folder: of the lock files, for SQLite.
    """
    if database.startswith("postgresql"):
        return _sessions(database)
    return sum(_held(path) for path in folder.glob("*.lock"))


def _sessions(database: str) -> int:
    """A shared lock of one number is held by every worker's session."""
    import psycopg  # noqa: PLC0415 - not where jobs are kept in a file

    from openimr.adapters.durable_jobs_sessions import A_WORKER_LIVES  # noqa: PLC0415 - loads it

    high, low = A_WORKER_LIVES >> 32, A_WORKER_LIVES & 0xFFFF_FFFF
    with psycopg.connect(database, autocommit=True, connect_timeout=3) as session:
        row = session.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted "
            "AND classid::bigint = %s AND objid::bigint = %s "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            (high, low),
        ).fetchone()
    return int(row[0]) if row else 0


def _held(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
