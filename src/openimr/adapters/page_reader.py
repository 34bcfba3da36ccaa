"""One page of a PDF as OpenIMR reads it: its text layer where that is usable, OCR where not."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import cv2
import msgspec
import numpy as np
import pypdfium2 as pdfium

from openimr.adapters.limited import Limits, each_limited
from openimr.adapters.ocr import Recognizer
from openimr.adapters.page_image import (
    Drawn,
    densest_band,
    even_light,
    find_drawn,
    find_skew,
    in_black_on_white,
    ink,
    lies_sideways,
    marks_outside,
    straighten,
    turn,
    white_paper,
    without_speckle,
)
from openimr.adapters.pdf_pages import (
    POINTS_PER_INCH,
    Grey,
    count_pages,
    opened,
    page_of,
    read_layer,
    render,
)
from openimr.adapters.sealed_file import NO_KEYS, FileKey, Keys, key_for
from openimr.casefile.model import Page, Unreadable
from openimr.casefile.page_grid import Box, Ruling, Token
from openimr.casefile.ports import SourceFile, WantedPage
from openimr.casefile.reading_order import lay_out
from openimr.casefile.text_layer import (
    FEWEST_WORDS,
    TextLayer,
    Verdict,
    judge,
    loose_pictures,
    plausible,
)
from openimr.vocabulary.errors import BadInput

READER_VERSION = "14"
"""Raised whenever the same page could be read differently; kept pages of others are not used."""

LAYER_DPI = 144.0
"""Resolution at which rulings and unexplained marks of a text-layer page are looked for."""

LEAST_DPI, MOST_DPI = 150.0, 300.0
USUAL_DPI = 200.0

SURE_ENOUGH = 0.65
"""Mean confidence below which the page is also tried upside down."""

STAMP_CONFIDENCE = 0.55
"""Words of a picture beside a text layer count from here on; scrawls are left out."""

PAGE_LIMITS = Limits(memory=1536 << 20, seconds=90.0, cpu_seconds=80)
COUNT_LIMITS = Limits(memory=1024 << 20, seconds=30.0, cpu_seconds=25)


def read_page(path: str, name: str, number: int, key: FileKey | None = None) -> Page:
    """Read one page of the PDF at ``path``, called ``name`` in the case file.

    Args:
        path: the file.
        name: of the file in the case file.
        number: of the page, from 1.
        key: what opens the file, where it is sealed.

    Raises:
        BadInput: when the file or the page cannot be read.
    """
    with opened(path, key) as pdf:
        page = _read_open(page_of(pdf, path, number))
    return msgspec.structs.replace(page, file=name, number=number)


def _read_open(page: pdfium.PdfPage) -> Page:
    """An open page; the caller knows its file and number."""
    layer = read_layer(page)
    if len(layer.tokens) < FEWEST_WORDS:
        return _scanned(page, layer)
    image = turn(render(page, LAYER_DPI), layer.turned)
    verdict = judge(layer, _unexplained(image, layer))
    if verdict is Verdict.SCAN:
        return _scanned(page, layer)
    return _layered(page, layer, image, verdict)


def _unexplained(image: Grey, layer: TextLayer) -> int:
    boxes = np.array([token.box for token in layer.tokens]).reshape(-1, 4)
    return marks_outside(image, boxes * (LAYER_DPI / POINTS_PER_INCH), LAYER_DPI)


def _layered(page: pdfium.PdfPage, layer: TextLayer, image: Grey, verdict: Verdict) -> Page:
    tokens = layer.tokens
    if verdict is Verdict.MIXED:
        tokens += tuple(_on_pictures(page, layer))
    text, words = lay_out(
        tokens, _rulings(find_drawn(image, LAYER_DPI), LAYER_DPI), layer.width, layer.height
    )
    ocr = verdict is Verdict.OCR_LAYER
    return Page(
        file="",
        number=1,
        text=text,
        words=words,
        scanned=ocr,
        confidence=round(plausible([token.text for token in tokens]), 3) if ocr else 1.0,
        width=layer.width,
        height=layer.height,
        turned=layer.turned,
    )


def _on_pictures(page: pdfium.PdfPage, layer: TextLayer) -> Iterator[Token]:
    """The words on pictures beside the text layer: stamps, pasted letterheads, scanned insets."""
    image = turn(render(page, USUAL_DPI), layer.turned)
    scale = USUAL_DPI / POINTS_PER_INCH
    line = max((token.line or 0 for token in layer.tokens), default=0) + 1
    for left, top, right, bottom in loose_pictures(layer):
        part = image[
            round(top * scale) : round(bottom * scale), round(left * scale) : round(right * scale)
        ]
        if min(part.shape) < 16:
            continue
        framed = cv2.copyMakeBorder(part, 20, 20, 20, 20, cv2.BORDER_CONSTANT, value=255)
        for token in _recognizer().read(np.asarray(framed, np.uint8), USUAL_DPI):
            if token.confidence >= STAMP_CONFIDENCE:
                box = _moved(token.box, left - 20 / scale, top - 20 / scale)
                yield msgspec.structs.replace(token, box=box, line=line + (token.line or 0))
        line += 1000


def _moved(box: Box, right: float, down: float) -> Box:
    return box[0] + right, box[1] + down, box[2] + right, box[3] + down


def _scanned(page: pdfium.PdfPage, layer: TextLayer) -> Page:
    dpi = _resolution(layer)
    image = even_light(render(page, dpi))
    turned = 90 if lies_sideways(image) else 0
    reading = _recognized(turn(image, turned), dpi)
    if reading.confidence < SURE_ENOUGH and _stands_on_its_head(reading, dpi):
        turned = (turned + 180) % 360
        reading = _recognized(turn(image, turned), dpi)
    height, width = (side * POINTS_PER_INCH / dpi for side in reading.image.shape)
    text, words = lay_out(reading.tokens, _rulings(reading.drawn, dpi), width, height)
    return Page(
        file="",
        number=1,
        text=text,
        words=words,
        scanned=True,
        confidence=round(reading.confidence, 3),
        width=width,
        height=height,
        turned=turned,
        skew=reading.skew,
    )


def _resolution(layer: TextLayer) -> float:
    """The resolution of the largest picture, kept within what OCR reads well."""
    largest = max(layer.pictures, key=lambda p: p.pixels[0] * p.pixels[1], default=None)
    if largest is None or layer.turned or largest.box[2] - largest.box[0] < 0.5 * layer.width:
        return USUAL_DPI
    dpi = (
        max(largest.pixels)
        * POINTS_PER_INCH
        / max(largest.box[2] - largest.box[0], largest.box[3] - largest.box[1])
    )
    return min(max(dpi, LEAST_DPI), MOST_DPI) if dpi >= 120 else USUAL_DPI


def _stands_on_its_head(reading: _Reading, dpi: float) -> bool:
    """Whether the densest lines of a badly read page read clearly better upside down."""
    if not reading.tokens:
        return False
    band = turn(densest_band(reading.image), 180)
    return _confidence(_recognizer().read(band, dpi)) > reading.confidence + 0.1


class _Reading:
    """What OCR made of one page image."""

    def __init__(self, tokens: Sequence[Token], image: Grey, skew: float, drawn: Drawn) -> None:
        self.tokens = tokens
        self.image = image
        self.skew = skew
        self.drawn = drawn
        self.confidence = _confidence(tokens)


def _confidence(tokens: Sequence[Token]) -> float:
    """Mean confidence of the letters."""
    letters = sum(len(token.text) for token in tokens)
    return sum(token.confidence * len(token.text) for token in tokens) / max(letters, 1)


def _recognized(image: Grey, dpi: float) -> _Reading:
    skew = find_skew(image)
    image = white_paper(without_speckle(straighten(image, skew)))
    drawn = find_drawn(image, dpi)
    if not ink(image).any():
        return _Reading((), image, skew, drawn)
    image = in_black_on_white(image, drawn.filled)
    return _Reading(_recognizer().read(image, dpi), image, skew, drawn)


@functools.cache
def _recognizer() -> Recognizer:
    """This process's engine; loading the model takes as long as reading a page."""
    return Recognizer()


