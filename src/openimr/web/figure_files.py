"""Figures as CSV: a share as part, whole, value and interval."""

from __future__ import annotations

import csv
import io

from django.http import HttpResponse

from openimr.vocabulary.csv_cells import plain_cell
from openimr.vocabulary.figures import Cell, Figure, Kind
from openimr.vocabulary.shares import Share


def as_csv_file(figure: Figure) -> HttpResponse:
    """The figure as a file."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow([name for column in figure.columns for name in _names(column.name, column.kind)])
    rows.writerows([value for cell in row for value in _values(cell)] for row in figure.rows)
    answer = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{figure.slug}.csv"'
    return answer


def _names(name: str, kind: Kind) -> tuple[str, ...]:
    if kind is not Kind.SHARE:
        return (name,)
    return tuple(f"{name}: {part}" for part in ("part", "of", "share", "from", "to"))


def _values(cell: Cell) -> tuple[object, ...]:
    """A cell of the file; a text that a spreadsheet would take for a formula is quoted."""
    if isinstance(cell, Share):
        low, high = cell.interval or ("", "")
        return cell.part, cell.whole, cell.value if cell.whole else "", low, high
    if isinstance(cell, str):
        return (plain_cell(cell),)
    return ("" if cell is None else cell,)
