"""What every page store promises, tried on a fake one and on the disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.key_rings import key_ring

from openimr.adapters.page_store import DiskPageStore
from openimr.casefile.model import Page, Word
from openimr.casefile.ports import PageStore


class MemoryPageStore:
    """A page store that forgets everything with the process."""

    def __init__(self) -> None:
        self.pages: dict[tuple[str, int, str], Page] = {}
        self.counts: dict[str, int] = {}

    def load(self, fingerprint: str, number: int, version: str) -> Page | None:
        return self.pages.get((fingerprint, number, version))

    def load_count(self, fingerprint: str) -> int | None:
        return self.counts.get(fingerprint)

    def keep_count(self, fingerprint: str, count: int) -> None:
        self.counts[fingerprint] = count

    def keep(self, fingerprint: str, version: str, page: Page) -> None:
        self.pages[fingerprint, page.number, version] = page


@pytest.fixture(params=["memory", "disk", "sealed"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> PageStore:
    made: dict[str, Callable[[], PageStore]] = {
        "memory": MemoryPageStore,
        "disk": lambda: DiskPageStore(tmp_path / "pages"),
        "sealed": lambda: DiskPageStore(
            tmp_path / "cases" / "CM26-1" / "pages", key_ring(tmp_path)
        ),
    }
    return made[request.param]()


PAGE = Page(
    file="notes.pdf",
    number=3,
    text="Pain 5/10 ☒",
    words=(Word(start=0, end=4, box=(0.1, 0.1, 0.2, 0.12), confidence=0.93),),
    scanned=True,
    confidence=0.93,
    turned=90,
    skew=-1.2,
)


def test_a_kept_page_comes_back_as_it_was(store: PageStore) -> None:
    store.keep("abc", "1", PAGE)
    assert store.load("abc", 3, "1") == PAGE


def test_a_page_never_kept_is_none(store: PageStore) -> None:
    assert store.load("abc", 3, "1") is None


def test_pages_of_another_file_or_reader_are_not_confused(store: PageStore) -> None:
    store.keep("abc", "1", PAGE)
    assert store.load("abd", 3, "1") is None
    assert store.load("abc", 3, "2") is None
    assert store.load("abc", 2, "1") is None


def test_the_number_of_pages_is_kept(store: PageStore) -> None:
    assert store.load_count("abc") is None
    store.keep_count("abc", 41)
    assert store.load_count("abc") == 41
