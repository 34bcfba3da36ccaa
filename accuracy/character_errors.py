"""Characters that OCR got wrong, against the text that lies under a scan."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz.distance import Levenshtein

Place = tuple[str, int]
"""A file of a case file and a page in it, from 1."""


def texts_under_scans(case: Path) -> dict[Place, str]:
    """The true text of every page that ``quotes.json`` of a case file holds."""
    quotes = json.loads((case / "quotes.json").read_text("utf-8"))
    return {
        (quotes["where"][key][0], quotes["where"][key][1] + n): text
        for key, texts in quotes["texts"].items()
        for n, text in enumerate(texts)
    }


def without_whitespace(text: str) -> str:
    """The characters that are printed."""
    return re.sub(r"\s+", "", text)


def character_errors(read: str, true: str) -> int:
    """Edits from what was read to what is printed, lines in whatever order they were read.

    The reading order of tables and forms differs between readers and is no error of OCR, so each
    true line is compared with the stretch of the text that is most like it.
    """
    rest = [without_whitespace(line) for line in _lines(read)]
    whole = Levenshtein.distance("".join(rest), without_whitespace(true))
    return min(whole, _by_lines(rest, [without_whitespace(line) for line in _lines(true)]))


def _by_lines(read: list[str], true: list[str]) -> int:
    pool, errors = sorted(read), 0
    for line in sorted(filter(None, true), key=len, reverse=True):
        best = min(range(len(pool)), key=lambda n: _cost(pool[n], line), default=None)
        if best is None or _cost(pool[best], line) >= len(line):
            errors += len(line)
        else:
            errors += _cost(pool.pop(best), line)
    return errors + sum(map(len, pool))


def _cost(one: str, other: str) -> int:
    return Levenshtein.distance(one, other)


def _lines(text: str) -> Iterator[str]:
    return (line for line in re.split(r"[\r\n]+|  ", text) if line.strip())
