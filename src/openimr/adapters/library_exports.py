"""Exports on disk: tables of decisions, row after row, and lists of what happened later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import yaml

from openimr.adapters.file_names import refusal, shown_name
from openimr.adapters.library_tables import Table, opened_file
from openimr.publication.library import from_dmhc, from_nydfs
from openimr.publication.library.derived import Deriving
from openimr.publication.library.exports import (
    Recognised,
    likely,
    recognised,
    row_digest,
    row_of,
)
from openimr.publication.library.later import LaterEvent, is_list_of_events, later_event
from openimr.publication.model import Provenance, PublishedDetermination
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.yaml_values import yaml_values

YAML: Final = (".yaml", ".yml")
"""Files that are taken for lists of later events, where they are named themselves."""

LARGEST_LIST: Final = 20_000_000
"""Bytes of a list of later events."""

_EXPORTS: Final = (from_dmhc.EXPORT, from_nydfs.EXPORT)


def table_at(path: Path) -> Table:
    """A table on disk, of whatever kind.

    Raises:
        BadInput: when it cannot be opened or is no table.
    """
    return Table(path, _is_header)


def _is_header(row: Sequence[str]) -> bool:
    return is_list_of_events(row) or recognised(row, _EXPORTS) is not None


def export_in(table: Table) -> Recognised:
    """What a table is an export of.

    Raises:
        BadInput: when it is none that is known.
    """
    kind = recognised(table.header, _EXPORTS)
    if kind is None:
        known = " or ".join(one.called for one in _EXPORTS)
        found = f"is {'empty, ' if table.empty else ''}a table of no kind that is known"
        nearest = likely(table.header, _EXPORTS)[0]
        if any(nearest.fields):
            lacks = " and ".join(nearest.lacks())
            found = f"{found}: for {nearest.export.called} it lacks a column that tells {lacks}"
        raise BadInput(table.place, found, f"Give {known}, with the names of the columns.")
    return kind


def determinations_in(
    table: Table, kind: Recognised, deriving: Deriving
) -> Iterator[PublishedDetermination | BadInput]:
    """What each row of an export says, or why it cannot be read."""
    for number, row in table.rows():
        yield row if isinstance(row, BadInput) else _read(table, kind, number, row, deriving)


def _read(
    table: Table, kind: Recognised, number: int, row: Sequence[str], deriving: Deriving
) -> PublishedDetermination | BadInput:
    said = row_of(row, kind)
    source = Provenance(
        kind=kind.export.kind,
        name=shown_name(table.path.name),
        sha256=row_digest(said),
        row=number,
    )
    try:
        return kind.export.read(said, source, deriving)
    except BadInput as error:
        return BadInput(f"{table.place}, row {number}", error.found, error.remedy)
    except ValueError:  # a value refuses characters that no page can show
        return BadInput(f"{table.place}, row {number}", "holds characters that cannot be shown")


def events_in(table: Table) -> Iterator[LaterEvent | BadInput] | None:
    """The later events that a table lists, or what is wrong with them; None for another table."""
    return _events(table) if is_list_of_events(table.header) else None


def _events(table: Table) -> Iterator[LaterEvent | BadInput]:
    for number, row in table.rows():
        if isinstance(row, BadInput):
            yield row
            continue
        try:
            told = dict(zip(table.header, row, strict=True))
            yield later_event(told, f"{table.place}, row {number}")
        except BadInput as error:
            yield error


def events_of_yaml(path: Path) -> Iterator[LaterEvent | BadInput]:
    """The later events that a YAML file lists, or what is wrong with them."""
    place = shown_name(path)
    try:
        with opened_file(path) as file:
            told = file.read(LARGEST_LIST + 1)
        if len(told) > LARGEST_LIST:
            raise BadInput(place, f"is too large for a list ({LARGEST_LIST:,} bytes at most)")
        listed = yaml_values(told.decode())
    except OSError as error:
        raise BadInput(place, f"cannot be opened ({refusal(error)})") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadInput(place, "is no YAML") from error
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise BadInput(place, "is no list of later events", "Give a list of mappings.")
    for number, told in enumerate(listed, start=1):
        try:
            yield later_event(told, f"{place}, entry {number}")
        except BadInput as error:
            yield error
