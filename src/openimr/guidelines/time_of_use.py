"""How long a drug or device had been in use: by the days it is noted, and by the notes' words."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator

from openimr.guidelines.question import Question, drugs_asked
from openimr.guidelines.record import Record
from openimr.vocabulary.dates import find_dates
from openimr.vocabulary.fact import Assertion, Fact
from openimr.vocabulary.numbers import NUMBER, parse_number
from openimr.vocabulary.value import Value

_CHRONIC = dt.timedelta(weeks=13)
"""What calls itself chronic or long-term has lasted for three months at least."""
_DAYS = {"day": 1, "week": 7, "wk": 7, "month": 30, "mo": 30, "year": 365, "yr": 365}
_AT_LEAST_TWO = re.compile(r"several|many|multiple|some|a few|a number of|a couple of", re.I)
_ABOUT = (
    r"(?:at\s+least|more\s+than|greater\s+than|over|about|approximately|approx\.?|nearly|almost"
    r"|roughly|around|>|~|the)?\s*"
)
_LENGTH = (
    rf"{_ABOUT}(?P<count>{NUMBER}|half\s+an?|an?|several|many|multiple|some|a\s+few|a\s+number\s+of"
    r"|a\s+couple\s+of)?\s*\+?[\s-]*(?P<unit>day|week|wk|month|mo|year|yr)s?\b"
)
_ONGOING = re.compile(
    r"\b(?:has|have|had)\s+been\b|\b(?:remains?|stays?|still|continu\w+|currently|now)\b"
    r"|\b(?:has|have)\s+(?:taken|used|had)\b|\b(?:takes?|taking|uses?|using|on)\b",
    re.I,
)
_FOR = (
    re.compile(
        rf"\b(?:for|over|during|in|x)\s+(?:the\s+)?(?:past|last|previous|prior)\s+{_LENGTH}", re.I
    ),
    re.compile(
        r"\b(?:has|have|had)\b(?:\s+\w+){0,2}?\s+(?:taken|taking|on|used|using|receiving|received"
        rf"|prescribed|refilled)\b[^.;]{{0,70}}?(?:\bfor|\bx)\s+{_LENGTH}",
        re.I,
    ),
    re.compile(
        r"\b(?:taking|using|takes|uses|on|in\s+use|used)\b[^.;,]{0,40}?\bfor\s+"
        rf"(?=over|more|at\s+least|about|approx|>|several|many|\w+\s+(?:months|years))"
        rf"{_LENGTH}(?!\s*(?:supply|course|trial|then))",
        re.I,
    ),
    re.compile(rf"\b(?:taking|using|takes|uses|on|use)\b[^.;,]{{0,20}}?\bx\s*{_LENGTH}", re.I),
    re.compile(rf"\bx\s*(?=several|many|multiple){_LENGTH}", re.I),
    re.compile(rf"\bduration(?:\s+of\s+use)?\W{{0,3}}(?:is\s+)?{_LENGTH}", re.I),
    re.compile(rf"\b{_LENGTH}\s+(?:history\s+of|of)\s+(?:use|using|taking|treatment)\b", re.I),
)
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth"),
)
_NTH = rf"(?:(?P<nth>\d{{1,2}})(?:st|nd|rd|th)|(?P<named>{'|'.join(_ORDINALS)}))"
_FILLS = re.compile(rf"\b{_NTH}\s+(?:refill|fill|month)\b", re.I)
"""Refills and months of use by their number ("her sixth refill")."""
_ON_FOR_LONG = re.compile(
    r"\b(?:chronic|long[\s-]*term|long[\s-]*standing|prolonged|maintenance)\s+"
    r"(?:daily\s+)?(?:\w+\s+){0,2}?(?:use|usage|user|basis|therapy|regimen|prescriptions?|intake)\b"
    r"|\b(?:chronically|long[\s-]*term)\b[^.;]{0,20}\b(?:on|us(?:es?|ing)|tak(?:es|ing))\b"
    r"|\b(?:us(?:es?|ed|ing)|tak(?:es|en|ing)|on)\b[^.;]{0,40}\b(?:chronically|long[\s-]*term"
    r"|for\s+(?:years|months|a\s+long\s+time))\b|,\s*chronic(?:ally)?\s*[.;)]?$",
    re.I,
)
_SINCE = (
    r"\b(?:since|(?:was\s+|were\s+)?(?:started|begun|initiated|(?:first\s+)?prescribed|began)"
    r"(?:\s+\w+){0,3}?(?:\s+(?:on|in|since))?|as\s+of|dating\s+(?:back\s+)?to|ever\s+since|from)\s+"
    r"(?:about|approximately|around|early|late|mid-?|at\s+least)?\s*"
)
_MONTHS = [name.lower() for name in calendar.month_abbr]
_MONTH_OF = re.compile(
    rf"{_SINCE}(?:(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+(?:of\s+)?"
    r"|(?P<number>0?[1-9]|1[0-2])\s*[/-]\s*)(?P<year>(?:19|20)\d\d)\b(?!\s*[/-])",
    re.I,
)
_YEAR_OF = re.compile(rf"{_SINCE}(?P<year>(?:19|20)\d\d)\b(?!\s*[/-])", re.I)
_DAY_OF = re.compile(_SINCE, re.I)
_SINCE_INJURY = re.compile(
    r"\b(?:ever\s+)?since\s+(?:the|his|her|their)?\s*(?:date\s+of\s+)?"
    r"(?:work\s+|industrial\s+|original\s+)?(?:injury|accident|incident|DOI)\b",
    re.I,
)


class Use(Value, frozen=True, kw_only=True):
    """Whole weeks of use before the request, None when none is on record, and the facts."""

    weeks: int | None
    facts: tuple[int, ...] = ()


def use_before(question: Question, record: Record) -> Use:
    """How long the drug asked for, or the device, had been in use at least."""
    asked_on = question.care_before
    told = record.until(asked_on, record.used(question.topic, drugs_asked(question)))
    begun: list[tuple[dt.date, int]] = []
    for index in told:
        fact = record[index]
        days = [*_days_told(fact, question)]
        if fact.date is not None and fact.assertion is Assertion.PRESENT:
            days.append(fact.date)
        begun += [(day, index) for day in days if day <= asked_on]
    if not begun:
        return Use(weeks=None, facts=told[:1])
    (first, one), last = min(begun), max(begun, key=lambda told: record[told[1]].date or told[0])
    return Use(weeks=(asked_on - first).days // 7, facts=tuple(dict.fromkeys((one, last[1]))))


def _days_told(fact: Fact, question: Question) -> Iterator[dt.date]:
    """The days by which use had begun at the latest, as a note says in words."""
    quote = " ".join(fact.quote.split())
    noted = fact.date or question.asked_on
    if fact.assertion is not Assertion.PRESENT and not _ONGOING.search(quote):
        return
    for pattern in _FOR:
        for found in pattern.finditer(quote):
            yield noted - dt.timedelta(days=_length(found))
    for found in _FILLS.finditer(quote):
        yield noted - dt.timedelta(days=30 * (_ordinal(found) - 1))
    if _ON_FOR_LONG.search(quote):
        yield noted - _CHRONIC
    yield from _since(quote, noted)
    if question.date_of_injury is not None and _SINCE_INJURY.search(quote):
        yield question.date_of_injury


def _ordinal(found: re.Match[str]) -> int:
    return int(found["nth"]) if found["nth"] else _ORDINALS.index(found["named"].lower()) + 1


def _length(found: re.Match[str]) -> int:
    """Days in a length of time; an unnumbered plural is two at least, "the past month" one."""
    count = (found["count"] or "").lower()
    number = 0.5 if count.startswith("half") else parse_number(count) if count else None
    if number is None:
        number = 2 if _AT_LEAST_TWO.fullmatch(count) else 1
    return int(number * _DAYS[found["unit"].lower()])


def _since(quote: str, noted: dt.date) -> Iterator[dt.date]:
    """The last day of the month or year named; a full date itself."""
    for found in _MONTH_OF.finditer(quote):
        name, year = found["name"], int(found["year"])
        month = _MONTHS.index(name.lower()) if name else int(found["number"])
        yield min(noted, dt.date(year, month, calendar.monthrange(year, month)[1]))
    for found in _YEAR_OF.finditer(quote):
        yield min(noted, dt.date(int(found["year"]), 12, 31))
    for found in _DAY_OF.finditer(quote):
        for day, start, _ in find_dates(quote[found.end() : found.end() + 20]):
            if start == 0:
                yield min(noted, day)
