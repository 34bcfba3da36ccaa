"""Dates as American offices write them, read from printed, typed and scanned text.

Understood are 10/8/15, 10-08-2015, 10.8.2015, 2015-10-08, October 8, 2015, Oct. 8th 2015,
8 Oct 2015, 08-OCT-15 and the 8th of October, 2015, also with white space or a line end
inside, and with the letters that OCR puts in place of digits (O for 0, l or I for 1).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

DateFound = tuple[dt.date, int, int]
"""A date with the offsets of its first character and behind its last."""

_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_TWO_DIGIT_PIVOT = 40
"""Two-digit years from here on mean the 1900s: nobody files papers of 2040 yet."""

_MONTH_STEMS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:i[l1])?|may|june?|ju[l1]y?|aug(?:ust)?"
    r"|sept?(?:ember)?|[o0]ct(?:[o0]ber)?|n[o0]v(?:ember)?|dec(?:ember)?)"
)
_D = "[0-9OoQlI|]"
_DATE = re.compile(
    rf"""
    (?<![A-Za-z0-9$#])
    (?:
      (?P<iso_y>[12][0-9Oo]{_D}{_D})[-/.](?P<iso_m>{_D}{{1,2}})[-/.](?P<iso_d>{_D}{{1,2}})
    | (?P<num_m>{_D}{{1,2}})[ ]?(?P<sep>[-/.\\])[ ]?(?P<num_d>{_D}{{1,2}})[ ]?(?P=sep)[ ]?
      (?P<num_y>{_D}{{4}}|'?{_D}{{2}})
    | (?P<us_m>{_MONTH})\.?[\s-]*(?P<us_d>[0-9Oo]?[0-9Ol])(?:st|nd|rd|th)?
      (?:\s*[,.]\s*|[\s-]+)(?P<us_y>[12][0-9Oo]{_D}{_D}|'?[0-9]{{2}})
    | (?P<eu_d>[0-9Oo]?[0-9Ol])(?:st|nd|rd|th)?[\s-]*(?:(?:day\s+)?of\s+)?(?P<eu_m>{_MONTH})
      (?:\s*[.,]\s*|[\s-]*)(?P<eu_y>[12][0-9Oo]{_D}{_D}|'?[0-9]{{2}})
    )
    (?![A-Za-z0-9%])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AS_DIGITS = str.maketrans("OoQqLlIi|\u0130\u0131", "00001111111")
"""Letters in place of digits; matching without regard to case lets their other forms in."""
_WITHOUT_SIGNS = re.compile(r"(\d{2})\s?(\d{2})\s?(\d{4})")


def find_dates(text: str, *, not_after: dt.date | None = None) -> list[DateFound]:
    """All full dates of a text, in order, with their offsets.

    Args:
        text: any text; offsets count its characters.
        not_after: two-digit years are taken in the century that does not lie after this day
            (a birth date of 5/18/39 read on a form of 2015 is 1939). Without it 00 to 39 mean
            2000 to 2039.

    Returns:
        Only days that exist, of the years 1900 to 2099; month with year alone is not a date.
    """
    return list(_dates(text, not_after))


def parse_date(text: str, *, not_after: dt.date | None = None) -> dt.date | None:
    """The first date of a text, or None; a field of eight bare digits (05181970) counts too."""
    for day, _start, _end in _dates(text, not_after):
        return day
    bare = _WITHOUT_SIGNS.fullmatch(text.strip())
    return _day(int(bare[3]), int(bare[1]), int(bare[2])) if bare else None


def _dates(text: str, not_after: dt.date | None) -> Iterator[DateFound]:
    last_end = -1
    for match in _DATE.finditer(text):
        if _inside_a_longer_number(match, text, last_end):
            continue
        day = _read(match, not_after)
        if day is not None:
            yield day, match.start(), match.end()
            last_end = match.end()


def _inside_a_longer_number(match: re.Match[str], text: str, last_end: int) -> bool:
    """Whether the digits go on (claim numbers, telephone numbers); two dates may share a dash."""
    start, end = match.span()
    before = text[max(0, start - 2) : start]
    if len(before) == 2 and before[1] in "-/." and before[0].isdigit() and start - 1 != last_end:
        return True
    after = text[end : end + 2]
    sep = match["sep"]
    return bool(sep) and len(after) == 2 and after[0] == sep and after[1].isdigit()


def _read(match: re.Match[str], not_after: dt.date | None) -> dt.date | None:
    kind = next(k for k in ("iso", "num", "us", "eu") if match[f"{k}_y"])
    year, month, day = (match[f"{kind}_{part}"] for part in "ymd")
    if sum(c.isdigit() for c in year + day) < 2:
        return None
    digits_of_year = year.lstrip("'")
    y, d = _number(digits_of_year), _number(day)
    m = _number(month) if kind in ("iso", "num") else _month_number(month)
    if kind == "num" and m > 12 >= d:
        m, d = d, m
    if len(digits_of_year) == 2:
        return _of_two_digits(y, m, d, not_after)
    return _day(y, m, d)


def _of_two_digits(year: int, month: int, day: int, not_after: dt.date | None) -> dt.date | None:
    if not_after is None:
        return _day(year + (1900 if year >= _TWO_DIGIT_PIVOT else 2000), month, day)
    later = _day(2000 + year, month, day)
    return later if later and later <= not_after else _day(1900 + year, month, day)


def _number(text: str) -> int:
    return int(text.translate(_AS_DIGITS))


def _month_number(name: str) -> int:
    stem = name.casefold().replace("0", "o").replace("1", "l")[:3]
    return _MONTH_STEMS.index(stem) + 1


def _day(year: int, month: int, day: int) -> dt.date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