def _rulings(drawn: Drawn, dpi: float) -> list[Ruling]:
    scale = POINTS_PER_INCH / dpi
    return [Ruling(box=(a * scale, b * scale, c * scale, d * scale)) for a, b, c, d in drawn.lines]


def render_page(  # noqa: PLR0913, PLR0917 - the page, how it lies, and what opens it
    path: str, number: int, turned: int, skew: float, dpi: float, key: FileKey | None = None
) -> bytes:
    """The page as a PNG, upright and straight as it was read, so that word boxes fit on it."""
    with opened(path, key) as pdf:
        image = straighten(turn(render(page_of(pdf, path, number), dpi), turned), skew)
    return cv2.imencode(".png", image)[1].tobytes()


class LimitedPageReader:
    """A `PageReader` in worker processes of this machine, limited in memory and time.

    Args:
        workers: processes; as many as there are cores when None.
        keys: what opens sealed files. A worker is handed the key of its file alone.
    """

    version = READER_VERSION

    def __init__(self, workers: int | None = None, keys: Keys = NO_KEYS) -> None:
        self._workers = workers
        self._keys = keys

    def count_pages(
        self, files: Iterable[SourceFile]
    ) -> Iterator[tuple[SourceFile, int | Unreadable]]:
        """The number of pages of each file, or why it cannot be read."""
        files = list(files)
        for answered in each_limited(
            _count,
            [(file, self._key(file)) for file in files],
            name=lambda work: work[0].name,
            limits=COUNT_LIMITS,
            workers=self._workers,
            preload=_PRELOAD,
        ):
            file = files[answered.index]
            yield file, answered.answer or _unreadable(file.name, None, answered.failure)

    def read(self, wanted: Iterable[WantedPage]) -> Iterator[tuple[WantedPage, Page | Unreadable]]:
        """Each wanted page as it gets ready."""
        wanted = list(wanted)
        for answered in each_limited(
            _read,
            [(at, self._key(at.file)) for at in wanted],
            name=lambda work: work[0].file.name,
            limits=PAGE_LIMITS,
            workers=self._workers,
            preload=_PRELOAD,
            chunk=1,
        ):
            at = wanted[answered.index]
            yield at, answered.answer or _unreadable(at.file.name, at.number, answered.failure)

    def _key(self, file: SourceFile) -> FileKey | None:
        return key_for(Path(file.path), self._keys)


_PRELOAD = ("openimr.adapters.page_reader",)


def _count(work: tuple[SourceFile, FileKey | None]) -> int:
    file, key = work
    return count_pages(file.path, key)


def _read(work: tuple[WantedPage, FileKey | None]) -> Page:
    at, key = work
    return read_page(at.file.path, at.file.name, at.number, key)


def _unreadable(name: str, page: int | None, failure: BadInput | None) -> Unreadable:
    found = failure.found if failure else "could not be read"
    return Unreadable(file=name, page=page, found=found, remedy=failure.remedy if failure else None)
