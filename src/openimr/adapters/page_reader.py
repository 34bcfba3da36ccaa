"""One page of a PDF as OpenIMR reads it: its text layer where that is usable, OCR where not."""

from __future__ import annotations

import functools
import statistics
from collections.abc import Iterable, Iterator, Sequence

import cv2
import pypdfium2 as pdfium

from openimr.adapters.ocr import Recognizer
from openimr.adapters.page_image import (
    even_light,
    find_skew,
    lies_sideways,
    ruled_lines,
    straighten,
    turn,
    white_paper,
    without_speckle,
)
from openimr.adapters.pdf_pages import (
    POINTS_PER_INCH,
    Grey,
    TextLayer,
    count_pages,
    opened,
    page_of,
    read_layer,
    render,
)
from openimr.casefile.model import Page, Unreadable
from openimr.casefile.ports import SourceFile, WantedPage
from openimr.casefile.reading_order import Ruling, Token, lay_out
from openimr.vocabulary.errors import BadInput

READER_VERSION = "5"
"""Raised whenever the same page could be read differently; kept pages of others are not used."""

RULING_DPI = 144.0


def read_page(path: str, name: str, number: int) -> Page:
    """Read one page of the PDF at ``path``, called ``name`` in the case file."""
    with opened(path) as pdf:
        page = page_of(pdf, path, number)
        layer = read_layer(page)
        if _usable(layer):
            return _from_layer(page, layer, name, number)
        return _from_image(page, layer, name, number)


def _usable(layer: TextLayer) -> bool:
    return len(layer.tokens) > 5


def _from_layer(page: pdfium.PdfPage, layer: TextLayer, name: str, number: int) -> Page:
    rulings = _rulings(turn(render(page, RULING_DPI), layer.turned), RULING_DPI)
    text, words = lay_out(layer.tokens, rulings, layer.width, layer.height)
    return Page(
        file=name,
        number=number,
        text=text,
        words=words,
        width=layer.width,
        height=layer.height,
        turned=layer.turned,
    )


def _from_image(page: pdfium.PdfPage, layer: TextLayer, name: str, number: int) -> Page:
    dpi = 200.0
    image = even_light(render(page, dpi))
    turned = 90 if lies_sideways(image) else 0
    tokens, image, skew = _recognized(turn(image, turned), dpi)
    if _doubtful(tokens):
        other, other_image, other_skew = _recognized(turn(image, 180), dpi)
        if _confidence(other) > _confidence(tokens):
            tokens, image, skew, turned = other, other_image, other_skew, (turned + 180) % 360
    height, width = (side * POINTS_PER_INCH / dpi for side in image.shape)
    text, words = lay_out(tokens, _rulings(image, dpi), width, height)
    return Page(
        file=name, number=number, text=text, words=words, scanned=True,
        confidence=round(_confidence(tokens), 3), width=width, height=height,
        turned=turned, skew=skew,
    )  # fmt: skip


def _recognized(image: Grey, dpi: float) -> tuple[tuple[Token, ...], Grey, float]:
    skew = find_skew(image)
    image = white_paper(without_speckle(straighten(image, skew)))
    return _recognizer().read(image, dpi), image, skew


@functools.cache
def _recognizer() -> Recognizer:
    """This process's engine; loading the model takes as long as reading a page."""
    return Recognizer()


def _confidence(tokens: Sequence[Token]) -> float:
    return statistics.fmean(token.confidence for token in tokens) if tokens else 0.0


def _doubtful(tokens: Sequence[Token]) -> bool:
    return _confidence(tokens) < 0.6


def _rulings(image: Grey, dpi: float) -> list[Ruling]:
    scale = POINTS_PER_INCH / dpi
    return [
        Ruling(box=(a * scale, b * scale, c * scale, d * scale))
        for a, b, c, d in ruled_lines(image, dpi)
    ]


def render_page(path: str, number: int, turned: int, skew: float, dpi: float) -> bytes:
    """The page as a PNG, upright and straight, so that word boxes fit on it."""
    with opened(path) as pdf:
        image = straighten(turn(render(page_of(pdf, path, number), dpi), turned), skew)
    return cv2.imencode(".png", image)[1].tobytes()


class LocalPageReader:
    """A `PageReader` on this machine."""

    version = READER_VERSION

    def count_pages(
        self, files: Iterable[SourceFile]
    ) -> Iterator[tuple[SourceFile, int | Unreadable]]:
        """The number of pages of each file, or why it cannot be read."""
        for file in files:
            try:
                yield file, count_pages(file.path)
            except BadInput as error:
                yield file, Unreadable(file=file.name, found=error.found, remedy=error.remedy)

    def read(self, wanted: Iterable[WantedPage]) -> Iterator[tuple[WantedPage, Page | Unreadable]]:
        """Each wanted page as it gets ready."""
        for at in wanted:
            try:
                yield at, read_page(at.file.path, at.file.name, at.number)
            except BadInput as error:
                yield (
                    at,
                    Unreadable(
                        file=at.file.name, page=at.number, found=error.found, remedy=error.remedy
                    ),
                )
