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
from openimr.casefile.page_grid import Box, Grid, Ruling, Token, around, overlap
from openimr.casefile.prose_columns import in_reading_order

COLUMN_GAP = 2.3
"""A gap wider than this many characters of the line parts two columns of it."""

RUN_GAP = 1.2
"""The same where the text layer or the OCR engine did not read on across the gap."""

LABEL_SIZE = 0.85
"""A cell whose first line is smaller than this share of its next line is a labelled form field."""


class _Segment:
    """Words of one line between two column gaps."""

    __slots__ = ("box", "tokens")

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.box = around(token.box for token in tokens)

    @property
    def size(self) -> float:
        """The usual height of its words."""
        return statistics.median(t.box[3] - t.box[1] for t in self.tokens)


class _Block:
    """What is read in one go: a ruled cell's lines, or one free segment."""

    __slots__ = ("box", "cell", "lines", "stacked")

    def __init__(self, lines: list[list[_Segment]], cell: Box | None) -> None:
        self.lines = lines
        self.cell = cell
        self.stacked = False
        self.box = around(segment.box for line in lines for segment in line)

    def add(self, lines: list[list[_Segment]]) -> None:
        """Take up lines that stand below."""
        self.lines = [*self.lines, *lines]
        self.box = around(segment.box for line in self.lines for segment in line)

    @property
    def labelled(self) -> bool:
        """Whether this is a form field: a small label above what was filled in."""
        sizes = [statistics.median(s.size for s in line) for line in self.lines[:2]]
        return len(sizes) == 2 and sizes[0] < LABEL_SIZE * sizes[1]


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
    grid = Grid(rulings)
    lines = _lines(t for t in tokens if t.text)
    columns = _Columns(lines, grid)
    segments = [s for line in lines for s in _split(line, grid, columns)]
    blocks = _blocks(segments, grid)
    writer = _Writer(width, height)
    for row in in_reading_order(_rows(blocks), _extent, _word_count, _text):
        writer.add_row(row)
    return writer.text(), tuple(writer.words)


def _lines(tokens: Iterable[Token]) -> list[list[Token]]:
    """Words grouped into visual lines, top to bottom; within a line left to right."""
    lines: list[list[_Run]] = []
    bottoms: list[float] = []
    for run in sorted(_runs(tokens), key=lambda r: r.middle):
        first = bisect.bisect_left(bottoms, run.middle - 2 * run.height)
        home = next((n for n in range(first, len(lines)) if _same_line(lines[n], run)), None)
        if home is None:
            lines.append([run])
            bottoms.append(run.middle)
        else:
            lines[home].append(run)
    return [[t for run in sorted(line, key=lambda r: r.left) for t in run.tokens] for line in lines]


class _Run:
    """Words that follow each other on one line, as the engine saw them, or one word alone."""

    __slots__ = ("height", "left", "middle", "right", "tokens")

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.middle = statistics.median((t.box[1] + t.box[3]) / 2 for t in tokens)
        self.height = statistics.median(t.box[3] - t.box[1] for t in tokens)
        self.left = min(t.box[0] for t in tokens)
        self.right = max(t.box[2] for t in tokens)


def _runs(tokens: Iterable[Token]) -> list[_Run]:
    """Words that were read one after the other; a wide gap ends a run, others may stand in it."""
    together: dict[int, list[Token]] = {}
    runs: list[_Run] = []
    for token in tokens:
        if token.line is None:
            runs.append(_Run([token]))
        else:
            together.setdefault(token.line, []).append(token)
    for line in together.values():
        line.sort(key=lambda t: t.box[0])
        runs += [_Run(line[a:b]) for a, b in _between(_gaps(line), len(line))]
    return runs


def _gaps(line: Sequence[Token]) -> list[int]:
    """Where the next word stands a column gap away from the word before it."""
    width = sum(t.box[2] - t.box[0] for t in line) / sum(len(t.text) for t in line)
    return [n for n in range(1, len(line)) if _parted(line[n - 1], line[n], width)]


def _parted(before: Token, after: Token, width: float) -> bool:
    read_on = before.line is None or before.line == after.line
    return after.box[0] - before.box[2] > (COLUMN_GAP if read_on else RUN_GAP) * width


def _between(cuts: Iterable[int], length: int) -> list[tuple[int, int]]:
    starts = [0, *cuts]
    return list(zip(starts, [*starts[1:], length], strict=True))


def _same_line(line: Sequence[_Run], run: _Run) -> bool:
    """Whether a run stands level with its nearest neighbour of the line."""
    near = min(line, key=lambda r: max(r.left - run.right, run.left - r.right, 0.0))
    smaller = min(near.height, run.height)
    return abs(near.middle - run.middle) <= 0.45 * smaller


def _split(line: Sequence[Token], grid: Grid, columns: _Columns) -> list[_Segment]:
    """A line cut where a gap, a ruled line or the columns of its neighbours part its words."""
    cuts = sorted({*_cuts(line, grid), *columns.cuts(line)})
    return [_Segment(line[a:b]) for a, b in _between(cuts, len(line))]


def _cuts(line: Sequence[Token], grid: Grid) -> list[int]:
    ruled = [n for n in range(1, len(line)) if grid.parts(line[n - 1].box, line[n].box)]
    return sorted({*_gaps(line), *ruled})


