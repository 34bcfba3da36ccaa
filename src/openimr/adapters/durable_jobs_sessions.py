"""Locks of workers on PostgreSQL (``durable_jobs_alive.WorkerLocks``)."""

from __future__ import annotations

import hashlib

import psycopg

A_WORKER_LIVES = 0x0000_1A7E_0000_0002
"""The number of the lock that the sessions of all workers share, so that they can be counted."""


class SessionLocks:
    """Advisory locks of PostgreSQL sessions; a session's end frees them on the server."""

    def __init__(self, database: str) -> None:
        self._database = database
        self._session: psycopg.Connection | None = None

    def keep(self, worker: str) -> None:
        """As ``WorkerLocks.keep``."""
        try:
            if self._session is not None:
                self._session.execute("SELECT 1")
                return
        except psycopg.OperationalError:
            self._session = None
        self._session = psycopg.connect(self._database, autocommit=True)
        self._session.execute("SELECT pg_try_advisory_lock(%s)", (_number(worker),))
        self._session.execute("SELECT pg_try_advisory_lock_shared(%s)", (A_WORKER_LIVES,))

    def free(self, worker: str) -> bool:
        """As ``WorkerLocks.free``."""
        with psycopg.connect(self._database, autocommit=True) as session:
            row = session.execute("SELECT pg_try_advisory_lock(%s)", (_number(worker),)).fetchone()
        return bool(row and row[0])

    def release(self) -> None:
        """As ``WorkerLocks.release``."""
        if self._session is not None:
            self._session.close()
            self._session = None


def _number(worker: str) -> int:
    """A worker's id as the 64-bit number that such a lock is known by."""
    digest = hashlib.sha256(f"openimr worker {worker}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
