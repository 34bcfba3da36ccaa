"""Does a sentence say only what its sources say? Checked value by value, span by span.

A sentence is unsupported when it states a date, a number, a code, a drug, a side or a negation
that stands in none of the passages it cites, or when it asserts what they all deny.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
import re
from collections.abc import Iterable, Sequence

from openimr.vocabulary.dates import find_dates
from openimr.vocabulary.drugs import find_drugs
from openimr.vocabulary.numbers import find_numbers
from openimr.vocabulary.value import Value


class ClaimKind(enum.Enum):
    """What kind of thing a sentence claims."""

    DATE = "date"
    NUMBER = "number"
    CODE = "code"
    DRUG = "drug"
    SIDE = "side"
    NEGATION = "negation"


class Unsupported(Value, frozen=True, kw_only=True):
    """One claim of a sentence that its sources do not bear; ``start`` and ``end`` lie in it."""

    kind: ClaimKind
    start: int
    end: int


_CODE = re.compile(r"\b(?:[A-TV-Z]\d{2}(?:\.[0-9A-Z]{1,4})?|\d{3}\.\d{1,2}|V\d{2}\.\d{1,2})\b")
_LEVEL = re.compile(
    r"\b[CTLS]\d{1,2}(?:\s?(?:[-/\u2013\u2014]|to|through)\s?[CTLS]?\d{1,2}(?!\d|\s?mm))?\b"
)
_SIDES = {
    "left": re.compile(r"\b(?:left|lt|L)\b|\(L\)"),
    "right": re.compile(r"\b(?:right|rt|R)\b|\(R\)"),
    "both": re.compile(
        r"\bbilat\w*|\bboth\b|\bB/L\b|\bbil\b|\beither\b|\b(?:R|right)\b.*\b(?:L|left)\b",
        re.IGNORECASE,
    ),
}
_SIDE_SAID = re.compile(r"\b(left|right|both|bilateral(?:ly)?)\b", re.IGNORECASE)
_NO = re.compile(
    r"\b(?:no|not|never|none|nor|without|w/o|denie[sd]|deny|denying|negative|neg|absent|nil"
    r"|unable|cannot|can't|didn't|doesn't|isn't|wasn't|hasn't|haven't|lack\w*|un(?:changed|known)"
    r"|non\w*|declin\w*|zero|0|off|fail\w*|rule[sd]? out|free of|unremarkable|normal|intact"
    r"|resolved|unspecified|-ve|nad|since)\b|\(-\)|[-\u2013]\s*ve\b|\u2610|\[\s?\]",
    re.IGNORECASE,
)
_SAYS_NO = re.compile(r"\b(?:no|not|never|none|without|denie[sd]|neither|nor)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\u201c\"][^\u201d\"]*[\u201d\"]")
_DOSES_A_DAY = {r"\bb\.?i\.?d\b": 2.0, r"\bt\.?i\.?d\b": 3.0, r"\bq\.?i\.?d\b": 4.0}
_COUNTED = re.compile(r"\s+(?:visits|sessions|treatments)\b")
_MONTH_AND_DAY = re.compile(
    r"\b(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])\b(?!\s*(?:visits|sessions|treatments))(?:/\d{2,4})?"
)
"""A day without its year: its figures count no visits."""
_LONG_WORD = re.compile(r"[A-Za-z]{5,}")
_DIRECT_NO = r"\b(?:no|not|never|without|denies|denied)\s+(?:yet\s+|been\s+|any\s+|currently\s+)?"
_ONE = re.compile(r"\bone\b", re.IGNORECASE)


def unsupported(
    sentence: str, quotes: Sequence[str], *, derived: Iterable[float] = ()
) -> tuple[Unsupported, ...]:
    """The claims of a sentence that none of its sources bears.

    Args:
        sentence: one sentence.
        quotes: the words at each place that the sentence cites.
        derived: numbers that follow from the sources by a stated sum or rule (an age at a day,
            a total), which may therefore stand in the sentence.
    """
    told = "\n".join(quotes)
    dates, rest = _without_dates(sentence)
    problems = _missing_dates(dates, quotes)
    problems += _missing_codes(rest, told)
    plain = _blank(_blank(rest, _CODE), _LEVEL)
    problems += _missing_numbers(plain, told, set(derived))
    problems += _missing_drugs(rest, told)
    problems += _missing_sides(rest, told)
    problems += _missing_negation(rest, told)
    return tuple(sorted(problems, key=lambda claim: claim.start))


def _missing_dates(
    dates: Sequence[tuple[dt.date, int, int]], quotes: Sequence[str]
) -> list[Unsupported]:
    known = {day for quote in quotes for day, _, _ in find_dates(quote)}
    return [
        Unsupported(kind=ClaimKind.DATE, start=start, end=end)
        for day, start, end in dates
        if day not in known
    ]


def _without_dates(text: str) -> tuple[list[tuple[dt.date, int, int]], str]:
    dates = find_dates(text)
    for _, start, end in dates:
        text = text[:start] + " " * (end - start) + text[end:]
    return dates, text


def _missing_codes(sentence: str, told: str) -> list[Unsupported]:
    folded = _folded(told)
    levels = {_spelled(match[0]) for match in _LEVEL.finditer(told)}
    return [
        Unsupported(kind=ClaimKind.CODE, start=match.start(), end=match.end())
        for match in [*_CODE.finditer(sentence), *_LEVEL.finditer(sentence)]
        if _folded(match[0]) not in folded and _spelled(match[0]) not in levels
    ]


def _spelled(level: str) -> str:
    """A spine level in one spelling: "L4-5", "L4/L5" and "L4 to 5" are the same."""
    numbers = re.findall(r"[CTLS]?\d{1,2}", level)
    letter = level[0]
    return "-".join(n if n[0].isalpha() else f"{letter}{n}" for n in numbers)


def _missing_numbers(sentence: str, told: str, derived: set[float]) -> list[Unsupported]:
    known = _numbers_in(told) | {float(n) for n in derived}
    counted = _numbers_in(_blank(told, _MONTH_AND_DAY)) | {float(n) for n in derived}
    problems = []
    for number, start, end in find_numbers(sentence):
        written = sentence[start:end]
        may_be = counted if _COUNTED.match(sentence, end) else known
        if float(number) in may_be or _ONE.fullmatch(written) or _parts_known(written, known):
            continue
        problems.append(Unsupported(kind=ClaimKind.NUMBER, start=start, end=end))
    return problems


@functools.lru_cache(maxsize=512)
def _numbers_in(text: str) -> frozenset[float]:
    """Every number of a text, whole and in its parts ("4/6" also as 4 and 6)."""
    found = {float(n) for n, _, _ in find_numbers(text)}
    found |= {float(n) for n in re.findall(r"\d+(?:\.\d+)?", text)}
    doses = {n for sign, n in _DOSES_A_DAY.items() if re.search(sign, text, re.IGNORECASE)}
    return frozenset(found | doses)


def _parts_known(written: str, known: frozenset[float]) -> bool:
    """Whether a fraction such as 5/10 stands there in its parts ("5 out of 10")."""
    parts = re.findall(r"\d+(?:\.\d+)?", written)
    return len(parts) > 1 and all(float(part) in known for part in parts)


def _missing_drugs(sentence: str, told: str) -> list[Unsupported]:
    known = {mention.drug.generic for mention in find_drugs(told)}
    lowered = told.lower()
    return [
        Unsupported(kind=ClaimKind.DRUG, start=mention.start, end=mention.end)
        for mention in find_drugs(sentence)
        if mention.drug.generic not in known and mention.name not in lowered
    ]


def _missing_sides(sentence: str, told: str) -> list[Unsupported]:
    problems = []
    for match in _SIDE_SAID.finditer(sentence):
        word = match[1].lower()
        side = "both" if word.startswith(("bilateral", "both")) else word
        pattern = _SIDES[side]
        if not pattern.search(told) and not re.search(side, told, re.IGNORECASE):
            problems.append(Unsupported(kind=ClaimKind.SIDE, start=match.start(), end=match.end()))
    return problems


def _missing_negation(sentence: str, told: str) -> list[Unsupported]:
    own = _blank(sentence, _QUOTED)
    said = _SAYS_NO.search(own)
    if said is None:
        return _denied(own, told)
    if _NO.search(told):
        return []
    return [Unsupported(kind=ClaimKind.NEGATION, start=said.start(), end=said.end())]


def _denied(sentence: str, told: str) -> list[Unsupported]:
    """Words that a sentence asserts and its sources only name to deny them ("not working")."""
    problems = []
    for match in _LONG_WORD.finditer(sentence):
        word = re.escape(match[0])
        named = len(re.findall(rf"\b{word}", told, re.IGNORECASE))
        denied = len(re.findall(rf"{_DIRECT_NO}{word}", told, re.IGNORECASE))
        if named and denied == named:
            problems.append(
                Unsupported(kind=ClaimKind.NEGATION, start=match.start(), end=match.end())
            )
    return problems


def _blank(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: " " * len(match[0]), text)


def _folded(text: str) -> str:
    return re.sub(r"[\s.]+", "", text).upper()
