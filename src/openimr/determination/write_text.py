"""A letter as plain text, wrapped for reading in any editor.

Lines end in the space at which they were broken, so that joining them gives the text back;
white space at the start of a line is for the eye only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from openimr.determination.letter_marks import PART, RUNNING
from openimr.determination.letter_outline import (
    Block,
    Field,
    Heading,
    LetterOutline,
    Sentence,
    Table,
)

WIDTH = 88
"""Characters in a line at most, unless a single word is longer."""


def typeset_text(outline: LetterOutline, attached: bytes, today: dt.date) -> bytes:
    """The letter as a text file in UTF-8; carries neither attachment nor date."""
    return write_text(outline).encode()


def write_text(outline: LetterOutline) -> str:
    """The letter as plain text with its marks, ending in a line end."""
    lines = [outline.title, _rule("=", outline.title), ""]
    for block in outline.blocks:
        lines += [*_block_lines(block), ""]
    return "\n".join(lines)


def _block_lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield from _wrapped(block.lead + block.text + block.tail)
        if block.level == 1:
            yield _rule("-", block.text)
    elif isinstance(block, Sentence):
        yield from _wrapped(block.text)
    elif isinstance(block, Field):
        yield from _field_lines(block)
    else:
        yield from _table_lines(block)


def _field_lines(field: Field) -> Iterator[str]:
    first, *others = field.paragraphs
    yield from _wrapped(field.label + first)
    for paragraph in others:
        yield ""
        yield from _wrapped(paragraph)


def _table_lines(table: Table) -> Iterator[str]:
    if table.name == "case":
        for row in table.rows:
            for column, cell in zip(table.columns, row, strict=True):
                yield from _wrapped(column + cell.removeprefix(PART))
        return
    yield from _wrapped(PART + " · ".join(column.strip() for column in table.columns))
    for row in table.rows:
        number, date, *cells = row
        yield from _wrapped(f"{number}. {date}")
        for cell in cells:
            for line in cell.split("\n"):
                yield from _wrapped(line, indent="    ")


def _wrapped(text: str, indent: str = "") -> Iterator[str]:
    """Lines broken after spaces; each keeps the space at which it was broken."""
    line = indent
    for word in _words(text):
        if line.strip() and len(line) + len(word.rstrip(" ")) > WIDTH:
            yield line
            line = indent
        line += word
    yield line


def _words(text: str) -> Iterator[str]:
    *words, last = text.split(" ")
    yield from (f"{word} " for word in words)
    yield last


def _rule(sign: str, under: str) -> str:
    return f"{RUNNING}{sign * len(under.strip())}{RUNNING}"
