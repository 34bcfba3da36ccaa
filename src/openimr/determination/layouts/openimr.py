"""OpenIMR's own letters, read back from the words on their pages.

The counterpart of ``determination.write``: part for part, told apart by the letter's marks.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from openimr.determination import letter_words as words
from openimr.determination.guideline_line import parse_guideline_line
from openimr.determination.layouts.layout import Layout
from openimr.determination.letter_marks import PART
from openimr.determination.letter_text import LetterText
from openimr.determination.model import (
    Basis,
    Decision,
    Determination,
    DocumentReviewed,
    Finding,
    GuidelineLine,
    Patient,
    Priority,
    Reviewer,
    Sex,
)
from openimr.determination.own_parts import OwnPages, OwnPart, OwnWords
from openimr.determination.reading import LetterReading, Problem, Status
from openimr.determination.remark import remarked_pages
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.places import Span
from openimr.vocabulary.request import TreatmentRequest

NAME = "openimr"
_MARKS_LOST = Problem(
    field="letter",
    message="the letter's own spacing was lost on its way here: paragraphs are joined, and the "
    "documents reviewed cannot be told apart; read the letter as it was written instead",
)
_ISSUE = re.compile(r"Issue \d+ of \d+")
_DATE = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
_EMPLOYEE = re.compile(r"(?:age (?P<age>\d+))?(?:, )?(?P<sex>female|male)?")
_DECISIONS = {
    words.UPHELD: Decision.UPHELD,
    words.OVERTURNED: Decision.OVERTURNED,
    words.AWAITING: None,
    words.NO_DECISION: None,
}
_HEADING = re.compile(f"(?P<title>.+): (?P<decision>{'|'.join(_DECISIONS)})")
_COLUMNS = frozenset(label for row in words.HEADER_ROWS for label in row)
_TEXTS_OF_HEAD = {
    words.CASE_NUMBER: "case_number",
    words.GENERATED: "generated_wording",
    words.SUMMARY: "clinical_case_summary",
}
_GUIDELINES = {
    words.CLAIMS_ADMINISTRATOR_GUIDELINE: "claims_administrator_guideline",
    words.REVIEWER_GUIDELINE: "reviewer_guideline",
}
_NUMBERS = {words.QUANTITY: "quantity", words.PER_WEEK: "per_week", words.WEEKS: "weeks"}
_TEXTS = {words.UNIT: "unit", words.DRUG: "drug", words.STRENGTH: "strength"}
_BASES = {basis.value: basis for basis in Basis}
_OF_CITATION = {words.SECTION: "sections", words.PAGE: "pages"}
_DATES = {
    words.DATE_ASSIGNED: "date_assigned",
    words.DECISION_DATE: "decision_date",
    words.DATE_OF_INJURY: "date_of_injury",
    words.UR_DENIAL_DATE: "ur_denial_date",
    words.APPLICATION_RECEIVED: "application_received",
}


_HOW_TO_READ = words.HOW_TO_READ[:60]
_WORDS_OF_HOW_TO_READ = _HOW_TO_READ.split()


def _recognises(letter: LetterText) -> bool:
    return bool(letter.pages) and (_is_marked(letter) or _was_marked(letter))


def _is_marked(letter: LetterText) -> bool:
    return f"{PART[0]}{words.TITLE}" in letter.pages[0]


def _was_marked(letter: LetterText) -> bool:
    """Whether this is one of our letters whose spaces were made alike on the way."""
    page = letter.pages[0]
    if not all(word in page for word in _WORDS_OF_HOW_TO_READ):
        return False
    first = " ".join(page.split())
    return words.TITLE in first[:200] and _HOW_TO_READ in first


def _read(letter: LetterText, source: str) -> LetterReading:
    if _is_marked(letter):
        notes = _Notes(OwnPages(letter.pages))
    else:
        notes = _Notes(OwnPages(remarked_pages(letter.pages)), placed=False)
        notes.problems.append(_MARKS_LOST)
    parts = tuple(notes.pages.parts())
    head, *issues = _by_issue(parts)
    fields = _read_head(head, notes) | _read_signature(parts, notes)
    findings = [_read_finding(parts, f"findings.{at}", notes) for at, parts in enumerate(issues)]
    determination = Determination(
        **fields,  # type: ignore[arg-type]
        findings=tuple(finding for finding in findings if finding is not None),
    )
    return LetterReading(
        source=source,
        layout=NAME,
        status=Status.PARTIAL if notes.problems else Status.FULL,
        determination=determination,
        spans=notes.spans,
        problems=tuple(notes.problems),
    )


class _Notes:
    """Where each field stands, and what could not be read."""

    def __init__(self, pages: OwnPages, *, placed: bool = True) -> None:
        self.pages = pages
        self._placed = placed
        self.spans: dict[str, tuple[Span, ...]] = {}
        self.problems: list[Problem] = []

    def _places(self, start: int, end: int) -> tuple[Span, ...]:
        """Places on the pages; none where the pages had to be marked anew."""
        return self.pages.spans(start, end) if self._placed else ()

    def text(self, path: str, words: Sequence[OwnWords]) -> str | None:
        """The paragraphs of a field, joined by line ends; None when the letter says so."""
        paragraphs = [one.text for one in words if one.text]
        if not paragraphs:
            return None
        self.spans[path] = self._places(words[0].start, words[-1].end)
        return "\n".join(paragraphs)

    def heading(self, path: str, words: OwnWords, found: re.Match[str]) -> None:
        """The places of a finding's title and decision."""
        middle = words.end - len(found["decision"])
        title_end = middle - len(": ")
        self.spans[f"{path}.disputed_treatment"] = self._places(words.start, title_end)
        if _DECISIONS[found["decision"]]:
            self.spans[f"{path}.decision"] = self._places(middle, words.end)

    def unreadable(self, path: str, words: OwnWords | None, message: str) -> None:
        """Report words that stand where something else must, or words that are missing."""
        places = self._places(words.start, words.end) if words else ()
        self.problems.append(
            Problem(
                field=path,
                page=places[0].page if places else None,
                span=places[0] if places else None,
                found=(words.text or "")[:80] if words else "",
                message=message,
            )
        )


