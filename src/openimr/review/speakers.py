"""Who says what a page says: named by role, never by name."""

from __future__ import annotations

import re

from openimr.casefile.model import CaseFile, Document, DocumentType
from openimr.vocabulary.places import PageSpan

PHYSICIAN = "the treating physician"
_ROLES = {
    DocumentType.PROGRESS_REPORT: PHYSICIAN,
    DocumentType.RFA: PHYSICIAN,
    DocumentType.WORK_STATUS: PHYSICIAN,
    DocumentType.PSYCHOLOGICAL_EVALUATION: "the psychologist",
    DocumentType.THERAPY_NOTE: "the therapist",
    DocumentType.CHIROPRACTIC_NOTE: "the chiropractor",
    DocumentType.PHYSICAL_THERAPY_NOTE: "the physical therapist",
    DocumentType.ACUPUNCTURE_NOTE: "the acupuncturist",
    DocumentType.OPERATIVE_REPORT: "the surgeon",
    DocumentType.MEDICAL_LEGAL_REPORT: "the medical-legal evaluator",
    DocumentType.UR_DECISION: "utilization review",
    DocumentType.CORRESPONDENCE: "the claims administrator",
    DocumentType.QUESTIONNAIRE: "the employee, in a questionnaire,",
}
_PSYCHOLOGIST = re.compile(r"\bPh\.?\s?D\b|\bPsy\.?\s?D\b|psycholog", re.IGNORECASE)
_BY_PAPERS = frozenset({DocumentType.PROGRESS_REPORT, DocumentType.THERAPY_NOTE, DocumentType.RFA})
_BY_DEGREE = (
    (_PSYCHOLOGIST, "the psychologist"),
    (re.compile(r"\bD\.?P\.?T\b|\bP\.?T\.?$", re.IGNORECASE), "the physical therapist"),
    (re.compile(r"\bD\.?P\.?M\b", re.IGNORECASE), "the podiatrist"),
    (re.compile(r"\bPA-?C\b|\bN\.?P\b", re.IGNORECASE), "the treating clinician"),
)


class Speakers:
    """Finds the author of a passage.

    Args:
        case_file: the documents that passages stand in.
    """

    def __init__(self, case_file: CaseFile) -> None:
        self._documents = case_file.documents

    def document(self, place: PageSpan) -> Document | None:
        """The document that holds a place."""
        return next((d for d in self._documents if d.holds(place.file, place.page)), None)

    def of(self, place: PageSpan) -> str | None:
        """The author's role with its article, or None when the papers do not show it."""
        document = self.document(place)
        if document is None:
            return None
        author = document.author or ""
        if document.type in _BY_PAPERS:
            for degree, role in _BY_DEGREE:
                if degree.search(author):
                    return role
        return _ROLES.get(document.type)

    def is_form(self, place: PageSpan) -> bool:
        """Whether a place stands in a questionnaire, whose words answer printed questions."""
        document = self.document(place)
        return document is not None and document.type is DocumentType.QUESTIONNAIRE
