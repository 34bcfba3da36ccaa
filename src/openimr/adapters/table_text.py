"""Tables of text with cells between commas, semicolons, tabs or bars, row by row.

What is malformed costs its own line: a quotation mark that nobody closes would else take the rows
behind it into one cell, and a file that was cut off would end in half a sentence.
"""

from __future__ import annotations

import codecs
import collections
import csv
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final, TextIO

LONGEST_CELL: Final = 1_000_000
"""Characters; the longest summaries known have some ten thousand."""

DELIMITERS: Final = ",;\t|"

_LONGEST_LINE: Final = 32 * LONGEST_CELL
_STRETCH: Final = 1 << 20
_SAMPLE: Final = 400
_LOST: Final = "\N{REPLACEMENT CHARACTER}"
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

Opened = Callable[[], BinaryIO]
"""Opens the bytes of a table from their beginning."""

Line = tuple[int, list[str] | str]
"""Where a row begins, as a line from 1; and its cells, or why it is no row."""


def encoding_of(opened: Opened) -> tuple[str, int]:
    """The encoding of a text, and how many of its characters are damaged in it.

    What is no Unicode is taken for that of Windows; a text in which more was Unicode than was not
    is Unicode that was damaged.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    damaged = whole = 0
    with opened() as file:
        stretch = file.read(_STRETCH)
        if (wide := _wide(stretch[:_SAMPLE])) is not None:
            return wide, 0
        while stretch:
            text = decoder.decode(stretch)
            if not text.isascii():
                lost = text.count(_LOST)
                damaged += lost
                whole += len(text) - len(text.encode("ascii", "ignore")) - lost
            stretch = file.read(_STRETCH)
    damaged += bool(decoder.decode(b"", final=True))
    return ("cp1252", 0) if damaged > whole else ("utf-8-sig", damaged)


def _wide(sample: bytes) -> str | None:
    """The kind of UTF-16 that a text begins in: every second byte of ours is zero."""
    if sample.startswith(_UTF_16):
        return "utf-16"
    if sample[1::2].count(0) * 2 > len(sample[1::2]):
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) * 2 > len(sample[::2]) else None


def text_rows(opened: Opened, encoding: str, delimiter: str) -> Iterator[Line]:
    """Each row of a table of text; a blank line is one without cells."""
    csv.field_size_limit(LONGEST_CELL)
    text = io.TextIOWrapper(opened(), encoding=encoding, errors="replace", newline="")
    with text as file:
        lines = _Lines(file)
        rows = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            began = lines.begin()
            try:
                cells: list[str] | str = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                cells = lines.alone(delimiter) or _why(error)
                lines.give_back()
                rows = csv.reader(lines, delimiter=delimiter, strict=True)
            yield began, cells


def _why(error: csv.Error) -> str:
    """What is wrong with a row, for a person."""
    if "field larger" in str(error):
        return f"is no row of a table (a cell has more than {LONGEST_CELL:,} characters)"
    if "unexpected end" in str(error):
        return "opens a quotation mark that is never closed; the file may have been cut off"
    return "is no row of a table (its quotation marks do not match)"


class _Lines:
    """The lines of a file, of which those that follow the first of a row can be given back."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._back: collections.deque[str] = collections.deque()
        self._row: list[str] = []
        self._number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else self._file.readline(_LONGEST_LINE)
        if not line:
            raise StopIteration
        self._row.append(line)
        self._number += 1
        return line

    def begin(self) -> int:
        """A row begins; the number of its line."""
        self._row.clear()
        return self._number + 1

    def alone(self, delimiter: str) -> list[str] | None:
        """The cells of a row that is one line, with marks inside a cell that nobody doubled."""
        if len(self._row) != 1:
            return None
        try:
            read = list(csv.reader([*self._row, "\n"], delimiter=delimiter))
        except csv.Error:
            return None
        return read[0] if len(read) == 2 else None

    def give_back(self) -> None:
        """The row ended with its first line; those behind it are rows of their own."""
        back = self._row[1:]
        self._back.extendleft(reversed(back))
        self._number -= len(back)
