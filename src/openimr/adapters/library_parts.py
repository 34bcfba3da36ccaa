"""Parquet files that are written once and read ever after: how the library lies on disk.

A folder of parts. A part is written beside its place, forced onto the disk and put there as a
whole, so that a run killed at any moment leaves whole parts alone. Small parts are joined into
larger ones; a larger part names those that it replaces, which count for nothing from the moment
it is there, whether or not they could still be removed. Whoever reads them has them open.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from openimr.adapters.file_names import refusal, shown_name
from openimr.adapters.whole_file import clear_unfinished, refusals, whole_file
from openimr.vocabulary.errors import BadInput

_PART: Final = re.compile(r"part-\d{6}\.parquet")
_REPLACES: Final = b"openimr.replaces"
_LOOKS: Final = 5


class Parts:
    """The parts of one folder, all of one schema."""

    def __init__(
        self, folder: Path, schema: Any, rows_of_a_group: int, sought: Sequence[str]
    ) -> None:
        """Open them.

        Args:
            folder: that holds them; one that is not there holds none.
            schema: of Arrow; a part of another one is refused, but for one that lacks lists which
                were added since.
            rows_of_a_group: rows that are read to find one.
            sought: columns of which the end of a part tells the lowest and highest value in each
                group of rows, so that few are read. Those of all columns would make a part take
                nearly twice as long to open.

        Raises:
            BadInput: when a part cannot be read.
        """
        self._folder, self._schema = folder, schema
        self._rows_of_a_group, self._sought = rows_of_a_group, list(sought)
        self._files: dict[str, Any] = {}
        self._replaced: frozenset[str] = frozenset()
        self.refresh()

    def refresh(self) -> None:
        """Look again which parts there are."""
        for _ in range(_LOOKS):
            with contextlib.suppress(FileNotFoundError):  # joined with others since listed
                self._open_all()
                return
        self._open_all()

    def _open_all(self) -> None:
        opened = {name: self._files.get(name) or self._opened(name) for name in self._names()}
        replaced = {old for file in opened.values() for old in _replaces(file)}
        self._replaced = frozenset(replaced & opened.keys())
        self._files = {name: file for name, file in opened.items() if name not in replaced}

    @property
    def files(self) -> tuple[Any, ...]:
        """The parts that count, opened, in their order."""
        return tuple(self._files.values())

    @property
    def count(self) -> int:
        """How many rows they hold."""
        return sum(file.metadata.num_rows for file in self.files)

    @property
    def sizes(self) -> dict[str, int]:
        """The rows of each part by its name."""
        return {name: file.metadata.num_rows for name, file in self._files.items()}

    @property
    def older(self) -> frozenset[str]:
        """The parts that lack lists which were added since; they can be read, not joined."""
        read = ((name, file.schema_arrow) for name, file in self._files.items())
        return frozenset(name for name, one in read if not _same(one, self._schema))

    @property
    def told(self) -> tuple[str, ...]:
        """Each part by its name and size: another library's part of that name is another one."""
        return tuple(f"{name} {(self._folder / name).stat().st_size}" for name in self._files)

    def part(self, told: str) -> Any:
        """One part, as `told` tells it."""
        return self._files[told.partition(" ")[0]]

    def columns(self, *names: str) -> Iterator[Any]:
        """Some columns as tables, one for each part; of a record with a dot ("request.unit")."""
        for file in self.files:
            yield file.read(columns=list(names))

    def highest(self, column: str) -> int:
        """The highest number of a column that is sought, with one in each row; none is read."""
        return max((_highest(file.metadata, column) for file in self.files), default=0)

    def clear_away(self) -> None:
        """Remove what a killed run left unfinished, and parts that others have replaced."""
        with refusals(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            clear_unfinished(self._folder)
            for name in self._replaced:
                (self._folder / name).unlink(missing_ok=True)
        self.refresh()

    def add(self, table: Any) -> None:
        """Write a further part; it is there as a whole or not at all.

        Raises:
            BadInput: when it cannot be written.
        """
        self._write(table, ())

    def join(self, names: Sequence[str], order: Sequence[str]) -> None:
        """Join parts into one, sorted by columns, that counts in their stead.

        Raises:
            BadInput: when it cannot be written.
        """
        joined = pa.concat_tables([self._files[name].read() for name in names])
        self._write(joined.sort_by([(column, "ascending") for column in order]), names)
        self.clear_away()

    def leave_out(self, name: str, keep: Any) -> str:
        """Write a part anew without some rows, in its stead; as it is then told.

        A part of which no row is left stays as an empty one: its name is never given again.

        Args:
            name: of the part.
            keep: a mask of Arrow: which rows stay.

        Raises:
            BadInput: when it cannot be written.
        """
        written = self._write(self._files[name].read().filter(keep), (name,))
        self.clear_away()
        return next(one for one in self.told if one.startswith(written))

    def _write(self, table: Any, replaces: Sequence[str]) -> str:
        number = max((int(name[5:11]) for name in self._names()), default=0) + 1
        path = self._folder / f"part-{number:06}.parquet"
        told = table.replace_schema_metadata({_REPLACES: ",".join(replaces).encode()})
        with refusals(path), whole_file(path, on_disk=True) as unfinished:
            pq.write_table(
                told,
                unfinished,
                compression="zstd",
                row_group_size=self._rows_of_a_group,
                write_statistics=self._sought,
            )
        self.refresh()
        return path.name

    def _names(self) -> list[str]:
        try:
            found = os.listdir(self._folder)  # noqa: PTH208 - names are all that is needed
        except FileNotFoundError:
            return []
        except OSError as error:
            why = f"cannot be opened ({refusal(error)})"
            raise BadInput(shown_name(self._folder), why) from error
        return sorted(name for name in found if _PART.fullmatch(name))

    def _opened(self, name: str) -> Any:
        path = self._folder / name
        try:
            file = pq.ParquetFile(path)
        except pa.ArrowInvalid as error:
            remedy = "Remove it and build the library again: what it held is read anew."
            raise BadInput(shown_name(path), "is no whole Parquet file", remedy) from error
        except FileNotFoundError:
            raise
        except OSError as error:
            raise BadInput(shown_name(path), f"cannot be opened ({refusal(error)})") from error
        there = file.schema_arrow
        if not (_same(there, self._schema) or _fits(there, self._schema)):
            remedy = "Build it anew with this OpenIMR in another folder."
            raise BadInput(shown_name(path), "has columns of another OpenIMR", remedy)
        return file


def place_of(told: Any, column: str) -> int:
    """The place of a column in the metadata of a part, which counts what records hold one by one.

    The first places are looked at first: asking a part for its whole schema takes longer.
    """
    places = range(told.num_columns)
    return next(place for place in places if told.schema.column(place).path == column)


def _highest(told: Any, column: str) -> int:
    place = place_of(told, column)
    groups = (told.row_group(group).column(place) for group in range(told.num_row_groups))
    return max((group.statistics.max for group in groups if group.num_values), default=0)


def _same(one: Any, schema: Any) -> bool:
    return bool(one.remove_metadata().equals(schema))


def _fits(one: Any, schema: Any) -> bool:
    """Whether the fields of a schema or record are those of another, which may have more lists."""
    there = [field.name for field in one]
    if there != [field.name for field in schema if field.name in there]:
        return False
    return all(
        _fit(one.field(field.name), field) if field.name in there else pa.types.is_list(field.type)
        for field in schema
    )


def _fit(one: Any, field: Any) -> bool:
    if pa.types.is_struct(one.type) and pa.types.is_struct(field.type):
        return one.nullable == field.nullable and _fits(one.type, field.type)
    return bool(one.equals(field))


def _replaces(file: Any) -> list[str]:
    told = (file.metadata.metadata or {}).get(_REPLACES, b"").decode()
    return [name for name in told.split(",") if name]
