"""One cell of a panel's file: what may stand in it, and what is wrong with what does not fit.

A cell that a spreadsheet would run as a formula is never let in and never written out: on the
way out an apostrophe stands before it, on the way in that apostrophe is taken off.
"""

from __future__ import annotations

import datetime as dt
import difflib
import enum
import re
from decimal import Decimal
from typing import TypeVar

from openimr.vocabulary.dates import find_dates
from openimr.vocabulary.printable import printable

E = TypeVar("E", bound=enum.Enum)

_FORMULA = "=+-@＝＋－＠"
_NUMERIC_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})")
_AT_MIDNIGHT = re.compile(r"[ T]0?0:00(:00(\.0+)?)?$")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?) ?%?")
_WHOLE = re.compile(r"\d{1,6}")
_LONGEST_SHOWN = 30
_YES = frozenset({"yes", "y", "true", "1", "x"})
_NO = frozenset({"no", "n", "false", "0"})


class CellFault(ValueError):
    """A cell cannot be used: what was found, and what would be right."""

    def __init__(self, found: str, remedy: str) -> None:
        super().__init__(found)
        self.found = found
        self.remedy = remedy


def plain(cell: str) -> str:
    """The cell's text in one line, its guard taken off; raises CellFault for formulas."""
    try:
        text = printable(cell)
    except ValueError as error:
        raise CellFault(f"the {error}", "type the cell anew") from None
    if text[:1] in _FORMULA and text:
        raise CellFault(
            f"begins with '{text[0]}', as a formula does",
            "write the value itself, or an apostrophe before it",
        )
    if text.startswith("'") and text[1:2] and text[1] in _FORMULA + "'":
        return text[1:]
    return text


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet runs."""
    return f"'{text}" if text and text[0] in _FORMULA + "'" else text


def day(text: str) -> dt.date:
    """A day as 2027-05-31, 5/31/2027, 31-May-27 or May 31, 2027; never day before month."""
    bare = _AT_MIDNIGHT.sub("", text)
    numeric = _NUMERIC_DAY.fullmatch(bare)
    if numeric and int(numeric[1]) > 12:
        raise CellFault(
            f"{shown(text)} has no such month, so other days may be turned round too",
            "write days as 2027-05-31, or the month first",
        )
    found = find_dates(bare)
    if len(found) != 1 or found[0][1:] != (0, len(bare)):
        raise CellFault(f"{shown(text)} is no day", "write it as 2027-05-31")
    return found[0][0]


def yes_or_no(text: str) -> bool:
    """Whether the cell says yes."""
    word = text.casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellFault(f"{shown(text)} is neither yes nor no", "write yes or no")


def whole(text: str) -> int:
    """A whole number of 0 or more."""
    bare = text.removesuffix(".0")
    if not (bare.isascii() and _WHOLE.fullmatch(bare)):
        raise CellFault(f"{shown(text)} is no whole number", "write a number like 12")
    return int(bare)


def percent(text: str) -> Decimal:
    """A share in percent, with or without the sign."""
    match = _PERCENT.fullmatch(text) if text.isascii() else None
    if not match:
        raise CellFault(f"{shown(text)} is no share", "write percent of income, like 7.5")
    return Decimal(match[1])


def names(text: str) -> tuple[str, ...]:
    """Names parted by semicolons."""
    return tuple(name for part in text.split(";") if (name := part.strip()))


def one_of(kinds: type[E], text: str, also: dict[str, E] | None = None) -> E:
    """The member of an enumeration that a cell names, in any case; ``also`` has other words."""
    known = {str(member.value).casefold(): member for member in kinds} | (also or {})
    word = text.casefold().replace("’", "'")
    if word in known:
        return known[word]
    offered = ", ".join(str(member.value) for member in kinds)
    close = difflib.get_close_matches(word, known, n=1)
    if close:
        raise CellFault(f"{shown(text)} is not known", f"did you mean {known[close[0]].value}?")
    raise CellFault(f"{shown(text)} is not known", f"write one of: {offered}")


def shown(text: str) -> str:
    """The cell in quotation marks, cut where it is long."""
    cut = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
    return f"'{cut}'"
