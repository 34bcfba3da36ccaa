"""The parts of one of our own letters: labels and the determination's words under them.

The letter's marks (``letter_marks``) say where each part begins, so the words of a part may be
anything. Every character keeps its place on its page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from openimr.determination.letter_marks import (
    ABSENT,
    FIRM_HYPHEN,
    MAY_BREAK,
    PARAGRAPH,
    PART,
    RUNNING,
    VALUE,
)
from openimr.vocabulary.places import Span
from openimr.vocabulary.value import Value

_RUN, _PART_MARK = RUNNING[0], PART[0]
_NOT_TEXT = re.compile(f"{_RUN}+[^{_RUN}]*{_RUN}+|[\r\n{MAY_BREAK}]+")
_PART = re.compile(f"{_PART_MARK}+([^{_PART_MARK}]*)")
_WORDS = re.compile(f"[{VALUE}{PARAGRAPH}]+([^{VALUE}{PARAGRAPH}]*)")
# PDFium's signs for a hyphen at the end of a line, and the firm hyphen, as hyphens.
_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-", FIRM_HYPHEN: "-"})


class OwnWords(Value, frozen=True, kw_only=True):
    """Words of the determination in a letter: folded text, None where the letter says "none"."""

    text: str | None
    start: int
    end: int


class OwnPart(Value, frozen=True, kw_only=True):
    """A label, heading or sentence of the letter and the determination's words after it."""

    label: str
    words: tuple[OwnWords, ...]
    start: int


class OwnPages:
    """The pages of one of our letters as one running text without line ends and page feet."""

    def __init__(self, pages: Sequence[str]) -> None:
        self._starts: list[int] = []
        self._places: list[tuple[int, int]] = []
        kept: list[str] = []
        offset = 0
        for number, page in enumerate(pages, start=1):
            for start, end in _stretches(page):
                self._starts.append(offset)
                self._places.append((number, start))
                kept.append(page[start:end])
                offset += end - start
        self.text = "".join(kept).translate(_HYPHENS)

    def parts(self) -> Iterator[OwnPart]:
        """The letter's parts in reading order."""
        for found in _PART.finditer(self.text):
            words = tuple(self._words(found.start(1), found[1]))
            label_end = words[0].start - 1 if words else found.end()
            label = " ".join(self.text[found.start(1) : label_end].split())
            yield OwnPart(label=label, words=words, start=found.start(1))

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The places of a stretch of the running text, one span for each page it touches."""
        if start >= end:
            return ()
        spans: list[Span] = []
        for index in range(
            bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1)
        ):
            base, (page, first) = self._starts[index], self._places[index]
            low = first + max(0, start - base)
            following = self._starts[index + 1] if index + 1 < len(self._starts) else len(self.text)
            high = first + min(end, following) - base
            if spans and spans[-1].page == page:
                spans[-1] = Span(page=page, start=spans[-1].start, end=high)
            else:
                spans.append(Span(page=page, start=low, end=high))
        return tuple(spans)

    def _words(self, offset: int, content: str) -> Iterator[OwnWords]:
        for found in _WORDS.finditer(content):
            text = found[1]
            stripped = text.strip()
            start = offset + found.start(1) + len(text) - len(text.lstrip())
            absent = stripped.startswith(ABSENT) or text.startswith(ABSENT)
            yield OwnWords(
                text=None if absent else " ".join(stripped.split()),
                start=start,
                end=start + len(stripped),
            )


def _stretches(page: str) -> Iterator[tuple[int, int]]:
    start = 0
    for cut in _NOT_TEXT.finditer(page):
        if cut.start() > start:
            yield start, cut.start()
        start = cut.end()
    if start < len(page):
        yield start, len(page)
