"""A made-up case file of thousands of pages: an invented page of each kind, again and again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pypdfium2 as pdfium

from openimr.adapters.case_folders import CaseFolders
from openimr.adapters.case_index import write_index
from openimr.adapters.case_pages import KeptPages, keep_documents
from openimr.adapters.page_images import KEPT_PAGES
from openimr.adapters.page_reader import READER_VERSION, read_page
from openimr.adapters.page_store import DiskPageStore
from openimr.adapters.source_files import source_files
from openimr.casefile.model import Document, DocumentType, Page

EXAMPLE = Path(__file__).parents[1] / "examples" / "case-file"
SOURCES = ("05-Ravenscroft-PR2s-Feb-Apr-2015.pdf", "06-Whitcombe-psych-evaluation.pdf")
"""Papers with a text layer, four pages together."""

_TYPES = tuple(DocumentType)
_BEGIN = dt.date(2009, 1, 5)


def make_large_case(folders: CaseFolders, case: str, pages: int, papers: int = 10) -> None:
    """Make a case file that is read and indexed, with a document for every five pages.

    Args:
        folders: of the cases.
        case: the case number.
        pages: how many.
        papers: the PDFs on which they lie.
    """
    patterns = [one for name in SOURCES for one in _patterns(name)]
    each = pages // papers
    _write_papers(folders.of(case) / "papers", papers, each)
    files = source_files(folders.papers(case), folders.keys)
    store = DiskPageStore(folders.draft(case) / KEPT_PAGES, folders.keys)
    documents = []
    for place, file in enumerate(files):
        store.keep_count(file.fingerprint, each)
        for number in range(1, each + 1):
            pattern = patterns[(number - 1) % len(patterns)]
            page = msgspec.structs.replace(pattern, file=file.name, number=number)
            store.keep(file.fingerprint, READER_VERSION, page)
        documents += [_document(file.name, first, place, each) for first in range(1, each + 1, 5)]
    _fold(documents)
    keep_documents(folders.documents(case), documents, folders.keys)
    kept = KeptPages(folders.papers(case), folders.draft(case) / KEPT_PAGES, folders.keys)
    write_index(
        folders.index(case), documents, kept.page, lambda _done, _of: None, kept.papers(),
        folders.keys,
    )  # fmt: skip


def _patterns(name: str) -> list[Page]:
    path = str(EXAMPLE / name)
    return [read_page(path, name, number) for number in (1, 2)]


def _write_papers(folder: Path, papers: int, each: int) -> None:
    """PDFs of equal length; each begins with another blank line, so that none is another's copy."""
    folder.mkdir(parents=True)
    for place in range(papers):
        made = pdfium.PdfDocument.new()
        for name in SOURCES:
            with pdfium.PdfDocument(EXAMPLE / name) as source:
                made.import_pages(source)
        wanted = [number % len(made) for number in range(each)]
        repeated = pdfium.PdfDocument.new()
        repeated.import_pages(made, wanted)
        repeated.save(folder / f"{place + 1:02d}-records.pdf")
        repeated.close()
        made.close()
        with (folder / f"{place + 1:02d}-records.pdf").open("ab") as file:
            file.write(f"%{place}\n".encode())


def _document(file: str, first: int, place: int, each: int) -> Document:
    count = place * 1000 + first
    return Document(
        file=file,
        pages=(first, min(first + 4, each)),
        type=_TYPES[count // 5 % len(_TYPES)],
        date=None if count % 35 == 1 else _BEGIN + dt.timedelta(days=count % 4000),
        author="Theodora M. Ravenscroft, MD" if count % 2 else "A clinic with a rather long name",
        title="PRIMARY TREATING PHYSICIAN'S PROGRESS REPORT (PR-2)",
        scanned=count % 3 == 0,
        other_patient=count % 105 == 6,
    )


def _fold(documents: list[Document]) -> None:
    """Every tenth document repeats the one before."""
    for at in range(9, len(documents), 10):
        documents[at] = msgspec.structs.replace(documents[at], duplicate_of=at - 1)
