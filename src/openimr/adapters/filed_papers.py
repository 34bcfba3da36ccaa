"""Papers of applications: read where they lie, and kept with their case."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from openimr.adapters.case_folders import CaseFolders
from openimr.adapters.page_store import DiskPageStore
from openimr.adapters.paper_copies import copy_papers
from openimr.adapters.papers_left import BEING_READ
from openimr.adapters.sealed_file import NO_KEYS, Keys
from openimr.casefile.model import Page, Unreadable
from openimr.casefile.ports import SourceFile
from openimr.guidelines.load import shipped_pack
from openimr.vocabulary.errors import BadInput
from openimr.workflow.receive_reading import FiledPaper, PapersRead, read_papers

if TYPE_CHECKING:
    from openimr.casefile.gather import Progress

_KEPT_PAGES = ".pages"
"""Where a draft's folder keeps finished pages."""

_PAPERS_IN, _PAGES_READ = "papers", "pages"
_ENDING = re.compile(r"\.[a-z0-9]{1,5}")


class FiledPapers:
    """Reads filed papers, a folder of PDFs or one PDF, and keeps them with their case.

    Papers are copied into the data folder before anything is recorded of them, and moved to their
    case when it has its number: a disk that is full then takes neither.

    Args:
        kept_in: the data folder. Finished pages are kept in it, so that a stopped run goes on and
            the case's draft does not read them again.
        keys: what opens and seals papers in it.
    """

    def __init__(self, kept_in: Path, keys: Keys = NO_KEYS) -> None:
        self._kept_in = kept_in
        self._folders = CaseFolders(kept_in, keys)
        self._keys = keys

    @property
    def keys(self) -> Keys:
        """What opens and seals papers in the data folder."""
        return self._keys

    def read(
        self, files: Sequence[SourceFile], progress: Callable[[Progress], None] = lambda _: None
    ) -> PapersRead:
        """What the papers say.

        Raises:
            BadInput: when one cannot be opened, or none is an application.
        """
        # Imaging and OCR take half a second to load: who only keeps papers, or works on notices,
        # never waits for them.
        from openimr.adapters.page_reader import LimitedPageReader  # noqa: PLC0415
        from openimr.casefile.gather import gather  # noqa: PLC0415

        store = DiskPageStore(self._being_read(files) / _PAGES_READ, self._keys)
        case_file = gather(files, LimitedPageReader(keys=self._keys), store, progress)
        return read_papers(case_file, files, shipped_pack())

    def page_read(self, files: Sequence[SourceFile], file: SourceFile, number: int) -> Page | None:
        """A page that was read of one of the files that were read together; None before that."""
        from openimr.adapters.page_reader import LimitedPageReader  # noqa: PLC0415

        store = DiskPageStore(self._being_read(files) / _PAGES_READ, self._keys)
        return store.load(file.fingerprint, number, LimitedPageReader.version)

    def take_in(self, files: Sequence[SourceFile]) -> None:
        """Copy papers into the data folder, before a case is opened on them.

        Raises:
            BadInput: when one is no longer what was read.
        """
        copy_papers(files, self._being_read(files) / _PAPERS_IN, self._keys)

    def keep(self, files: Sequence[SourceFile], case: str) -> Path:
        """Move the papers that were taken in, and the pages that were read, to their case.

        Their key becomes the case's. Where it has one already, papers are copied, and pages are
        read again from them.

        Returns:
            The folder of the papers, where drafting finds them.
        """
        passing, papers = self._being_read(files), self.folder(case)
        papers.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        movable = self._keys.adopt(passing, papers.parent)
        if not movable or papers.exists() or not (passing / _PAPERS_IN).is_dir():
            copy_papers(files, papers, self._keys)
        else:
            (passing / _PAPERS_IN).rename(papers)
        read, kept = passing / _PAGES_READ, self._folders.draft(case) / _KEPT_PAGES
        if movable and read.is_dir() and not kept.exists():
            kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            read.rename(kept)
        shutil.rmtree(passing, ignore_errors=True)
        return papers

    def paper(self, file: SourceFile) -> FiledPaper:
        """One paper by its bytes and pages, unread; what is no PDF has no pages.

        Raises:
            BadInput: when it is a PDF that cannot be read.
        """
        pages = None
        if file.path.lower().endswith(".pdf"):
            from openimr.adapters.page_reader import LimitedPageReader  # noqa: PLC0415

            reader = LimitedPageReader(workers=1, keys=self._keys)
            _, counted = next(iter(reader.count_pages([file])))
            if isinstance(counted, Unreadable):
                raise BadInput(file.name, counted.found, counted.remedy)
            pages = counted
        return FiledPaper(name=file.name, sha256=file.fingerprint, pages=pages, kinds=())

    def folder(self, case: str) -> Path:
        """Where the papers of a case lie."""
        return self._folders.of(case) / "papers"

    def add(self, file: SourceFile, case: str) -> None:
        """Keep a copy of one more paper of the case file."""
        copy_papers([file], self.folder(case), self._keys)

    def add_beside(self, file: SourceFile, case: str, called: str) -> None:
        """Keep a copy of a paper that is no part of the case file: nobody reviews what it says.

        Args:
            file: the paper.
            case: the case number.
            called: what it is, in words of a file's name.
        """
        ending = Path(file.path).suffix.lower()
        name = f"{called}-{file.fingerprint[:12]}{ending if _ENDING.fullmatch(ending) else ''}"
        named = msgspec.structs.replace(file, name=name)
        copy_papers([named], self._folders.of(case) / "other-papers", self._keys)

    def _being_read(self, files: Sequence[SourceFile]) -> Path:
        """Where papers and their pages are kept that belong to no case yet."""
        together = hashlib.sha256("".join(file.fingerprint for file in files).encode())
        return self._kept_in / BEING_READ / together.hexdigest()[:32]
