"""Papers of applications: read where they lie, and kept with their case."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from openimr.adapters.case_folders import CaseFolders
from openimr.adapters.file_names import shown_name
from openimr.adapters.page_reader import LimitedPageReader
from openimr.adapters.page_store import DiskPageStore
from openimr.adapters.paper_copies import copy_papers
from openimr.adapters.source_files import source_file, source_files
from openimr.casefile.gather import Progress, gather
from openimr.casefile.model import Unreadable
from openimr.casefile.ports import SourceFile
from openimr.guidelines.load import shipped_pack
from openimr.vocabulary.errors import BadInput
from openimr.workflow.receive_reading import FiledPaper, PapersRead, read_papers

_KEPT_PAGES = ".pages"
"""Where a draft's folder keeps finished pages."""


class FiledPapers:
    """Reads filed papers, a folder of PDFs or one PDF.

    Args:
        kept_in: the data folder. Finished pages are kept in it, so that a stopped run goes on and
            the case's draft does not read them again.
    """

    def __init__(self, kept_in: Path) -> None:
        self._kept_in = kept_in
        self._folders = CaseFolders(kept_in)

    def read(
        self, place: Path, progress: Callable[[Progress], None] = lambda _: None
    ) -> PapersRead:
        """What the papers say.

        Raises:
            BadInput: when there is no PDF, or one cannot be opened.
        """
        files = source_files(place)
        store = DiskPageStore(self._being_read(files))
        case_file = gather(files, LimitedPageReader(), store, progress)
        return read_papers(case_file, files, shipped_pack())

    def keep(self, place: Path, case: str) -> Path:
        """Keep a copy of the papers, and the pages that were read, in the case's folder.

        Returns:
            The folder of the papers, where drafting finds them.
        """
        files = source_files(place)
        papers = self.folder(case)
        copy_papers(files, papers)
        read, kept = self._being_read(files), self._folders.draft(case) / _KEPT_PAGES
        if read.is_dir() and not kept.exists():
            kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            read.rename(kept)
        return papers

    def paper(self, path: Path) -> FiledPaper:
        """One paper by its bytes and pages, unread; what is no PDF has no pages.

        Raises:
            BadInput: when it cannot be opened, or is a PDF that cannot be read.
        """
        file = source_file(path, shown_name(path.name))
        pages = None
        if path.suffix.lower() == ".pdf":
            _, counted = next(iter(LimitedPageReader(workers=1).count_pages([file])))
            if isinstance(counted, Unreadable):
                raise BadInput(file.name, counted.found, counted.remedy)
            pages = counted
        return FiledPaper(name=file.name, sha256=file.fingerprint, pages=pages, kinds=())

    def folder(self, case: str) -> Path:
        """Where the papers of a case lie."""
        return self._folders.of(case) / "papers"

    def add(self, path: Path, case: str) -> None:
        """Keep a copy of one more paper with its case."""
        copy_papers([source_file(path, shown_name(path.name))], self.folder(case))

    def _being_read(self, files: Sequence[SourceFile]) -> Path:
        """Where pages of papers are kept that belong to no case yet."""
        together = hashlib.sha256("".join(file.fingerprint for file in files).encode())
        return self._kept_in / "being-read" / together.hexdigest()[:32]
