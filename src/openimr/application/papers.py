"""The papers of an application, and their lines and columns with exact places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from openimr.vocabulary.places import PageSpan, PageText
from openimr.vocabulary.value import Value

_RULE_LINES = "|¦_ \t\n"
"""White space, lines to write on, and what scanning makes of the ruled lines beside a cell."""

Pages = tuple[PageText, ...]
"""The pages of one document, in order."""


class Papers(Value, frozen=True, kw_only=True):
    """What the application is read from; each entry is one document.

    Attributes:
        applications: filed forms (DWC Form IMR), mostly one.
        rfas: requests for authorization.
        ur_decisions: utilization review decisions.
        others: records of the same patient; they only tell the patient's sex where the
            other papers do not.
    """

    applications: tuple[Pages, ...] = ()
    rfas: tuple[Pages, ...] = ()
    ur_decisions: tuple[Pages, ...] = ()
    others: tuple[Pages, ...] = ()


class Segment(Value, frozen=True, kw_only=True):
    """What stands in one column of one line; offsets count in the page's text."""

    page: PageText
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words of the segment."""
        return self.page.text[self.start : self.end]

    @property
    def place(self) -> PageSpan:
        """Where it stands."""
        return self.page.span(self.start, self.end)

    def part(self, start: int, end: int | None = None) -> Segment:
        """The segment between two offsets into its own text, blanks and ruled lines cut off."""
        text = self.text[start:end]
        begin = self.start + start + len(text) - len(text.lstrip(_RULE_LINES))
        length = len(text.strip(_RULE_LINES))
        return Segment(page=self.page, start=begin, end=begin + length)


class Line(Value, frozen=True, kw_only=True):
    """One line of a page with its columns, left to right."""

    columns: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """The line as it stands, columns separated by two spaces."""
        return "  ".join(column.text for column in self.columns)

    @property
    def alone(self) -> Segment | None:
        """The only column, or None when there are several."""
        return self.columns[0] if len(self.columns) == 1 else None


_COLUMN = re.compile(r"\S+(?:[ \t]\S+)*")
_FOOTER = re.compile(
    r"\bpage\s*:?\s*\d+\s*(?:of|/)\s*\d+\s*$|^\W*page\s+\d+\W*$|^\W*\d+\s*(?:of|/)\s*\d+\W*$",
    re.IGNORECASE,
)
_EDGE_LINES = 2


def lines_of(pages: Sequence[PageText], *, running_heads: bool = True) -> list[Line]:
    """The lines of a document that are not blank, in order.

    Args:
        pages: the pages of one document.
        running_heads: False leaves out page numbers and what is repeated at the edges of
            pages, so that a paragraph runs on over a page break.
    """
    by_page = [_page_lines(page) for page in pages]
    if running_heads:
        return [line for lines in by_page for line in lines]
    repeated = _repeated(by_page)
    return [
        line
        for lines in by_page
        for number, line in enumerate(lines)
        if not _runs(line, min(number, len(lines) - 1 - number) < _EDGE_LINES, repeated)
    ]


def _page_lines(page: PageText) -> list[Line]:
    lines = []
    at = 0
    for text in page.text.split("\n"):
        columns = (_column(page, at, match) for match in _COLUMN.finditer(text))
        kept = tuple(column for column in columns if column.start < column.end)
        if any(character.isalnum() for column in kept for character in column.text):
            lines.append(Line(columns=kept))
        at += len(text) + 1
    return lines


def _column(page: PageText, at: int, match: re.Match[str]) -> Segment:
    words = match[0]
    start = at + match.start() + len(words) - len(words.lstrip(_RULE_LINES))
    return Segment(page=page, start=start, end=max(start, start + len(words.strip(_RULE_LINES))))


def _repeated(by_page: Iterable[Sequence[Line]]) -> frozenset[str]:
    """Edge lines that come back on another page, digits aside."""
    seen: set[str] = set()
    again: set[str] = set()
    for lines in by_page:
        edges = {_shape(line) for line in (*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:])}
        again |= seen & edges
        seen |= edges
    return frozenset(again)


def _runs(line: Line, at_edge: bool, repeated: frozenset[str]) -> bool:
    return at_edge and (bool(_FOOTER.search(line.text)) or _shape(line) in repeated)


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text.lower())


class Flow(Value, frozen=True, kw_only=True):
    """The running text of several lines, with the way back to the page of each character.

    Attributes:
        text: the lines joined by single spaces.
        pieces: offset in ``text`` and the segment that stands there, in order.
    """

    text: str
    pieces: tuple[tuple[int, Segment], ...]

    def places(self, start: int, end: int) -> tuple[PageSpan, ...]:
        """The places behind characters ``start`` to ``end`` of the text, one span a page."""
        spans: list[PageSpan] = []
        for at, segment in self.pieces:
            first, last = max(start, at), min(end, at + segment.end - segment.start)
            if first >= last:
                continue
            begin, stop = segment.start + first - at, segment.start + last - at
            if (
                spans
                and spans[-1].page == segment.page.number
                and spans[-1].file == segment.page.file
            ):
                begin = spans.pop().start
            spans.append(segment.page.span(begin, stop))
        return tuple(spans)


def flow_of(lines: Iterable[Line]) -> Flow:
    """Lines as running text."""
    text, pieces = "", []
    for line in lines:
        for column in line.columns:
            if text:
                text += " "
            pieces.append((len(text), column))
            text += column.text
    return Flow(text=text, pieces=tuple(pieces))
