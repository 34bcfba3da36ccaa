"""Apostrophes as people type them: of *worker's* the word counts, and *wasn't* says *not*."""

from __future__ import annotations

import re
from typing import Final

_NOT: Final = re.compile(r"\b[^\W\d_]+n['’]t\b", re.IGNORECASE)
_OF_NUMBERS: Final = re.compile(r"(?<=\d)['’](?=s\b)", re.IGNORECASE)
"""The apostrophe of *50's*, which is *50s*."""

_ENDING: Final = re.compile(r"(?<=[^\W\d_])['’](?:s|re|ve|ll|d|m)\b", re.IGNORECASE)


def without_apostrophes(text: str) -> str:
    """A text without possessives and short forms: *MRI's* is *MRI*, *can't* is *not*."""
    if "'" not in text and "’" not in text:
        return text
    return _ENDING.sub("", _OF_NUMBERS.sub("", _NOT.sub("not", text)))
