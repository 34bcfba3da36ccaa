"""Text set in two columns like a newspaper's: the left column is read to its end first.

A table and a block of labels look alike from far; their cells are short. Only lines that hold
running text on both sides of one gutter, several of them in a row, are columns of prose; so are
the printouts of records whose clinical headings stand over their own text on both sides.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Sequence
from typing import TypeVar

from openimr.casefile.page_grid import Box

FEWEST_LINES = 5
FEWEST_HEADED_LINES = 3
FEWEST_HEADINGS = 2
FEWEST_WORDS = 5.0

_HEADING = re.compile(
    r"^(?:chief\s+complaints?|cc|reason\s+for\s+visit|hpi|(?:interval\s+|interim\s+)?history(?:\s+of\s+(?:the\s+)?(?:present\s+)?"
    r"(?:illness|injury))?|subjective|objective|(?:past\s+)?(?:medical|surgical|social|family|psychiatric)\s+(?:history|hx)"
    r"|pmh|psh|allergies|(?:current\s+|active\s+)?(?:medications?|meds|problems?)(?:\s+list)?|ros|review\s+of\s+systems"
    r"|vitals?(?:\s+signs)?|(?:physical\s+)?exam(?:ination)?|pe|mse|mental\s+status(?:\s+exam\w*)?|assessment"
    r"|impressions?|diagnos[ie]s|plan|(?:assessment|impression|a)\s*(?:/|&|and)\s*(?:plan|p)|orders|results|imaging|labs?"
    r"|work\s+status|functional\s+status|treatment(?:\s+plan)?|recommendations?|goals)\s*:?$",
    re.IGNORECASE,
)
"""Headings of a clinical paper that stand alone on their line."""

Piece = TypeVar("Piece")
Row = list[Piece]


def in_reading_order(
    rows: Sequence[Row[Piece]],
    box: Callable[[Piece], Box],
    words: Callable[[Piece], int],
    text: Callable[[Piece], str],
) -> list[Row[Piece]]:
    """Rows with columns of prose taken apart: the left pieces first, then the right ones.

    Args:
        rows: pieces of the page beside each other, top to bottom, each row left to right.
        box: where a piece stands.
        words: how many words it holds.
        text: its words.
    """
    ordered: list[Row[Piece]] = []
    start = 0
    while start < len(rows):
        end, gutter = _run(rows, start, box)
        both = [row for row in rows[start:end] if len(row) == 2]
        prose = len(both) >= FEWEST_LINES and _prose(both, words)
        end = end if prose else _up_to_next_heading(rows, start, end, text)
        if prose or _headed(rows[start:end], gutter, box, text):
            ordered += _apart(rows[start:end], gutter, box)
            start = end
        else:
            ordered.append(rows[start])
            start += 1
    return ordered


def _run(rows: Sequence[Row[Piece]], start: int, box: Callable[[Piece], Box]) -> tuple[int, float]:
    """How far rows from ``start`` on keep one gutter free, and where it is."""
    low, high, end = 0.0, float("inf"), start
    for row in rows[start:]:
        if len(row) == 2:
            new_low, new_high = max(low, box(row[0])[2]), min(high, box(row[1])[0])
        elif len(row) == 1 and end > start and (box(row[0])[2] <= high or box(row[0])[0] >= low):
            left = box(row[0])[2] <= high
            new_low = max(low, box(row[0])[2]) if left else low
            new_high = high if left else min(high, box(row[0])[0])
        else:
            break
        if new_low >= new_high:
            break
        low, high, end = new_low, new_high, end + 1
    return end, (low + high) / 2


def _prose(rows: Sequence[Row[Piece]], words: Callable[[Piece], int]) -> bool:
    return all(
        statistics.median(words(row[side]) for row in rows) >= FEWEST_WORDS for side in (0, 1)
    )


def _up_to_next_heading(
    rows: Sequence[Row[Piece]], start: int, end: int, text: Callable[[Piece], str]
) -> int:
    """Where the columns end: before a heading that stands alone below them."""
    last = max((n for n in range(start, end) if len(rows[n]) == 2), default=start)
    below = (n for n in range(last + 1, end) if _HEADING.match(text(rows[n][0])))
    return next(below, end)


def _headed(
    rows: Sequence[Row[Piece]],
    gutter: float,
    box: Callable[[Piece], Box],
    text: Callable[[Piece], str],
) -> bool:
    """Whether both sides of the gutter carry clinical headings over their own lines."""
    if sum(len(row) == 2 for row in rows) < FEWEST_HEADED_LINES:
        return False
    heads = [box(piece)[0] < gutter for row in rows for piece in row if _HEADING.match(text(piece))]
    return min(heads.count(True), heads.count(False)) >= FEWEST_HEADINGS


def _apart(
    rows: Sequence[Row[Piece]], gutter: float, box: Callable[[Piece], Box]
) -> list[Row[Piece]]:
    pieces = [piece for row in rows for piece in row]
    left = [[piece] for piece in pieces if box(piece)[0] < gutter]
    return left + [[piece] for piece in pieces if box(piece)[0] >= gutter]
