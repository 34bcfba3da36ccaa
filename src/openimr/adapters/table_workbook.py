"""Workbooks of Excel (.xlsx) as tables: the cells of each sheet as a person sees them, as text.

A workbook is a zip of XML. Only what cells say is read: no formula is reckoned, no link followed,
and no part is taken that unpacks to more than a table of determinations can have.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Final
from xml.etree import ElementTree

from openimr.adapters.table_text import Line

LARGEST_UNPACKED: Final = 1 << 30
"""Bytes of the parts that are read, together; a hundred thousand appeals have a fifth of that."""

WORKBOOK: Final = "xl/workbook.xml"

_MOST_COLUMNS: Final = 16_384
_LETTERS: Final = re.compile(r"[A-Z]{1,3}")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DATE: Final = re.compile(r"[ymd]", re.I)
_DATES: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Formats of days and times that Excel has of its own."""

_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_BEGINNINGS: Final = (dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1))  # noqa: DTZ001 - no zone
_LAST_DAY: Final = 2_958_465


class BrokenWorkbook(ValueError):
    """A workbook that cannot be read; why, in words that follow its name."""


class Workbook:
    """The sheets of one workbook.

    Args:
        path: of its file.

    Raises:
        BrokenWorkbook, zipfile.BadZipFile: when it is none.
    """

    def __init__(self, path: Path) -> None:
        self._package = zipfile.ZipFile(path)
        read = [one for one in self._package.infolist() if one.filename.startswith("xl/")]
        size = sum(one.file_size for one in read if one.filename.endswith((".xml", ".rels")))
        if size > LARGEST_UNPACKED:
            told = f"unpacks to more than {LARGEST_UNPACKED >> 20:,} MB; save it as CSV"
            raise BrokenWorkbook(told)
        with _refusals():
            self._begins = _BEGINNINGS[self._of_1904()]
            self._texts = self._shared()
            self._dates = self._date_styles()
            self.sheets: Sequence[str] = self._parts_of_sheets()

    def rows(self, sheet: str) -> Iterator[Line]:
        """Each row of a sheet by its number; cells at its end that say nothing are left out."""
        with _refusals(), self._package.open(sheet) as part:
            for place, row in enumerate(_elements(part, "row"), start=1):
                cells: list[str] = []
                for cell in row:
                    if _name(cell) == "c":
                        column = _column(cell.get("r", ""), len(cells))
                        cells += [""] * (column - len(cells))
                        cells.append(self._text(cell))
                number = row.get("r", "")
                yield int(number) if number.isdecimal() else place, cells

    def _text(self, cell: Any) -> str:
        kind, value = cell.get("t", "n"), ""
        for part in cell:
            if _name(part) == "v":
                value = part.text or ""
            elif _name(part) == "is":
                return _string(part)
        if kind == "s":
            return self._texts[int(value)] if value else ""
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value, value)
        if kind == "n" and value:
            style = cell.get("s", "0")
            return self._number(float(value), value, style.isdecimal() and int(style))
        return _unescaped(value)

    def _number(self, number: float, value: str, style: int) -> str:
        if style in self._dates and 0 < number < _LAST_DAY:
            moment = self._begins + dt.timedelta(days=number)
            whole = moment.replace(microsecond=0)
            return whole.date().isoformat() if number.is_integer() else whole.isoformat(" ")
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else value

    def _parts_of_sheets(self) -> list[str]:
        targets = {
            one.get("Id"): one.get("Target", "")
            for one in self._read("xl/_rels/workbook.xml.rels", "Relationship")
        }
        found = []
        for one in self._read(WORKBOOK, "sheet"):
            target = targets.get(one.get(_RELATION) or one.get(_STRICT)) or ""
            part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
            if part in self._package.namelist():
                found.append(part)
        return found

    def _of_1904(self) -> bool:
        said = [one.get("date1904") for one in self._read(WORKBOOK, "workbookPr")]
        return any(one in {"1", "true"} for one in said)

    def _shared(self) -> list[str]:
        return [_string(one) for one in self._read("xl/sharedStrings.xml", "si")]

    def _date_styles(self) -> frozenset[int]:
        """The styles of cells whose numbers are days."""
        part = "xl/styles.xml"
        own = {one.get("numFmtId"): one.get("formatCode", "") for one in self._read(part, "numFmt")}
        dates: set[int] = set()
        for styles in self._read(part, "cellXfs"):
            for place, style in enumerate(styles):
                dates |= {place} if _is_date(style.get("numFmtId", "0"), own) else set()
        return frozenset(dates)

    def _read(self, part: str, name: str) -> Iterator[Any]:
        """Elements of a part, which need not be there."""
        if part in self._package.namelist():
            with self._package.open(part) as file:
                yield from _elements(file, name)


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except (ElementTree.ParseError, KeyError, IndexError, ValueError, OverflowError) as error:
        if isinstance(error, BrokenWorkbook):
            raise
        raise BrokenWorkbook("is a workbook that is damaged; save it anew, or as CSV") from error
    except RuntimeError as error:  # what zipfile says of parts that it cannot unpack
        raise BrokenWorkbook("is locked or packed in an unknown way; save it as CSV") from error


def _elements(part: IO[bytes], name: str) -> Iterator[Any]:
    """Each element of a name, forgotten when the next is asked for."""
    within: list[Any] = []
    told = ElementTree.iterparse(part, events=("start", "end"))  # noqa: S314 - expat bounds entities
    for event, element in told:
        if event == "start":
            within.append(element)
            continue
        within.pop()
        if _name(element) == name:
            yield element
            element.clear()
            if within:
                within[-1].remove(element)


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _string(element: Any) -> str:
    """The text of a string, whose parts may look different; how it is spoken is left out."""
    told: list[str] = []
    for part in element:
        if _name(part) == "t":
            told.append(part.text or "")
        elif _name(part) == "r":
            told += [one.text or "" for one in part if _name(one) == "t"]
    return _unescaped("".join(told))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n")


def _column(reference: str, following: int) -> int:
    """The column of a cell from 0; the following one where it does not say."""
    letters = _LETTERS.match(reference)
    if letters is None:
        return following
    column = 0
    for letter in letters[0]:
        column = column * 26 + ord(letter) - ord("A") + 1
    if not following < column <= _MOST_COLUMNS:
        raise BrokenWorkbook("has a row whose cells are not in their order; save it anew")
    return column - 1


def _is_date(format: str, own: Mapping[str | None, str]) -> bool:
    code = own.get(format)
    if code is None:
        return format.isdecimal() and int(format) in _DATES
    return _DATE.search(_QUOTED.sub("", code)) is not None
