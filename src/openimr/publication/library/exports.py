"""Exports of other programmes: tables of decisions, recognised by the names of their columns.

Who publishes such a table changes order, case and spacing of its columns as time goes by; what
counts is what a name says. A column that no layout knows is named to the user, not guessed at.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

from openimr.determination.model import Decision, Sex
from openimr.publication.library.derived import Deriving
from openimr.publication.library.numbers import folded
from openimr.publication.model import (
    Provenance,
    PublishedDetermination,
    PublishedFinding,
    SourceKind,
)
from openimr.vocabulary.request import TreatmentRequest

Cells = Mapping[str, str]
"""The cells of a row by field; a cell that says nothing is left out."""

_NOTHING: Final = frozenset({"", "na", "none", "null", "unknown", "notavailable", "notapplicable"})
_NO_REQUEST: Final = TreatmentRequest()
_NUMBERS: Final = re.compile(r"\d+")
_OPEN: Final = re.compile(r"\+|over|older|above|plus", re.I)
_UNDER: Final = re.compile(r"under|below|less|younger", re.I)
_YEARS: Final = range(1990, 2100)

Read = TypeVar("Read")


class Export(NamedTuple):
    """One kind of export.

    Attributes:
        kind: of source.
        called: for messages.
        columns: names under which a field is known, folded, by the field; "" names no field:
            columns that are known and have no place in the library.
        needed: fields without which a table is not of this kind; of a tuple one will do.
        read: the determination of a row's cells.
    """

    kind: SourceKind
    called: str
    columns: Mapping[str, tuple[str, ...]]
    needed: tuple[tuple[str, ...], ...]
    read: Callable[[Cells, Provenance, Deriving], PublishedDetermination]


class Recognised(NamedTuple):
    """A table whose header was understood.

    Attributes:
        export: its kind.
        fields: the field of each column, in order; None for one that is left out.
        unknown: columns that no layout knows, as named.
    """

    export: Export
    fields: tuple[str | None, ...]
    unknown: tuple[str, ...]


def recognised(header: Sequence[str], exports: Sequence[Export]) -> Recognised | None:
    """The kind of export that a header belongs to, or None."""
    read = [_fields(header, export) for export in exports]
    whole = [found for found in read if _complete(found)]
    return max(whole, key=lambda found: sum(map(bool, found.fields)), default=None)


def _fields(header: Sequence[str], export: Export) -> Recognised:
    by_name = {name: field for field, names in export.columns.items() for name in names}
    fields: list[str | None] = []
    unknown: list[str] = []
    for name in header:
        field = by_name.get(folded(name))
        if field is None and name.strip():
            unknown.append(" ".join(name.split()))
        fields.append(field if field and field not in fields else None)
    return Recognised(export, tuple(fields), tuple(unknown))


def _complete(found: Recognised) -> bool:
    return all(any(field in found.fields for field in one) for one in found.export.needed)


def cells_of(row: Sequence[str], fields: Sequence[str | None]) -> dict[str, str]:
    """The cells of a row that say something, by field."""
    told = zip(fields, row, strict=True)
    return {field: cell for field, cell in told if field and folded(cell) not in _NOTHING}


def row_digest(cells: Cells) -> str:
    """Digest of what a row says, whatever the order of its columns."""
    said = sorted((field, " ".join(cell.split())) for field, cell in cells.items())
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


class Reading:
    """Cells of one row as values; what is said and not understood is noted as unread."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self.unread: list[str] = []

    def year(self, field: str = "year") -> int | None:
        """A year, from a cell that holds one or a day."""
        found = [int(one) for one in _NUMBERS.findall(self._cells.get(field, ""))]
        return self._known(next((one for one in found if one in _YEARS), None), field, "year")

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
        """Upheld or overturned; a decision that is both is neither, and noted."""
        word = folded(self._cells.get(field))
        decision = None
        if "part" not in word and ("upheld" in word) != ("overturned" in word):
            decision = Decision.UPHELD if "upheld" in word else Decision.OVERTURNED
        return self._known(decision, field, "findings.0.decision")

    def joined(self, *fields: str) -> str | None:
        """A category and what stands below it, as one text."""
        told = [" ".join(self._cells[one].split()) for one in fields if one in self._cells]
        return ": ".join(dict.fromkeys(told)) or None

    def _known(self, read: Read | None, field: str, named: str) -> Read | None:
        if read is None and field in self._cells:
            self.unread.append(named)
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
