"""What stands on a page before it is text: words with boxes, and the ruled lines between them."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from openimr.vocabulary.value import Value

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points of the displayed page, from its top left."""


class Token(Value, frozen=True, kw_only=True):
    """One word as the page shows it, before it has a place in the text.

    ``line`` numbers the line in which the text layer or the OCR engine has the word; None when
    nobody says.
    """

    text: str
    box: Box
    confidence: float = 1.0
    line: int | None = None


class Ruling(Value, frozen=True, kw_only=True):
    """One straight line drawn on the page, horizontal or vertical, in points."""

    box: Box

    @property
    def vertical(self) -> bool:
        """Whether the line runs from top to bottom."""
        left, top, right, bottom = self.box
        return bottom - top > right - left


class Grid:
    """The ruled lines of a page, asked for the cell around a place."""

    def __init__(self, rulings: Iterable[Ruling]) -> None:
        rulings = list(rulings)
        self._down = sorted((r.box for r in rulings if r.vertical), key=lambda b: b[0])
        self._across = sorted((r.box for r in rulings if not r.vertical), key=lambda b: b[1])

    def parts(self, before: Box, after: Box) -> bool:
        """Whether a vertical line runs between two words of a line."""
        y = (before[1] + before[3]) / 2
        middle_before, middle_after = (before[0] + before[2]) / 2, (after[0] + after[2]) / 2
        low = bisect.bisect_left(self._down, middle_before, key=lambda b: b[0])
        high = bisect.bisect_right(self._down, middle_after, key=lambda b: b[0])
        return any(b[1] <= y <= b[3] for b in self._down[low:high])

    def cell(self, box: Box) -> Box | None:
        """The ruled cell around a place, or None when it is not closed on all sides."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        beside = [(b[0] + b[2]) / 2 for b in self._down if b[1] - 2 <= y <= b[3] + 2]
        along = [(b[1] + b[3]) / 2 for b in self._across if b[0] - 2 <= x <= b[2] + 2]
        left = max((v for v in beside if v <= x), default=None)
        right = min((v for v in beside if v > x), default=None)
        top = max((v for v in along if v <= y), default=None)
        bottom = min((v for v in along if v > y), default=None)
        if left is None or right is None or top is None or bottom is None:
            return None
        return round(left), round(top), round(right), round(bottom)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def overlap(one: Box, other: Box) -> float:
    """Shared height as a share of the smaller height."""
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return shared / max(min(one[3] - one[1], other[3] - other[1]), 0.01)
