"""Figures of the library on the screen, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import click
import msgspec
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from openimr.vocabulary.csv_cells import plain_cell
from openimr.vocabulary.figures import Cell, Column, Figure, Kind
from openimr.vocabulary.shares import Share


def show(figures: Sequence[Figure]) -> None:
    """Print figures as tables, each with what to mind."""
    console = Console(highlight=False)
    for number, figure in enumerate(figures):
        if number:
            console.print()
        console.print(f"[bold]{escape(figure.title)}[/]")
        console.print(Padding(f"[dim]{escape(figure.says)}[/]", (0, 0, 0, 2)))
        console.print(_table(figure) if figure.rows else "  Nothing to count.")


def print_as_json(figures: Sequence[Figure]) -> None:
    """Print figures as a JSON array; a share has its part, whole, value and interval."""
    click.echo(msgspec.json.format(msgspec.json.encode([_as_json(one) for one in figures])))


def print_as_csv(figures: Sequence[Figure]) -> None:
    """Print figures as CSV, one after the other, an empty line between them."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    for number, figure in enumerate(figures):
        if number:
            written.write("\n")
        rows.writerow([name for column in figure.columns for name in _heads(column)])
        for row in figure.rows:
            cells = zip(row, figure.columns, strict=True)
            rows.writerow([value for cell, column in cells for value in _values(cell, column)])
    click.echo(written.getvalue(), nl=False)


def _table(figure: Figure) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=True)
    for column in figure.columns:
        number = column.kind is not Kind.TEXT
        table.add_column(column.name, justify="right" if number else "left", overflow="fold")
    for row in figure.rows:
        table.add_row(*(escape(_word(cell)) for cell in row))
    return table


def _word(cell: Cell) -> str:
    if isinstance(cell, Share):
        interval = cell.interval
        if interval is None or cell.value is None:
            return "-"
        low, high = interval
        return f"{cell.value:.1%} ({low:.1%} to {high:.1%})"
    if cell is None:
        return "-"
    return f"{cell:,}" if isinstance(cell, int) else cell


def _as_json(figure: Figure) -> dict[str, Any]:
    names = [column.name for column in figure.columns]
    return {
        "slug": figure.slug,
        "title": figure.title,
        "says": figure.says,
        "rows": [
            {name: _cell_as_json(cell) for name, cell in zip(names, row, strict=True)}
            for row in figure.rows
        ],
    }


def _cell_as_json(cell: Cell) -> Any:
    if not isinstance(cell, Share):
        return cell
    low, high = cell.interval or (None, None)
    return {"n": cell.whole, "k": cell.part, "value": cell.value, "low": low, "high": high}


def _heads(column: Column) -> list[str]:
    if column.kind is not Kind.SHARE:
        return [column.name]
    return [column.name, f"{column.name}, low", f"{column.name}, high"]


def _values(cell: Cell, column: Column) -> list[str | int | float]:
    if column.kind is not Kind.SHARE:
        if isinstance(cell, str):
            return [plain_cell(cell)]
        return [cell if isinstance(cell, int) else ""]
    if not isinstance(cell, Share) or cell.value is None:
        return ["", "", ""]
    return [round(part, 6) for part in (cell.value, *(cell.interval or ()))]
