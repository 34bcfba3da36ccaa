"""Words of a text with their places, as names are looked for in them.

A word broken at the end of a line is one word, a possessive ending none of it. Words that are
written together ("DrGarcia", "Garcia2015") are told apart where the kind of letter changes.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from openimr.assignment.name_words import folded

_BREAK = r"(?:[-\u2010\u2011]\s*\n\s*|[\u00ad\ufffe\x02]\s*|[\u200b-\u200d\u2060\ufeff])"
"""A hyphen at a line's end, a soft one, what PDF readers give for one, signs without width."""
_MARKS = "'’‘`´ʼ"
_WORD = re.compile(
    rf"[^\W_]\u0300?(?:[^\W_]|[\u0300-\u036f]|[{_MARKS}](?!s(?![^\W_]))(?=[^\W_])|{_BREAK}(?=[^\W_]))*",
    re.IGNORECASE,
)
_BREAKS = re.compile(_BREAK)
_SENTENCE_END = re.compile(r"[.!?:;]['\"”’)\]]*\s+$|\n\s*\n\s*$|[-•*]\s+$")


_WRAPPED = 50
"""Characters from which a line is taken to be wrapped, not ended."""


class Token(NamedTuple):
    """One word: its place in the text, as written, and folded (small, bare letters)."""

    start: int
    end: int
    raw: str
    folded: str

    @property
    def capital(self) -> bool:
        """Whether it begins like a name, or with a digit that a scanner made of a letter."""
        return self.raw[0].isupper() or (self.raw[0].isdigit() and self.raw[-1].isalpha())

    @property
    def all_capitals(self) -> bool:
        """Whether every letter is a capital, and there are some."""
        return len(self.raw) > 1 and self.raw.isupper()


@functools.lru_cache(maxsize=50_000)
def folded_word(raw: str) -> str:
    """Small letters without accents, apostrophes and hyphens of line ends."""
    return (
        folded(_BREAKS.sub("", raw))
        if not raw.isascii() or "\n" in raw or "'" in raw
        else (raw.lower().replace("`", ""))
    )


def tokens_of(text: str) -> list[Token]:
    """The words of a text, in order."""
    return [
        Token(found.start(), found.end(), found[0], folded_word(found[0]))
        for found in _WORD.finditer(text)
    ]


def begins_sentence(text: str, start: int) -> bool:
    """Whether a word at this place begins a sentence, a paragraph or the text."""
    before = text[max(0, start - 12) : start]
    return not before.strip() or _SENTENCE_END.search(before) is not None


_SIGNS: dict[int, str | int] = {
    **{wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)},
    **dict.fromkeys((0xA0, 0x202F, 0x3000, *range(0x2000, 0x200B)), " "),
    **dict.fromkeys((0x2010, 0x2011), "-"),
}
"""Signs of full width, spaces and hyphens of other kinds, and the sign each one is."""


def plain_signs(text: str) -> str:
    """The text with plain letters, spaces and hyphens, every sign in its place."""
    return text.translate(_SIGNS)


_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


def spelled_out(text: str) -> tuple[str, list[int] | None]:
    """The text with two letters for each ligature, and the place of each sign in the old text.

    Without a ligature there are no places: every sign stands where it stood.
    """
    if _LIGATURES.keys().isdisjoint(text):
        return text, None
    signs = [(_LIGATURES.get(sign, sign), place) for place, sign in enumerate(text)]
    places = [place for letters, place in signs for _ in letters]
    return "".join(letters for letters, _ in signs), places


def between(text: str, left: Token, right: Token) -> str:
    """What stands between two words."""
    return text[left.end : right.start]


def in_one_line(text: str, start: int, end: int) -> bool:
    """Whether a stretch of text stands in one line, or a long line was wrapped in it."""
    at = text.find("\n", start, end)
    return at < 0 or at - text.rfind("\n", 0, start) > _WRAPPED
