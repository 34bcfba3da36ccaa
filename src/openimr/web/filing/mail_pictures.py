"""Pictures of pages beside the values that were read on them, as parts of one drawing each.

Each page is asked for once; every value shows its own stretch of it, with a frame around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from openimr.vocabulary.places import PageSpan
from openimr.web.filing.mail_tray import Tray
from openimr.web.filing.wiring import tray_pages
from openimr.workflow.filing_pages import Box, ReadAt, read_at

_AROUND = 26.0
"""Points of the page that are shown above and below a value."""

_BESIDE, _LEAST_WIDE = 40.0, 360.0
"""Points that are shown beside a value, and of a stretch at least: so it can be read."""

_FRAME = 3.0
"""Points between the words and their frame."""

_MOST_HIGH = 150.0
"""Points of a stretch at most; longer values are shown on the whole page."""


class Picture(NamedTuple):
    """Where a value was read.

    Attributes:
        file, number: in words.
        at: with its page; None where the page is not known.
    """

    file: str
    number: int
    at: ReadAt | None = None

    @property
    def name(self) -> str:
        """Of the page's drawing in this document."""
        return page_name(self.at) if self.at else ""

    @property
    def stretch(self) -> str:
        """The part of the page around the value, as a ``viewBox``; "" where it is not known."""
        if self.at is None or self.at.box is None:
            return ""
        begins, tops, ends, bottoms = self.at.box
        top = max(0.0, tops - _AROUND)
        bottom = min(self.at.height, bottoms + _AROUND, top + _MOST_HIGH)
        across = min(self.at.width, max(_LEAST_WIDE, ends - begins + 2 * _BESIDE))
        left = max(0.0, min(begins - _BESIDE, self.at.width - across))
        return f"{left:.1f} {top:.1f} {across:.1f} {bottom - top:.1f}"

    @property
    def frame(self) -> Frame | None:
        """Around the value."""
        return framed(self.at.box) if self.at and self.at.box else None


class Frame(NamedTuple):
    """A frame as the attributes of an SVG ``rect``."""

    x: str
    y: str
    width: str
    height: str


def framed(box: Box) -> Frame:
    """A frame around words."""
    left, top, right, bottom = box
    sides = (left - _FRAME, top - _FRAME, right - left + 2 * _FRAME, bottom - top + 2 * _FRAME)
    return Frame(*(f"{one:.1f}" for one in sides))


def page_name(at: ReadAt) -> str:
    """The name of a page's drawing in a document."""
    return f"page-{at.upload}-{at.number}"


def pictures_of(tray: Tray, places: Mapping[str, PageSpan]) -> dict[str, Picture]:
    """Where each value was read, by its field."""
    found = read_at(tray_pages(), tray.sender, tray.waiting, places)
    return {
        field: Picture(span.file, span.page, found.get(field)) for field, span in places.items()
    }


def pages_in(pictures: Iterable[Picture]) -> dict[str, ReadAt]:
    """Each page that any picture shows a stretch of, once, by its name."""
    return {one.name: one.at for one in pictures if one.at and one.at.box}
