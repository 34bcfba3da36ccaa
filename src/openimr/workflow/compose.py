"""Puts summary and proposals together as a draft determination."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby

from openimr.application.model import Application
from openimr.casefile.model import CaseFile, Document, DocumentType
from openimr.determination.guideline_line import parse_guideline_line
from openimr.determination.model import (
    Decision,
    Determination,
    DocumentReviewed,
    Finding,
    GuidelineLine,
    Patient,
    Priority,
    Sex,
)
from openimr.review.model import Proposal, ProposedDecision, Sentence
from openimr.vocabulary.places import PageSpan
from openimr.workflow.guideline_lines import guideline_line_of

_DECISIONS = {
    ProposedDecision.UPHELD: Decision.UPHELD,
    ProposedDecision.OVERTURNED: Decision.OVERTURNED,
    ProposedDecision.UNDETERMINED: None,
}

_UNSHOWN = frozenset({"Cc", "Cs", "Co", "Cn"})
_KINDS = {
    DocumentType.UR_DECISION: "utilization review decision",
    DocumentType.RFA: "request for authorization",
    DocumentType.APPLICATION: "application for independent medical review",
    DocumentType.MEDICAL_LEGAL_REPORT: "medical-legal report",
}
"""Document types whose code does not read as words."""


class References:
    """Page references such as [4:2]: document 4 of the list of documents reviewed, its page 2.

    Args:
        listed: the documents reviewed, in the order of the list.
    """

    def __init__(self, listed: Sequence[Document]) -> None:
        self._listed = listed

    def of(self, places: Iterable[PageSpan]) -> str:
        """The references of some places, each page once: " [4:1] [4:2]"."""
        found = sorted({reference for p in places if (reference := self._one(p))})
        return "".join(f" [{number}:{page}]" for number, page in found)

    def _one(self, place: PageSpan) -> tuple[int, int] | None:
        for number, document in enumerate(self._listed, start=1):
            if document.holds(place.file, place.page):
                return number, place.page - document.pages[0] + 1
        return None


def compose_determination(
    case_file: CaseFile,
    application: Application,
    summary: Sequence[Sentence],
    proposals: Sequence[Proposal],
    age: int | None,
) -> Determination:
    """The draft determination: proposed decisions, open where the record allows none.

    Args:
        case_file: for the list of documents reviewed.
        application: dates, priority and the employee's sex.
        summary: the clinical case summary, sentence by sentence.
        proposals: one for each disputed treatment.
        age: the employee's age, or None when unknown.
    """
    listed = reviewed(case_file)
    references = References(listed)
    return Determination(
        date_of_injury=_day(application, "date_of_injury"),
        ur_denial_date=_day(application, "ur_date"),
        application_received=_day(application, "received"),
        priority=_priority(application),
        patient=Patient(age=age, sex=sex_of(application)),
        clinical_case_summary=_paragraphs(summary, references),
        documents_reviewed=tuple(_listed(document, application) for document in listed),
        findings=tuple(_finding(proposal, references) for proposal in proposals),
        draft=True,
    )


def _shown(text: str) -> str:
    """Words of the record as a letter can show them: scans and forms hold stray control signs."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in _UNSHOWN)


def reviewed(case_file: CaseFile) -> tuple[Document, ...]:
    """Documents to list: every one of this patient; those of another person were set aside."""
    return tuple(document for document in case_file.documents if not document.other_patient)


def sex_of(application: Application) -> Sex | None:
    """The employee's sex as the papers give it."""
    said = application.sex.value.strip().lower() if application.sex else ""
    return {"f": Sex.FEMALE, "m": Sex.MALE}.get(said[:1])


def _day(application: Application, field: str) -> dt.date | None:
    cited = getattr(application, field)
    return cited.value if cited is not None else None


def _priority(application: Application) -> Priority | None:
    said = application.priority.value.lower() if application.priority else ""
    if re.search(r"expedit|urgent", said):
        return Priority.EXPEDITED
    return Priority.STANDARD if re.search(r"standard|regular|routine", said) else None


def _paragraphs(sentences: Sequence[Sentence], references: References) -> str | None:
    paragraphs = [
        " ".join(_referenced(s.sentence, s.sources, references) for s in part)
        for _, part in groupby(sentences, key=lambda sentence: sentence.part)
    ]
    return _shown("\n".join(paragraphs)) or None


def _referenced(sentence: str, places: Iterable[PageSpan], references: References) -> str:
    """The sentence with its page references before the full stop."""
    told = references.of(places)
    return f"{sentence[:-1]}{told}." if sentence.endswith(".") else f"{sentence}{told}"


def _listed(document: Document, application: Application) -> DocumentReviewed:
    kind = _KINDS.get(document.type) or document.type.value.replace("_", " ")
    first, last = document.pages
    pages = f"page {first}" if first == last else f"pages {first}-{last}"
    repeated = " (repeats an earlier document)" if document.duplicate_of is not None else ""
    return DocumentReviewed(
        title=_shown(f"{document.title or kind.capitalize()}{repeated}"),
        type=kind,
        date=document.date,
        author=_author(document, application),
        pages=_shown(f"{document.file}, {pages}"),
    )


def _author(document: Document, application: Application) -> str | None:
    """The author; the employee is not named in a letter."""
    employee = application.employee.value if application.employee else ""
    surname = employee.replace(",", " ").split()[-1:] if employee else []
    if document.author and any(name.lower() in document.author.lower() for name in surname):
        return "The employee"
    return _shown(document.author) if document.author else None


def _finding(proposal: Proposal, references: References) -> Finding:
    treatment = proposal.treatment
    cited = _shown(treatment.ca_citation or "")
    return Finding(
        disputed_treatment=_shown(treatment.text),
        decision=_DECISIONS[proposal.decision],
        claims_administrator_guideline=parse_guideline_line(cited) if cited else GuidelineLine(),
        reviewer_guideline=guideline_line_of(proposal.citations),
        rationale=_rationale(proposal, references),
        request=treatment.request,
    )


def _rationale(proposal: Proposal, references: References) -> str:
    """The rationale, a paragraph for each criterion and one for the conclusion.

    Page references stand behind what is said of the record; what applies a guideline rests on
    the facts before it.
    """
    paragraphs: list[list[str]] = []
    if proposal.decision is ProposedDecision.UNDETERMINED:
        missing = "; ".join(proposal.missing)
        weighed = proposal.evidence is not None and proposal.evidence.follows is None
        which = "levels of evidence do" if weighed else "record does"
        paragraphs.append([f"The {which} not allow a decision: missing is {missing}."])
    for number, step in enumerate(proposal.rationale, start=1):
        if step.opens or number == len(proposal.rationale) or not paragraphs:
            paragraphs.append([])
        places = () if step.guideline else step.record
        paragraphs[-1].append(_referenced(step.sentence, places, references))
    return _shown("\n".join(" ".join(sentences) for sentences in paragraphs))
