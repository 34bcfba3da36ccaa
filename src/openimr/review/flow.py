"""How sentences follow one another: openings that vary, and nothing told twice."""

from __future__ import annotations

import re

_DATED = re.compile(
    r"On ((?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December) \d{1,2}, \d{4}),? (?=\S)"
)
_QUOTING = re.compile(r"\s*\(?(\u201c[^\u201d]*\u201d)\)?")
_SAY = re.compile(r"\b(noted|reported|recorded|described|documented)\b")


class Flow:
    """Rewords sentences by what went before them in one text."""

    def __init__(self) -> None:
        self._opened_with_day = False
        self._quotes: set[str] = set()
        self._told: set[str] = set()

    def paragraph(self) -> None:
        """The next sentence begins a paragraph."""
        self._opened_with_day = False

    def next(self, sentence: str) -> str | None:
        """The sentence as it reads after the others, or None when they have said it."""
        shorter = self._quoted_once(sentence)
        if shorter is None:
            return None
        same = _SAY.sub("said", shorter).lower()
        if same in self._told:
            return None
        self._told.add(same)
        return self._opened(shorter)

    def _quoted_once(self, sentence: str) -> str | None:
        """Without words in brackets that were quoted before; None when it lives on such words."""
        for found in _QUOTING.finditer(sentence):
            bracketed = "(" in found[0]
            if found[1] in self._quotes and not bracketed:
                return None
            if found[1] in self._quotes:
                sentence = sentence.replace(found[0], "", 1)
            self._quotes.add(found[1])
        return sentence

    def _opened(self, sentence: str) -> str:
        """No two sentences in a row open with a day."""
        found = _DATED.match(sentence)
        if found is None or not self._opened_with_day:
            self._opened_with_day = found is not None
            return sentence
        self._opened_with_day = False
        rest = sentence[found.end() :].rstrip(".")
        return f"{rest[0].upper()}{rest[1:]} on {found[1]}."