def _by_issue(parts: Iterable[OwnPart]) -> list[list[OwnPart]]:
    """The parts before the first finding, then those of each finding."""
    groups: list[list[OwnPart]] = [[]]
    for part in parts:
        if _ISSUE.fullmatch(part.label) and part.words:
            groups.append([])
        groups[-1].append(part)
    return groups


def _read_head(parts: Sequence[OwnPart], notes: _Notes) -> dict[str, object]:
    shown = dict(_labelled(parts))
    fields: dict[str, object] = {"draft": any(part.label == words.DRAFT_NOTICE for part in parts)}
    for label, name in _DATES.items():
        if label in shown:
            fields[name] = _read_date(name, shown[label][0], notes)
    for label, name in _TEXTS_OF_HEAD.items():
        if label in shown:
            fields[name] = notes.text(name, shown[label])
    if words.PRIORITY in shown:
        fields["priority"] = _read_priority(shown[words.PRIORITY][0], notes)
    if words.EMPLOYEE in shown:
        fields["patient"] = _read_patient(shown[words.EMPLOYEE][0], notes)
    fields["reviewer"] = _read_reviewer(shown, notes)
    fields["documents_reviewed"] = tuple(_read_documents(parts, notes))
    return fields


def _read_signature(parts: Sequence[OwnPart], notes: _Notes) -> dict[str, object]:
    """Who signed: below the findings, in a part of its own."""
    signed = next((part.words for part in parts if part.label == words.SIGNED), ())
    return {"signed_by": notes.text("signed_by", signed)} if signed else {}


def _read_reviewer(shown: Mapping[str, tuple[OwnWords, ...]], notes: _Notes) -> Reviewer:
    return Reviewer(
        licensure=_read_entries("reviewer.licensure", shown.get(words.LICENSURE, ()), notes),
        specialties=_read_entries("reviewer.specialties", shown.get(words.SPECIALTIES, ()), notes),
        statement=notes.text("reviewer.statement", shown.get(words.STATEMENT, ())),
    )


def _read_documents(parts: Sequence[OwnPart], notes: _Notes) -> Iterator[DocumentReviewed]:
    rows = [part for part in parts if part.label.rstrip(".").isdecimal()]
    for at, row in enumerate(rows):
        path = f"documents_reviewed.{at}"
        if len(row.words) == len(words.DOCUMENT_COLUMNS):
            document = _read_document(path, row.words, notes)
            if document is not None:
                yield document
        else:
            message = "a listed document has a date, title, type, author and pages"
            notes.unreadable(path, row.words[0] if row.words else None, message)


def _labelled(parts: Iterable[OwnPart]) -> Iterator[tuple[str, tuple[OwnWords, ...]]]:
    """Labels with their words; a row of the case table is paired with the columns above it."""
    columns: list[str] = []
    for part in parts:
        if not part.words:
            columns = [*columns, part.label] if part.label in _COLUMNS else []
        elif part.label:
            yield part.label, part.words
        else:
            yield from ((label, (cell,)) for label, cell in zip(columns, part.words, strict=False))
            columns = []


def _read_date(path: str, cell: OwnWords, notes: _Notes) -> dt.date | None:
    text = notes.text(path, (cell,))
    if text is None:
        return None
    if found := _DATE.fullmatch(text):
        month, day, year = (int(part) for part in found.groups())
        with contextlib.suppress(ValueError):
            return dt.date(year, month, day)
    notes.unreadable(path, cell, "a date is written as month/day/year, 03/14/2017")
    return None


def _read_priority(cell: OwnWords, notes: _Notes) -> Priority | None:
    text = notes.text("priority", (cell,))
    try:
        return Priority(text) if text is not None else None
    except ValueError:
        notes.unreadable("priority", cell, "a priority is Standard or Expedited")
        return None


