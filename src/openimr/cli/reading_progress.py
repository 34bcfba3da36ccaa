"""How far the reading of a case file is: a bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from openimr.casefile.gather import Progress as PagesRead


@contextlib.contextmanager
def reading_progress() -> Iterator[tuple[Callable[[PagesRead], None], Callable[[str], None]]]:
    """Show a bar meanwhile.

    Yields:
        What to call after every page, and what to call whenever a further part begins.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    hidden = not sys.stderr.isatty()
    with Progress(
        *columns,
        TextColumn("pages"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=hidden,
    ) as bar:
        task = bar.add_task("Starting", total=None)

        def pages_read(read: PagesRead) -> None:
            bar.update(task, completed=read.done, total=read.total)

        def step(words: str) -> None:
            bar.update(task, description=words)

        yield pages_read, step
