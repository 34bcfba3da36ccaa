"""Exports on disk: tables of decisions, row after row."""

from __future__ import annotations

import codecs
import csv
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import yaml

from openimr.adapters.file_names import refusal, shown_name
from openimr.publication.library import from_dmhc, from_nydfs
from openimr.publication.library.derived import Deriving
from openimr.publication.library.exports import Recognised, cells_of, recognised, row_digest
from openimr.publication.library.later import LaterEvent, is_list_of_events, later_event
from openimr.publication.model import Provenance, PublishedDetermination
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.yaml_values import yaml_values

TABLES: Final = (".csv", ".tsv")
"""Files that are taken for tables."""

YAML: Final = (".yaml", ".yml")
"""Files that are taken for lists of later events, where they are named themselves."""

LONGEST_CELL: Final = 1_000_000
"""Characters; the longest summaries known have some ten thousand."""

_EXPORTS: Final = (from_dmhc.EXPORT, from_nydfs.EXPORT)
_STRETCH: Final = 1 << 20
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Table:
    """A table on disk, read row by row."""

    def __init__(self, path: Path) -> None:
        """Open it and read its header.

        Raises:
            BadInput: when it cannot be opened, or has no header.
        """
        self.path, self.place = path, shown_name(path)
        try:
            self.digest, self._encoding = _looked_through(path)
        except OSError as error:
            raise BadInput(self.place, f"cannot be opened ({refusal(error)})") from error
        header = next(self._lines(), [])
        if isinstance(header, BadInput):
            raise header
        self.header = header

    def rows(self) -> Iterator[tuple[int, list[str] | BadInput]]:
        """Each row below the header with its number, or what is wrong with it; blank ones not."""
        lines = self._lines()
        next(lines)
        for number, cells in enumerate(lines, start=1):
            place = f"{self.place}, row {number}"
            if isinstance(cells, BadInput):
                yield number, BadInput(place, cells.found)
            elif any(cell.strip() for cell in cells):
                width = len(self.header)
                found = f"has {len(cells)} cells where the header has {width}"
                yield number, cells if len(cells) == width else BadInput(place, found)

    def _lines(self) -> Iterator[list[str] | BadInput]:
        csv.field_size_limit(LONGEST_CELL)
        with self.path.open(encoding=self._encoding, errors="replace", newline="") as file:
            delimiter = _delimiter(file.readline())
            file.seek(0)
            reader = csv.reader(file, delimiter=delimiter)
            while True:
                try:
                    yield next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    yield BadInput(self.place, f"is no row of a table ({error})")


def export_in(table: Table) -> Recognised:
    """What a table is an export of.

    Raises:
        BadInput: when it is none that is known.
    """
    kind = recognised(table.header, _EXPORTS)
    if kind is None:
        remedy = f"Give {' or '.join(one.called for one in _EXPORTS)}, with the header."
        raise BadInput(table.place, "is a table of no kind that is known", remedy)
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
    place = f"{table.place}, row {number}"
    cells = cells_of(row, kind.fields)
    if "number" not in cells:
        return BadInput(place, "has no number")
    source = Provenance(
        kind=kind.export.kind,
        name=shown_name(table.path.name),
        sha256=row_digest(cells),
        row=number,
    )
    try:
        return kind.export.read(cells, source, deriving)
    except BadInput as error:
        return BadInput(place, error.found)
    except ValueError:  # a value refuses characters that no page can show
        return BadInput(place, "holds characters that cannot be shown")


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
        listed = yaml_values(path.read_text(encoding="utf-8"))
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


def _looked_through(path: Path) -> tuple[str, str]:
    """Digest and encoding of a table; what is no Unicode is taken for that of Windows."""
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding = "utf-8-sig"
    with path.open("rb") as file:
        while stretch := file.read(_STRETCH):
            digest.update(stretch)
            if file.tell() == len(stretch) and stretch.startswith(_UTF_16):
                encoding = "utf-16"
            if encoding == "utf-8-sig" and not _decodes(decoder, stretch):
                encoding = "cp1252"
    return digest.hexdigest(), encoding


def _decodes(decoder: codecs.IncrementalDecoder, stretch: bytes) -> bool:
    try:
        decoder.decode(stretch)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(header: str) -> str:
    """What stands most between the names of columns."""
    return max(",;\t", key=header.count)
