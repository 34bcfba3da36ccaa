"""The complete case file: documents, pages and what they say."""

from __future__ import annotations

import datetime as dt
import enum

import msgspec

from openimr.vocabulary.places import PageText
from openimr.vocabulary.value import Value, require


class DocumentType(enum.Enum):
    """What a document of a case file is."""

    APPLICATION = "application"
    UR_DECISION = "ur_decision"
    RFA = "rfa"
    PROGRESS_REPORT = "progress_report"
    PSYCHOLOGICAL_EVALUATION = "psychological_evaluation"
    THERAPY_NOTE = "therapy_note"
    CHIROPRACTIC_NOTE = "chiropractic_note"
    PHYSICAL_THERAPY_NOTE = "physical_therapy_note"
    ACUPUNCTURE_NOTE = "acupuncture_note"
    OPERATIVE_REPORT = "operative_report"
    IMAGING_REPORT = "imaging_report"
    ELECTRODIAGNOSTIC_REPORT = "electrodiagnostic_report"
    LAB_REPORT = "lab_report"
    MEDICATION_LIST = "medication_list"
    MEDICAL_LEGAL_REPORT = "medical_legal_report"
    WORK_STATUS = "work_status"
    QUESTIONNAIRE = "questionnaire"
    CORRESPONDENCE = "correspondence"
    OTHER = "other"


class Word(Value, frozen=True, kw_only=True):
    """One word of a page: its characters ``start``..``end`` in the page's text and its box.

    The box is left, top, right, bottom as fractions of the displayed page, from its top left.
    ``confidence`` is 0 to 1 (1 for a text layer).
    """

    start: int
    end: int
    box: tuple[float, float, float, float]
    confidence: float = 1.0


class Page(Value, frozen=True, kw_only=True):
    """One page of the case file as it was read.

    Attributes:
        file: path inside the case file.
        number: page in that file, from 1.
        text: what OpenIMR reads on it; every span counts in this text.
        words: the words of ``text`` in reading order, with their boxes.
        scanned: True when the text comes from OCR.
        confidence: mean word confidence, 0 to 1.
        width, height: points of the displayed (upright) page.
        turned: degrees the page image was turned clockwise to stand upright (0, 90, 180, 270).
        skew: degrees of skew that were removed before OCR.
    """

    file: str
    number: int
    text: str
    words: tuple[Word, ...] = ()
    scanned: bool = False
    confidence: float = 1.0
    width: float = 612.0
    height: float = 792.0
    turned: int = 0
    skew: float = 0.0

    def as_text(self) -> PageText:
        """The page as later stages cite it."""
        return PageText(file=self.file, number=self.number, text=self.text)

    def renamed(self, file: str) -> Page:
        """The same page in a file of another name."""
        return msgspec.structs.replace(self, file=file)


class Document(Value, frozen=True, kw_only=True):
    """One document of the case file: consecutive pages of one file.

    Attributes:
        file: path inside the case file.
        pages: first and last page, from 1, inclusive.
        duplicate_of: index, in the case file's list, of the document this one repeats.
        other_patient: True when it concerns another person: set aside and never used.
    """

    file: str
    pages: tuple[int, int]
    type: DocumentType
    date: dt.date | None = None
    author: str | None = None
    title: str | None = None
    scanned: bool = False
    duplicate_of: int | None = None
    other_patient: bool = False

    def __post_init__(self) -> None:
        require(1 <= self.pages[0] <= self.pages[1], "a document's pages run forward from 1")

    def holds(self, file: str, page: int) -> bool:
        """Whether a page belongs to this document."""
        return file == self.file and self.pages[0] <= page <= self.pages[1]


class Unreadable(Value, frozen=True, kw_only=True):
    """A file or page that could not be read, and why; it never stops the others.

    Attributes:
        file: path inside the case file.
        page: page from 1, or None when the whole file is meant.
        found: what kind of thing was found there (never patient text).
        remedy: what would be right, or None.
    """

    file: str
    found: str
    page: int | None = None
    remedy: str | None = None


class CaseFile(Value, frozen=True, kw_only=True):
    """Every page and document of one case file, in the order of its files.

    ``unreadable`` lists what could not be read and is therefore missing from ``pages``.
    """

    pages: tuple[Page, ...]
    documents: tuple[Document, ...]
    unreadable: tuple[Unreadable, ...] = ()

    def pages_of(self, document: Document) -> tuple[Page, ...]:
        """The pages of one document, in order."""
        return tuple(page for page in self.pages if document.holds(page.file, page.number))

    def usable(self) -> tuple[Document, ...]:
        """Documents that may be used as evidence: of this patient and not a repetition."""
        return tuple(d for d in self.documents if not d.other_patient and d.duplicate_of is None)
