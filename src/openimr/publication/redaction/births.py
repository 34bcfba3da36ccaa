"""The date of birth that the case knows, and dates that the words beside them call one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import Identifier, Kind
from openimr.vocabulary.dates import find_dates

_BORN = re.compile(
    r"(?i:\b(?:d\.?\s?[o0]\.?\s?b\b\.?|date\s+of\s+birth|birth\s*-?\s*(?:date|day)|born(?:\s+on|\s+in)?"
    r"|b\.?\s?d\.?\s*:))\W{0,4}(?:is|was|of|on|in)?\W{0,3}(?:the\s)?"
)
_YEAR = re.compile(r"(?:19|20)\d{2}\b")
_NAME = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_MONTH_YEAR = re.compile(rf"(?i:{_NAME}|{_NAME[3:-1]})\.?,?\s+(?:of\s+)?(?:19|20)\d{{2}}\b")
_LOOSE = re.compile(
    r"[0-9OIl|]{1,2}\s?[-/.\s]\s?[0-9OIl|]{1,2}\s?[-/.\s]\s?[0-9OIl|]{2,4}|\b\d{8}\b"
)
_BARE = re.compile(r"(?<![\w.-])\d{8}(?![\w-])")


def births_in(text: str, known: Iterable[Identifier]) -> Iterator[Found]:
    """Every date of birth of these, and every date that follows words for one."""
    dates = find_dates(text)
    for one in known:
        day = dt.date.fromisoformat(one.value)
        for written, start, end in dates:
            if _same(written, day):
                yield Found(start, end, Kind.DATE_OF_BIRTH, one.owner, How.KNOWN)
        for bare in _BARE.finditer(text):
            if bare[0] in {f"{day:%m%d%Y}", f"{day:%Y%m%d}"}:
                yield Found(*bare.span(), Kind.DATE_OF_BIRTH, one.owner, How.VARIANT)
    yield from _called(text, [(start, end) for _, start, end in dates])


def _same(written: dt.date, day: dt.date) -> bool:
    """The same day, of any century where two digits leave it open, day and month exchanged too."""
    if written.year % 100 != day.year % 100:
        return False
    pair = (written.month, written.day)
    return pair in {(day.month, day.day), (day.day, day.month)}


def _called(text: str, dates: list[tuple[int, int]]) -> Iterator[Found]:
    """Dates right behind the words for a date of birth."""
    starts = dict(dates)
    for words in _BORN.finditer(text):
        at = words.end()
        near = next((start for start in range(at, at + 3) if start in starts), None)
        shapes = (_LOOSE, _MONTH_YEAR, _YEAR)
        if near is not None:
            yield Found(near, starts[near], Kind.DATE_OF_BIRTH, "", How.PATTERN)
        elif found := next(filter(None, (shape.match(text, at) for shape in shapes)), None):
            yield Found(*found.span(), Kind.DATE_OF_BIRTH, "", How.PATTERN)
