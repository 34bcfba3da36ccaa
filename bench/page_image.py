"""One page of a case file for the viewer, against PDFium's bare rendering and encoding.

Both draw the same pages at the same size in turns, page by page. The bare side has the paper open
in this process, draws a page in grey and has Pillow write a PNG, nothing else. Ours finds the page
as it was read, opens the sealed paper in a limited worker, draws it, in color where its ink has
color, and keeps it; then once more, from what is kept. Below: what else a page needs, in a case
file of 3,000 pages.
"""

from __future__ import annotations

import io
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
from rich.console import Console
from rich.table import Table
from tests.large_case_file import EXAMPLE, make_large_case

from openimr.adapters import sealed_file
from openimr.adapters.case_contents import FolderContents
from openimr.adapters.case_folders import CaseFolders, installed_folders
from openimr.adapters.case_index import FolderIndex, write_index
from openimr.adapters.case_pages import KeptPages
from openimr.adapters.image_cache import ImageCache
from openimr.adapters.page_images import KEPT_PAGES, DrawnPages
from openimr.bootstrap import gather_case_file
from openimr.workflow.case_contents import ListQuery, Paper
from openimr.workflow.case_search import search
from openimr.workflow.page_images import page_words

ROUNDS = 7
ZOOM = 150
MANY = 3_000
SMALL, LARGE = "CM26-0000001", "CM26-0000002"
MOST_NEW, MOST_KEPT = 100.0, 5.0
"""Milliseconds that the median page may take, drawn anew and kept."""


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def example_case(folders: CaseFolders) -> list[Paper]:
    """The example case file, read and indexed."""
    papers, store = folders.of(SMALL) / "papers", folders.draft(SMALL) / KEPT_PAGES
    documents = gather_case_file(EXAMPLE, store).documents
    papers.mkdir(parents=True)
    for path in EXAMPLE.glob("*.pdf"):
        sealed_file.write(papers / path.name, path.read_bytes(), folders.keys)
    kept = KeptPages(papers, store, folders.keys)
    write_index(
        folders.index(SMALL), documents, kept.page, lambda _d, _o: None, kept.papers(), folders.keys
    )
    return list(kept.papers())


def drawn(folders: CaseFolders, papers: list[Paper]) -> dict[str, list[float]]:
    """Milliseconds of every page of every round: bare, ours anew, ours kept."""
    taken: dict[str, list[float]] = {"bare": [], "new": [], "kept": []}
    pages = DrawnPages(folders, ImageCache(folders.home))
    pages.image(SMALL, papers[0], 1, 50)  # the worker starts
    for number in range(ROUNDS):
        cache = ImageCache(folders.home)
        pages._cache = cache
        for paper in papers:
            with pypdfium2.PdfDocument(EXAMPLE / paper.name) as pdf:
                for page in range(1, paper.pages + 1):
                    ours = _Ours(pages, paper, page)
                    sides: dict[str, Callable[[], bytes]] = {
                        "bare": _Bare(pdf[page - 1]),
                        "new": ours,
                    }
                    for name in sides if number % 2 else reversed(sides):
                        taken[name].append(milliseconds(sides[name]))
                    taken["kept"].append(milliseconds(ours))
        cache.close()
    pages.close()
    return taken


class _Bare:
    """PDFium's drawing in grey, written as a PNG."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page = page

    def __call__(self) -> bytes:
        out = io.BytesIO()
        self._page.render(scale=96 / 72 * ZOOM / 100, grayscale=True).to_pil().save(out, "PNG")
        return out.getvalue()


class _Ours:
    """A page as the viewer asks for it."""

    def __init__(self, pages: DrawnPages, paper: Paper, page: int) -> None:
        self._ask = pages, paper, page

    def __call__(self) -> bytes:
        pages, paper, page = self._ask
        return pages.image(SMALL, paper, page, ZOOM)


def others(folders: CaseFolders) -> dict[str, float]:
    """Median milliseconds of what else a page of a large case file needs."""
    contents, index = FolderContents(folders), FolderIndex(folders)
    pages = DrawnPages(folders, ImageCache(folders.home))
    place = contents.place(LARGE, 7, 150)
    assert place is not None
    paper = place.paper
    parts: dict[str, Callable[[], Any]] = {
        "where a page stands": lambda: contents.place(LARGE, 7, 150),
        "words of a page with their boxes": lambda: page_words(
            pages.page(LARGE, paper, 150) or _none(), [(10, 40)]
        ),
        "50 documents of the list, by date": lambda: contents.documents(
            LARGE, ListQuery(by_date=True, part=6)
        ),
        "types, years and figures": lambda: contents.overview(LARGE),
        "looking two words up": lambda: search(index, LARGE, "cognitive therapy"),
    }
    return {
        name: statistics.median(milliseconds(work) for _ in range(31))
        for name, work in parts.items()
    }


def _none() -> Any:
    raise AssertionError("the page is there")


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        folders = installed_folders({"OPENIMR_DATA": str(home)}, home)
        taken = drawn(folders, example_case(folders))
        make_large_case(folders, LARGE, MANY)
        further = others(folders)
    floor = statistics.median(taken["bare"])
    table = Table(title=f"A page at {ZOOM} percent, 20 pages, {ROUNDS} rounds")
    for column in ("what", "median ms", "95 of 100 ms", "times the bare"):
        table.add_column(column, justify="left" if column == "what" else "right")
    names = {"bare": "PDFium and Pillow, bare", "new": "ours, drawn anew", "kept": "ours, kept"}
    for name, title in names.items():
        median, most = statistics.median(taken[name]), statistics.quantiles(taken[name], n=20)[-1]
        table.add_row(title, f"{median:.2f}", f"{most:.2f}", f"{median / floor:.2f}")
    below = Table(title=f"What else a page needs, in a case file of {MANY:,} pages")
    below.add_column("what")
    below.add_column("median ms", justify="right")
    for name, median in further.items():
        below.add_row(name, f"{median:.2f}")
    console = Console(width=100)
    console.print(table)
    console.print(below)
    new, kept = statistics.median(taken["new"]), statistics.median(taken["kept"])
    reached = "reached" if new <= MOST_NEW and kept <= MOST_KEPT else "missed"
    console.print(f"Aim: at most {MOST_NEW:.0f} ms anew and {MOST_KEPT:.0f} ms kept: {reached}.")


if __name__ == "__main__":
    main()
