"""The header of a letter: case number, dates and priority.

The two-column table comes out of extractors row by row, column by column, or labels first and
values after. Each value belongs to the earliest label of its kind that still waits for one,
which holds in all three.
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
DATE_FIELDS = frozenset(HEADER_FIELDS) - {"case_number", "priority"}

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
    waiting: dict[str, tuple[int, int]] = {}
    fields: dict[str, Any] = {}
    for token in _TOKEN.finditer(transcript.letter.text, start, end):
        kind = str(token.lastgroup)
        if kind in HEADER_FIELDS:
            if kind not in fields:
                waiting.setdefault(kind, token.span())
            continue
        field = _waiting_for(kind, waiting)
        value = _value(token) if field else None
        if field and value is not None:
            del waiting[field]
            fields[field] = value
            transcript.mark(field, *token.span())
    _report(transcript, fields, waiting)
    return fields


def _waiting_for(kind: str, waiting: dict[str, tuple[int, int]]) -> str | None:
    """The earliest label that waits for a value of this kind."""
    if kind == "date":
        return next((field for field in waiting if field in DATE_FIELDS), None)
    field = "case_number" if kind == "case" else "priority"
    return field if field in waiting else None


def _value(token: re.Match[str]) -> str | Priority | dt.date | None:
    words = token[0]
    if token.lastgroup == "case":
        digits = re.sub(r"[\s-]", "", words).upper()
        return f"{digits[:4]}-{digits[4:]}"
    if token.lastgroup == "speed":
        return _PRIORITIES[words.lower()]
    month, sep, rest = words.partition("/")
    day, _, year = rest.partition("/")
    if sep and len(year) == 4 and (month + day + year).isdecimal():
        with contextlib.suppress(ValueError):
            return dt.date(int(year), int(month), int(day))
        return None
    return parse_date(words)


def _report(
    transcript: Transcript, fields: dict[str, Any], waiting: dict[str, tuple[int, int]]
) -> None:
    if not fields and not waiting:
        transcript.problem("case_number", "the letter shows no header with case number and dates")
        return
    for field in HEADER_FIELDS:
        if field in waiting:
            message = _NO_DATE if field in DATE_FIELDS else _NO_VALUE
            transcript.problem(field, message, *waiting[field])
        elif field not in fields:
            transcript.problem(field, "the header does not show it", 0, 0)
