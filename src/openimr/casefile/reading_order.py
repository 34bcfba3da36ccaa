"""From words with places to a page's text: lines, table rows and form cells in reading order.

The same rules serve text layers and OCR, so that later stages see one kind of text: words of a
line are parted by one space, a gap between columns of the same line by two, lines by a newline.
What stands inside one ruled cell stays together, so that a form's label keeps its value.
"""

from __future__ import annotations

import bisect
import statistics
from collections.abc import Iterable, Sequence

from openimr.casefile.model import Word
from openimr.vocabulary.value import Value

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points of the displayed page, from its top left."""

COLUMN_GAP = 0.95
"""A gap wider than this many line heights parts two columns of a line."""


class Token(Value, frozen=True, kw_only=True):
    """One word as the page shows it, before it has a place in the text."""

    text: str
    box: Box
    confidence: float = 1.0


class Ruling(Value, frozen=True, kw_only=True):
    """One straight line drawn on the page, horizontal or vertical, in points."""

    box: Box

    @property
    def vertical(self) -> bool:
        """Whether the line runs from top to bottom."""
        left, top, right, bottom = self.box
        return bottom - top > right - left


class _Segment:
    """Words of one line between two column gaps."""

    __slots__ = ("box", "tokens")

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.box = _around(token.box for token in tokens)


class _Block:
    """What is read in one go: a ruled cell's lines, or one free segment."""

    __slots__ = ("box", "cell", "lines")

    def __init__(self, lines: list[list[_Segment]], cell: Box | None) -> None:
        self.lines = lines
        self.cell = cell
        self.box = _around(segment.box for line in lines for segment in line)


def lay_out(
    tokens: Iterable[Token], rulings: Iterable[Ruling], width: float, height: float
) -> tuple[str, tuple[Word, ...]]:
    """The text of a page and its words.

    Args:
        tokens: the words on the page, in any order.
        rulings: lines drawn on the page; cells of forms and tables are found from them.
        width: points of the displayed page.
        height: points of the displayed page.

    Returns:
        The text, and each word's offsets in it and box as fractions of the page.
    """
    grid = _Grid(rulings)
    segments = [s for line in _lines([t for t in tokens if t.text]) for s in _split(line, grid)]
    blocks = _blocks(segments, grid)
    writer = _Writer(width, height)
    for row in _rows(blocks):
        writer.add_row(row)
    return writer.text(), tuple(writer.words)


def _around(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _lines(tokens: Sequence[Token]) -> list[list[Token]]:
    """Words grouped into visual lines, top to bottom; within a line left to right."""
    lines: list[list[Token]] = []
    centres: list[float] = []
    for token in sorted(tokens, key=lambda t: (t.box[1] + t.box[3]) / 2):
        middle = (token.box[1] + token.box[3]) / 2
        near = bisect.bisect_left(centres, middle - (token.box[3] - token.box[1]) * 0.5)
        home = next(
            (n for n in range(max(near, 0), len(lines)) if _same_line(lines[n], token)), None
        )
        if home is None:
            lines.append([token])
            centres.append(middle)
        else:
            lines[home].append(token)
    for line in lines:
        line.sort(key=lambda t: t.box[0])
    return lines


def _same_line(line: Sequence[Token], token: Token) -> bool:
    """Whether a word overlaps its nearest neighbour of the line by half the smaller height."""
    near = min(line, key=lambda t: _distance(t.box, token.box))
    overlap = min(near.box[3], token.box[3]) - max(near.box[1], token.box[1])
    smaller = min(near.box[3] - near.box[1], token.box[3] - token.box[1])
    return overlap >= 0.5 * smaller


def _distance(one: Box, other: Box) -> float:
    return max(one[0] - other[2], other[0] - one[2], 0.0)


def _split(line: Sequence[Token], grid: _Grid) -> list[_Segment]:
    """A line cut where a column gap or a ruled line parts its words."""
    height = statistics.median(t.box[3] - t.box[1] for t in line)
    cuts = [0]
    for n in range(1, len(line)):
        before, after = line[n - 1].box, line[n].box
        if after[0] - before[2] > COLUMN_GAP * height or grid.parts(before, after):
            cuts.append(n)
    return [_Segment(line[a:b]) for a, b in zip(cuts, [*cuts[1:], len(line)], strict=True)]


class _Grid:
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


def _blocks(segments: Sequence[_Segment], grid: _Grid) -> list[_Block]:
    cells: dict[Box, list[_Segment]] = {}
    blocks: list[_Block] = []
    for segment in segments:
        cell = grid.cell(segment.box)
        if cell is None:
            blocks.append(_Block([[segment]], None))
        else:
            cells.setdefault(cell, []).append(segment)
    for cell, inside in cells.items():
        blocks.append(_Block(_cell_lines(inside), cell))
    return blocks


def _cell_lines(segments: Sequence[_Segment]) -> list[list[_Segment]]:
    """The segments of one cell as lines, top to bottom."""
    lines: list[list[_Segment]] = []
    for segment in sorted(segments, key=lambda s: s.box[1]):
        if lines and _overlap(lines[-1][0].box, segment.box) >= 0.5:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    for line in lines:
        line.sort(key=lambda s: s.box[0])
    return lines


def _overlap(one: Box, other: Box) -> float:
    """Shared height as a share of the smaller height."""
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return shared / max(min(one[3] - one[1], other[3] - other[1]), 0.01)


def _rows(blocks: Sequence[_Block]) -> list[list[_Block]]:
    """Blocks that stand beside each other, top to bottom; within a row left to right."""
    rows: list[list[_Block]] = []
    for block in sorted(blocks, key=lambda b: _extent(b)[1]):
        if rows and any(_overlap(_extent(b), _extent(block)) >= 0.5 for b in rows[-1]):
            rows[-1].append(block)
        else:
            rows.append([block])
    for row in rows:
        row.sort(key=lambda b: _extent(b)[0])
    return rows


def _extent(block: _Block) -> Box:
    """The cell of a ruled block; the box of a free one."""
    return block.cell or block.box


class _Writer:
    """Writes blocks one after the other and remembers where each word came to stand."""

    def __init__(self, width: float, height: float) -> None:
        self.words: list[Word] = []
        self._parts: list[str] = []
        self._length = 0
        self._size = (width, height, width, height)

    def text(self) -> str:
        return "".join(self._parts)

    def add_row(self, row: Sequence[_Block]) -> None:
        beside = all(len(block.lines) == 1 for block in row)
        for n, block in enumerate(row):
            for m, line in enumerate(block.lines):
                self._gap("  " if beside and n and not m else "\n")
                self._line(line)

    def _line(self, segments: Sequence[_Segment]) -> None:
        for n, segment in enumerate(segments):
            if n:
                self._gap("  ")
            for m, token in enumerate(segment.tokens):
                if m:
                    self._gap(" ")
                self._word(token)

    def _word(self, token: Token) -> None:
        start = self._length
        self._put(token.text)
        box = tuple(
            round(min(max(v / s, 0.0), 1.0), 4) for v, s in zip(token.box, self._size, strict=True)
        )
        self.words.append(
            Word(
                start=start,
                end=self._length,
                box=(box[0], box[1], box[2], box[3]),
                confidence=token.confidence,
            )
        )

    def _gap(self, white: str) -> None:
        if self._length:
            self._put(white)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
