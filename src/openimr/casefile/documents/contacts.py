"""Where people and offices are reached, as pages print it: telephone, fax, e-mail, address.

Letterheads and fax lines stand on pages that are evidence. What is found here is covered for those
who may not see it, in words and picture alike; characters keep their places.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

import msgspec

from openimr.casefile.model import Page

Box = tuple[float, float, float, float]
"""Left, top, right, bottom as fractions of the upright page."""

COVER = "▒"
"""Stands for a covered letter; no page prints it."""

_CITY = r"[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,2},\s+(?:CA|California)\s+9\d{4}(?:-\d{4})?"
_NAMED = r"\b\d{1,6}\s+(?:[NSEW]\.?\s+)?(?:[A-Z][\w'’-]*\s+){1,3}"
_ROOM = r"(?:,?\s+(?:Suite|Ste|Apt|Unit|Floor|Room)\.?\s*#?\w+)?"
_CONTACTS = re.compile(
    "|".join(
        (
            r"(?<![\w-])(?:\+?1[-. ])?(?:\(\d{3}\)|\d{3}[-. ])\s?\d{3}[-.–]\d{4}(?!\d)",
            r"(?i:\b(?:fax|tel|phone|ph)\b[\s:.#]{0,3}\d{10,11}\b)",
            r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
            r"(?i:\bp\.?\s?o\.?\s+box\s+\d+)",
            rf"{_NAMED}(?:Street|St|Road|Rd|Avenue|Ave|Boulevard|Blvd|Lane|Drive|Highway|Parkway)"
            rf"\b\.?{_ROOM}",
            rf"{_NAMED}\w+{_ROOM},\s+(?={_CITY})",
            _CITY,
        )
    )
)
"""An address without the name of a street's kind ("77 Pepperwood Row") is known by the town."""


def contact_spans(text: str) -> Iterator[tuple[int, int]]:
    """Characters from, up to and not including, that say where somebody is reached."""
    return (found.span() for found in _CONTACTS.finditer(text))


def covered_text(text: str) -> str:
    """A text of the same length in which they are covered."""
    return _CONTACTS.sub(lambda found: re.sub(r"\S", COVER, found[0]), text)


@functools.lru_cache(maxsize=32)
def covered_page(page: Page) -> Page:
    """A page whose words say nothing of it; kept, because one page is read for a while."""
    return msgspec.structs.replace(page, text=covered_text(page.text))


def contact_boxes(page: Page) -> tuple[Box, ...]:
    """Where such words stand on the page."""
    spans = tuple(contact_spans(page.text))
    return tuple(one.box for one in page.words if _meets((one.start, one.end), spans))


def _meets(word: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < word[1] and word[0] < end for start, end in spans)
