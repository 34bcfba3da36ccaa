"""Cells of tables that spreadsheets open."""

from __future__ import annotations

_READ_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain_cell(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_READ_AS_FORMULA) else cell
