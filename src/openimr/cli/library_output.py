"""What building the library shows meanwhile and at its end."""

from __future__ import annotations

import contextlib
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO, Final

import click

from openimr.adapters.file_names import shown_name
from openimr.adapters.library_build import Tally
from openimr.adapters.library_store import LibraryStore
from openimr.publication.model import SourceKind
from openimr.vocabulary.counted import counted

_PROGRESS_AFTER: Final = 2.0
"""Seconds after which a terminal shows a progress bar."""

_LINE_EACH: Final = 60.0
"""Seconds between lines that say how far it is where there is no terminal."""

TOLD: Final = "last-build.log"
"""In the library's folder: every line that its last build told."""

ALIKE: Final = 20
"""Lines on the screen that differ in their figures alone; a table may have ten thousand more."""

_FIGURES: Final = re.compile(r"\d+")
_KINDS: Final = {
    SourceKind.OWN: "from letters of our own",
    SourceKind.LETTER: "from letters",
    SourceKind.DMHC: "from exports of California's DMHC",
    SourceKind.NY_DFS: "from exports of New York's DFS",
}


class BuildShown(contextlib.ExitStack):
    """A bar on a terminal once a build takes long, and a line for each source that needs one.

    Args:
        says: what is done.
        kept: a file that keeps every line; None for none.
    """

    def __init__(self, says: str = "Building the library", kept: Path | None = None) -> None:
        super().__init__()
        self._says, self._path = says, kept
        if kept is not None:
            with contextlib.suppress(OSError):
                kept.unlink(missing_ok=True)
        self._kept: IO[str] | None = None
        self._alike: dict[str, tuple[str, int]] = {}
        self._started = self._said = time.monotonic()
        self._terminal = sys.stderr.isatty()
        self._bar: Callable[[str, int, int | None], None] | None = None

    def step(self, says: str) -> None:
        """From now on something else is done."""
        self._says = says
        self.advanced(0, None)

    def advanced(self, done: int, total: int | None) -> None:
        """So much is done."""
        now = time.monotonic()
        if not self._terminal and now - self._said >= _LINE_EACH:
            self._said = now
            of = f" of {total:,}" if total is not None else ""
            click.echo(f"{self._says}: {done:,}{of}", err=True)
        if not self._terminal or now - self._started < _PROGRESS_AFTER:
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
        """One line on standard error, and in the file; of many that are alike only the first."""
        self._keep(message)
        first, number = self._alike.get(alike := _FIGURES.sub("#", message), (message, 0))
        self._alike[alike] = first, number + 1
        if number < ALIKE:
            click.echo(message, err=True)

    def each(self, messages: Iterable[str]) -> None:
        """As `told`, of several."""
        for message in messages:
            self.told(message)

    def more(self) -> None:
        """Say of how many lines the like was told and not shown."""
        for first, number in self._alike.values():
            if number > ALIKE:
                click.echo(f"{number - ALIKE:,} more like: {first}", err=True)

    def file(self) -> Path | None:
        """The file that has every line, if there was one to keep."""
        return self._path if self._kept is not None else None

    def _keep(self, message: str) -> None:
        if self._path is None:
            return
        with contextlib.suppress(OSError):  # a full disk: the screen has told it
            if self._kept is None:
                file = self._path.open("w", 1, "utf-8", "backslashreplace")
                self._kept = self.enter_context(file)
            self._kept.write(f"{message}\n")


def left_out(others: Sequence[Path]) -> Sequence[str]:
    """What lies in folders and is of no kind that is read, by what the names end in."""
    if not others:
        return ()
    endings = Counter(
        "links to folders" if path.is_dir() else path.suffix.lower() or "without an ending"
        for path in others
    )
    told = ", ".join(
        f"{shown_name(ending)} {number:,}" for ending, number in endings.most_common(8)
    )
    files = counted(len(others), "file or link", "files or links")
    return (f"{files} in the folders left out, of no kind that is read: {told}",)


def summary(tally: Tally, store: LibraryStore, told: Path | None = None) -> str:
    """How the build went: what was taken by kind of source, what was not, where to read of it."""
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
    if told is not None:
        lines.append(f"Every source that needs a word: {shown_name(told)}")
    lines.append(
        f"The library in {shown_name(store.folder)} holds {counted(store.count, 'determination')}."
    )
    return "\n".join(lines)