class _Columns:
    """Where columns begin: a full cell may reach to the next one with no more than a space."""

    REACH = 60.0
    """Points up and down in which other lines must show the same column."""

    def __init__(self, lines: Sequence[Sequence[Token]], grid: Grid) -> None:
        self._starts = sorted(
            (line[n].box[0], line[n].box[1]) for line in lines for n in _cuts(line, grid)
        )

    def cuts(self, line: Sequence[Token]) -> list[int]:
        """Words of a line that begin a column which two lines nearby have."""
        return [n for n in range(1, len(line)) if self._begins(line[n].box)]

    def _begins(self, box: Box) -> bool:
        low = bisect.bisect_left(self._starts, (box[0] - 0.8, -1.0))
        high = bisect.bisect_right(self._starts, (box[0] + 0.8, float("inf")))
        near = [y for _, y in self._starts[low:high] if 2 < abs(y - box[1]) < self.REACH]
        return len(near) >= 2


def _blocks(segments: Sequence[_Segment], grid: Grid) -> list[_Block]:
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
        if lines and overlap(lines[-1][0].box, segment.box) >= 0.5:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    for line in lines:
        line.sort(key=lambda s: s.box[0])
    return lines


def _rows(blocks: Sequence[_Block]) -> list[list[_Block]]:
    """Blocks that stand beside each other, top to bottom; within a row left to right."""
    rows: list[list[_Block]] = []
    for block in sorted(blocks, key=lambda b: _extent(b)[1]):
        if rows and _beside(rows[-1], block):
            rows[-1].append(block)
        else:
            rows.append([block])
    return _unwrapped([sorted(_stacked(row), key=lambda b: _extent(b)[0]) for row in rows])


def _stacked(row: Sequence[_Block]) -> list[_Block]:
    """A row in which small lines that stand over each other beside a taller one are one block."""
    stacked: list[_Block] = []
    for block in sorted(row, key=lambda b: b.box[1]):
        above = next((b for b in stacked if _over(b, block)), None)
        if above is None:
            stacked.append(block)
        else:
            above.add(block.lines)
            above.stacked = True
    return stacked


def _over(above: _Block, below: _Block) -> bool:
    if above.cell or below.cell or overlap(_last_line(above), below.box) >= 0.5:
        return False
    shared = min(above.box[2], below.box[2]) - max(above.box[0], below.box[0])
    widths = (b.box[2] - b.box[0] for b in (above, below))
    return shared >= 0.5 * min(widths)


def _unwrapped(rows: list[list[_Block]]) -> list[list[_Block]]:
    """Rows without rulings whose cells run on in the next line, joined to one row."""
    joined: list[list[_Block]] = []
    margin = max((block.box[2] for row in rows for block in row), default=0.0)
    for n, row in enumerate(rows):
        following = rows[n + 1] if n + 1 < len(rows) else []
        if joined and _runs_on(joined[-1], row, following) and not _flows(joined[-1], row, margin):
            for block in row:
                above = next(b for b in joined[-1] if _aligned(b, block))
                above.add(block.lines)
        else:
            joined.append(row)
    return joined


def _runs_on(above: Sequence[_Block], row: Sequence[_Block], following: Sequence[_Block]) -> bool:
    """Whether a row only continues some cells of the row above: fewer, aligned, and closer to it.

    A continued cell ends before the next column begins; a paragraph does not.
    """
    if len(row) >= len(above) or any(block.cell for block in (*above, *row)):
        return False
    gap = min(b.box[1] for b in row) - max(_last_line(b)[3] for b in above)
    height = statistics.median(s.size for b in row for line in b.lines for s in line)
    if gap > 0.45 * height:
        return False
    if following and min(b.box[1] for b in following) - max(b.box[3] for b in row) < 1.15 * gap:
        return False
    if any(_label_ends(b) for b in above if any(_aligned(b, block) for block in row)):
        return False
    edges = [*(b.box[0] for b in above), float("inf")]
    return all(
        any(_aligned(b, block) and block.box[2] < edges[n + 1] for n, b in enumerate(above))
        for block in row
    )


def _label_ends(block: _Block) -> bool:
    """Whether a cell is a label that is complete: it ends in a colon."""
    return block.lines[-1][-1].tokens[-1].text.endswith(":")


def _flows(above: Sequence[_Block], row: Sequence[_Block], margin: float) -> bool:
    """Whether a full line goes on at the left margin, as running text does."""
    return _aligned(above[0], row[0]) and above[-1].box[2] > 0.9 * margin


def _last_line(block: _Block) -> Box:
    return around(segment.box for segment in block.lines[-1])


def _aligned(above: _Block, below: _Block) -> bool:
    return abs(above.box[0] - below.box[0]) < 3


def _word_count(block: _Block) -> int:
    """How many words a free block holds; a ruled cell is never a column of prose."""
    if block.cell:
        return 0
    return sum(len(segment.tokens) for line in block.lines for segment in line)


def _text(block: _Block) -> str:
    """The words of a free block of one line; "" for anything else."""
    if block.cell or len(block.lines) != 1:
        return ""
    return " ".join(token.text for segment in block.lines[0] for token in segment.tokens)


def _beside(row: Sequence[_Block], block: _Block) -> bool:
    """Whether a block stands level with its neighbour of the row, or beside a much taller one."""
    here = _extent(block)
    near = min(row, key=lambda b: _distance(_extent(b), here))
    tall = max(row, key=_height)
    if _height(tall) > 1.5 * _height(block) and overlap(_extent(tall), here) >= 0.5:
        return True
    return overlap(_extent(near), here) >= 0.5


def _distance(one: Box, other: Box) -> float:
    """The free width between two boxes."""
    return max(one[0] - other[2], other[0] - one[2], 0.0)


def _height(block: _Block) -> float:
    extent = _extent(block)
    return extent[3] - extent[1]


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
        """Cells on one line, unless it is a lone cell, form fields or a letterhead."""
        stacked = len(row) == 1 or any(b.stacked or b.labelled for b in row)
        for n, block in enumerate(row):
            for m, line in enumerate(block.lines):
                self._gap("\n" if stacked or not (n or m) else "  " if not m else " ")
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
