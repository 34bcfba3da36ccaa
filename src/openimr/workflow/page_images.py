"""One page of a case's papers at a time: its image at a zoom, and its words with their boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from openimr.casefile.documents.contacts import Box
from openimr.casefile.model import Page, Word
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value
from openimr.workflow.case_contents import Paper

ZOOMS = (50, 75, 100, 125, 150, 200, 250, 300)
"""Percent at which pages are drawn; few, so that what was drawn once serves again."""

Stretch = tuple[int, int]
"""Characters from, up to and not including, of a page's text."""


class PlacedWord(Value, frozen=True, kw_only=True):
    """A word where it stands; the box is left, top, right, bottom in points of the page."""

    text: str
    box: tuple[float, float, float, float]
    marked: bool = False


class PageWords(Value, frozen=True, kw_only=True):
    """The words of a page by lines in reading order, to lie selectable over its image.

    Attributes:
        width, height: of the upright page, in points.
        scanned: whether the words come from OCR.
        confidence: of the reading, 0 to 1.
        text: of the page.
        lines: the words, with their boxes.
    """

    width: float
    height: float
    scanned: bool
    confidence: float
    text: str
    lines: tuple[tuple[PlacedWord, ...], ...]


class CasePages(Protocol):
    """The pages of each case's papers, one at a time."""

    def page(self, case: str, paper: Paper, number: int) -> Page | None:
        """A page as it was read; None where it could not be."""
        ...

    def image(
        self, case: str, paper: Paper, number: int, zoom: int, covered: Sequence[Box] = ()
    ) -> bytes:
        """The page as a PNG, upright and straight, so that the boxes of its words fit.

        Args:
            case: the case number.
            paper: that holds the page.
            number: the page there, from 1.
            zoom: percent of its printed size at 96 dots an inch.
            covered: boxes of the page over which grey is laid.

        Raises:
            BadInput: when the page cannot be drawn.
        """
        ...


def check_zoom(zoom: int) -> int:
    """A zoom that is one of `ZOOMS`; BadInput otherwise."""
    if zoom not in ZOOMS:
        raise BadInput("the zoom", f"is none of {', '.join(map(str, ZOOMS))} percent")
    return zoom


def page_words(page: Page, marked: Sequence[Stretch] = ()) -> PageWords:
    """The words of a page as it was read.

    Args:
        page: as read.
        marked: stretches of its text whose words are marked.
    """
    return PageWords(
        width=page.width,
        height=page.height,
        scanned=page.scanned,
        confidence=page.confidence,
        text=page.text,
        lines=tuple(_lines(page, marked)),
    )


def _lines(page: Page, marked: Sequence[Stretch]) -> Iterator[tuple[PlacedWord, ...]]:
    """Words of one line each: the text ends a line where the page does."""
    line: list[PlacedWord] = []
    last = 0
    for word in page.words:
        if line and "\n" in page.text[last : word.start]:
            yield tuple(line)
            line = []
        line.append(_placed(page, word, marked))
        last = word.end
    if line:
        yield tuple(line)


def _placed(page: Page, word: Word, marked: Sequence[Stretch]) -> PlacedWord:
    left, top, right, bottom = word.box
    across, down = page.width, page.height
    return PlacedWord(
        text=page.text[word.start : word.end],
        box=(left * across, top * down, right * across, bottom * down),
        marked=any(start < word.end and word.start < end for start, end in marked),
    )


def parted(text: str, marked: Sequence[Stretch]) -> tuple[tuple[str, bool], ...]:
    """A text in pieces, each with whether it is marked; together they are the text."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(marked):
        first = max(start, at)
        if first < min(end, len(text)):
            pieces += [(text[at:first], False), (text[first:end], True)]
            at = end
    return tuple((piece, on) for piece, on in [*pieces, (text[at:], False)] if piece)
