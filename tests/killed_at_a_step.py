"""A process that is killed at one of its steps on the disk, for tests of what is left then."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any


def be_killed_after(steps: int) -> None:
    """From now on this process lives through so many steps and is killed at the next one.

    A step is a file forced onto the disk, put in another's place, or removed.
    """
    left = iter(range(steps))

    def stopping(really: Callable[..., Any]) -> Callable[..., Any]:
        def called(*words: Any, **named: Any) -> Any:
            if next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            return really(*words, **named)

        return called

    for step in ("fsync", "replace", "unlink"):
        setattr(os, step, stopping(getattr(os, step)))
