"""Exports of other programmes: tables of decisions, recognised by the names of their columns.

Who publishes such a table changes order, case and spacing of its columns as time goes by; what
counts is what a name says. A column that no layout knows is named to the user, not guessed at.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

import msgspec

from openimr.determination.model import Decision, Priority, Sex
from openimr.publication.library.days import day_told, year_told
from openimr.publication.library.derived import Deriving
from openimr.publication.library.numbers import folded
from openimr.publication.model import (
    Provenance,
    PublishedDetermination,
    PublishedFinding,
    SourceKind,
)
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.request import TreatmentRequest

PLACELESS: Final = ""
"""The field of columns that are known and have none here: what they say is kept in words."""

_NOTHING: Final = frozenset({"", "na", "none", "null", "unknown", "notavailable", "notapplicable"})
_NO_REQUEST: Final = TreatmentRequest()
_NUMBERS: Final = re.compile(r"\d+")
_OPEN: Final = re.compile(r"\+|over|older|above|plus", re.I)
_UNDER: Final = re.compile(r"under|below|less|younger", re.I)
_ROUNDED: Final = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.I)
_WHOLE: Final = re.compile(r"(\d+)\.0+")
_WORDS: Final = re.compile(r"\w+")
_BESIDE_DECISION: Final = frozenset(
    (
        *("decision", "decisions", "denial", "determination", "appeal", "health", "plan", "plans"),
        *("insurer", "insurers", "hmo", "agent", "department", "reviewer", "s", "of", "the", "by"),
        *("was", "is", "fully", "full", "in", "whole"),
    )
)
"""Words beside *upheld* and *overturned* that change nothing; with any other it is not read."""

Read = TypeVar("Read")


class Row(NamedTuple):
    """What a row says.

    Attributes:
        cells: by field; a cell that says nothing is left out.
        empty: cells by field that say in a word that there is nothing to say ("Unknown").
        names: of the columns, by field, as the table has them.
        rest: cells of columns that have no field of their own, each behind its column's name.
    """

    cells: Mapping[str, str]
    empty: Mapping[str, str]
    names: Mapping[str, str]
    rest: tuple[str, ...]


class Export(NamedTuple):
    """One kind of export.

    Attributes:
        kind: of source.
        called: for messages.
        columns: names under which a field is known, folded, by the field, or `PLACELESS`.
        needed: fields without which a table is not of this kind; of a tuple one will do.
        read: the determination of a row's cells.
    """

    kind: SourceKind
    called: str
    columns: Mapping[str, tuple[str, ...]]
    needed: tuple[tuple[str, ...], ...]
    read: Callable[[Row, Provenance, Deriving], PublishedDetermination]


class Recognised(NamedTuple):
    """A table whose header was understood.

    Attributes:
        export: its kind.
        fields: the field of each column, in order, `PLACELESS` also for a second one of the same
            field; None for one that is left out.
        names: of the columns, as the table has them.
        by_field: those that have a field, by it.
        unknown: columns that no layout knows, as named.
    """

    export: Export
    fields: tuple[str | None, ...]
    names: tuple[str, ...]
    by_field: Mapping[str, str]
    unknown: tuple[str, ...]

    def lacks(self) -> tuple[str, ...]:
        """Fields without which the table is not of this kind, and which it has not."""
        return tuple(
            " or ".join(one)
            for one in self.export.needed
            if not any(field in self.fields for field in one)
        )


def recognised(header: Sequence[str], exports: Sequence[Export]) -> Recognised | None:
    """The kind of export that a header belongs to, or None."""
    whole = [found for found in likely(header, exports) if not found.lacks()]
    return whole[0] if whole else None


def likely(header: Sequence[str], exports: Sequence[Export]) -> list[Recognised]:
    """A header as that of each kind of export, the one that knows most of its columns first."""
    read = [_fields(header, export) for export in exports]
    return sorted(read, key=lambda found: -sum(map(bool, found.fields)))


def _fields(header: Sequence[str], export: Export) -> Recognised:
    by_name = {name: field for field, names in export.columns.items() for name in names}
    fields: list[str | None] = []
    unknown: list[str] = []
    names = tuple(" ".join(name.split()) for name in header)
    for name in names:
        field = by_name.get(folded(name))
        if field is None and name:
            unknown.append(name)
        fields.append(PLACELESS if field in fields else field)
    by_field = {field: name for field, name in zip(fields, names, strict=True) if field}
    return Recognised(export, tuple(fields), names, by_field, tuple(unknown))


def row_of(told: Sequence[str], kind: Recognised) -> Row:
    """What the cells of a row say."""
    cells: dict[str, str] = {}
    empty: dict[str, str] = {}
    rest: list[str] = []
    for field, name, cell in zip(kind.fields, kind.names, told, strict=True):
        if field is None or not cell or cell.isspace():
            continue
        if field == PLACELESS:
            rest.append(f"{name}: {cell}")
        else:
            (empty if folded(cell) in _NOTHING else cells)[field] = cell
    return Row(cells, empty, kind.by_field, tuple(rest))


def row_digest(row: Row) -> str:
    """Digest of what a row says, whatever the order of its columns."""
    said = sorted((field, " ".join(cell.split())) for field, cell in row.cells.items())
    rest = sorted(("", " ".join(one.split())) for one in row.rest)
    return hashlib.sha256(json.dumps(rest + said, ensure_ascii=False).encode()).hexdigest()


def number_of(row: Row) -> str:
    """The number of a row's case.

    Raises:
        BadInput: when it has none that tells the case from others.
    """
    number = row.cells.get("number", "").strip()
    if not number:
        raise BadInput("row", "has no number")
    if _ROUNDED.fullmatch(number):
        remedy = "Take the table from its source again, or keep that column as text."
        raise BadInput("row", "has a number that a spreadsheet has rounded", remedy)
    whole = _WHOLE.fullmatch(number)
    return whole[1] if whole else number


class Reading:
    """Cells of one row as values; what is said and not understood is noted and kept in words."""

    def __init__(self, row: Row) -> None:
        self._row, self._cells = row, row.cells
        self._unread: list[str] = []
        self._rest = list(row.rest)

    def source(self, source: Provenance) -> Provenance:
        """Where the row is from, with what was not understood of it."""
        told = {"unread": tuple(self._unread), "rest": tuple(self._rest)}
        return msgspec.structs.replace(source, **told)

    def day(self, field: str) -> dt.date | None:
        """A day as Americans write it, or as ISO 8601 does."""
        return day_told(self._cells.get(field, ""))

    def year(self, *fields: str) -> int | None:
        """A year, from the first cell that holds one or a day."""
        years = [self._known(year_told(self._cells.get(one, "")), one, "year") for one in fields]
        return next(filter(None, years), None)

    def priority(self, field: str = "priority") -> Priority | None:
        """Standard or expedited."""
        words = {"standard": Priority.STANDARD, "expedited": Priority.EXPEDITED}
        return self._known(words.get(folded(self._cells.get(field))), field, "priority")

    def sex(self, field: str = "sex") -> Sex | None:
        """Female or male."""
        words = {"female": Sex.FEMALE, "f": Sex.FEMALE, "male": Sex.MALE, "m": Sex.MALE}
        return self._known(words.get(folded(self._cells.get(field))), field, "sex")

    def band(self, field: str = "age") -> str | None:
        """The ages between which an export puts somebody, in one wording for all of them."""
        cell = self._cells.get(field, "")
        numbers = _NUMBERS.findall(cell)
        band = None
        if len(numbers) == 2:
            band = f"{int(numbers[0])} to {int(numbers[1])}"
        elif len(numbers) == 1 and _OPEN.search(cell):
            band = f"{int(numbers[0])} and over"
        elif len(numbers) == 1 and _UNDER.search(cell):
            band = f"under {int(numbers[0])}"
        return self._known(band, field, "age_band")

    def decision(self, field: str = "decision") -> Decision | None:
        """Upheld or overturned; what says anything beside it ("in part", "not") is neither."""
        words = set(_WORDS.findall(self._cells.get(field, "").lower())) - _BESIDE_DECISION
        told = {"upheld": Decision.UPHELD, "overturned": Decision.OVERTURNED}
        decision = told.get(words.pop()) if len(words) == 1 else None
        return self._known(decision, field, "findings.0.decision")

    def joined(self, *fields: str) -> str | None:
        """A category and what stands below it, as one text."""
        told = [" ".join(self._cells[one].split()) for one in fields if one in self._cells]
        return ": ".join(dict.fromkeys(told)) or None

    def treatment(self, *fields: str) -> str:
        """What was asked for, as `joined`; else the word by which it is not told.

        Raises:
            BadInput: when the row has neither.
        """
        told = self.joined(*fields) or ": ".join(filter(None, map(self._row.empty.get, fields)))
        if not told:
            raise BadInput("row", "names no treatment")
        return told

    def _known(self, read: Read | None, field: str, named: str) -> Read | None:
        if read is None and field in self._cells:
            self._unread.append(named)
            self._rest.append(f"{self._row.names[field]}: {self._cells[field]}")
        return read


def one_finding(
    treatment: str, decision: Decision | None, rationale: str | None, deriving: Deriving
) -> tuple[PublishedFinding]:
    """The one finding that a row of an export has."""
    derived = deriving.of(treatment, _NO_REQUEST)
    return (
        PublishedFinding(
            number=1,
            treatment=treatment,
            decision=decision,
            rationale=rationale,
            topics=derived.topics,
            body_regions=derived.body_regions,
            drugs=derived.drugs,
        ),
    )
