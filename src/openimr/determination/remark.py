"""Give a line of our own letters its marks back after a person retyped it.

A reviewer who edits a draft in a word processor may type over a label or split a paragraph;
the labels and headings are fixed words, so the marks that belong to them are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from openimr.determination import letter_words as words
from openimr.determination.letter_marks import ABSENT, PARAGRAPH, PART, VALUE

_LABELS: Final = (
    *(label for row in words.HEADER_ROWS for label in row),
    words.GENERATED,
    words.STATEMENT,
    words.LICENSURE,
    words.SPECIALTIES,
    words.CLAIMS_ADMINISTRATOR_GUIDELINE,
    words.REVIEWER_GUIDELINE,
    words.RATIONALE,
    words.SIGNED,
)
_LABELLED: Final = re.compile(f"({'|'.join(map(re.escape, _LABELS))})[ \u00a0]*")
_ISSUE: Final = re.compile(r"(Issue \d+ of \d+)[ \u00a0:.]*")
_ALONE: Final = frozenset(
    {
        *(label for row in words.HEADER_ROWS for label in row),
        words.TITLE,
        words.HOW_MADE,
        words.SUMMARY,
        words.DOCUMENTS,
        words.ISSUES,
        words.SIGNATURE,
        words.CREDENTIALS,
        words.DRAFT_NOTICE,
        words.HOW_TO_READ,
        words.MADE_BY_REVIEWER,
        words.NO_DOCUMENTS,
        words.NO_ISSUES,
    }
)


def remarked(line: str, otherwise: str = "") -> str:
    """The line with the mark that belongs at its start.

    Args:
        line: one paragraph, cell or line.
        otherwise: the mark for words that are neither marked nor known, or empty for none.
    """
    if line[:1] in {PART[0], VALUE[0], PARAGRAPH[0]}:
        return line
    plain = " ".join(line.split())
    if plain in _ALONE:
        return PART + plain
    for pattern in (_LABELLED, _ISSUE):
        if found := pattern.match(plain):
            content = plain[found.end() :]
            if found[1] in {words.LICENSURE, words.SPECIALTIES}:
                content = content.replace(", ", f",{VALUE}")
            return f"{PART}{found[1]}{VALUE}{content}"
    return otherwise + line


_RUNNING_LINE: Final = re.compile(r"(?:Case .{0,80} )?Page \d+ of \d+")
_CELL: Final = re.compile(
    rf"{words.NOT_STATED}|\d\d/\d\d/\d{{4}}|age \d+(?:, (?:fe)?male)?|(?:fe)?male|\S+"
)
_SMALL_LABELS: Final = (
    *(words.QUANTITY, words.UNIT, words.PER_WEEK, words.WEEKS, words.BODY_PART, words.DRUG),
    *(words.STRENGTH, words.BASIS, words.SOURCE, words.SECTION, words.PAGE),
)
_SMALL: Final = re.compile(rf"(?:· )?({'|'.join(map(re.escape, _SMALL_LABELS))}) ")
_FIRST_SMALL: Final = re.compile(rf"({words.REQUEST}|{words.RECORDED})\s+(?=\w)")


def remarked_pages(pages: Sequence[str]) -> list[str]:
    """Pages of a letter that lost all its marks on the way, marked by its fixed words.

    Paragraphs are joined, and the rows of the list of documents stay unmarked: without its
    spaces a letter does not tell where they begin and end.
    """
    return ["".join(_remarked_lines(page.splitlines())) for page in pages]


def _remarked_lines(lines: Sequence[str]) -> Iterator[str]:
    columns: tuple[str, ...] = ()
    for line in (" ".join(line.split()) for line in lines):
        row = next((row for row in words.HEADER_ROWS if " ".join(row) == line), None)
        if row:
            yield "".join(f"{PART}{label} " for label in row)
            columns = row
        elif columns:
            yield PART + "".join(f"{VALUE}{cell} " for cell in _CELL.findall(line))
            columns = ()
        elif _FIRST_SMALL.match(line):
            yield _SMALL.sub(rf"{PART}\1{VALUE}", _FIRST_SMALL.sub(rf"{PART}\1 ", line)) + " "
        elif line == words.SUMMARY:
            yield f"{PART}{line}{VALUE}"
        elif not _RUNNING_LINE.fullmatch(line) and line != words.DRAFT_RUNNING:
            yield _absent(remarked(line)) + " "


def _absent(line: str) -> str:
    return line.replace(VALUE + words.NOT_STATED, VALUE + ABSENT + words.NOT_STATED)
