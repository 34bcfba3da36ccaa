"""Days and years as American tables write them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

_ISO: Final = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)")
_AMERICAN: Final = re.compile(r"(?P<m>\d\d?)[/.-](?P<d>\d\d?)[/.-](?P<y>\d{4})")
_NAMED: Final = re.compile(
    r"(?:(?P<d1>\d\d?)[ -])?(?P<name>[a-z]{3,9})\.?[ -](?:(?P<d2>\d\d?),? )?(?P<y>\d{4})", re.I
)
_TIME: Final = re.compile(r"[ T]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AP]M)?Z?$", re.I)
_YEAR: Final = re.compile(r"\D*(?P<year>\d{4})(?:\.0+)?\D*")
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec"
_YEARS: Final = range(1990, 2100)


def day_told(text: str) -> dt.date | None:
    """The day that a cell names in full ("3/14/2019", "2019-03-14", "March 14, 2019"), or None.

    Of two numbers before a year the first is the month; a day that this makes impossible is none.
    """
    told = _TIME.sub("", " ".join(text.split()))
    found = _ISO.fullmatch(told) or _AMERICAN.fullmatch(told)
    try:
        if found:
            return dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
        named = _NAMED.fullmatch(told)
        day = named and (named["d1"] or named["d2"])
        if named and day:
            return dt.date(
                int(named["y"]), _MONTHS.index(named["name"][:3].lower()) // 4 + 1, int(day)
            )
    except ValueError:  # no such day or month
        return None
    return None


def year_told(text: str) -> int | None:
    """The one year of our time that a cell names, alone or in a day; None for two of them."""
    day = day_told(text)
    found = _YEAR.fullmatch(text)
    year = day.year if day else int(found["year"]) if found else None
    return year if year in _YEARS else None
