"""How much of an export is read: a bar on a terminal once it takes more than two seconds."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

_PATIENCE = 2.0


@contextlib.contextmanager
def bytes_read(export: Path, words: str) -> Iterator[Callable[[int], None]]:
    """Show a bar meanwhile, if it takes long; a further reading begins it anew.

    Yields:
        What to call with the bytes read.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    console = Console(stderr=True)
    bar = Progress(*columns, TimeRemainingColumn(), console=console, transient=True)
    task = bar.add_task(words, total=export.stat().st_size)
    begun = time.monotonic()
    with contextlib.ExitStack() as shown:

        def progress(read: int) -> None:
            if bar.live.is_started or time.monotonic() - begun > _PATIENCE:
                if not bar.live.is_started and sys.stderr.isatty():
                    shown.enter_context(bar)
                bar.update(task, completed=read)

        yield progress
