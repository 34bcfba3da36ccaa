"""Finding headings and labels where lines start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

LINE_START = r"\n[ \t]*"
"""How a pattern for ``find_at_line_starts`` begins.

A search for the plain line end before a line is several times as quick as one for "^".
"""


class AtLineStart(NamedTuple):
    """What stands at the start of a line: its name, where the line starts, where it ends."""

    name: str
    start: int
    end: int


def find_at_line_starts(
    pattern: re.Pattern[str], text: str, start: int = 0, end: int | None = None
) -> Iterator[AtLineStart]:
    """What a pattern finds at the starts of lines, in order, by the names of its groups.

    Args:
        pattern: begins with ``LINE_START`` and never takes in the line end behind its match.
        text: a letter.
        start: lines that start before this offset are left out.
        end: the offset at which the text is taken to end.
    """
    last = len(text) if end is None else end
    added = 0 if start else 1
    within = text if start else "\n" + text
    for match in pattern.finditer(within, start - 1 + added, last + added):
        yield AtLineStart(str(match.lastgroup), match.start() + 1 - added, match.end() - added)
