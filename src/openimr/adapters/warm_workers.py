"""Limited worker processes that are kept, for work that somebody waits for.

As in `limited`, a hostile file costs its worker alone; the next part finds a new one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from pebble import ProcessPool

from openimr.adapters.limited import Limits, end_pool, limited_pool, one_limited

Work = TypeVar("Work")
Answer = TypeVar("Answer")

PARTS_OF_A_WORKER: Final = 500
"""After so many parts a worker makes room for a new one: what files leak is given back."""


class WarmWorkers(Generic[Work, Answer]):
    """Applies a function to one part at a time; workers start with the first.

    Args:
        function: importable by name; its argument and answer must pickle.
        limits: what one part may use.
        workers: processes.
        preload: modules that workers import once before they start.
    """

    def __init__(
        self,
        function: Callable[[Work], Answer],
        limits: Limits,
        workers: int,
        preload: Sequence[str],
    ) -> None:
        self._function = function
        self._limits = limits
        self._workers = workers
        self._preload = preload
        self._pool: ProcessPool | None = None
        self._starting = threading.Lock()

    def one(self, part: Work, name: str) -> Answer:
        """The answer to a part, called ``name`` in messages.

        Raises:
            BadInput: as the function does, or when it crashed or took too much.
        """
        return one_limited(self._running(), self._function, part, name, self._limits)

    def close(self) -> None:
        """End the workers; the next part would start new ones."""
        with self._starting:
            pool, self._pool = self._pool, None
        if pool:
            end_pool(pool)

    def _running(self) -> ProcessPool:
        with self._starting:
            if self._pool is None or not self._pool.active:
                self._pool = limited_pool(
                    self._workers, self._limits, self._preload, PARTS_OF_A_WORKER
                )
            return self._pool
