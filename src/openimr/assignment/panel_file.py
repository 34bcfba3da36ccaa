"""The panel as a CSV file: read with every fault named by row and column, and written back.

``read_panel(write_panel(panel)).panel == panel``. Any usual export of a spreadsheet is read:
UTF-8 with or without byte order mark, UTF-16 and Windows-1252; commas, semicolons, tabs or
bars between cells; days in several notations. Rows count as a spreadsheet counts them, the
heading being row 1.
"""

from __future__ import annotations

import codecs
import csv
import difflib
import io
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from openimr.assignment.model import Panel, PanelMember
from openimr.assignment.panel_cells import CellFault, guarded, plain
from openimr.assignment.panel_columns import (
    GROUPS,
    PRACTICE,
    SINGLE,
    Column,
    cells_of,
    column_called,
    member_of,
    numbered,
    practice_of,
)
from openimr.vocabulary.value import Value

_SEPARATORS = ",;\t|"
_LARGEST = 20_000_000
"""Bytes of one file; a panel of ten thousand members has fewer."""


class PanelFault(Value, frozen=True, kw_only=True):
    """Something in the file that cannot be used.

    Attributes:
        row: counted as a spreadsheet does, the heading is 1; 0 for the file as a whole.
        column: name of the column, or "" for the whole row.
        found: what is there.
        remedy: what would be right.
    """

    row: int
    column: str
    found: str
    remedy: str


class PanelRead(Value, frozen=True, kw_only=True):
    """What a file holds: the members whose rows are sound, and all faults."""

    panel: Panel
    faults: tuple[PanelFault, ...]


class _Row(NamedTuple):
    number: int
    cells: list[str]


def read_panel(content: bytes) -> PanelRead:
    """Read a panel's file; nothing is guessed, what cannot be used is a fault."""
    try:
        rows = _rows(_text(content))
    except CellFault as fault:
        whole = PanelFault(row=0, column="", found=fault.found, remedy=fault.remedy)
        return PanelRead(panel=Panel(members=()), faults=(whole,))
    faults: list[PanelFault] = []
    heading = _heading(rows[0], faults)
    placed: list[tuple[int, PanelMember]] = []
    if not faults:
        for row in rows[1:]:
            member = _member(heading, row, faults)
            if member is not None:
                placed.append((row.number, member))
        placed = _without_doubles(placed, faults)
    faults.sort(key=lambda fault: fault.row)
    members = tuple(member for _, member in placed)
    return PanelRead(panel=Panel(members=members), faults=tuple(faults))


def write_panel(panel: Panel) -> bytes:
    """The panel as CSV in UTF-8 with byte order mark, so that any spreadsheet reads its names."""
    rows = [cells_of(member) for member in panel.members]
    columns = [*SINGLE, *_columns_needed(rows)]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([guarded(row.get(column, "")) for column in columns])
    return codecs.BOM_UTF8 + text.getvalue().encode()


def _columns_needed(rows: Iterable[dict[str, str]]) -> list[str]:
    """The numbered columns that any row fills, and the others of the same number."""
    wanted = {place[:2] for row in rows for name in row if (place := numbered(name))} | {
        ("license", 1),
        ("certification", 1),
    }
    order = list(GROUPS)
    return [
        f"{group} {number} {part}"
        for group, number in sorted(wanted, key=lambda one: (order.index(one[0]), one[1]))
        for part in GROUPS[group].columns
    ]


def _text(content: bytes) -> str:
    """The file's characters; raises CellFault when it is no text."""
    if len(content) > _LARGEST:
        raise CellFault(f"larger than {_LARGEST // 10**6} MB", "split the file")
    if content.startswith(b"PK\x03\x04") or content.startswith(b"\xd0\xcf\x11\xe0"):
        raise CellFault("a workbook, not a CSV file", "save it as CSV UTF-8 in the spreadsheet")
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _decoded(content, encoding)
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = _decoded(content, "cp1252")
    if "\0" in text:
        raise CellFault("no text in a known encoding", "save it as CSV UTF-8")
    return text


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise CellFault("no text in a known encoding", "save it as CSV UTF-8") from None


def _rows(text: str) -> list[_Row]:
    """The rows that hold anything, with their numbers; raises CellFault when there are none."""
    lines = text.splitlines()
    told = next(iter(lines), "").casefold()
    if told.startswith("sep=") and len(told) == 5:
        separator = lines[0][-1]
        text = text.partition("\n")[2]
    else:
        separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[_Row] = []
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                rows.append(_Row(number, cells))
    except csv.Error as error:
        raise CellFault(
            f"row {number + 1} cannot be parted into cells ({error})",
            "look for a quotation mark that is not closed",
        ) from None
    if not rows:
        raise CellFault("nothing in it", "begin with a row of column names")
    return rows


def _separator(text: str) -> str:
    """The sign that parts the heading into most known columns."""
    heading = next((line for line in text.splitlines() if line.strip()), "")

    def known(separator: str) -> int:
        return sum(column_called(_name(cell)) is not None for cell in heading.split(separator))

    return max(_SEPARATORS, key=known)


def _name(cell: str) -> str:
    """A column's name as it is compared: small letters, single blanks."""
    return " ".join(cell.casefold().replace("_", " ").replace('"', " ").split())


