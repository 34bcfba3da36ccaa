"""Determinations as rows of flat tables, for programs that read nothing but CSV.

Three tables: determinations, their findings, and what the findings cite, held together by
identifier, version and number. Records are spread over columns of their own; a list of texts
stands in one cell. Whoever needs every word exactly as it is reads the lines of JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from openimr.publication.library.later import LaterEvent
from openimr.publication.library.schema import COLUMNS, LATER_COLUMNS, Column, Kind
from openimr.publication.model import PublishedDetermination
from openimr.vocabulary.csv_cells import plain_cell
from openimr.vocabulary.value import Value

BETWEEN: Final = " | "
"""Stands between the texts of one cell."""


class CellColumn(Value, frozen=True, kw_only=True):
    """A column of a flat table.

    Attributes:
        name: in the header.
        path: of names, from the record that a row is.
        column: of the schema.
    """

    name: str
    path: tuple[str, ...]
    column: Column


class FlatTable(Value, frozen=True, kw_only=True):
    """A flat table.

    Attributes:
        name: of its file.
        says: what a row is.
        columns: in order.
        key: columns that tell a row from any other; none where only all of them do.
        of: the table whose rows these belong to.
    """

    name: str
    says: str
    columns: tuple[CellColumn, ...]
    key: tuple[str, ...]
    of: str | None = None


def _flat(columns: Sequence[Column], path: tuple[str, ...] = ()) -> Iterator[CellColumn]:
    """The columns that hold one cell; a list of records has a table of its own."""
    for column in columns:
        here = (*path, column.name)
        if column.kind is not Kind.RECORD:
            yield CellColumn(name="_".join(here), path=here, column=column)
        elif not column.many:
            yield from _flat(column.of, here)


def _own(name: str, kind: Kind, says: str, words: tuple[str, ...] = ()) -> CellColumn:
    column = Column(name=name, kind=kind, says=says, needed=True, words=words)
    return CellColumn(name=name, path=(name,), column=column)


_FINDING: Final = next(one for one in COLUMNS if one.name == "findings").of
_CITATION: Final = next(one for one in _FINDING if one.name == "citations").of
_CITED_BY: Final = {"claims_citations": "claims administrator", "citations": "reviewer"}
_KEY: Final = (
    _own("id", Kind.TEXT, "Identifier of the determination."),
    _own("version", Kind.WHOLE, "Version of the determination."),
)

DETERMINATIONS: Final = FlatTable(
    name="determinations.csv",
    says="One version of a determination.",
    columns=tuple(_flat(COLUMNS)),
    key=("id", "version"),
)
FINDINGS: Final = FlatTable(
    name="findings.csv",
    says="The answer on one treatment.",
    columns=(*_KEY, *_flat(_FINDING)),
    key=("id", "version", "number"),
    of=DETERMINATIONS.name,
)
CITATIONS: Final = FlatTable(
    name="citations.csv",
    says="A guideline or study that a finding cites.",
    columns=(
        *_KEY,
        _own("number", Kind.WHOLE, "Number of the finding."),
        _own("cited_by", Kind.TEXT, "Who cites it.", tuple(_CITED_BY.values())),
        _own("place", Kind.WHOLE, "Place among what is cited by the same, from 1."),
        *_flat(_CITATION),
    ),
    key=("id", "version", "number", "cited_by", "place"),
    of=FINDINGS.name,
)
TABLES: Final = (DETERMINATIONS, FINDINGS, CITATIONS)
"""The flat tables, each before those that belong to its rows."""

EVENTS: Final = FlatTable(
    name="later-events.csv",
    says="What became of a determination later, in every version.",
    columns=tuple(_flat(LATER_COLUMNS)),
    key=(),
)
"""The table of what happened later, as ``library build`` reads it."""

DESCRIBED: Final = (*TABLES, EVENTS)
"""Every flat table."""

Rows = dict[str, list[list[object]]]


def header(table: FlatTable) -> list[str]:
    """The first line of a table."""
    return [one.name for one in table.columns]


def rows_of(determinations: Sequence[PublishedDetermination]) -> Rows:
    """Rows of every table by the table's name, in the order of the determinations."""
    rows: Rows = {one.name: [] for one in TABLES}
    for said in determinations:
        told = msgspec.to_builtins(said)
        rows[DETERMINATIONS.name].append(_row(DETERMINATIONS, told))
        key = {"id": said.id, "version": said.version}
        for finding in told["findings"]:
            rows[FINDINGS.name].append(_row(FINDINGS, {**finding, **key}))
            for one in _cited(finding):
                rows[CITATIONS.name].append(_row(CITATIONS, {**one, **key}))
    return rows


def _cited(finding: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for field, by in _CITED_BY.items():
        for place, one in enumerate(finding[field], start=1):
            yield {**one, "number": finding["number"], "cited_by": by, "place": place}


def event_row(event: LaterEvent) -> list[object]:
    """What happened later, as a row."""
    return _row(EVENTS, msgspec.to_builtins(event))


def _row(table: FlatTable, told: Mapping[str, Any]) -> list[object]:
    return [_cell(_at(told, one.path)) for one in table.columns]


def _at(told: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        told = told[name]
    return told


def _cell(content: Any) -> object:
    """A cell that no spreadsheet takes for a formula."""
    if content is None:
        return ""
    if isinstance(content, str):
        return plain_cell(content)
    return plain_cell(BETWEEN.join(content)) if isinstance(content, list | tuple) else content
