"""The Final Determination as a value: what a letter says, without how it looks.

Every text is kept printable when a value is built (see ``vocabulary.printable``): white space
folded, invisible characters dropped, control characters refused; a blank optional text
becomes None. So whatever can be built can be written in a letter and read back from it.
"""

from __future__ import annotations

import datetime as dt
import enum

from openimr.vocabulary.citation import Citation
from openimr.vocabulary.printable import (
    printable,
    printable_items,
    printable_or_none,
    printable_paragraphs,
)
from openimr.vocabulary.request import TreatmentRequest
from openimr.vocabulary.value import Value, require, settle


class Decision(enum.Enum):
    """The reviewer's answer, relative to the utilization review decision (8 CCR 9792.10.6(d))."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"


class Basis(enum.Enum):
    """What a guideline line says the decision rests on, by the words of the line."""

    MTUS = "mtus"
    NON_MTUS = "non_mtus"
    BOTH = "both"
    NONE_CITED = "none_cited"


class Priority(enum.Enum):
    """Review priority as the header prints it."""

    STANDARD = "Standard"
    EXPEDITED = "Expedited"


class Sex(enum.Enum):
    """Sex of the employee as the record states it."""

    FEMALE = "female"
    MALE = "male"


class Reviewer(Value, frozen=True, kw_only=True):
    """The expert reviewer without a name (Labor Code 4610.6(f)).

    Attributes:
        licensure: states of licensure.
        specialties: certifications and specialties, in the order printed.
        statement: the sentences that describe reviewer and selection, or None.
    """

    licensure: tuple[str, ...] = ()
    specialties: tuple[str, ...] = ()
    statement: str | None = None

    def __post_init__(self) -> None:
        settle(
            self,
            licensure=printable_items(self.licensure, "licensure"),
            specialties=printable_items(self.specialties, "specialties"),
            statement=printable_paragraphs(self.statement, "statement"),
        )


class Patient(Value, frozen=True, kw_only=True):
    """The employee, as far as a letter tells."""

    age: int | None = None
    sex: Sex | None = None

    def __post_init__(self) -> None:
        require(self.age is None or 0 < self.age < 130, "an age lies between 1 and 129 years")


class GuidelineLine(Value, frozen=True, kw_only=True):
    """What one side cited for one treatment.

    Attributes:
        basis: by the words of the line, not by what the rationale goes on to use.
        text: the line as printed, white space folded.
        citations: the sources read from ``text``.
    """

    basis: Basis | None = None
    text: str | None = None
    citations: tuple[Citation, ...] = ()

    def __post_init__(self) -> None:
        settle(self, text=printable_or_none(self.text, "text"))


class DocumentReviewed(Value, frozen=True, kw_only=True):
    """One entry of the list of documents reviewed (Labor Code 4610.6(e), 8 CCR 9792.10.6(d)).

    Attributes:
        title: what the document is, as listed.
        type: document type in plain words, or None where the letter gives only a title.
        date: date of the document.
        author: who wrote it.
        pages: where it stands in the case file ("04-report.pdf, pages 1-2"), or None.
    """

    title: str
    type: str | None = None
    date: dt.date | None = None
    author: str | None = None
    pages: str | None = None

    def __post_init__(self) -> None:
        settle(
            self,
            title=printable(self.title, "title"),
            type=printable_or_none(self.type, "type"),
            author=printable_or_none(self.author, "author"),
            pages=printable_or_none(self.pages, "pages"),
        )
        require(bool(self.title), "a listed document has a title")


class Finding(Value, frozen=True, kw_only=True):
    """The answer on one disputed treatment.

    Attributes:
        disputed_treatment: the heading, white space folded, otherwise as requested.
        decision: None only while a draft awaits the reviewer, or when it could not be read.
        rationale: paragraphs separated by newlines; page references stand in the text as [4:2]
            (document 4 of the list, its page 2).
        request: the request in numbers.
    """

    disputed_treatment: str
    decision: Decision | None
    claims_administrator_guideline: GuidelineLine = GuidelineLine()
    reviewer_guideline: GuidelineLine = GuidelineLine()
    rationale: str | None = None
    request: TreatmentRequest = TreatmentRequest()

    def __post_init__(self) -> None:
        settle(
            self,
            disputed_treatment=printable(self.disputed_treatment, "disputed_treatment"),
            rationale=printable_paragraphs(self.rationale, "rationale"),
        )
        require(bool(self.disputed_treatment), "a finding names its disputed treatment")


class Determination(Value, frozen=True, kw_only=True):
    """All findings with the case summary, issued as one letter.

    ``draft`` is true until a credentialed reviewer has made every finding; a draft letter
    says so on every page. Dates and case number are None where a letter does not show them.
    ``generated_wording`` discloses that an assistant worded parts of the letter, None where
    none did. ``signed_by`` is who signed for the review organization, never the reviewer.
    """

    case_number: str | None = None
    date_assigned: dt.date | None = None
    decision_date: dt.date | None = None
    date_of_injury: dt.date | None = None
    ur_denial_date: dt.date | None = None
    application_received: dt.date | None = None
    priority: Priority | None = None
    reviewer: Reviewer = Reviewer()
    patient: Patient = Patient()
    generated_wording: str | None = None
    clinical_case_summary: str | None = None
    documents_reviewed: tuple[DocumentReviewed, ...] = ()
    findings: tuple[Finding, ...] = ()
    signed_by: str | None = None
    draft: bool = False

    def __post_init__(self) -> None:
        settle(
            self,
            case_number=printable_or_none(self.case_number, "case_number"),
            generated_wording=printable_or_none(self.generated_wording, "generated_wording"),
            signed_by=printable_or_none(self.signed_by, "signed_by"),
            clinical_case_summary=printable_paragraphs(
                self.clinical_case_summary, "clinical_case_summary"
            ),
        )
