"""What building the library shows meanwhile and at its end."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable
from typing import Final

import click

from openimr.adapters.file_names import shown_name
from openimr.adapters.library_build import Tally
from openimr.adapters.library_store import LibraryStore
from openimr.publication.model import SourceKind
from openimr.vocabulary.counted import counted

_PROGRESS_AFTER: Final = 2.0
"""Seconds after which a terminal shows a progress bar."""

_KINDS: Final = {
    SourceKind.OWN: "from letters of our own",
    SourceKind.LETTER: "from letters",
    SourceKind.DMHC: "from exports of California's DMHC",
    SourceKind.NY_DFS: "from exports of New York's DFS",
}


class BuildShown(contextlib.ExitStack):
    """A bar on a terminal once a build takes long, and a line for each source that needs one."""

    def __init__(self, says: str = "Building the library") -> None:
        super().__init__()
        self._says = says
        self._started = time.monotonic()
        self._terminal = sys.stderr.isatty()
        self._bar: Callable[[str, int, int | None], None] | None = None

    def step(self, says: str) -> None:
        """From now on something else is done."""
        self._says = says
        self.advanced(0, None)

    def advanced(self, done: int, total: int | None) -> None:
        """So much is done."""
        if not self._terminal or time.monotonic() - self._started < _PROGRESS_AFTER:
            return
        if self._bar is None:
            self._bar = self._opened()
        self._bar(self._says, done, total)

    def _opened(self) -> Callable[[str, int, int | None], None]:
        from rich.console import Console
        from rich.progress import Progress

        bar = self.enter_context(Progress(console=Console(stderr=True), transient=True))
        task = bar.add_task(self._says, total=None)
        return lambda says, done, total: bar.update(
            task, description=says, completed=done, total=total
        )

    def told(self, message: str) -> None:
        """One line on standard error."""
        click.echo(message, err=True)


def summary(tally: Tally, store: LibraryStore) -> str:
    """How the build went: what was taken by kind of source, and what was not."""
    taken = sum(tally.taken.values())
    lines = [f"Taken in: {counted(taken, 'determination')}"]
    lines += [
        f"  {tally.taken[kind]:,} {words}" for kind, words in _KINDS.items() if tally.taken[kind]
    ]
    others = (
        (tally.corrected, "of them corrected versions of earlier ones"),
        (tally.in_part, "of them read in part"),
    )
    lines += [f"  {number:,} {words}" for number, words in others if number]
    beside = (
        (
            tally.copies,
            "copy of what the library has, linked",
            "copies of what the library has, linked",
        ),
        (
            tally.there,
            "source or row left out: read before",
            "sources or rows left out: read before",
        ),
        (tally.events, "later event linked", None),
        (
            tally.unreadable,
            "source or row that could not be read",
            "sources or rows that could not be read",
        ),
    )
    lines += [counted(number, *words) for number, *words in beside if number]
    lines.append(
        f"The library in {shown_name(store.folder)} holds {counted(store.count, 'determination')}."
    )
    return "\n".join(lines)
