"""A letter as HTML: its blocks in their order, each page reference a way to the page itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.urls import reverse

from openimr.case.events.reviewing import PAGE_MARK
from openimr.determination.letter_outline import Block, Field, Heading, Sentence
from openimr.determination.model import Determination, DocumentReviewed
from openimr.determination.write import outline_letter
from openimr.workflow.letter_versions import unmarked

_WHERE = re.compile(r"(?P<file>.+), pages? (?P<first>\d+)(?:-(?P<last>\d+))?")


class Piece(NamedTuple):
    """Words of a letter; those of a page reference with the address of the page, where known."""

    words: str
    address: str = ""
    tells: str = ""


class PageWays:
    """The ways from a letter's page references to the pages of the case file.

    Args:
        number: the case.
        documents: that the letter lists.
        papers: numbers of the papers by name; empty where nobody may see them.
    """

    def __init__(
        self, number: str, documents: tuple[DocumentReviewed, ...], papers: Mapping[str, int]
    ) -> None:
        self._number, self._documents, self._papers = number, documents, papers

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """Words cut at their page references."""
        return tuple(self._cut(unmarked(text)))

    def _cut(self, text: str) -> Iterator[Piece]:
        at = 0
        for mark in PAGE_MARK.finditer(text):
            if mark.start() > at:
                yield Piece(text[at : mark.start()])
            document, page = int(mark[1]), int(mark[2])
            yield Piece(mark[0], self._address(document, page), f"document {document}, page {page}")
            at = mark.end()
        if at < len(text):
            yield Piece(text[at:])

    def _address(self, document: int, page: int) -> str:
        if not 1 <= document <= len(self._documents):
            return ""
        where = _WHERE.fullmatch(self._documents[document - 1].pages or "")
        paper = self._papers.get(where["file"]) if where else None
        if where is None or paper is None:
            return ""
        there = int(where["first"]) + page - 1
        return str(reverse("case-file-page", args=[self._number, paper, there]))


def shown_letter(letter: Determination, ways: PageWays) -> dict[str, Any]:
    """What the template ``letters/words.html`` needs."""
    outline = outline_letter(letter)
    return {
        "title": unmarked(outline.title),
        "draft": outline.draft,
        "blocks": [_block(one, ways) for one in outline.blocks],
    }


def _block(block: Block, ways: PageWays) -> dict[str, Any]:
    if isinstance(block, Heading):
        words = unmarked(block.text) + (f" {block.tail}" if block.tail else "")
        return {"kind": f"heading-{block.level}", "lead": unmarked(block.lead), "words": words}
    if isinstance(block, Sentence):
        return {"kind": "notice" if block.notice else "sentence", "words": unmarked(block.text)}
    if isinstance(block, Field):
        return {
            "kind": "field",
            "label": unmarked(block.label),
            "aside": block.aside,
            "paragraphs": [ways.pieces(one) for one in block.paragraphs],
        }
    rows = [[unmarked(cell.replace("\n", ", ")) for cell in row] for row in block.rows]
    columns = [unmarked(one) for one in block.columns]
    if block.name == "case":
        return {"kind": "facts", "pairs": list(zip(columns, rows[0], strict=True))}
    return {"kind": "table", "columns": columns, "rows": rows}
