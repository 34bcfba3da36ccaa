"""Write a Determination as a letter: the official order of parts, in our own sentences.

Order and headings follow 8 CCR 9792.10.6(d), Labor Code 4610.6(e) and the posted letters; the
numbered list of documents reviewed and the page references are what the rule asks for beyond
them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from openimr.determination import letter_words as words
from openimr.determination.guideline_line import parse_guideline_line
from openimr.determination.letter_marks import ABSENT, PARAGRAPH, PART, VALUE
from openimr.determination.letter_outline import (
    Block,
    Field,
    Heading,
    LetterOutline,
    Sentence,
    Table,
)
from openimr.determination.model import (
    Decision,
    Determination,
    DocumentReviewed,
    Finding,
    GuidelineLine,
    Patient,
    Reviewer,
)
from openimr.vocabulary.request import TreatmentRequest

DECISION_WORDS = {Decision.UPHELD: words.UPHELD, Decision.OVERTURNED: words.OVERTURNED}

LONGEST_ROW = 1_000
"""Characters of one listed document that a table row, which stays on one page, can hold."""


def outline_letter(determination: Determination) -> LetterOutline:
    """The letter that says what the determination says, in the official order."""
    named = determination.case_number
    return LetterOutline(
        title=PART + words.TITLE,
        document_title=f"{words.TITLE}{f', case {named}' if named else ''}",
        blocks=tuple(_blocks(determination)),
        running_head=words.DRAFT_RUNNING if determination.draft else "",
        running_foot=f"Case {named}" if named else "",
        draft=determination.draft,
        dated=determination.decision_date or determination.date_assigned,
    )


def _blocks(determination: Determination) -> Iterator[Block]:
    if determination.draft:
        yield Sentence(text=PART + words.DRAFT_NOTICE, notice=True)
    yield from _header(determination)
    yield Heading(level=1, text=PART + words.HOW_MADE)
    yield from _reviewer(determination.reviewer)
    if disclosed := determination.generated_wording:
        yield Field(label=PART + words.GENERATED, paragraphs=(VALUE + disclosed,))
    yield Heading(level=1, text=PART + words.SUMMARY)
    yield Field(label="", paragraphs=_paragraphs(determination.clinical_case_summary))
    yield Heading(level=1, text=PART + words.DOCUMENTS)
    yield from _documents(determination.documents_reviewed)
    yield Heading(level=1, text=PART + words.ISSUES)
    if not determination.findings:
        yield Sentence(text=PART + words.NO_ISSUES)
    for number, finding in enumerate(determination.findings, start=1):
        count = f"Issue {number} of {len(determination.findings)}"
        yield from _finding(finding, count, draft=determination.draft)
    if signer := determination.signed_by:
        yield Heading(level=1, text=PART + words.SIGNATURE)
        yield Field(label=PART + words.SIGNED, paragraphs=(VALUE + signer,))


def _header(determination: Determination) -> Iterator[Table]:
    shown = {
        words.CASE_NUMBER: determination.case_number,
        words.PRIORITY: determination.priority.value if determination.priority else None,
        words.DATE_ASSIGNED: _date(determination.date_assigned),
        words.DECISION_DATE: _date(determination.decision_date),
        words.DATE_OF_INJURY: _date(determination.date_of_injury),
        words.UR_DENIAL_DATE: _date(determination.ur_denial_date),
        words.APPLICATION_RECEIVED: _date(determination.application_received),
        words.EMPLOYEE: _employee(determination.patient),
    }
    for labels in words.HEADER_ROWS:
        cells = [_value(shown[label]) for label in labels]
        yield Table(
            name="case",
            columns=tuple(PART + label for label in labels),
            rows=((PART + cells[0], *cells[1:]),),
        )


def _employee(patient: Patient) -> str | None:
    age = f"age {patient.age}" if patient.age is not None else ""
    sex = patient.sex.value if patient.sex else ""
    return ", ".join(part for part in (age, sex) if part) or None


def _reviewer(reviewer: Reviewer) -> Iterator[Block]:
    if reviewer.statement is None:
        yield Sentence(text=PART + words.MADE_BY_REVIEWER)
    else:
        yield Field(label=PART + words.STATEMENT, paragraphs=_paragraphs(reviewer.statement))
    yield Sentence(text=PART + words.HOW_TO_READ)
    yield Sentence(text=PART + words.CREDENTIALS)
    yield Field(label=PART + words.LICENSURE, paragraphs=(_entries(reviewer.licensure),))
    yield Field(label=PART + words.SPECIALTIES, paragraphs=(_entries(reviewer.specialties),))


def _documents(documents: tuple[DocumentReviewed, ...]) -> Iterator[Block]:
    rows = [_document_row(*numbered) for numbered in enumerate(documents, start=1)]
    if not rows:
        yield Sentence(text=PART + words.NO_DOCUMENTS)
    elif max(len("".join(row)) for row in rows) > LONGEST_ROW:
        for number, *cells in rows:
            yield Field(label=number, paragraphs=(" ".join(cells).replace("\n", " "),))
    else:
        columns = tuple(PART + column for column in words.DOCUMENT_COLUMNS)
        yield Table(name="documents", columns=columns, rows=tuple(rows))


def _document_row(number: int, document: DocumentReviewed) -> tuple[str, ...]:
    kind = _value(document.type, absent=words.TYPE_NOT_STATED)
    return (
        f"{PART}{number}",
        _value(_date(document.date), absent=words.DATE_NOT_STATED),
        f"{_value(document.title)}\n{kind}",
        _value(document.author, absent=words.AUTHOR_NOT_STATED),
        _value(document.pages, absent=words.PAGES_NOT_STATED),
    )


def _finding(finding: Finding, count: str, *, draft: bool) -> Iterator[Block]:
    undecided = words.AWAITING if draft else words.NO_DECISION
    decision = DECISION_WORDS[finding.decision] if finding.decision else undecided
    yield Heading(
        level=2, lead=PART + count + VALUE, text=f"{finding.disputed_treatment}: ", tail=decision
    )
    if request := tuple(_request_parts(finding.request)):
        yield Field(label=PART + words.REQUEST, paragraphs=(_parts(request),), aside=True)
    for label, line in (
        (words.CLAIMS_ADMINISTRATOR_GUIDELINE, finding.claims_administrator_guideline),
        (words.REVIEWER_GUIDELINE, finding.reviewer_guideline),
    ):
        yield Field(label=PART + label, paragraphs=(_value(line.text),))
        if line != _as_read(line.text):
            recorded = _parts(tuple(_guideline_parts(line)))
            yield Field(label=PART + words.RECORDED, paragraphs=(recorded,), aside=True)
    yield Field(label=PART + words.RATIONALE, paragraphs=_paragraphs(finding.rationale))


def _as_read(text: str | None) -> GuidelineLine:
    return parse_guideline_line(text) if text is not None else GuidelineLine()


def _request_parts(request: TreatmentRequest) -> Iterator[tuple[str, str]]:
    for label, content in (
        (words.QUANTITY, request.quantity),
        (words.UNIT, request.unit),
        (words.PER_WEEK, request.per_week),
        (words.WEEKS, request.weeks),
        *((words.BODY_PART, part) for part in request.body_parts),
        (words.DRUG, request.drug),
        (words.STRENGTH, request.strength),
    ):
        if content is not None:
            yield label, str(content)


def _guideline_parts(line: GuidelineLine) -> Iterator[tuple[str, str]]:
    yield words.BASIS, line.basis.value if line.basis else ABSENT + words.NOT_STATED
    for citation in line.citations:
        yield words.SOURCE, citation.source
        yield from ((words.SECTION, section) for section in citation.sections)
        yield from ((words.PAGE, page) for page in citation.pages)


def _parts(parts: tuple[tuple[str, str], ...]) -> str:
    """Small labelled parts on one line: " quantity: 8 · counted in: sessions"."""
    return "".join(
        f" {PART}{'· ' if place else ''}{label}{VALUE}{content}"
        for place, (label, content) in enumerate(parts)
    )


def _value(text: str | None, absent: str = words.NOT_STATED) -> str:
    return VALUE + (text if text is not None else ABSENT + absent)


def _entries(entries: Iterable[str]) -> str:
    return ",".join(VALUE + entry for entry in entries) or _value(None)


def _paragraphs(text: str | None) -> tuple[str, ...]:
    if text is None:
        return (_value(None),)
    first, *others = text.split("\n")
    return (VALUE + first, *(PARAGRAPH + paragraph for paragraph in others))


def _date(day: dt.date | None) -> str | None:
    return f"{day.month:02}/{day.day:02}/{day.year:04}" if day else None
