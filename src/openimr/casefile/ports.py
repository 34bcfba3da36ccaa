"""What gathering needs from outside: something that reads pages, and a place to keep them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from openimr.casefile.model import Page, Unreadable
from openimr.vocabulary.value import Value


class SourceFile(Value, frozen=True, kw_only=True):
    """One PDF of the case file.

    Attributes:
        name: path inside the case file, with forward slashes; every span names it.
        path: where the file lies on this machine.
        fingerprint: hash of the file's bytes, in hexadecimal; finished pages are kept under it.
    """

    name: str
    path: str
    fingerprint: str


class WantedPage(Value, frozen=True, kw_only=True):
    """One page that is to be read; ``number`` counts from 1."""

    file: SourceFile
    number: int


class PageReader(Protocol):
    """Reads pages; a hostile or broken file costs only itself."""

    @property
    def version(self) -> str:
        """Changes whenever the same page could be read differently."""
        ...

    def count_pages(
        self, files: Iterable[SourceFile]
    ) -> Iterator[tuple[SourceFile, int | Unreadable]]:
        """The number of pages of each file, or why it cannot be read."""
        ...

    def read(self, wanted: Iterable[WantedPage]) -> Iterator[tuple[WantedPage, Page | Unreadable]]:
        """Each wanted page as it gets ready, in any order."""
        ...


class PageStore(Protocol):
    """Keeps finished pages, so that a killed run goes on where it stopped."""

    def load(self, fingerprint: str, number: int, version: str) -> Page | None:
        """The page as kept, or None when it was never finished by this version."""
        ...

    def load_count(self, fingerprint: str) -> int | None:
        """How many pages the file has, or None when nobody counted them yet."""
        ...

    def keep_count(self, fingerprint: str, count: int) -> None:
        """Keep how many pages a file has."""
        ...

    def keep(self, fingerprint: str, version: str, page: Page) -> None:
        """Keep a finished page; after this returns, a crash does not lose it."""
        ...
