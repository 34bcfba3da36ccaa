"""Whether a worker still lives: it holds a lock that the system frees when it dies.

With SQLite all workers share a machine and a lock on a file tells; with PostgreSQL a lock of the
worker's session does, on whatever machine. Neither needs a clock or a time to wait for.
"""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO, Protocol


class WorkerLocks(Protocol):
    """Locks by the id of a worker; an id is never used twice."""

    def keep(self, worker: str) -> None:
        """Hold the worker's own lock, taking it anew when the server dropped it."""

    def free(self, worker: str) -> bool:
        """Whether nobody holds a worker's lock: that worker is dead."""

    def release(self) -> None:
        """Let go of the worker's own lock."""


def worker_locks(database: str, folder: Path) -> WorkerLocks:
    """The locks that fit a database of jobs; ``folder`` holds the files for SQLite."""
    if database.startswith("postgresql"):
        from openimr.adapters.durable_jobs_sessions import (  # noqa: PLC0415 - loads its driver
            SessionLocks,
        )

        return SessionLocks(database)
    return FileLocks(folder)


class FileLocks:
    """Locks on files of one folder, for workers of one machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own: IO[bytes] | None = None

    def keep(self, worker: str) -> None:
        """As ``WorkerLocks.keep``."""
        if self._own is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._own = self._path(worker).open("ab")
            fcntl.flock(self._own, fcntl.LOCK_EX)

    def free(self, worker: str) -> bool:
        """As ``WorkerLocks.free``; the file of a dead worker is cleared away."""
        path = self._path(worker)
        try:
            with path.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink(missing_ok=True)
        except FileNotFoundError:
            return True
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        """As ``WorkerLocks.release``."""
        if self._own is not None:
            Path(self._own.name).unlink(missing_ok=True)
            self._own.close()
            self._own = None

    def _path(self, worker: str) -> Path:
        return self._folder / f"{worker}.lock"
