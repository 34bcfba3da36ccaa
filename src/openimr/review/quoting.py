"""The record's own words inside a sentence, without the patient's name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from openimr.vocabulary.fact import Fact

_LONGEST = 220
_SURE = 0.6
"""Words read with less confidence are told, never quoted."""
_IDENTIFIES = re.compile(
    r"\bD\.?\s?O\.?\s?B\b|date of birth|\bborn\b|\bS\.?S\.?N\b|social security"
    r"|claim\s*(no|#|number)|\b\d{3}[-.]\d{4}\b|\bMRN\b|@|\b(address|phone|tel|fax)\b:?",
    re.IGNORECASE,
)
"""Words that come with what identifies a person; such a passage is never quoted."""
_EMPLOYEE = "[the employee]"


class Quoter:
    """Quotes facts.

    Args:
        names: names of the patient as the papers print them; none of their words is quoted.
    """

    def __init__(self, names: Iterable[str]) -> None:
        words = {w for name in names for w in re.findall(r"[A-Za-z'\u2019-]{3,}", name)}
        pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        title = r"(?:\b(?:Mr|Mrs|Ms|Miss)\.?\s+)?"
        names_run = rf"{title}\b(?:{pattern})(?:(?:,?\s+(?:[A-Z]\.\s+)?)(?:{pattern}))*\b"
        self._names = re.compile(names_run, re.IGNORECASE) if words else None

    def quote(self, fact: Fact) -> str | None:
        """The fact's words in quotation marks, or None when they cannot be quoted well."""
        if fact.confidence < _SURE or _IDENTIFIES.search(fact.quote):
            return None
        text = " ".join(fact.quote.split()).strip(" ;,:-\u2013\u2022*")
        if self._names is not None:
            text = self._names.sub(_EMPLOYEE, text)
        text = text.replace('"', "'").replace("\u201c", "'").replace("\u201d", "'").rstrip(".")
        return f"\u201c{_shortened(text)}\u201d" if _readable(text) else None


def _shortened(text: str) -> str:
    """No longer than a sentence can carry; cut behind a clause, else behind a word."""
    if len(text) <= _LONGEST:
        return text
    cut = text[:_LONGEST]
    at = max(cut.rfind(mark) for mark in (". ", "; "))
    if at < _LONGEST // 2:
        at = cut.rfind(" ")
    return f"{cut[:at].rstrip(' .,;')} ..."


def _readable(text: str) -> bool:
    """Whether the words are mostly words: forms and tables read badly inside a sentence."""
    letters = sum(c.isalpha() or c in " ,.'()/-" for c in text)
    return len(text) > 3 and letters / len(text) > 0.75 and "____" not in text
