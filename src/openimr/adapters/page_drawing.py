"""Drawing a page for a screen, inside a limited worker; nothing else of a PDF leaves it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from openimr.adapters.page_image import straighten, turn
from openimr.adapters.pdf_pages import Grey, opened, page_of, render
from openimr.adapters.sealed_file import FileKey

_FAST = (
    *(cv2.IMWRITE_PNG_COMPRESSION, 1),
    *(cv2.IMWRITE_PNG_FILTER, cv2.IMWRITE_PNG_FILTER_NONE),
)
"""Half the time of the usual way, and no larger for what is mostly white paper."""


_COVER = 190
"""Brightness of what is covered, of 255: grey, so that nobody takes it for the paper."""

_STICKS_OUT = 0.2
"""Share of a line's height by which letters may stand out of their box."""

_EVERY = 4
"""Each so manieth pixel of each such row is looked at for color."""

_TELLING = 40
"""Difference between the channels of a pixel that is seen as color, of 255."""

_SOME = 0.0003
"""Share of the page from which color is ink: a signature, a stamp, a marked line."""


class DrawnPage(NamedTuple):
    """What is to be drawn.

    Attributes:
        path: of the PDF.
        key: what opens it, where it is sealed.
        number: the page there, from 1.
        turned: degrees clockwise by which it was turned to be read.
        skew: degrees of skew that were taken out.
        dpi: resolution.
        covered: boxes that are covered, as fractions of the upright page.
    """

    path: str
    key: FileKey | None
    number: int
    turned: int
    skew: float
    dpi: float
    covered: tuple[tuple[float, float, float, float], ...] = ()


def draw(page: DrawnPage) -> bytes:
    """The page as a PNG, upright and straight as it was read, so that the boxes of its words fit.

    Raises:
        BadInput: when the file or the page cannot be read.
    """
    with opened(page.path, page.key) as pdf:
        drawn = render(page_of(pdf, page.path, page.number), page.dpi, in_color=True)
    image = straighten(turn(_colored(drawn), page.turned), page.skew)
    _cover(image, page.covered)
    return bytes(cv2.imencode(".png", image, _FAST)[1].tobytes())


def _cover(image: Grey, boxes: Sequence[tuple[float, float, float, float]]) -> None:
    """Lay grey over boxes, and over what sticks out of them a little."""
    down, across = image.shape[:2]
    for left, top, right, bottom in boxes:
        over = (bottom - top) * _STICKS_OUT
        rows = slice(max(int((top - over) * down), 0), int((bottom + over) * down) + 1)
        columns = slice(max(int(left * across) - 1, 0), int(right * across) + 2)
        image[rows, columns] = _COVER


def _colored(drawn: Grey) -> Grey:
    """The image in color where there is ink in color, else in grey: a third of the work to send.

    Paper that is yellow all over is no ink: what counts is more color than the paper has.
    """
    blue, green, red = cv2.split(np.ascontiguousarray(drawn[::_EVERY, ::_EVERY]))
    color = cv2.max(cv2.max(blue, green), red) - cv2.min(cv2.min(blue, green), red)
    inked = color > min(int(np.median(color)) + _TELLING, 255)
    if inked.mean() > _SOME:
        return drawn
    return np.asarray(cv2.cvtColor(drawn, cv2.COLOR_BGR2GRAY), np.uint8)
