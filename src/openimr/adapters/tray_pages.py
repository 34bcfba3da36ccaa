"""Pages of papers in trays, drawn in workers that are kept warm (``filing_pages.TrayPages``).

They are drawn as those of case files are: in a process of bounded memory and time, from which
nothing of a PDF leaves but its picture.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Final

from openimr.adapters.filed_papers import FiledPapers
from openimr.adapters.image_cache import ImageCache
from openimr.adapters.limited import Limits
from openimr.adapters.page_drawing import DrawnPage, draw
from openimr.adapters.page_images import LIMITS
from openimr.adapters.sealed_file import key_for
from openimr.adapters.warm_workers import WarmWorkers
from openimr.casefile.model import Page
from openimr.casefile.ports import SourceFile
from openimr.vocabulary.errors import BadInput
from openimr.workflow.papers import PaperUploads, Sender

_DPI: Final = 120
"""Printed words of a form can be read at it."""


class DrawnTrayPages:
    """Pages of uploads that wait.

    Args:
        uploads: the papers.
        papers: knows the pages that were read of them.
        cache: keeps what was drawn.
        limits: what drawing a page may use.
    """

    def __init__(
        self,
        uploads: PaperUploads,
        papers: FiledPapers,
        cache: ImageCache,
        limits: Limits = LIMITS,
    ) -> None:
        self._uploads, self._papers, self._cache = uploads, papers, cache
        self._workers = WarmWorkers(draw, limits, 1, ["openimr.adapters.page_drawing"])

    def page(self, tray: Sender, upload: str, number: int) -> Page | None:
        """As ``TrayPages.page``."""
        with contextlib.ExitStack() as stack:
            mine = stack.enter_context(self._uploads.opened(tray, upload))
            every = [
                stack.enter_context(self._uploads.opened(tray, one.id))
                for one in self._uploads.waiting(tray)
                if one.paper
            ]
            return self._papers.page_read(every, mine, number)

    def image(self, tray: Sender, upload: str, number: int) -> bytes:
        """As ``TrayPages.image``."""
        with self._uploads.opened(tray, upload) as file:
            read = self.page(tray, upload, number)
            turned, skew = (read.turned, read.skew) if read else (0, 0.0)
            key = f"{file.fingerprint}/{number}/{turned}/{skew}"
            if (kept := self._cache.get(key)) is not None:
                return kept
            drawn = self._drawn(file, number, turned, skew)
        self._cache.put(key, drawn)
        return drawn

    def close(self) -> None:
        """End the workers and let go of what was kept."""
        self._workers.close()
        self._cache.close()

    def _drawn(self, file: SourceFile, number: int, turned: int, skew: float) -> bytes:
        path, name = Path(file.path), f"page {number} of a paper"
        wanted = DrawnPage(
            path=str(path),
            key=key_for(path, self._papers.keys),
            number=number,
            turned=turned,
            skew=skew,
            dpi=_DPI,
        )
        try:
            return self._workers.one(wanted, name)
        except BadInput as error:
            raise BadInput(name, error.found, error.remedy) from None
