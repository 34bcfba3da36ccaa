"""What a request's own words state beside its numbers: a range, a remainder, a day of service."""

from __future__ import annotations

import datetime as dt
import re

from openimr.vocabulary.dates import find_dates
from openimr.vocabulary.numbers import NUMBER, parse_number

_ONE_OR_RANGE = rf"(?:{NUMBER}\s*(?:-|–|to|or)\s*)?"
_TIMES = (
    r"\s*(?:(?:x|times|visits?|sessions?|treatments?)\s*(?:/|per|a|each|every)?|/|per|a|each|every)"
    r"\s*(?:wk|week)s?"
)
_WEEKLY = re.compile(
    rf"{_ONE_OR_RANGE}(?P<often>{NUMBER}){_TIMES}\s*(?:x|times|for|over|,)*\s*{_ONE_OR_RANGE}"
    rf"(?P<long>{NUMBER})\s*(?P<unit>wk|week|mo|month)s?\b",
    re.IGNORECASE,
)
_VISITS = re.compile(
    rf"{NUMBER}\s*(?:-|–|to|or)\s*(?P<most>{NUMBER})\s+(?:\w+\s+){{0,2}}?"
    r"(?:visits?|sessions?|treatments?|appointments?)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    rf"(?<![\d.#/-])(?P<count>{NUMBER})\s*(?:more|additional|further|extra|add['’]?l)\b(?!\s*(?:weeks?|wks?"
    r"|months?|mos?|days?|mg|refills?|tab|levels?))",
    re.IGNORECASE,
)
_WEEKS_A_MONTH = 4
_FOR_A_TIME = re.compile(
    rf"\b(?:x|for|times)\s*(?P<count>{NUMBER})\s*-?\s*(?:year|yr|month|mo)s?\b", re.I
)
_REMAINDER = re.compile(
    r"\b(remain(ing|der)|balance|(not|un|non)[\s-]?(yet )?(certified|authori[sz]ed|approved)"
    r"|denied (portion|part|visits|sessions))\b",
    re.I,
)
_ALLOWED = r"(?<!not )(?<!un)(?:certified|authori[sz]ed|approved|allowed)"
_CERTIFIED = re.compile(
    rf"(?P<count>{NUMBER})\s*\)?\s*(?:\w+\s+){{0,4}}?(?:(?:was|were|are|is|been|have been|already)"
    rf"\s+)*{_ALLOWED}\b"
    rf"|\b{_ALLOWED}\s+(?:for\s+|only\s+)?(?P<behind>{NUMBER})\b",
    re.IGNORECASE,
)
_RETROSPECTIVE = re.compile(r"\bretro(spective(ly)?)?\b", re.IGNORECASE)
_SERVED = re.compile(
    r"\b(?:DOS|D\.O\.S\.?|dates? of service|service date|performed|provided|dispensed|given"
    r"|rendered|on|per)\b\W*",
    re.IGNORECASE,
)


def most_visits(text: str) -> int | float | None:
    """The most visits that a range in a request allows, or how many more it asks for.

    None where it says neither.
    """
    counted = _VISITS.search(text)
    if counted is not None:
        return parse_number(counted["most"])
    weekly = _WEEKLY.search(text)
    if weekly is None:
        more = _MORE.search(text)
        return parse_number(more["count"]) if more else None
    often, long = parse_number(weekly["often"]), parse_number(weekly["long"])
    if often is None or long is None:
        return None
    return often * long * (_WEEKS_A_MONTH if weekly["unit"].lower().startswith("mo") else 1)


def only_a_time(text: str, quantity: float | None) -> bool:
    """Whether the only number of a request is how many months or years it is to run."""
    stated = _FOR_A_TIME.search(text)
    return stated is not None and parse_number(stated["count"]) == quantity


def only_remainder(text: str) -> bool:
    """Whether a request's words name only the part that was not allowed."""
    return _REMAINDER.search(text) is not None


def certified_in(text: str) -> int | float | None:
    """How many a request's own words say were allowed, None where they do not."""
    stated = _CERTIFIED.search(text)
    return parse_number(stated["count"] or stated["behind"]) if stated else None


def served_on(text: str) -> dt.date | None:
    """The first day of service of a retrospective request, None for any other."""
    if not _RETROSPECTIVE.search(text):
        return None
    days = [
        day
        for named in _SERVED.finditer(text)
        for day, start, _ in find_dates(text[named.end() : named.end() + 24])
        if start == 0
    ]
    return min(days, default=None)
