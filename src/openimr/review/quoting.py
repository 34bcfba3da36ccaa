"""The record's own words inside a sentence: few, readable, and without the patient's name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from openimr.casefile.model import CaseFile, Page
from openimr.review.cutting import MOST_WORDS, cut
from openimr.vocabulary.fact import Fact
from openimr.vocabulary.places import PageSpan

_SURE = 0.7
"""Words read with less confidence are told, never quoted."""
_WORD_SURE = 0.8
_IDENTIFIES = re.compile(
    r"\bD\.?\s?O\.?\s?B\b|date of birth|\bborn\b|\bS\.?S\.?N\b|social security"
    r"|claim\s*(no|#|number)|\b\d{3}[-.]\d{4}\b|\bMRN\b|@|\b(address|phone|tel|fax)\b:?",
    re.IGNORECASE,
)
"""Words that come with what identifies a person; such a passage is never quoted."""
_FORM = re.compile(
    r"[\u2610-\u2612\u25a0-\u25ff|\\]|__|\?|\S[ \t]{2,}\S|\bO?(?:YES|NO)\b|\[[ xX]?\]"
    r"|\b[A-Z][a-z]+\s*:\s*$|\b9\d{4}\b"
)
"""Boxes, questions, columns and procedure codes: forms read badly inside a sentence."""
_HEAD = 6
"""Words kept of the beginning of a long passage."""
_HALF = re.compile(r"^(?:(?:of|to|with|and|or|but|the|in|for|by|on|at)\s+)+", re.IGNORECASE)
"""Words that begin a quotation only where something was left out before them."""
_EMPLOYEE = "[the employee]"


class Quoter:
    """Quotes facts.

    Args:
        names: names of the patient as the papers print them; none of their words is quoted.
        case_file: the pages quoted from, for how surely their words were read.
    """

    def __init__(self, names: Iterable[str], case_file: CaseFile | None = None) -> None:
        words = {w for name in names for w in re.findall(r"[A-Za-z'\u2019-]{3,}", name)}
        pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        title = r"(?:\b(?:Mr|Mrs|Ms|Miss)\.?\s+)?"
        names_run = rf"{title}\b(?:{pattern})(?:(?:,?\s+(?:[A-Z]\.\s+)?)(?:{pattern}))*\b"
        self._names = re.compile(names_run, re.IGNORECASE) if words else None
        pages = case_file.pages if case_file is not None else ()
        self._pages: dict[tuple[str, int], Page] = {(p.file, p.number): p for p in pages}

    def quote(self, fact: Fact, near: re.Pattern[str] | None = None) -> str | None:
        """The words that carry a fact, in quotation marks, or None when they read badly.

        Args:
            fact: what is quoted.
            near: words that the quotation should hold.
        """
        if fact.confidence < _SURE or not self.read_surely(fact.place):
            return None
        return self.quoted(fact.quote, near)

    def quoted(self, text: str, near: re.Pattern[str] | None = None) -> str | None:
        """At most twelve words of a text in quotation marks, or None when they read badly."""
        if _IDENTIFIES.search(text) or _FORM.search(text):
            return None
        words = cut(self.unnamed(text), near)
        words = re.sub('["\u201c\u201d]', "'", words)
        if words.count("'") % 2 and words[:1] == "'":
            words = words[1:]
        return f"\u201c{words}\u201d" if _readable(words) else None

    def quote_match(self, fact: Fact, start: int, end: int) -> str | None:
        """The words of a fact around those that were looked for, or None when they read badly.

        Of a long passage its beginning and its end are kept, with dots between them.

        Args:
            fact: what is quoted.
            start: where the words looked for begin in the fact's quote.
            end: where they end.
        """
        if fact.confidence < _SURE or not self.read_surely(fact.place):
            return None
        start, end = _whole_words(fact.quote, start, end)
        before, words = fact.quote[:start].split(), fact.quote[start:end].split()
        whole = self.quoted(fact.quote, re.compile(re.escape(" ".join(words))))
        if whole is None or " ".join(words) in whole:
            return whole
        if len(words) > MOST_WORDS:
            tail = " ".join(words[-(MOST_WORDS - _HEAD) :])
            return self._plain(f"{' '.join(words[:_HEAD])} ... {tail}")
        lead = before[len(before) - (MOST_WORDS - len(words)) :] if before else []
        if len(lead) + len(words) > MOST_WORDS or any(w.endswith((".", ";")) for w in lead):
            lead = []
        return self._plain(" ".join([*lead, *words]))

    def _plain(self, words: str) -> str | None:
        unnamed = _HALF.sub("", self.unnamed(words)).strip(" ,;:.")
        return f"\u201c{unnamed}\u201d" if _readable(unnamed) else None

    def unnamed(self, text: str) -> str:
        """The text with the patient's name put aside."""
        return self._names.sub(_EMPLOYEE, text) if self._names is not None else text

    def read_surely(self, place: PageSpan) -> bool:
        """Whether every word at a place was read surely enough to be repeated."""
        page = self._pages.get((place.file, place.page))
        return page is None or all(
            word.confidence >= _WORD_SURE
            for word in page.words
            if word.start < place.end and word.end > place.start
        )


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of a text widened to whole words."""
    while start > 0 and not text[start - 1].isspace() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def _readable(text: str) -> bool:
    """Whether the words are mostly words, and not a heading in capitals or one word alone."""
    letters = [c for c in text if c.isalpha()]
    plain = sum(c.isalpha() or c in " ,.'()/-" for c in text)
    shouted = sum(c.isupper() for c in letters)
    return (
        len(text.split()) > 1
        and plain / len(text) > 0.75
        and shouted < 0.5 * len(letters)
        and text.count("(") == text.count(")")
    )
