"""Trays of papers that came by mail (``workflow.filing_mail.FiledTray``)."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from openimr.adapters import sealed_file
from openimr.adapters.filed_papers import FiledPapers
from openimr.casefile.ports import SourceFile
from openimr.workflow.papers import Announced, PaperUploads, Sender
from openimr.workflow.receive_reading import PapersRead

if TYPE_CHECKING:
    from openimr.casefile.gather import Progress


class UploadedTrays:
    """Trays of uploads.

    Args:
        uploads: what was sent.
        papers: reads papers, and keeps the pages that it read.
    """

    def __init__(self, uploads: PaperUploads, papers: FiledPapers) -> None:
        self._uploads, self._papers = uploads, papers

    @contextlib.contextmanager
    def opened(self, tray: str) -> Iterator[tuple[SourceFile, ...]]:
        """As ``FiledTray.opened``."""
        sender = Sender(place=tray, by=tray)
        with contextlib.ExitStack() as stack:
            yield tuple(
                stack.enter_context(self._uploads.opened(sender, one.id))
                for one in self._uploads.waiting(sender)
                if one.paper
            )

    def hand_over(self, tray: Sender, upload: str, to: Sender) -> None:
        """As ``filing_again.HandsOver.hand_over``."""
        with self._uploads.opened(tray, upload) as file:
            path = Path(file.path)
            size, part = sealed_file.size_of(path), self._uploads.limits.part
            announced = Announced(name=file.name, size=size, sha256=file.fingerprint)
            begun = self._uploads.begin(to, announced)
            if begun.paper is None:
                with sealed_file.opened(path, self._papers.keys) as opened:
                    for offset in range(0, size, part):
                        self._uploads.put(to, begun.id, offset, opened.read(part))
            self._uploads.finish(to, begun.id)
        self._uploads.drop(tray, upload)

    def read(self, tray: str, told: Callable[[int, int], None]) -> PapersRead:
        """As ``FiledTray.read``."""

        def progress(so_far: Progress) -> None:
            told(so_far.done, so_far.total)

        with self.opened(tray) as files:
            return self._papers.read(files, progress)
