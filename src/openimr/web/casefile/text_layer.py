"""The words of a page as an SVG that lies over its image: invisible, to be selected and marked.

Places are said by SVG's own attributes, which the content policy allows, and never by styles.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from openimr.workflow.page_images import PageWords, PlacedWord

_LETTERS = 0.86
"""Height of letters as a share of their box."""

_BELOW = 0.2
"""What hangs below the line, as a share of the box."""


def text_layer(words: PageWords) -> SafeString:
    """The layer; every word is escaped."""
    parts = "".join((*_marks(words), *map(_line, words.lines)))
    box = f"0 0 {words.width:.1f} {words.height:.1f}"
    return mark_safe(  # noqa: S308 - all words are escaped where they are written
        f'<svg class="words" viewBox="{box}" preserveAspectRatio="none" aria-hidden="true">'
        f"{parts}</svg>"
    )


def _marks(words: PageWords) -> Iterator[str]:
    """One frame around marked words that follow each other in a line."""
    for line in words.lines:
        for marked, group in itertools.groupby(line, key=lambda word: word.marked):
            if marked:
                lefts, tops, rights, bottoms = zip(*(word.box for word in group), strict=True)
                left, top = min(lefts) - 1, min(tops) - 1
                width, height = max(rights) + 1 - left, max(bottoms) + 1 - top
                yield (
                    f'<rect class="mark" x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" '
                    f'height="{height:.1f}"/>'
                )


def _line(line: tuple[PlacedWord, ...]) -> str:
    """A line as one text: the blank between words belongs to it, so that copying keeps it."""
    height = max(line[0].box[3] - line[0].box[1], 1.0)
    return f'<text font-size="{_LETTERS * height:.1f}">{" ".join(map(_word, line))}\n</text>'


def _word(word: PlacedWord) -> str:
    left, top, right, bottom = word.box
    height = max(bottom - top, 1.0)
    return (
        f'<tspan x="{left:.1f}" y="{bottom - _BELOW * height:.1f}" '
        f'font-size="{_LETTERS * height:.1f}" textLength="{max(right - left, 1.0):.1f}" '
        f'lengthAdjust="spacingAndGlyphs">{escape(word.text)}</tspan>'
    )