def _read_patient(cell: OwnWords, notes: _Notes) -> Patient:
    text = notes.text("patient.age", (cell,))
    if text is None:
        return Patient()
    try:
        found = _EMPLOYEE.fullmatch(text)
        return Patient(
            age=int(found["age"]) if found and found["age"] else None,
            sex=Sex(found["sex"]) if found and found["sex"] else None,
        )
    except ValueError:
        notes.unreadable("patient.age", cell, "an age lies between 1 and 129 years")
        return Patient()


def _read_entries(path: str, found: Sequence[OwnWords], notes: _Notes) -> tuple[str, ...]:
    """Entries separated by commas, each of which may hold commas itself."""
    notes.text(path, found)
    entries = [one.text for one in found if one.text]
    return tuple([*(entry.removesuffix(",") for entry in entries[:-1]), *entries[-1:]])


def _read_document(path: str, found: Sequence[OwnWords], notes: _Notes) -> DocumentReviewed | None:
    date, title, kind, author, pages = found
    named = notes.text(f"{path}.title", (title,))
    if named is None:
        notes.unreadable(f"{path}.title", title, "a listed document has a title")
        return None
    return DocumentReviewed(
        title=named,
        type=notes.text(f"{path}.type", (kind,)),
        date=_read_date(f"{path}.date", date, notes),
        author=notes.text(f"{path}.author", (author,)),
        pages=notes.text(f"{path}.pages", (pages,)),
    )


def _read_finding(parts: Sequence[OwnPart], path: str, notes: _Notes) -> Finding | None:
    heading, *others = parts
    words_of_heading = heading.words[0]
    found = _HEADING.fullmatch(words_of_heading.text or "")
    if found is None:
        message = "a finding's heading names the treatment and ends in Upheld or Overturned"
        notes.unreadable(f"{path}.disputed_treatment", words_of_heading, message)
        return None
    notes.heading(path, words_of_heading, found)
    rationale = [part for part in others if part.label == words.RATIONALE]
    lines = _read_guidelines(others, path, notes)
    return Finding(
        disputed_treatment=found["title"],
        decision=_DECISIONS[found["decision"]],
        rationale=notes.text(f"{path}.rationale", rationale[0].words) if rationale else None,
        request=_read_request(others, path, notes),
        **lines,
    )


def _read_guidelines(
    parts: Sequence[OwnPart], path: str, notes: _Notes
) -> dict[str, GuidelineLine]:
    """Both guideline lines: from their words, unless the letter records them part by part."""
    lines: dict[str, GuidelineLine] = {}
    for part, following in _with_following(parts):
        if name := _GUIDELINES.get(part.label):
            text = notes.text(f"{path}.{name}.text", part.words)
            if following and following[0].label == words.RECORDED:
                lines[name] = _read_recorded(text, following[1:])
            else:
                lines[name] = parse_guideline_line(text) if text else GuidelineLine()
    return lines


def _with_following(
    parts: Sequence[OwnPart],
) -> Iterator[tuple[OwnPart, Sequence[OwnPart]]]:
    for at, part in enumerate(parts):
        yield part, parts[at + 1 :]


def _read_recorded(text: str | None, parts: Iterable[OwnPart]) -> GuidelineLine:
    basis: Basis | None = None
    citations: list[Citation] = []
    for label, content in _small_parts(parts):
        if label == words.BASIS:
            basis = _BASES.get(content or "")
        elif label == words.SOURCE and content:
            citations.append(Citation(source=content))
        elif label in _OF_CITATION and content and citations:
            name = _OF_CITATION[label]
            kept = getattr(citations[-1], name)
            citations[-1] = msgspec.structs.replace(citations[-1], **{name: (*kept, content)})
        else:
            break
    return GuidelineLine(basis=basis, text=text, citations=tuple(citations))


def _small_parts(parts: Iterable[OwnPart]) -> Iterator[tuple[str, str | None]]:
    for part in parts:
        yield part.label.removeprefix("· "), part.words[0].text if part.words else None


def _read_request(parts: Sequence[OwnPart], path: str, notes: _Notes) -> TreatmentRequest:
    fields: dict[str, object] = {}
    body_parts: list[str] = []
    for part in parts:
        label = part.label.removeprefix("· ")
        if label == words.BODY_PART and (body_part := part.words[0].text):
            body_parts.append(body_part)
        elif label in _TEXTS:
            fields[_TEXTS[label]] = part.words[0].text
        elif label in _NUMBERS:
            name = _NUMBERS[label]
            fields[name] = _read_number(f"{path}.request.{name}", part.words[0], notes)
    return TreatmentRequest(**fields, body_parts=tuple(body_parts))  # type: ignore[arg-type]


def _read_number(path: str, found: OwnWords, notes: _Notes) -> int | float | None:
    text = found.text or ""
    with contextlib.suppress(ValueError):
        return int(text) if text.isdecimal() else float(text)
    notes.unreadable(path, found, "a number is written in figures, 8 or 2.5")
    return None


LAYOUT = Layout(recognises=_recognises, read=_read)
