"""Looks whether the installation is well, without ever making a page wait for long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TakesTooLong

from openimr.workflow.health import Health

PATIENCE = 3.0
"""Seconds after which a database that does not answer is called away."""

FRESH = 2.0
"""Seconds for which what was found is told again, however many ask."""


class Watch:
    """Looks, one look at a time.

    The look has a thread of its own: a server that is gone without a word keeps whoever asks it
    waiting for minutes.

    Args:
        look: finds out how things are; raises when the database is away.
        patience, fresh: as the constants.
    """

    def __init__(
        self, look: Callable[[], Health], patience: float = PATIENCE, fresh: float = FRESH
    ) -> None:
        self._look = look
        self._patience, self._fresh = patience, fresh
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="watch")
        self._running: Future[Health] | None = None
        self._found: Health | None = None
        self._at = 0.0
        self._one = threading.Lock()

    def health(self) -> Health:
        """How things are."""
        with self._one:
            if self._found is None or time.monotonic() - self._at > self._fresh:
                self._found = self._looked()
                self._at = time.monotonic()
            return self._found

    def _looked(self) -> Health:
        if self._running is None or self._running.done():
            self._running = self._thread.submit(self._look)
        try:
            return self._running.result(self._patience)
        except TakesTooLong:
            return Health(database=False)
        except Exception:
            return Health(database=False)
