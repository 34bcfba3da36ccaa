"""What ``openimr letter read`` prints: table, JSON, JSON lines, CSV; and the Parquet file."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, TextIO

import msgspec

from openimr.adapters.letter_tables import CsvRows, ParquetRows
from openimr.determination.reading import LetterReading
from openimr.determination.reading_json import as_json
from openimr.determination.reading_rows import rows_of


class Output(Protocol):
    """Takes the readings one by one."""

    def add(self, reading: LetterReading) -> None:
        """Show one reading."""
        ...


@contextlib.contextmanager
def output_for(form: str, parquet: Path | None, stream: TextIO, *, alone: bool) -> Iterator[Output]:
    """The output of a form: "table", "json", "jsonl" or "csv".

    Args:
        form: what goes to ``stream``; with ``parquet`` a table is left out.
        parquet: a file for the rows besides, or None.
        stream: standard output.
        alone: whether one letter was asked for by name, so that JSON is one object.
    """
    with contextlib.ExitStack() as stack:
        outputs: list[Output] = []
        if parquet is not None:
            outputs.append(_Rows(stack.enter_context(ParquetRows(parquet))))
        if form == "csv":
            outputs.append(_Rows(CsvRows(stream)))
        elif form == "jsonl":
            outputs.append(_JsonLines(stream))
        elif form == "json":
            outputs.append(stack.enter_context(_json(stream, alone=alone)))
        elif parquet is None:
            from openimr.cli.letter_read_table import TableOfLetters

            outputs.append(stack.enter_context(TableOfLetters(stream, alone=alone)))
        yield _All(outputs)


class _All:
    def __init__(self, outputs: list[Output]) -> None:
        self._outputs = outputs

    def add(self, reading: LetterReading) -> None:
        for output in self._outputs:
            output.add(reading)


class _Rows:
    def __init__(self, rows: CsvRows | ParquetRows) -> None:
        self._rows = rows

    def add(self, reading: LetterReading) -> None:
        self._rows.write(rows_of(reading))


class _JsonLines:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def add(self, reading: LetterReading) -> None:
        self._stream.write(msgspec.json.encode(as_json(reading)).decode() + "\n")


class _Json:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._separator = ""

    def add(self, reading: LetterReading) -> None:
        shown = msgspec.json.format(msgspec.json.encode(as_json(reading)), indent=2).decode()
        self._stream.write(self._separator + shown)
        self._separator = ",\n"


@contextlib.contextmanager
def _json(stream: TextIO, *, alone: bool) -> Iterator[Output]:
    opening, closing = ("", "\n") if alone else ("[\n", "\n]\n")
    stream.write(opening)
    yield _Json(stream)
    stream.write(closing)
