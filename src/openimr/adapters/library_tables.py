"""Tables on disk, row by row: text, workbooks of spreadsheets, and either in a packed file.

What a file is, its first bytes say; its name may be wrong. The header is the first row that is
known as one, within the first rows: people and spreadsheets write titles above it.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import hashlib
import itertools
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from openimr.adapters.file_names import refusal, shown_name
from openimr.adapters.table_text import DELIMITERS, Line, Opened, encoding_of, text_rows
from openimr.adapters.table_workbook import BrokenWorkbook, Workbook, is_workbook, rows_of
from openimr.vocabulary.errors import BadInput

TEXTS: Final = (".csv", ".tsv", ".tab")
TABLES: Final = (
    *TEXTS,
    *(f"{one}.gz" for one in TEXTS),
    *(".zip", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"),
)
"""What names of files that are taken for tables end in."""

HEADER_WITHIN: Final = 20
"""Rows among which the header is looked for."""

_ZIP, _GZIP, _OLE, _PDF = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"%PDF"
_PAGE: Final = (b"<!doctype html", b"<html", b"<table", b"<?xml")

Rows = Callable[[], Iterator[Line]]
IsHeader = Callable[[Sequence[str]], bool]


class Table:
    """A table on disk, read row by row.

    Attributes:
        path: of its file.
        place: the same for messages.
        digest: SHA-256 of the file.
        header: names of the columns; those of no known kind of table where there is none.
        damaged: characters that could not be decoded.
    """

    def __init__(self, path: Path, is_header: IsHeader) -> None:
        """Open it and look for its header.

        Args:
            path: of its file.
            is_header: whether a row names the columns of a table that is known.

        Raises:
            BadInput: when it cannot be opened or is no table.
        """
        self.path, self.place, self.damaged = path, shown_name(path), 0
        self._book: Workbook | None = None
        with self._refusals():
            with opened_file(path) as file:
                self.digest = hashlib.file_digest(cast(Any, file), "sha256").hexdigest()
            ways = self._ways()
            found = (_header_of(rows, is_header) for rows in ways)
            above = next((one for one in found if one is not None), None)
            first = next((cells for _, cells in ways[0]() if cells), []) if ways else []
        if above is None:
            self._rows, self._above = (ways[0] if ways else None), 0
            self.header = first if isinstance(first, list) else []
        else:
            self._rows, self._above, self.header = above
        self.empty = not first

    def rows(self) -> Iterator[tuple[int, list[str] | BadInput]]:
        """Each row below the header with its number, or what is wrong with it; blank ones not.

        Raises:
            BadInput: when the file cannot be read on.
        """
        width = len(self.header)
        with self._refusals():
            told = itertools.islice(self._rows() if self._rows else (), self._above + 1, None)
            for number, (line, cells) in enumerate(told, start=1):
                place = f"{self.place}, row {number}"
                if isinstance(cells, str):
                    yield number, BadInput(place, f"{cells} (line {line} of the file)")
                elif any(cell.strip() for cell in cells):
                    fitted = self._fitted(cells, width)
                    found = f"has {len(cells)} cells where the header has {width}"
                    why = f"{found} (line {line} of the file)"
                    yield number, BadInput(place, why) if fitted is None else fitted

    def _fitted(self, cells: list[str], width: int) -> list[str] | None:
        """A row as wide as the header; a workbook leaves out cells at its end that say nothing."""
        if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            return cells[:width]
        if len(cells) < width and self._book:
            return cells + [""] * (width - len(cells))
        return cells if len(cells) == width else None

    def _ways(self) -> Sequence[Rows]:
        """The ways in which the file may be read as a table, the likeliest first."""
        with opened_file(self.path) as file:
            start = file.read(1024)
        if start.startswith(_ZIP):
            return self._packed()
        if start.startswith(_GZIP):
            return self._text(lambda: cast(BinaryIO, gzip.open(self.path)))
        if start.startswith(_OLE):
            return self._sheets()
        if start.startswith(_PDF) or start.lstrip().lower().startswith(_PAGE):
            raise BadInput(self.place, "is no table but a page", "Save the table as CSV.")
        return self._text(lambda: opened_file(self.path))

    def _packed(self) -> Sequence[Rows]:
        with zipfile.ZipFile(self.path) as package:
            names = package.namelist()
        if is_workbook(names):
            return self._sheets()
        tables = [name for name in names if name.lower().endswith(TEXTS) and _is_own(name)]
        if len(tables) != 1:
            found = f"is a zip file with {len(tables) or 'no'} tables of text in it"
            raise BadInput(self.place, found, "Unpack it and name what is inside.")
        return self._text(lambda: _member(self.path, tables[0]))

    def _sheets(self) -> Sequence[Rows]:
        self._book = Workbook(self.path)
        return [functools.partial(rows_of, sheet) for sheet in self._book.sheets]

    def _text(self, opened: Opened) -> Sequence[Rows]:
        encoding, self.damaged = encoding_of(opened)
        with opened() as file:
            start = file.read(1 << 16).decode(encoding, "replace").lstrip().split("\n", 1)[0]

        likeliest = sorted(DELIMITERS, key=start.count, reverse=True)
        return [functools.partial(text_rows, opened, encoding, one) for one in likeliest]

    @contextlib.contextmanager
    def _refusals(self) -> Iterator[None]:
        try:
            yield
        except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as error:
            found = "is a packed file that is damaged or cut off"
            raise BadInput(self.place, found, "Get it again from where it came from.") from error
        except OSError as error:
            raise BadInput(self.place, f"cannot be opened ({refusal(error)})") from error
        except BrokenWorkbook as error:
            raise BadInput(self.place, str(error)) from error
        except RuntimeError as error:  # what zipfile says of a member that it cannot unpack
            found = "is packed with a password or in an unknown way"
            raise BadInput(self.place, found, "Unpack it.") from error


def opened_file(path: Path) -> BinaryIO:
    """A regular file for reading; a pipe or device is not waited for.

    Raises:
        OSError: as the system says.
        BadInput: for what is no file.
    """
    opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        os.close(opened)
        raise BadInput(shown_name(path), "is not a file")
    return open(opened, "rb")  # noqa: PTH123 - opened already; the caller closes it


def _header_of(rows: Rows, is_header: IsHeader) -> tuple[Rows, int, list[str]] | None:
    for above, (_, cells) in enumerate(itertools.islice(rows(), HEADER_WITHIN)):
        if isinstance(cells, list) and is_header(cells):
            return rows, above, cells
    return None


def _is_own(name: str) -> bool:
    """Whether a member of a zip is somebody's file, not a note of the system that packed it."""
    return not any(part.startswith((".", "__MACOSX")) for part in name.split("/"))


def _member(path: Path, name: str) -> BinaryIO:
    return cast(BinaryIO, zipfile.ZipFile(path).open(name))
