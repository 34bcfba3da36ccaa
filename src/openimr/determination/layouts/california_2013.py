"""California letters of 2013, first form, and the notice that is its variant.

First form: "MAXIMUS FEDERAL SERVICES, INC. / Independent Medical Review", HOW THE IMR FINAL
DETERMINATION WAS MADE, DOCUMENTS REVIEWED, CLINICAL CASE SUMMARY, IMR DECISION(S) AND
RATIONALE(S). Notice: "Notice of Independent Medical Review Determination" with numbered
decisions, INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE, Medical Qualifications of the
Expert Reviewer, Case Summary, Documents Reviewed.
"""

from __future__ import annotations

import re
from typing import Any

from openimr.determination.credentials import read_reviewer
from openimr.determination.documents_listed import read_documents
from openimr.determination.header import read_header
from openimr.determination.layouts.california import SUMMARY_LEAD
from openimr.determination.layouts.layout import Layout
from openimr.determination.letter_text import LetterText
from openimr.determination.model import Determination, Reviewer
from openimr.determination.patient import read_patient
from openimr.determination.reading import LetterReading
from openimr.determination.sections import Section, find_sections, heading_pattern
from openimr.determination.stated_findings import (
    headed_decisions,
    listed_decisions,
    read_headed_findings,
    read_listed_findings,
)
from openimr.determination.transcript import Transcript

_HEADINGS = heading_pattern(
    {
        "method": r"HOW\s+THE\s+(?:IMR\s+)?(?:FINAL\s+)?DETERM\w+\s+WAS\s+MADE",
        "decision": r"INDEPENDENT\s+MEDICAL\s+REVIEW\s+DECISION\s+AND\s+RATIONALE",
        "qualifications": r"MEDICAL\s+QUALIFICATIONS\s+OF\s+THE\s+"
        r"(?:EXPERT|PHYSICIAN|MEDICAL)\s+REVIEWER",
        "documents": r"(?:RELEVANT\s+)?DOCUMENTS?\s+REVIEWED(?:\s+FOR\s+DETERMINATION)?",
        "summary": r"(?:EXPERT\s+REVIEWER\s+|CLINICAL\s+)?CASE\s+SUM\w{2,6}",
        "issues": r"(?:IMR\s+)?DEC\w{3,8}(?:\(S\))?\s+AND\s+RAT\w{5,9}(?:\(S\))?",
    }
)
_ISSUES_LEAD = re.compile(
    r"\s*The\s+Final\s+Determination\s+was\s+based\s+on\b[^:]{0,160}?below\s*[:.]?", re.IGNORECASE
)
_REGARDING = re.compile(
    r"^[ \t]*(?:\(?\d{1,2}[.)]\s*)?Regarding\s+(?:the\s+)?(?:retrospective\s+)?requests?\s+for\b",
    re.IGNORECASE | re.MULTILINE,
)


def _is_first_form(letter: LetterText) -> bool:
    section = find_sections(letter.text, _HEADINGS).get("issues")
    return bool(section and headed_decisions(letter, section.body, section.end))


def _is_notice(letter: LetterText) -> bool:
    return bool(listed_decisions(letter.text, 0, len(letter.text)))


def _read_first_form(letter: LetterText, source: str) -> LetterReading:
    transcript = Transcript(letter)
    sections = find_sections(letter.text, _HEADINGS)
    issues = sections["issues"]
    lead = _ISSUES_LEAD.match(letter.text, issues.body)
    fields = _common(transcript, sections)
    start = lead.end() if lead else issues.body
    fields["findings"] = read_headed_findings(transcript, start, issues.end)
    return transcript.reading("california-2013", source, Determination(**fields))


def _read_notice(letter: LetterText, source: str) -> LetterReading:
    transcript = Transcript(letter)
    sections = find_sections(letter.text, _HEADINGS)
    text = letter.text
    regarding = _REGARDING.search(text)
    start = regarding.start() if regarding else 0
    sections = {name: _before(section, start) for name, section in sections.items()}
    fields = _common(transcript, sections)
    fields["findings"] = read_listed_findings(transcript, start, len(text))
    return transcript.reading("california-2013-notice", source, Determination(**fields))


def _before(section: Section, limit: int) -> Section:
    """The section cut off where the part on single requests starts."""
    return section._replace(end=min(section.end, limit)) if section.body < limit else section


def _common(transcript: Transcript, sections: dict[str, Section]) -> dict[str, Any]:
    first = min((section.heading for section in sections.values()), default=0)
    fields = read_header(transcript, 0, first)
    fields["reviewer"] = _reviewer(
        transcript, sections.get("method") or sections.get("qualifications")
    )
    if "documents" in sections:
        fields["documents_reviewed"] = read_documents(transcript, sections["documents"])
    start, end = _summary_place(transcript.letter.text, sections.get("summary"))
    fields["clinical_case_summary"] = transcript.quote("clinical_case_summary", start, end)
    if fields["clinical_case_summary"] is None:
        message = "the clinical case summary is missing"
        transcript.problem("clinical_case_summary", message, start, end)
    fields["patient"] = read_patient(transcript, start, end)
    return fields


def _reviewer(transcript: Transcript, section: Section | None) -> Reviewer:
    if section is None:
        message = "the section on the reviewer is missing"
        transcript.problem("reviewer.statement", message)
        return Reviewer()
    return read_reviewer(transcript, section.body, section.end)[0]


def _summary_place(text: str, section: Section | None) -> tuple[int, int]:
    if section is None:
        return 0, 0
    lead = SUMMARY_LEAD.match(text, section.body)
    return (lead.end() if lead else section.body), section.end


FIRST_FORM = Layout(_is_first_form, _read_first_form)
NOTICE = Layout(_is_notice, _read_notice)
