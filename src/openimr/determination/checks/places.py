"""Finding the words to quote for a finding."""

from __future__ import annotations

import re

from openimr.determination.checks.model import Quote
from openimr.determination.checks.passage import Passage


def word_quote(passage: Passage, words: str, most: int = 120) -> Quote:
    """The sentence-like stretch around the first place of some words; the beginning without them.

    Args:
        passage: where to look.
        words: words of the passage, case ignored.
        most: longest quote in characters.
    """
    at = passage.lower.find(words.lower())
    if at < 0:
        return passage.whole(most)
    start = max((match.end() for match in re.finditer(r"[.;:,]\s+", passage.text[:at])), default=0)
    if at - start > most // 2:
        start = at
    stop = re.compile(r"[.;]\s|,\s").search(passage.text, at + len(words))
    end = min(stop.start() if stop else len(passage.text), start + most)
    return passage.quote(start, max(end, at + len(words)))
