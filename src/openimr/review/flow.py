"""How sentences follow one another: a day named once, words quoted once, nothing told twice."""

from __future__ import annotations

import re

_DATED = re.compile(
    r"On ((?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December) \d{1,2}, \d{4}), (?=\S)"
)
_QUOTING = re.compile(r": (\u201c[^\u201d]*\u201d)\.$")
_NEEDS_WORDS = re.compile(r"\b(?:notes|says|so)$|the employee was ", re.IGNORECASE)
"""Clauses that say too little, or too much, without the words they quote."""


class Flow:
    """Rewords sentences by what went before them in one text."""

    def __init__(self) -> None:
        self._day = ""
        self._run = 0
        self._quotes: set[str] = set()
        self._heads: set[str] = set()

    def paragraph(self) -> None:
        """The next sentence begins a paragraph, which names its day anew."""
        self._day = ""

    def next(self, sentence: str) -> str | None:
        """The sentence as it reads after the others, or None when they have said it."""
        shorter = self._quoted_once(sentence)
        if shorter is None or shorter in self._heads:
            return None
        self._heads.add(shorter)
        self._heads.add(_QUOTING.sub(".", shorter))
        return self._dated_once(shorter)

    def _quoted_once(self, sentence: str) -> str | None:
        found = _QUOTING.search(sentence)
        if found is None:
            return sentence
        if found[1] not in self._quotes:
            self._quotes.add(found[1])
            return sentence
        head = sentence[: found.start()]
        return None if _NEEDS_WORDS.search(head) else f"{head}."

    def _dated_once(self, sentence: str) -> str:
        found = _DATED.match(sentence)
        if found is None:
            self._day = ""
            return sentence
        if found[1] != self._day:
            self._day, self._run = found[1], 0
            return sentence
        self._run += 1
        rest = sentence[found.end() :]
        return f"The same day, {rest}" if self._run == 1 else f"{rest[0].upper()}{rest[1:]}"
