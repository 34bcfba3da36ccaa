"""Drawing a page for a screen, inside a limited worker; nothing else of a PDF leaves it."""

from __future__ import annotations

from typing import NamedTuple

import cv2

from openimr.adapters.page_image import straighten, turn
from openimr.adapters.pdf_pages import opened, page_of, render
from openimr.adapters.sealed_file import FileKey

_FAST = (cv2.IMWRITE_PNG_COMPRESSION, 1)
"""Smaller files take longer to make than they save on the way."""


class DrawnPage(NamedTuple):
    """What is to be drawn.

    Attributes:
        path: of the PDF.
        key: what opens it, where it is sealed.
        number: the page there, from 1.
        turned: degrees clockwise by which it was turned to be read.
        skew: degrees of skew that were taken out.
        dpi: resolution.
    """

    path: str
    key: FileKey | None
    number: int
    turned: int
    skew: float
    dpi: float


def draw(page: DrawnPage) -> bytes:
    """The page as a PNG, upright and straight as it was read, so that the boxes of its words fit.

    Raises:
        BadInput: when the file or the page cannot be read.
    """
    with opened(page.path, page.key) as pdf:
        image = turn(render(page_of(pdf, page.path, page.number), page.dpi), page.turned)
    return bytes(cv2.imencode(".png", straighten(image, page.skew), _FAST)[1].tobytes())
