"""Rows of letter readings as CSV and Parquet files."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TextIO

from openimr.adapters.file_names import refusal, shown_name
from openimr.determination.reading_rows import COLUMNS, Cell, Row
from openimr.vocabulary.errors import BadInput

ROWS_AT_ONCE: Final = 2000
"""Rows that are kept in memory before they are written."""


class CsvRows:
    """Writes rows as CSV, the column names first; lists are joined by semicolons."""

    def __init__(self, stream: TextIO) -> None:
        self._writer = csv.writer(stream, lineterminator="\n")
        self._writer.writerow(COLUMNS)

    def write(self, rows: Iterable[Row]) -> None:
        """Add rows."""
        for row in rows:
            self._writer.writerow([_cell(row[name]) for name in COLUMNS])


def _cell(cell: Cell) -> str | int | float | None:
    if isinstance(cell, tuple):
        return "; ".join(cell)
    return cell.isoformat() if isinstance(cell, dt.date) else cell


class ParquetRows:
    """Writes rows as a Parquet file; the file is whole once the block is left."""

    def __init__(self, path: Path) -> None:
        import pyarrow as pa  # noqa: PLC0415 - a hundred milliseconds that only this needs
        import pyarrow.parquet as pq  # noqa: PLC0415

        kinds = {
            str: pa.string(),
            int: pa.int64(),
            float: pa.float64(),
            dt.date: pa.date32(),
            tuple: pa.list_(pa.string()),
        }
        self._schema = pa.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()])
        self._table = pa.Table
        self._rows: list[Row] = []
        self._path = path
        with self._refusals():
            self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")

    def __enter__(self) -> ParquetRows:
        return self

    def __exit__(self, *_: object) -> None:
        with self._refusals():
            self._flush()
            self._writer.close()

    def write(self, rows: Iterable[Row]) -> None:
        """Add rows."""
        self._rows.extend(rows)
        if len(self._rows) >= ROWS_AT_ONCE:
            with self._refusals():
                self._flush()

    @contextlib.contextmanager
    def _refusals(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = os.strerror(error.errno) if error.errno else refusal(error)
            raise BadInput(shown_name(self._path), f"cannot be written ({reason})") from error

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._table.from_pylist(self._rows, schema=self._schema))
            self._rows.clear()