def _heading(row: _Row, faults: list[PanelFault]) -> list[str]:
    """The columns' names; what is unknown, twice or missing is a fault."""
    heading = [_name(cell) for cell in row.cells]

    def note(column: str, found: str, remedy: str) -> None:
        faults.append(PanelFault(row=row.number, column=column, found=found, remedy=remedy))

    for place, name in enumerate(heading, start=1):
        if not name:
            continue
        if column_called(name) is None:
            close = difflib.get_close_matches(name, _every_name(), n=1)
            remedy = f"did you mean '{close[0]}'?" if close else "take the column out"
            note(row.cells[place - 1].strip()[:60], "no known column", remedy)
        elif name in heading[: place - 1]:
            note(name, "stands twice", "take one of the two out")
    for name, column in SINGLE.items():
        if column.required and name not in heading:
            note(name, "is missing", f"add it: {column.says}")
    return heading


def _every_name() -> list[str]:
    return [
        *SINGLE,
        *(f"{g} {n} {part}" for g in GROUPS for n in (1, 2) for part in GROUPS[g].columns),
    ]


class _RowReader:
    """Reads one row; ``faults`` receives what is wrong in it."""

    def __init__(self, row: _Row, faults: list[PanelFault]) -> None:
        self._row = row.number
        self._faults = faults
        self.sound = True

    def note(self, column: str, found: str, remedy: str) -> None:
        self.sound = False
        self._faults.append(PanelFault(row=self._row, column=column, found=found, remedy=remedy))

    def cell(self, name: str, column: Column, text: str) -> Any:
        """The cell's value; None when it is blank or at fault."""
        try:
            bare = plain(text)
            return column.read(bare) if bare else None
        except CellFault as fault:
            self.note(name, fault.found, fault.remedy)
        return None

    def required(self, columns: dict[str, Column], cells: dict[str, Any], before: str = "") -> None:
        """Note the blank cells among those that must be filled."""
        noted = {fault.column for fault in self._faults if fault.row == self._row}
        for name, column in columns.items():
            full = f"{before}{name}"
            if column.required and cells.get(name) is None and full not in noted:
                self.note(full, "blank", f"fill it in: {column.says}")


def _member(heading: Sequence[str], row: _Row, faults: list[PanelFault]) -> PanelMember | None:
    """The member of a row, or None with its faults noted."""
    reader = _RowReader(row, faults)
    if any(cell.strip() for cell in row.cells[len(heading) :]):
        reader.note("", "more cells than columns", "put cells with commas in quotation marks")
    single: dict[str, Any] = {}
    several: dict[tuple[str, int], dict[str, Any]] = {}
    for name, text in zip(heading, row.cells, strict=False):
        column = column_called(name)
        if column is None:
            if text.strip():
                reader.note("", "a cell under no column name", "name the column or clear the cell")
            continue
        value = reader.cell(name, column, text)
        if value is None:
            continue
        place = numbered(name)
        if place:
            several.setdefault(place[:2], {})[place[2]] = value
        else:
            single[name] = value
    reader.required(SINGLE, single)
    groups = _groups(reader, several)
    _check_practice(reader, single)
    if not reader.sound:
        return None
    try:
        return member_of(single, groups)
    except ValueError as error:
        reader.note("", str(error), "correct the row")
    return None


def _check_practice(reader: _RowReader, single: dict[str, Any]) -> None:
    try:
        practice_of(single)
    except ValueError as error:
        reader.note(PRACTICE[0], str(error), "correct these columns, or clear all three")


def _groups(
    reader: _RowReader, several: dict[tuple[str, int], dict[str, Any]]
) -> dict[str, tuple[Value, ...]]:
    """The numbered values of a row in the order of their numbers."""
    built: dict[str, list[Value]] = {name: [] for name in GROUPS}
    order = list(GROUPS)
    for name, number in sorted(several, key=lambda one: (order.index(one[0]), one[1])):
        cells = several[name, number]
        group = GROUPS[name]
        before = f"{name} {number} "
        reader.required(group.columns, cells, before)
        if any(column.required and part not in cells for part, column in group.columns.items()):
            continue
        try:
            built[name].append(group.build(cells))
        except ValueError as error:
            reader.note(before + next(iter(group.columns)), str(error), "correct these columns")
    return {name: tuple(values) for name, values in built.items()}


def _without_doubles(
    placed: list[tuple[int, PanelMember]], faults: list[PanelFault]
) -> list[tuple[int, PanelMember]]:
    """The members without those whose identifier or license an earlier row has."""
    first: dict[tuple[str, ...], int] = {}
    kept: list[tuple[int, PanelMember]] = []
    for number, member in placed:
        keys: list[tuple[str, ...]] = [("id", member.id.casefold())]
        keys += [("license", *one.key) for one in member.licenses]
        earlier = [(key[0], first[key]) for key in keys if key in first]
        for key in keys:
            first.setdefault(key, number)
        if not earlier:
            kept.append((number, member))
            continue
        what, where = earlier[0]
        faults.append(
            PanelFault(
                row=number,
                column="id" if what == "id" else "license 1 number",
                found=f"the same {what} as in row {where}",
                remedy="keep one of the two rows",
            )
        )
    return kept
