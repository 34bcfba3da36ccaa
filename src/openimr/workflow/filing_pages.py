"""Pages of papers by mail, while no case has them: their pictures, and where a value was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from openimr.casefile.model import Page
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.value import Value
from openimr.workflow.papers import Sender, Upload

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points of the upright page."""


class TrayPages(Protocol):
    """Pages of papers that lie in a tray; those of another's tray are as if they were not."""

    def page(self, tray: Sender, upload: str, number: int) -> Page | None:
        """A page as it was read; None where it could not be, or nobody read it yet.

        Raises:
            Refused: when there is no such paper in the tray.
        """
        ...

    def image(self, tray: Sender, upload: str, number: int) -> bytes:
        """The page as a PNG, upright and straight, so that boxes fit.

        Raises:
            Refused: when there is no such paper in the tray.
            BadInput: when the page cannot be drawn.
        """
        ...


class ReadAt(Value, frozen=True, kw_only=True):
    """Where a value was read.

    Attributes:
        file: the name of the file.
        upload: the paper in the tray.
        number: the page there, from 1.
        width, height: of the page, in points.
        box: around the words; None where they are not known.
    """

    file: str
    upload: str
    number: int
    width: float
    height: float
    box: Box | None


def read_at(
    pages: TrayPages, tray: Sender, waiting: Sequence[Upload], places: Mapping[str, PageSpan]
) -> dict[str, ReadAt]:
    """Where each value was read, for those whose page is known.

    Args:
        pages: of the papers.
        tray: in which they lie.
        waiting: the papers; of two of one name nobody can say which is meant.
        places: of the values, by their fields.
    """
    names = [one.announced.name for one in waiting if one.paper]
    by_name = {one.announced.name: one.id for one in waiting if one.paper}
    found: dict[str, ReadAt] = {}
    read: dict[tuple[str, int], Page | None] = {}
    for field, span in places.items():
        upload = by_name.get(span.file)
        if upload is None or names.count(span.file) > 1:
            continue
        if (upload, span.page) not in read:
            read[upload, span.page] = pages.page(tray, upload, span.page)
        if page := read[upload, span.page]:
            found[field] = _at(upload, page, span)
    return found


def _at(upload: str, page: Page, span: PageSpan) -> ReadAt:
    return ReadAt(
        file=span.file,
        upload=upload,
        number=span.page,
        width=page.width,
        height=page.height,
        box=box_of(page, span),
    )


def box_of(page: Page, span: PageSpan) -> Box | None:
    """The box around all words of a stretch of a page; None where it holds none."""
    boxes = [one.box for one in page.words if one.start < span.end and span.start < one.end]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    across, down = page.width, page.height
    return (
        min(lefts) * across,
        min(tops) * down,
        max(rights) * across,
        max(bottoms) * down,
    )
