"""Dates that a form carries outside its labelled fields: signature dates and received stamps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from openimr.application.model import CitedDate
from openimr.application.papers import Line
from openimr.vocabulary.dates import find_dates

_SIGNATURE = re.compile(
    r"(?:^\W*(?:[\w'’]+\s+){0,4}?signa[a-z]{4}\b|\bsigna[a-z]{4}\s*:|^\W*signed(?:\s+by)?(?:\s+\w+){0,3}\s*:)"
    r"(?!\s+(?:is\s+)?(?:missing|line|required))",
    re.IGNORECASE,
)
_STAMP = re.compile(r"\b(?:received|rec['’]?d|filed)\b[\s:,.-]*", re.IGNORECASE)
_LINES_BELOW = 2
_STAMP_LINES = 2


def signature_date(
    lines: Sequence[Line], whose: re.Pattern[str], stamp: CitedDate | None = None
) -> CitedDate | None:
    """The date beside, just below or above a signature line whose words match ``whose``.

    ``stamp`` is the date of a received stamp, which often stands beside the signature.
    """
    for number, line in enumerate(lines):
        if not (_SIGNATURE.search(line.text) and whose.search(line.text)):
            continue
        for near in (
            line,
            *lines[number + 1 : number + 1 + _LINES_BELOW],
            *lines[number - 1 : number],
        ):
            if (found := first_date(near)) and found != stamp:
                return found
    return None


def received_stamp(lines: Sequence[Line]) -> CitedDate | None:
    """The date of a stamp such as "RECEIVED NOV 09 2015"; running sentences are no stamps."""
    for number, line in enumerate(lines):
        for match in _STAMP.finditer(line.text):
            behind = line.text[match.end() :]
            dates = find_dates(behind)
            if dates and dates[0][1] <= 2:
                return _in(line, behind[dates[0][1] : dates[0][2]])
            if behind.strip() or not match[0][:1].isupper():
                continue
            for near in (
                *lines[number + 1 : number + 1 + _STAMP_LINES],
                *lines[number - 1 : number],
            ):
                if len(near.text) < 40 and (found := first_date(near)):
                    return found
    return None


def first_date(line: Line) -> CitedDate | None:
    """The first date of a line, with its place."""
    for column in line.columns:
        for day, start, end in find_dates(column.text):
            return CitedDate(value=day, place=column.part(start, end).place)
    return None


def _in(line: Line, words: str) -> CitedDate | None:
    for column in line.columns:
        at = column.text.find(words)
        if at >= 0:
            day = find_dates(words)[0][0]
            return CitedDate(value=day, place=column.part(at, at + len(words)).place)
    return None
