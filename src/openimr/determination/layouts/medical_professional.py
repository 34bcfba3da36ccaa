"""California letters of 2013, second form: MEDICAL PROFESSIONAL REVIEW.

One set of headings for each issue or for all: ISSUE AT DISPUTE, CASE SUMMARY, DOCUMENTS REVIEWED
FOR DETERMINATION, MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL REVIEWER AND WHY,
RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS (NOT) MEDICALLY NECESSARY, MEDICAL
REVIEWER QUALIFICATIONS. The rationale's heading states the decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from openimr.application.request import parse_request
from openimr.determination.credentials import read_reviewer
from openimr.determination.documents_listed import read_documents
from openimr.determination.guideline_line import parse_guideline_line
from openimr.determination.header import read_header
from openimr.determination.layouts.layout import Layout
from openimr.determination.letter_text import LetterText
from openimr.determination.model import Decision, Determination, Finding, GuidelineLine, Reviewer
from openimr.determination.patient import read_patient
from openimr.determination.reading import LetterReading
from openimr.determination.sections import Section
from openimr.determination.stated_findings import guideline_sentences
from openimr.determination.transcript import Transcript

_HEADING = re.compile(
    r"""^[ \t]*(?:\d{1,2}[.)]\s*)?(?:
      (?P<issue>ISSUES?\s+(?:AT|IN)\s+DISPUTE(?:\s*\#?\s*\d{1,2})?)
    | (?P<summary>(?:CLINICAL\s+)?CASE\s+SUM\w{2,6})
    | (?P<documents>DOCUMENTS?\s+REVIEWED(?:\s+FOR\s+DETERMINATION)?)
    | (?P<guideline>MEDICAL\s+TREATMENT\s+GUIDELINE(?:\(S\)|S)?\s+RELIED\s+UPON
        (?:\s+BY\s+(?:THE\s+)?PROFESSIONAL\s+REVIEWER)?(?:\s+AND\s+WHY)?)
    | (?P<rationale>RATIONALE\s+FOR\s+WHY\s+THE\s+REQUESTED\s+TREATMENT(?:/SERVICE)?\s+
        (?:IS/WAS|IS|WAS)\s+(?P<negated>NOT\s+)?MEDICALLY\s+NECESSARY)
    | (?P<method>MEDICAL\s+REVIEWER(?:'S|’S)?\s+QUALIFICATIONS?)
    )[ \t]*(?::|(?=[\r\n])|\Z)""",
    re.MULTILINE | re.VERBOSE | re.IGNORECASE,
)
_NAMES = ("issue", "summary", "documents", "guideline", "rationale", "method")
_ENTRY = re.compile(r"^[ \t]*(?:\(?\d{1,2}[.)]|[•●▪*-])[ \t]+(?=\S)", re.MULTILINE)
_WHETHER = re.compile(
    r"\s*(?:Is|Whether|Are|Was|Were)\s+(?:or\s+not\s+)?(?:the\s+)?(?:requests?\s+for\s+)?"
    r"(?P<title>.+?)\s+(?:(?:is|are|was|were)\s+)?medically\s+necessary"
    r"(?:\s+and\s+appropriate)?\s*[?.]?\s*\Z",
    re.IGNORECASE | re.DOTALL,
)


class _Part(NamedTuple):
    name: str
    negated: bool
    section: Section


class _Issue(NamedTuple):
    title: tuple[int, int]
    guideline: Section | None
    rationale: _Part | None


def _recognises(letter: LetterText) -> bool:
    names = {part.name for part in _parts(letter.text)}
    return "issue" in names and bool(names & {"guideline", "rationale"})


def _parts(text: str) -> list[_Part]:
    marks = list(_HEADING.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)][: len(marks)]
    return [
        _Part(_name(mark), bool(mark["negated"]), Section(mark.start(), mark.end(), end))
        for mark, end in zip(marks, ends, strict=True)
    ]


def _name(mark: re.Match[str]) -> str:
    return next(name for name in _NAMES if mark[name])


def _read(letter: LetterText, source: str) -> LetterReading:
    transcript = Transcript(letter)
    parts = _parts(letter.text)
    fields: dict[str, Any] = read_header(transcript, 0, parts[0].section.heading)
    fields["reviewer"] = _reviewer(transcript, _first(parts, "method"))
    if documents := _first(parts, "documents"):
        fields["documents_reviewed"] = read_documents(transcript, documents)
    summary = _first(parts, "summary")
    place = (summary.body, summary.end) if summary else (0, 0)
    fields["clinical_case_summary"] = transcript.quote("clinical_case_summary", *place)
    if fields["clinical_case_summary"] is None:
        transcript.problem("clinical_case_summary", "the case summary is missing", *place)
    fields["patient"] = read_patient(transcript, *place)
    fields["findings"] = tuple(
        _finding(transcript, f"findings.{index}", issue)
        for index, issue in enumerate(_issues(letter.text, parts))
    )
    return transcript.reading("medical-professional-2013", source, Determination(**fields))


def _first(parts: list[_Part], name: str) -> Section | None:
    return next((part.section for part in parts if part.name == name), None)


def _reviewer(transcript: Transcript, section: Section | None) -> Reviewer:
    if section is None:
        message = "the section on the reviewer's qualifications is missing"
        transcript.problem("reviewer.statement", message)
        return Reviewer()
    return read_reviewer(transcript, section.body, section.end)[0]


def _issues(text: str, parts: list[_Part]) -> list[_Issue]:
    """Treatments with their guidelines and rationale: one each in order, or one for all."""
    titles = [
        title for part in parts if part.name == "issue" for title in _titles(text, part.section)
    ]
    guidelines = [part.section for part in parts if part.name == "guideline"]
    rationales = [part for part in parts if part.name == "rationale"]
    return [
        _Issue(
            title, _share(guidelines, index, len(titles)), _share(rationales, index, len(titles))
        )
        for index, title in enumerate(titles)
    ]


def _share(parts: list[Any], index: int, count: int) -> Any:
    if len(parts) == count:
        return parts[index]
    return parts[0] if len(parts) == 1 else None


def _titles(text: str, section: Section) -> Iterator[tuple[int, int]]:
    entries = list(_ENTRY.finditer(text, section.body, section.end))
    starts = [entry.end() for entry in entries] or [section.body]
    ends = [entry.start() for entry in entries[1:]] + [section.end]
    for start, end in zip(starts, ends, strict=True):
        asked = _WHETHER.match(text[start:end])
        if asked:
            yield start + asked.start("title"), start + asked.end("title")
        elif text[start:end].strip():
            yield start, start + len(text[start:end].rstrip().rstrip("."))


def _finding(transcript: Transcript, path: str, issue: _Issue) -> Finding:
    title = transcript.quote(f"{path}.disputed_treatment", *issue.title) or "-"
    administrator, reviewer = _guidelines(transcript, path, issue)
    return Finding(
        disputed_treatment=title,
        decision=_decision(transcript, path, issue),
        claims_administrator_guideline=administrator,
        reviewer_guideline=reviewer,
        rationale=_rationale(transcript, path, issue),
        request=parse_request(title),
    )


def _decision(transcript: Transcript, path: str, issue: _Issue) -> Decision | None:
    if issue.rationale is None:
        message = "no heading says whether it is medically necessary"
        transcript.problem(f"{path}.decision", message, *issue.title)
        return None
    section = issue.rationale.section
    transcript.mark(f"{path}.decision", section.heading, section.body)
    return Decision.UPHELD if issue.rationale.negated else Decision.OVERTURNED


def _guidelines(
    transcript: Transcript, path: str, issue: _Issue
) -> tuple[GuidelineLine, GuidelineLine]:
    """The reviewer's guideline section; sentences on the claims administrator are told apart."""
    section = issue.guideline
    if section is None:
        message = "the section on guidelines relied upon is missing"
        transcript.problem(f"{path}.reviewer_guideline.text", message, *issue.title)
        return GuidelineLine(), GuidelineLine()
    if "laims Admin" in transcript.letter.text[section.body : section.end]:
        return guideline_sentences(transcript, path, section.body, section.end)
    name = f"{path}.reviewer_guideline"
    line = parse_guideline_line(transcript.quote(f"{name}.text", section.body, section.end) or "")
    if line.basis is None:
        message = "the words name no basis"
        transcript.problem(f"{name}.basis", message, section.body, section.end)
    return GuidelineLine(), line


def _rationale(transcript: Transcript, path: str, issue: _Issue) -> str | None:
    section = issue.rationale.section if issue.rationale else None
    text = transcript.quote(f"{path}.rationale", section.body, section.end) if section else None
    if text is None:
        transcript.problem(f"{path}.rationale", "the rationale is missing", *issue.title)
    return text


LAYOUT = Layout(_recognises, _read)
