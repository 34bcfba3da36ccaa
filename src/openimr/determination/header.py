"""The header of a letter: case number, dates and priority.

The two-column table comes out of extractors row by row, column by column, or labels first and
values after. In all three the order of the values is that of their labels.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from typing import Any

from openimr.determination.model import Priority
from openimr.determination.transcript import Transcript
from openimr.vocabulary.dates import parse_date

HEADER_FIELDS = (
    "case_number",
    "date_assigned",
    "decision_date",
    "date_of_injury",
    "ur_denial_date",
    "application_received",
    "priority",
)
_DATES_IN_ORDER = tuple(f for f in HEADER_FIELDS if f not in {"case_number", "priority"})
DATE_FIELDS = frozenset(_DATES_IN_ORDER)

_TOKEN = re.compile(
    r"""
      (?P<case_number>Case\s+(?:Number|No\b\.?|\#))
    | (?P<date_assigned>Date\s+(?:of\s+)?Assign(?:ed|ment)|Assigned\s+Date|Assignment\s+Date)
    | (?P<date_of_injury>Dates?\s+of\s+Injury|Injury\s+Date|\bDOI\b)
    | (?P<ur_denial_date>(?:UR|Utilization\s+Review)\s+(?:Denial|Decision|Determination)\s+Date
        |Date\s+of\s+(?:the\s+)?(?:UR|Utilization\s+Review)\s+(?:Denial|Decision|Determination))
    | (?P<decision_date>Decision\s+Date
        |Date\s+of\s+(?:IMR\s+)?(?:Final\s+)?(?:Decision|Determination)
        |Determination\s+Date|^[ \t]*Dated?(?=\s*:))
    | (?P<priority>Priority|Review\s+Type)
    | (?P<application_received>
         (?:IMR\s+)?Application(?:\s+Received(?:\s+Date)?|\s+Date|(?=\s*:?\s*\d))
        |Date\s+(?:IMR\s+)?Application\s+Received|Received\s+Date)
    | (?P<case>\bC[MLI]\s?\d\d\s?-?\s?\d{5,8}\b)
    | (?P<speed>\b(?:Standard|Regular|Expedited|Urgent)\b)
    | (?P<date>\b\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}\b|\b\d{4}-\d\d-\d\d\b
        |\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b)
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_DATE = r"\d\d/\d\d/\d{4}"
_USUAL_TABLE = re.compile(
    rf"\s*Case Number:\s*(?P<case_number>CM\d\d-\d{{7}})"
    rf"\s+Date Assigned:\s*(?P<date_assigned>{_DATE})"
    rf"\s+Date of Injury:\s*(?P<date_of_injury>{_DATE})"
    rf"\s+Decision Date:\s*(?P<decision_date>{_DATE})"
    rf"\s+UR Denial Date:\s*(?P<ur_denial_date>{_DATE})"
    r"\s+Priority:\s*(?P<priority>Standard|Expedited)"
    rf"\s+Application\s+Received:\s*(?P<application_received>{_DATE})(?!\S)"
)
"""The table row by row, as nearly every letter has it; tried first because it is quick."""
_PRIORITIES = {
    "standard": Priority.STANDARD,
    "regular": Priority.STANDARD,
    "expedited": Priority.EXPEDITED,
    "urgent": Priority.EXPEDITED,
}
_NO_VALUE = "the header names it without a readable value"
_NO_DATE = "the header names this date but shows no readable date for it"


def read_header(transcript: Transcript, start: int, end: int) -> dict[str, Any]:
    """Header fields between two offsets; what is missing or unreadable becomes a problem."""
    if usual := _USUAL_TABLE.match(transcript.letter.text, start, end):
        return _usual_fields(transcript, usual)
    tokens = list(_TOKEN.finditer(transcript.letter.text, start, end))
    fields: dict[str, Any] = {}
    labels: dict[str, tuple[int, int]] = {}
    for field, label, found in _paired(tokens):
        labels.setdefault(field, label.span())
        value = _value(found) if found else None
        if value is not None:
            fields[field] = value
            transcript.mark(field, *(found or label).span())
    _report(transcript, fields, labels)
    return fields


def _usual_fields(transcript: Transcript, table: re.Match[str]) -> dict[str, Any]:
    """The fields of the table as most letters have it, all values present."""
    fields: dict[str, Any] = {}
    for field in _DATES_IN_ORDER:
        words = table[field]
        with contextlib.suppress(ValueError):
            fields[field] = dt.date(int(words[6:]), int(words[:2]), int(words[3:5]))
    fields["case_number"] = table["case_number"]
    fields["priority"] = _PRIORITIES[table["priority"].lower()]
    for field in fields:
        transcript.mark(field, *table.span(field))
    if len(fields) < len(HEADER_FIELDS):
        _report(transcript, fields, {field: table.span(field) for field in HEADER_FIELDS})
    return fields


_Pair = tuple[str, re.Match[str], re.Match[str] | None]


def _paired(tokens: list[re.Match[str]]) -> list[_Pair]:
    """Labels with their values.

    Where a value is missing, the order of labels and values no longer tells which; then only a
    value that directly follows its label is taken, and none where labels and values are parted.
    """
    labels: dict[str, re.Match[str]] = {}
    values: list[re.Match[str]] = []
    following: dict[str, re.Match[str]] = {}
    previous = ""
    for token in tokens:
        kind = str(token.lastgroup)
        if kind not in HEADER_FIELDS:
            values.append(token)
            if previous and _fits(kind, previous):
                following.setdefault(previous, token)
            previous = ""
        else:
            labels.setdefault(kind, token)
            previous = kind
    if 2 * len(following) < len(values):
        following = {}
    dates = sum(value.lastgroup == "date" for value in values)
    if dates == sum(field in DATE_FIELDS for field in labels):
        return _in_order(labels, values)
    return [(field, label, following.get(field)) for field, label in labels.items()]


def _in_order(labels: dict[str, re.Match[str]], values: list[re.Match[str]]) -> list[_Pair]:
    """Each label with the earliest value of its kind that no earlier label has."""
    left = list(values)
    pairs: list[_Pair] = []
    for field, label in labels.items():
        found = next((value for value in left if _fits(str(value.lastgroup), field)), None)
        if found:
            left.remove(found)
        pairs.append((field, label, found))
    return pairs


def _fits(kind: str, field: str) -> bool:
    """Whether a value of this kind can belong to the field."""
    return {"case": "case_number", "speed": "priority"}.get(kind) == field or (
        kind == "date" and field in DATE_FIELDS
    )


def _value(token: re.Match[str]) -> str | Priority | dt.date | None:
    words = token[0]
    if token.lastgroup == "case":
        digits = re.sub(r"[\s-]", "", words).upper()
        return f"{digits[:4]}-{digits[4:]}"
    if token.lastgroup == "speed":
        return _PRIORITIES[words.lower()]
    return _day(words)


def _day(words: str) -> dt.date | None:
    month, sep, rest = words.partition("/")
    day, _, year = rest.partition("/")
    if sep and len(year) == 4 and (month + day + year).isdecimal():
        with contextlib.suppress(ValueError):
            return dt.date(int(year), int(month), int(day))
        return None
    return parse_date(words)


def _report(
    transcript: Transcript, fields: dict[str, Any], labels: dict[str, tuple[int, int]]
) -> None:
    if not labels:
        transcript.problem("case_number", "the letter shows no header with case number and dates")
        return
    for field in HEADER_FIELDS:
        if field in fields:
            continue
        if field in labels:
            message = _NO_DATE if field in DATE_FIELDS else _NO_VALUE
            transcript.problem(field, message, *labels[field])
        else:
            transcript.problem(field, "the header does not show it", 0, 0)
