"""Figures as bars: measures of an SVG whose looks the stylesheet has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from openimr.vocabulary.figures import Cell, Figure, Kind
from openimr.vocabulary.shares import Share

MOST_BARS = 15
"""Bars of one chart; the table beside it has all rows."""

NUMBERS = (Kind.COUNT, Kind.DAYS)
"""Kinds of columns that stand at the right."""

_BARS, _ROW, _VALUES = 420, 28, 130

_LETTER, _BESIDE = 7.4, 12
"""Room of a letter of a name, and beside the name; capitals are wider than most."""

_LONGEST_NAME, _HEAD = 56, 18
"""Letters of a name; of a longer one its head and its tail, for places of one guideline differ at
their ends."""


class Bar(NamedTuple):
    """One bar, in units of the drawing.

    Attributes:
        name: what it is of; cut in its middle where it is longer than its room.
        said: its value in words.
        width: of the bar.
        at: its end.
        low, high: ends of the interval; the bar's own end where there is none.
    """

    name: str
    said: str
    y: int
    width: float
    at: float
    low: float
    high: float
    interval: bool


class Chart(NamedTuple):
    """A chart with its measures."""

    bars: list[Bar]
    height: int
    width: int
    left: int
    right: int


class CellShown(NamedTuple):
    """A value of a table: in words, whether it is a number, and where what it cites stands."""

    said: str
    number: bool
    address: str


class FigureShown(NamedTuple):
    """A figure as chart and table: ``elements/figure.html``.

    Attributes:
        figure: itself.
        chart: None where there is nothing to draw.
        heads: of the columns, and whether they hold numbers.
        rows: values in words.
        file: address of the figure as CSV.
    """

    figure: Figure
    chart: Chart | None
    heads: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[CellShown, ...], ...]
    file: str


def figure_shown(
    figure: Figure, file: str, cited: Callable[[str], str] = lambda _: ""
) -> FigureShown:
    """A figure as a page shows it.

    Args:
        figure: of numbers.
        file: its address as CSV.
        cited: gives the address of a finding that it cites; "" where none is shown.
    """
    return FigureShown(
        figure=figure,
        chart=chart_of(figure),
        heads=tuple((column.name, column.kind in NUMBERS) for column in figure.columns),
        rows=tuple(tuple(_cells(figure, row, cited)) for row in figure.rows),
        file=file,
    )


def _cells(figure: Figure, row: Sequence[Cell], cited: Callable[[str], str]) -> Iterator[CellShown]:
    for column, cell in zip(figure.columns, row, strict=True):
        address = cited(cell) if column.cites and isinstance(cell, str) else ""
        yield CellShown(in_words(cell, column.kind), column.kind in NUMBERS, address)


def chart_of(figure: Figure) -> Chart | None:
    """The chart of a figure; None where there is nothing to draw."""
    kind = figure.columns[figure.drawn].kind
    rows = [row for row in figure.rows if row[figure.drawn] is not None][:MOST_BARS]
    values = [_value(row[figure.drawn]) for row in rows]
    most = 1.0 if kind is Kind.SHARE else max(values, default=0.0)
    if not rows or not most:
        return None
    names = [_shortened(str(row[0])) for row in rows]
    left = round(max(map(len, names)) * _LETTER) + _BESIDE
    bars = [
        _bar(figure, row, name, most, place=(left, _ROW * number + 4))
        for number, (name, row) in enumerate(zip(names, rows, strict=True))
    ]
    return Chart(bars, _ROW * len(bars) + 8, left + _BARS + _VALUES, left, left + _BARS)


def _shortened(name: str) -> str:
    tail = _LONGEST_NAME - _HEAD - 1
    return (
        name if len(name) <= _LONGEST_NAME else f"{name[:_HEAD].rstrip()}…{name[-tail:].lstrip()}"
    )


def _bar(
    figure: Figure, row: Sequence[Cell], name: str, most: float, place: tuple[int, int]
) -> Bar:
    cell = row[figure.drawn]
    scale = _BARS / most
    width = round(_value(cell) * scale, 1)
    interval = cell.interval if isinstance(cell, Share) else None
    low, high = (part * scale for part in interval) if interval else (width, width)
    left, y = place
    return Bar(
        name=name,
        said=in_words(cell, figure.columns[figure.drawn].kind),
        y=y,
        width=width,
        at=left + width,
        low=round(left + low, 1),
        high=round(left + high, 1),
        interval=interval is not None,
    )


def _value(cell: Cell) -> float:
    if isinstance(cell, Share):
        return cell.value or 0.0
    return float(cell) if isinstance(cell, int) else 0.0


def in_words(cell: Cell, kind: Kind) -> str:
    """A value as the table shows it."""
    if cell is None:
        return "-"
    if isinstance(cell, Share):
        return _share(cell)
    if kind is Kind.DAYS:
        return f"{cell} day" if cell == 1 else f"{cell} days"
    return f"{cell:,}" if isinstance(cell, int) else cell


def _share(share: Share) -> str:
    value, interval = share.value, share.interval
    if value is None or interval is None:
        return "-"
    low, high = interval
    return f"{value:.0%} ({low:.0%} to {high:.0%})"
