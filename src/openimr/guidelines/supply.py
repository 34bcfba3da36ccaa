"""How long the supply lasts that a request for a drug or device asks for."""

from __future__ import annotations

import re

from openimr.guidelines.question import Question
from openimr.vocabulary.drugs import DOSE_FORMS
from openimr.vocabulary.numbers import NUMBER, parse_number

_LENGTH = re.compile(
    rf"(?<![\d.])(?<!every )(?<!each )(?<!per )(?<!\bq)(?<!\bq )(?<!last )(?<!past )"
    rf"(?P<count>{NUMBER})[\s-]*(?P<unit>day|week|wk|month|mo)s?\b"
    r"(?!\s*(?:ago|old|post\b|after|follow))",
    re.IGNORECASE,
)
_DISPENSED = re.compile(
    rf"#\s*(?P<marked>\d+)|(?<![\d./-])(?P<count>{NUMBER})\s*(?:{'|'.join(DOSE_FORMS)})s?\b"
    r"(?!\s*(?:po\b|by mouth|orally|daily|b\.?i\.?d|t\.?i\.?d|q\.?\s?\w|every|each|per|a day|at\b"
    r"|once|twice|three times))",
    re.IGNORECASE,
)
_MOST_AT_A_TIME = 4
_REFILLS = re.compile(
    rf"(?P<count>{NUMBER}|\bno\b)\s*refills?\b|\brefills?\s*(?:x|times|:|#)?\s*(?P<behind>{NUMBER})",
    re.IGNORECASE,
)
_A_FILL = 30
"""Days that one fill of a prescription lasts where the request does not say."""
_OFTEN = re.compile(
    rf"\b(?:q\.?\s?|every\s+)(?P<hours>\d{{1,2}})(?:\s?-\s?\d{{1,2}})?\s?h(?:(?:ou)?rs?)?\b"
    rf"|(?P<twice>\bb\.?i\.?d\b|\btwice\b)|(?P<thrice>\bt\.?i\.?d\b)|(?P<four>\bq\.?i\.?d\b)"
    rf"|(?P<times>{NUMBER})\s*(?:x|times)\s*(?:a|per|/|each)?\s*da(?:y|ily)"
    rf"|(?P<once>\bdaily\b|\bnightly\b|\bq\.?\s?(?:h\.?s|d|day|pm|am)\b|\bat (?:bedtime|night)\b"
    rf"|\bonce\b|\bevery (?:day|night|evening|morning)\b)",
    re.IGNORECASE,
)
_LATIN = {"once": 1.0, "twice": 2.0, "thrice": 3.0, "four": 4.0}
_AT_A_TIME = re.compile(
    rf"\b(?:{NUMBER}\s*(?:-|to|or)\s*)?(?P<most>{NUMBER})\s*(?:{'|'.join(DOSE_FORMS)})s?\b"
    r"(?=[^.;#]{0,12}(?:po\b|by mouth|orally|daily|b\.?i\.?d|t\.?i\.?d|q\.?\s?\w|every|once|twice"
    r"|three times))",
    re.IGNORECASE,
)
_DAYS = {"day": 1, "week": 7, "wk": 7, "month": 30, "mo": 30}


def weeks_supplied(question: Question) -> int | float | None:
    """Weeks that the request supplies with its refills, or None where it names no length.

    A number of tablets lasts as long as the stated use takes, the most that "1-2 every 4-6
    hours" allows; refills without any of this are a month each, as prescriptions are written.
    """
    refills = _refills(question.text)
    days = _days(question) or _days_dispensed(question)
    if days is None and refills:
        days = _A_FILL
    return None if days is None else round(days * (1 + refills) / 7, 1)


def dispensed(question: Question) -> int | float | None:
    """How many tablets, patches or tubes are asked for; what one takes at a time is not that."""
    if question.quantity is not None:
        return question.quantity
    stated = _DISPENSED.search(question.text)
    if stated is None:
        return None
    count = parse_number(stated["marked"] or stated["count"])
    return count if stated["marked"] or (count or 0) > _MOST_AT_A_TIME else None


def _days(question: Question) -> int | float | None:
    if question.request.weeks is not None:
        return 7 * question.request.weeks
    length = _LENGTH.search(question.text)
    count = parse_number(length["count"]) if length else None
    return None if length is None or count is None else count * _DAYS[length["unit"].lower()]


def _days_dispensed(question: Question) -> float | None:
    """Days that the tablets asked for last, used as the request says."""
    text = question.text
    often, count = _OFTEN.search(text), dispensed(question)
    if often is None or not count or not question.topic.medication:
        return None
    at_a_time = _AT_A_TIME.search(text)
    most = parse_number(at_a_time["most"]) if at_a_time else None
    return count / (_times_a_day(often) * (most or 1))


def _times_a_day(often: re.Match[str]) -> float:
    if often["hours"]:
        return 24 / float(often["hours"])
    if often["times"]:
        return float(parse_number(often["times"]) or 1)
    return next(times for name, times in _LATIN.items() if often[name])


def _refills(text: str) -> int | float:
    stated = _REFILLS.search(text)
    if stated is None:
        return 0
    return parse_number(stated["behind"] or stated["count"]) or 0
