"""Workbooks of spreadsheets (.xlsx, .xlsb, .xls, .ods) as tables: what cells say, as text.

No formula is reckoned and no link followed: what the spreadsheet kept is read.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
)

from openimr.adapters.table_text import Line

LARGEST_UNPACKED: Final = 1 << 30
"""Bytes of a packed workbook's parts together; a hundred thousand appeals have a fifth of that."""

_MARKS: Final = frozenset({"xl/workbook.xml", "xl/workbook.bin", "content.xml"})

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


class BrokenWorkbook(ValueError):
    """A workbook that cannot be read; why, in words that follow its name."""


class Workbook:
    """The sheets of one workbook that hold cells.

    Args:
        path: of its file.

    Raises:
        BrokenWorkbook: when it is none.
    """

    def __init__(self, path: Path) -> None:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                size = sum(one.file_size for one in package.infolist())
            if size > LARGEST_UNPACKED:
                told = f"unpacks to more than {LARGEST_UNPACKED >> 20:,} MB; save it as CSV"
                raise BrokenWorkbook(told)
        with _refusals(), path.open("rb") as file:
            book = CalamineWorkbook.from_filelike(file)
            kinds = {one.name: one.typ for one in book.sheets_metadata}
            self.sheets: Sequence[CalamineSheet] = [
                book.get_sheet_by_name(name)
                for name in book.sheet_names
                if kinds[name] == SheetTypeEnum.WorkSheet
            ]


def is_workbook(names: Sequence[str]) -> bool:
    """Whether a packed file with members of these names is a workbook."""
    return not _MARKS.isdisjoint(names)


def rows_of(sheet: CalamineSheet) -> Iterator[Line]:
    """Each row of a sheet by its number, from 1, with its cells as text."""
    with _refusals():
        for number, row in enumerate(sheet.iter_rows(), start=1):
            yield number, [_text(cell) for cell in row]


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n")
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except PasswordError as error:
        raise BrokenWorkbook("is locked with a password; save it without, or as CSV") from error
    except CalamineError as error:
        raise BrokenWorkbook("is a workbook that is damaged; save it anew, or as CSV") from error
