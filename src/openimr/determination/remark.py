"""Give a line of our own letters its marks back after a person retyped it.

A reviewer who edits a draft in a word processor may type over a label or split a paragraph;
the labels and headings are fixed words, so the marks that belong to them are known.
"""

from __future__ import annotations

import re
from typing import Final

from openimr.determination import letter_words as words
from openimr.determination.letter_marks import PARAGRAPH, PART, VALUE

_LABELS: Final = (
    *(label for row in words.HEADER_ROWS for label in row),
    words.STATEMENT,
    words.LICENSURE,
    words.SPECIALTIES,
    words.CLAIMS_ADMINISTRATOR_GUIDELINE,
    words.REVIEWER_GUIDELINE,
    words.RATIONALE,
)
_LABELLED: Final = re.compile(f"({'|'.join(map(re.escape, _LABELS))})[ \u00a0]*")
_ISSUE: Final = re.compile(r"(Issue \d+ of \d+)[ \u00a0:.]*")
_ALONE: Final = frozenset(
    {
        *(label for row in words.HEADER_ROWS for label in row),
        words.TITLE,
        words.HOW_MADE,
        words.SUMMARY,
        words.DOCUMENTS,
        words.ISSUES,
        words.CREDENTIALS,
        words.DRAFT_NOTICE,
        words.HOW_TO_READ,
        words.MADE_BY_REVIEWER,
        words.NO_DOCUMENTS,
        words.NO_ISSUES,
    }
)


def remarked(line: str, otherwise: str = "") -> str:
    """The line with the mark that belongs at its start.

    Args:
        line: one paragraph, cell or line.
        otherwise: the mark for words that are neither marked nor known, or empty for none.
    """
    if line[:1] in {PART[0], VALUE[0], PARAGRAPH[0]}:
        return line
    plain = " ".join(line.split())
    if plain in _ALONE:
        return PART + plain
    for pattern in (_LABELLED, _ISSUE):
        if found := pattern.match(plain):
            return f"{PART}{found[1]}{VALUE}{plain[found.end() :]}"
    return otherwise + line
