"""Pages of cases' papers, drawn in workers that are kept warm (``workflow.page_images.CasePages``).

What was drawn is kept for the next who asks. A page that took its worker down is not tried again
for a while: whoever asks for it many times costs no more than once.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from openimr.adapters.case_contents import FolderContents
from openimr.adapters.case_folders import CaseFolders
from openimr.adapters.case_index import FolderIndex
from openimr.adapters.image_cache import ImageCache
from openimr.adapters.limited import Limits
from openimr.adapters.page_drawing import DrawnPage, draw
from openimr.adapters.page_store import DiskPageStore
from openimr.adapters.sealed_file import key_for
from openimr.adapters.warm_workers import WarmWorkers
from openimr.casefile.documents.contacts import Box
from openimr.casefile.model import Page
from openimr.vocabulary.errors import BadInput
from openimr.workflow.case_contents import Paper
from openimr.workflow.case_viewing import CaseViewer
from openimr.workflow.jobs import JobStatus
from openimr.workflow.page_images import check_zoom

KEPT_PAGES: Final = ".pages"
"""Folder of a draft with the pages that were read."""

LIMITS: Final = Limits(memory=1 << 30, seconds=5.0, cpu_seconds=5)
"""Somebody waits, and nobody else is answered by the process meanwhile."""

FAILED_FOR: Final = 60.0
"""Seconds in which a page that could not be drawn is not tried again."""

MOST_FAILED: Final = 1_000
"""Pages that could not be drawn and are remembered, the latest."""

_SCREEN_DPI: Final = 96


class DrawnPages:
    """Pages in the folders of the cases.

    Args:
        folders: of the cases.
        cache: keeps what was drawn.
        limits: what drawing a page may use.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        folders: CaseFolders,
        cache: ImageCache,
        limits: Limits = LIMITS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folders = folders
        self._cache = cache
        self._workers = WarmWorkers(draw, limits, 1, ["openimr.adapters.page_drawing"])
        self._clock = clock
        self._failed: OrderedDict[tuple[str, int], tuple[float, BadInput]] = OrderedDict()

    def page(self, case: str, paper: Paper, number: int) -> Page | None:
        """As ``CasePages.page``."""
        store = DiskPageStore(self._folders.draft(case) / KEPT_PAGES, self._folders.keys)
        kept = store.load(paper.fingerprint, number, paper.version)
        return kept.renamed(paper.name) if kept else None

    def image(
        self, case: str, paper: Paper, number: int, zoom: int, covered: Sequence[Box] = ()
    ) -> bytes:
        """As ``CasePages.image``."""
        check_zoom(zoom)
        boxes = tuple(covered)
        key = f"{case}/{paper.fingerprint}/{paper.version}/{number}/{zoom}/{boxes}"
        if (kept := self._cache.get(key)) is not None:
            return kept
        drawn = self._drawn(case, paper, number, zoom, boxes)
        self._cache.put(key, drawn)
        return drawn

    def close(self) -> None:
        """End the workers and let go of what was kept."""
        self._workers.close()
        self._cache.close()

    def _drawn(
        self, case: str, paper: Paper, number: int, zoom: int, covered: tuple[Box, ...]
    ) -> bytes:
        place = paper.fingerprint, number
        since, failed = self._failed.get(place, (0.0, None))
        if failed and self._clock() - since < FAILED_FOR:
            raise failed
        name = f"page {number} of paper {paper.number}"
        try:
            wanted = self._wanted(case, paper, number, zoom)._replace(covered=covered)
            return self._workers.one(wanted, name)
        except BadInput as error:
            raise self._noted(place, BadInput(name, error.found, error.remedy)) from None

    def _wanted(self, case: str, paper: Paper, number: int, zoom: int) -> DrawnPage:
        path = _inside(self._folders.papers(case), paper.name)
        read = self.page(case, paper, number)
        return DrawnPage(
            path=str(path),
            key=key_for(path, self._folders.keys),
            number=number,
            turned=read.turned if read else 0,
            skew=read.skew if read else 0.0,
            dpi=_SCREEN_DPI * zoom / 100,
        )

    def _noted(self, place: tuple[str, int], error: BadInput) -> BadInput:
        self._failed[place] = self._clock(), error
        while len(self._failed) > MOST_FAILED:
            self._failed.popitem(last=False)
        return error


def _inside(folder: Path, name: str) -> Path:
    """A paper of the folder, and of no other; where it is gone, drawing says so."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise BadInput("a paper", "lies outside its case")
    return path


def case_viewer_of(folders: CaseFolders, status: Callable[[str], JobStatus | None]) -> CaseViewer:
    """What shows the files of cases in a data folder.

    Args:
        folders: of the cases.
        status: a job as it stands, by its key.
    """
    return CaseViewer(
        contents=FolderContents(folders),
        pages=DrawnPages(folders, ImageCache(folders.home)),
        index=FolderIndex(folders),
        status=status,
    )
