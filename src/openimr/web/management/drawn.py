"""Figures as bars: measures of an SVG whose looks the stylesheet has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from openimr.vocabulary.shares import Share
from openimr.workflow.figures import Cell, Figure, Kind

MOST_BARS = 15
"""Bars of one chart; the table beside it has all rows."""

_LABELS, _BARS, _ROW, _VALUES = 240, 420, 28, 130


class Bar(NamedTuple):
    """One bar, in units of the drawing.

    Attributes:
        name: what it is of; cut where it is longer than its room.
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


def chart_of(figure: Figure) -> Chart | None:
    """The chart of a figure; None where there is nothing to draw."""
    kind = figure.columns[figure.drawn].kind
    rows = [row for row in figure.rows if row[figure.drawn] is not None][:MOST_BARS]
    values = [_value(row[figure.drawn]) for row in rows]
    most = 1.0 if kind is Kind.SHARE else max(values, default=0.0)
    if not rows or not most:
        return None
    bars = [_bar(row, n, figure, most) for n, row in enumerate(rows)]
    width = _LABELS + _BARS + _VALUES
    return Chart(bars, _ROW * len(bars) + 8, width, _LABELS, _LABELS + _BARS)


def _bar(row: Sequence[Cell], number: int, figure: Figure, most: float) -> Bar:
    cell = row[figure.drawn]
    scale = _BARS / most
    width = round(_value(cell) * scale, 1)
    interval = cell.interval if isinstance(cell, Share) else None
    low, high = (part * scale for part in interval) if interval else (width, width)
    name = str(row[0])
    cut = name if len(name) <= 32 else f"{name[:31]}…"
    return Bar(
        name=cut,
        said=in_words(cell, figure.columns[figure.drawn].kind),
        y=_ROW * number + 4,
        width=width,
        at=_LABELS + width,
        low=round(_LABELS + low, 1),
        high=round(_LABELS + high, 1),
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
