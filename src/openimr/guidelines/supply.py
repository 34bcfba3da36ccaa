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
_DAYS = {"day": 1, "week": 7, "wk": 7, "month": 30, "mo": 30}


def weeks_supplied(question: Question) -> int | float | None:
    """Weeks that the request supplies with its refills, or None where it names no length."""
    days = _days(question)
    return None if days is None else round(days * (1 + _refills(question.text)) / 7, 1)


def dispensed(question: Question) -> int | float | None:
    """How many tablets, patches or tubes are asked for; what one takes at a time is not that."""
    if question.request.quantity is not None:
        return question.request.quantity
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


def _refills(text: str) -> int | float:
    stated = _REFILLS.search(text)
    if stated is None:
        return 0
    return parse_number(stated["behind"] or stated["count"]) or 0
