"""A letter before it has a format: headings, sentences, labelled fields and tables in order.

The texts carry the marks of ``letter_marks``; a typesetter prints them exactly as they are and
adds nothing but the running head and foot.
"""

from __future__ import annotations

import datetime as dt

from openimr.vocabulary.value import Value, require


class Heading(Value, frozen=True, kw_only=True, tag="heading"):
    """A heading; printed as ``lead``, ``text`` and ``tail`` in one line of text.

    Attributes:
        level: 1 for a section, 2 for a finding.
        text: the words.
        lead: what counts the findings ("Issue 2 of 3"), or empty.
        tail: the decision after a finding's title, or empty.
    """

    level: int
    text: str
    lead: str = ""
    tail: str = ""

    def __post_init__(self) -> None:
        require(self.level in {1, 2}, "a letter has two levels of headings")


class Sentence(Value, frozen=True, kw_only=True, tag="sentence"):
    """A paragraph of the letter's own words; ``notice`` sets it off from the rest."""

    text: str
    notice: bool = False


class Field(Value, frozen=True, kw_only=True, tag="field"):
    """What the determination says under one label.

    Attributes:
        label: the label, or empty where the heading above is the label.
        paragraphs: one or more; the first runs on after the label.
        aside: whether it is a detail, to be set smaller than the letter's main text.
    """

    label: str
    paragraphs: tuple[str, ...]
    aside: bool = False


class Table(Value, frozen=True, kw_only=True, tag="table"):
    r"""Rows under column headers; lines inside a cell are separated by ``\n``.

    Attributes:
        name: "case" (a few short facts) or "documents" (the numbered list).
        columns: the column headers.
        rows: as many cells each as there are columns.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            require(len(row) == len(self.columns), "a row fills its columns")


Block = Heading | Sentence | Field | Table


class LetterOutline(Value, frozen=True, kw_only=True):
    """A whole letter.

    Attributes:
        title: the title as printed, with its mark.
        document_title: the title as the file's properties show it.
        blocks: what stands under the title, in reading order.
        running_head: printed at the top of every page, or empty.
        running_foot: printed at the foot of every page beside "Page 1 of 4", or empty.
        draft: whether the letter must say DRAFT on every page.
        dated: the day the file's properties give, or None for a letter without a date.
        language: language of the letter's text (BCP 47).
    """

    title: str
    document_title: str
    blocks: tuple[Block, ...]
    running_head: str = ""
    running_foot: str = ""
    draft: bool = False
    dated: dt.date | None = None
    language: str = "en-US"
