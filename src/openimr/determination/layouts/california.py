"""California letters of 2014 to 2017 (MAXIMUS Federal Services).

A header table (missing in some copies), HOW THE IMR FINAL DETERMINATION WAS MADE with the
reviewer's credentials in labelled fields or in a sentence, CLINICAL CASE SUMMARY, and IMR
ISSUES, DECISIONS AND RATIONALES.
"""

from __future__ import annotations

import re
from typing import Any

from openimr.determination.credentials import read_reviewer
from openimr.determination.documents_listed import read_documents
from openimr.determination.finding_labels import has_labels
from openimr.determination.findings import LabelledFindings, read_findings
from openimr.determination.header import read_header
from openimr.determination.layouts.layout import Layout
from openimr.determination.letter_text import LetterText
from openimr.determination.model import Determination, Reviewer
from openimr.determination.patient import read_patient
from openimr.determination.reading import LetterReading
from openimr.determination.sections import Section, find_sections, heading_pattern
from openimr.determination.transcript import Transcript

_HEADINGS = heading_pattern(
    {
        "method": r"HOW\s+THE\s+(?:IMR\s+)?(?:FINAL\s+)?DETERM\w+\s+WAS\s+MADE",
        "documents": r"(?:RELEVANT\s+)?DOCUMENTS?\s+REVIEWED(?:\s+FOR\s+DETERMINATION)?",
        "summary": r"(?:CLINICAL\s+)?CASE\s+SUM\w{2,6}",
        "issues": r"IMR\s+ISSUES?\b[^\n]{0,50}|(?:IMR\s+)?(?:ISSUES?,?\s+)?"
        r"DEC\w{3,8}(?:\(S\))?,?\s+(?:AND|&)\s+RAT\w{5,9}(?:\(S\))?",
    }
)
SUMMARY_LEAD = re.compile(
    r"\s*The\s+(?:(?:expert|physician|medical)\s+)?reviewer\s+developed\s+the\s+following\b"
    r"[^:]{0,200}?(?:records?|file|summary)\s*[:.]",
    re.IGNORECASE,
)
_ISSUES_LEAD = re.compile(
    r"\s*The\s+Final\s+Determination\s+was\s+based\s+on\b[^:]{0,160}?below\s*[:.]?", re.IGNORECASE
)
_LAST_YEAR_OF_2014_FORM = 2015


def _recognises(letter: LetterText) -> bool:
    return has_labels(letter.text)


def _read(letter: LetterText, source: str) -> LetterReading:
    transcript = Transcript(letter)
    sections = find_sections(letter.text, _HEADINGS, last="issues")
    first = min((section.heading for section in sections.values()), default=0)
    fields = read_header(transcript, 0, first)
    fields["reviewer"], labelled = _reviewer(transcript, sections.get("method"))
    if "documents" in sections:
        fields["documents_reviewed"] = read_documents(transcript, sections["documents"])
    findings = _findings(transcript, sections)
    start, end = _summary_place(transcript.letter.text, sections.get("summary"), findings.start)
    fields["clinical_case_summary"] = _summary(transcript, start, end)
    fields["patient"] = read_patient(transcript, start, end)
    fields["findings"] = findings.findings
    return transcript.reading(_name(labelled, fields), source, Determination(**fields))


def _name(labelled: bool, fields: dict[str, Any]) -> str:
    if not labelled:
        return "california-2014-sentence"
    decided = fields.get("decision_date") or fields.get("date_assigned")
    recent = decided is not None and decided.year > _LAST_YEAR_OF_2014_FORM
    return "california-2016" if recent else "california-2014-labelled"


def _reviewer(transcript: Transcript, section: Section | None) -> tuple[Reviewer, bool]:
    if section is None:
        transcript.problem(
            "reviewer.statement", "the section on how the determination was made is missing"
        )
        return Reviewer(), False
    return read_reviewer(transcript, section.body, section.end)


def _findings(transcript: Transcript, sections: dict[str, Section]) -> LabelledFindings:
    """Findings of the last section; without its heading they follow the case summary."""
    text = transcript.letter.text
    section = sections.get("issues") or sections.get("summary")
    start = section.body if section else 0
    if lead := _ISSUES_LEAD.search(text, start):
        start = lead.end()
    return read_findings(transcript, start, len(text))


def _summary_place(text: str, section: Section | None, limit: int) -> tuple[int, int]:
    """Offsets of the summary without the sentence that leads to it."""
    if section is None:
        return 0, 0
    lead = SUMMARY_LEAD.match(text, section.body)
    start = lead.end() if lead else section.body
    return start, max(start, min(section.end, limit))


def _summary(transcript: Transcript, start: int, end: int) -> str | None:
    text = transcript.quote("clinical_case_summary", start, end)
    if text is None:
        message = "the clinical case summary is missing"
        transcript.problem("clinical_case_summary", message, start, end)
    return text


LAYOUT = Layout(_recognises, _read)
