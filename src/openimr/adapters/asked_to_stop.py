"""Whether this process was asked to stop, by a signal."""

from __future__ import annotations

import time


class AskedToStop:
    """Set by the handler of a signal, looked at by the loop that it interrupts.

    ``threading.Event`` would wait for ever now and then: setting it takes a lock, which the
    interrupted loop may hold at that moment.
    """

    def __init__(self) -> None:
        self._asked = False

    def set(self) -> None:
        """Ask to stop."""
        self._asked = True

    def is_set(self) -> bool:
        """Whether it was asked."""
        return self._asked

    def wait(self, seconds: float) -> bool:
        """Sleep, unless it was asked already; whether it is asked then."""
        if not self._asked:
            time.sleep(seconds)
        return self._asked
