"""One process at a time: who comes later waits until the one before is done."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from openimr.adapters.whole_file import AS_THE_UMASK_SAYS


@contextlib.contextmanager
def one_at_a_time(lock: Path, mode: int = AS_THE_UMASK_SAYS) -> Iterator[None]:
    """Wait for a lock, and hold it while the block runs; the system frees it after a kill.

    Args:
        lock: its file, made where there is none, in a folder that is there; it stays.
        mode: who may open a new one.

    Raises:
        OSError: when the file cannot be opened.
    """
    held = os.open(lock, os.O_RDWR | os.O_CREAT, mode)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)
