"""Tables of figures that can be read by themselves, drawn as a chart, or written as CSV."""

from __future__ import annotations

import enum

from openimr.vocabulary.shares import Share
from openimr.vocabulary.value import Value, require

Cell = str | int | Share | None
Row = tuple[Cell, ...]


class Kind(enum.Enum):
    """What a column holds."""

    TEXT = "text"
    COUNT = "count"
    DAYS = "days"
    SHARE = "share"


class Column(Value, frozen=True, kw_only=True):
    """A column of a figure.

    Attributes:
        name: in words.
        kind: of what it holds.
        cites: whether its texts cite findings of the library: a determination and the finding's
            number ("ca-wc/CM16-0900002, 1").
    """

    name: str
    kind: Kind = Kind.COUNT
    cites: bool = False


class Figure(Value, frozen=True, kw_only=True):
    """One table of figures.

    Attributes:
        slug: its name in addresses and files.
        title: in words.
        says: what is counted, and what to mind.
        columns: the first names the row.
        rows: a text, then counts, days or shares, as the columns say.
        drawn: the place of the column that a chart draws.
    """

    slug: str
    title: str
    says: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    drawn: int = 1

    def __post_init__(self) -> None:
        fits = all(len(row) == len(self.columns) for row in self.rows)
        require(fits, "a row has as many values as there are columns")
        require(0 < self.drawn < len(self.columns), "what is drawn is a column")
