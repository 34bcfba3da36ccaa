"""Looks whether the installation is well, without ever making a page wait for long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from openimr.workflow.health import Health

PATIENCE = 3.0
"""Seconds after which a database that does not answer is called away."""

FRESH = 2.0
"""Seconds for which what was found is told again, however many ask."""


Tell = Callable[[Health], None]
"""Tells what is known so far, in case the rest takes too long."""


class Watch:
    """Looks, one look at a time.

    The look has a thread of its own: a server that is gone without a word keeps whoever asks it
    waiting for minutes.

    Args:
        look: finds out how things are, and tells on the way; raises when the database is away.
        patience, fresh: as the constants.
    """

    def __init__(
        self, look: Callable[[Tell], Health], patience: float = PATIENCE, fresh: float = FRESH
    ) -> None:
        self._look = look
        self._patience, self._fresh = patience, fresh
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="watch")
        self._running: Future[Health] | None = None
        self._so_far = Health(database=False)
        self._found: Health | None = None
        self._at = 0.0
        self._one = threading.Lock()

    def begin(self) -> Future[Health]:
        """Begin to look, so that who asks first need not wait for what is loaded on the way."""
        if self._running is None or self._running.done():
            self._so_far = Health(database=False)
            self._running = self._thread.submit(self._look, self._tell)
        return self._running

    def health(self) -> Health:
        """How things are."""
        with self._one:
            if self._found is None or time.monotonic() - self._at > self._fresh:
                self._found = self._looked()
                self._at = time.monotonic()
            return self._found

    def _looked(self) -> Health:
        try:
            return self.begin().result(self._patience)
        except Exception:
            return self._so_far

    def _tell(self, found: Health) -> None:
        self._so_far = found
