"""What a case file holds, read in parts: its papers, its documents, and where a page stands.

Three thousand pages make hundreds of documents. Whoever looks at one page is told about that page,
its document and its neighbors; lists come in parts. Nothing here reads a whole case file.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from typing import Protocol

from openimr.casefile.documents.procedural import PageKey, Procedural
from openimr.casefile.model import DocumentType
from openimr.vocabulary.value import Value, require

PART = 50
"""Documents in one part of a list."""


_ABBREVIATED = {"ur": "UR", "rfa": "RFA"}


def type_in_words(kind: DocumentType) -> str:
    """A type of document as lists call it: "UR decision"."""
    words = [_ABBREVIATED.get(word, word) for word in kind.value.split("_")]
    text = " ".join(words).replace("medical legal", "medical-legal")
    return text[:1].upper() + text[1:]


def procedural_in_words(kind: Procedural) -> str:
    """What a page filed for the procedure is, as lists call it."""
    if kind is Procedural.APPLICATION:
        return "Application for independent medical review"
    words: str = kind.value
    return words[:1].upper() + words[1:]


class Readiness(enum.Enum):
    """How far a case's papers are."""

    NO_PAPERS = "no papers"
    NOT_READ = "not read"
    NOT_INDEXED = "not indexed"
    READY = "ready"


class Paper(Value, frozen=True, kw_only=True):
    """One PDF of a case file.

    Attributes:
        number: by which addresses name it, from 1; it stays when further papers come.
        name: path inside the case file, as places cite it; it may name people.
        fingerprint: hash of its bytes, under which its pages are kept.
        pages: how many it has.
        version: of the reader that read its pages.
    """

    number: int
    name: str
    fingerprint: str
    pages: int
    version: str


class Listed(Value, frozen=True, kw_only=True):
    """A document as lists show it.

    Attributes:
        number: in the case file, from 1.
        paper: number of the paper that holds it.
        file: name of that paper.
        pages: its first and last page there.
        type, date, author, title, scanned: as they were found.
        other_patient: it concerns another person and is set aside.
        copy_of: number of the document that it repeats.
        copies: documents that repeat this one.
        procedural: what it is, when it was filed for the procedure and not for the review.
        withheld: it is not shown to whoever asks (``workflow.withheld``).
    """

    number: int
    paper: int
    file: str
    pages: tuple[int, int]
    type: DocumentType
    date: dt.date | None
    author: str | None
    title: str | None
    scanned: bool
    other_patient: bool
    copy_of: int | None
    copies: tuple[Listed, ...] = ()
    procedural: Procedural | None = None
    withheld: bool = False

    @property
    def name(self) -> str:
        """What it is, in words."""
        if self.withheld and self.procedural:
            return procedural_in_words(self.procedural)
        if self.type is DocumentType.OTHER and self.title:
            return self.title
        return type_in_words(self.type)

    @property
    def page_count(self) -> int:
        """How many pages it has."""
        return self.pages[1] - self.pages[0] + 1


class ListQuery(Value, frozen=True, kw_only=True):
    """Which part of the list of documents.

    Attributes:
        type: only of this type.
        year: only of this year; 0 for those without a date.
        by_date: as a chronology, the undated last; otherwise as they lie in the file.
        part: which part of the list, from 1.
        most: documents in a part.
    """

    type: DocumentType | None = None
    year: int | None = None
    by_date: bool = False
    part: int = 1
    most: int = PART

    def __post_init__(self) -> None:
        require(self.part >= 1 and self.most >= 1, "parts count from 1 and hold something")


class ListPart(Value, frozen=True, kw_only=True):
    """A part of the list; copies stand under the document that they repeat.

    Attributes:
        rows: the documents of this part.
        part: which, from 1.
        parts: how many there are.
        found: documents in all parts, without the copies under them.
    """

    rows: tuple[Listed, ...]
    part: int
    parts: int
    found: int


class Overview(Value, frozen=True, kw_only=True):
    """A case file in figures.

    Attributes:
        papers, pages, documents: how many.
        copies: documents that repeat another.
        other_patient: documents that concern another person.
        types: documents of each type, copies aside, the most first.
        years: documents of each year, the earliest first; 0 for those without a date.
    """

    papers: int
    pages: int
    documents: int
    copies: int
    other_patient: int
    types: tuple[tuple[DocumentType, int], ...]
    years: tuple[tuple[int, int], ...]


class PagePlace(Value, frozen=True, kw_only=True):
    """Where a page stands in its case file; neighbors are (paper, page).

    Attributes:
        paper: that holds the page.
        page: its number there, from 1.
        document: to which it belongs; None when the page could not be read.
        row: the document's place among those of the list in the file's order, from 1; of a copy,
            that of what it repeats.
        before, after: the pages beside it, also in the papers beside.
        document_before, document_after: first pages of the documents beside.
        procedural: what the page is, when it was filed for the procedure.
        withheld: it is not shown to whoever asks.
    """

    paper: Paper
    page: int
    document: Listed | None
    row: int
    before: tuple[int, int] | None
    after: tuple[int, int] | None
    document_before: tuple[int, int] | None
    document_after: tuple[int, int] | None
    procedural: Procedural | None = None
    withheld: bool = False

    @property
    def withheld_name(self) -> str:
        """What a withheld page is, in words."""
        return procedural_in_words(self.procedural) if self.procedural else ""

    @property
    def on_other_patient(self) -> bool:
        """Whether the page concerns another person."""
        return self.document is not None and self.document.other_patient


class CaseContents(Protocol):
    """What the files of cases hold. Every reading raises BadInput where there is no index."""

    def readiness(self, case: str) -> Readiness:
        """How far the case's papers are."""
        ...

    def overview(self, case: str) -> Overview:
        """The case file in figures."""
        ...

    def documents(self, case: str, query: ListQuery) -> ListPart:
        """A part of the list of documents."""
        ...

    def document(self, case: str, number: int) -> Listed | None:
        """A document by its number; None where there is none."""
        ...

    def place(self, case: str, paper: int, page: int) -> PagePlace | None:
        """Where a page stands; None where there is no such page."""
        ...

    def first_page(self, case: str) -> tuple[int, int] | None:
        """Paper and page with which the case file begins."""
        ...

    def paper_numbers(self, case: str) -> Mapping[str, int]:
        """The number of each paper by its name, as places cite it."""
        ...

    def procedural(self, case: str) -> Mapping[PageKey, Procedural]:
        """Pages that were filed for the procedure, by the name of their paper and number."""
        ...
