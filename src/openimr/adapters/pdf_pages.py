"""Pages of a PDF through PDFium: the text layer with word boxes, images and rendering.

PDFium is not thread-safe: call this from one thread of a process at a time.
"""

from __future__ import annotations

import collections
import contextlib
import ctypes
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from pypdfium2 import raw

from openimr.adapters.sealed_file import FileKey, opened_by
from openimr.casefile.page_grid import Token
from openimr.casefile.text_layer import PictureOnPage, TextLayer
from openimr.vocabulary.errors import BadInput

Grey = npt.NDArray[np.uint8]
"""A page image: rows of grey values, 0 black to 255 white."""

POINTS_PER_INCH = 72
MOST_PIXELS = 50_000_000
"""No page is rendered larger than this, whatever size it claims to have."""

_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\u00ad": "-",
    "\ufffe": "-",
    "\x02": "-",
}
_WHITE = {" ", "\r", "\n", "\t", "\u00a0", "\x00", "\u200b", "\ufeff", "\f", "\v"}


@contextlib.contextmanager
def opened(path: str, key: FileKey | None = None) -> Iterator[pdfium.PdfDocument]:
    """The PDF at ``path``; BadInput when it cannot be read.

    Args:
        path: the file.
        key: what opens it, where it is sealed; no plain copy of it is made on any disk.
    """
    with contextlib.ExitStack() as held:
        try:
            file = held.enter_context(_Unsealed(Path(path), key)) if key else None
            pdf = pdfium.PdfDocument(file or path)
        except pdfium.PdfiumError as error:
            raise (file and file.failed) or _unreadable(path, error) from None
        except OSError as error:
            found = f"the file cannot be opened ({error.strerror})"
            raise BadInput(Path(path).name, found) from None
        held.callback(pdf.close)
        yield pdf
        if file and file.failed:
            raise file.failed


class _Unsealed:
    """A sealed PDF as PDFium reads it, which hears of no failure: what failed is told afterwards.

    Args:
        path: the file.
        key: what opens it.

    Attributes:
        failed: why a part of it could not be read; what was read of the page is then worth nothing.
    """

    def __init__(self, path: Path, key: FileKey) -> None:
        self.failed: BadInput | None = None
        self._file = opened_by(path, key)

    def __enter__(self) -> _Unsealed:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)

    def readinto(self, buffer: bytearray) -> int:
        try:
            return self._file.readinto(buffer)
        except BadInput as error:
            self.failed = self.failed or error
            return 0


def _unreadable(path: str, error: pdfium.PdfiumError) -> BadInput:
    name = Path(path).name
    code = raw.FPDF_GetLastError()
    if code == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
        return BadInput(name, "the PDF needs a password", "Ask the sender for an unprotected copy.")
    if code == raw.FPDF_ERR_SECURITY:
        return BadInput(name, "the PDF has a protection that is not known", "Ask for another copy.")
    return BadInput(
        name, "not a readable PDF (damaged, cut short, or another format)", "Ask for another copy."
    )


def count_pages(path: str, key: FileKey | None = None) -> int:
    """How many pages a PDF has; BadInput when it cannot be read or has none."""
    with opened(path, key) as pdf:
        count = len(pdf)
    if count < 1:
        raise BadInput(Path(path).name, "the PDF has no pages")
    return count


def page_of(pdf: pdfium.PdfDocument, path: str, number: int) -> pdfium.PdfPage:
    """Page ``number``, from 1; BadInput when the PDF lacks it or it is broken."""
    if not 1 <= number <= len(pdf):
        raise BadInput(f"{Path(path).name}, page {number}", f"the PDF has {len(pdf)} pages")
    try:
        page = pdf[number - 1]
        if raw.FPDFPage_GetAnnotCount(page) > 0 and _flattened(page):
            page.close()
            page = pdf[number - 1]
        return page
    except pdfium.PdfiumError:
        raise BadInput(f"{Path(path).name}, page {number}", "the page is damaged") from None


def _flattened(page: pdfium.PdfPage) -> bool:
    """Whether filled form fields and notes were made part of the page, which must be reloaded."""
    done: int = raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    return bool(done == raw.FLATTEN_SUCCESS)


def read_layer(page: pdfium.PdfPage) -> TextLayer:
    """The text layer and the images of a page."""
    width, height = page.get_size()
    shown = _to_display(page, width, height)
    text = page.get_textpage()
    try:
        turned = _turned(text, page.get_rotation())
        shown, width, height = _turn(shown, width, height, turned)
        chars = _characters(text, shown)
    finally:
        text.close()
    return TextLayer(
        width=width,
        height=height,
        tokens=tuple(_words(chars)),
        turned=turned,
        pictures=tuple(_pictures(page, shown)),
        unmapped=chars.unmapped,
        invisible=chars.invisible,
    )


def _turned(text: pdfium.PdfTextPage, rotation: int) -> int:
    """Degrees to turn the displayed page clockwise so that most of its letters stand upright."""
    count = max(text.count_chars(), 0)
    votes = collections.Counter(
        round(math.degrees(raw.FPDFText_GetCharAngle(text, n)) / 90) % 4 * 90
        for n in range(0, count, max(count // 200, 1))
        if not _generated(text, n)
    )
    angle = votes.most_common(1)[0][0] if votes else 0
    return (angle - rotation) % 360


def _turn(
    shown: npt.NDArray[np.float64], width: float, height: float, turned: int
) -> tuple[npt.NDArray[np.float64], float, float]:
    """The display matrix and page size after turning the page clockwise."""
    for _ in range(turned // 90):
        shown = np.stack([-shown[:, 1], shown[:, 0]], axis=1)
        shown[2, 0] += height
        width, height = height, width
    return shown, width, height


class _Characters:
    """The characters of a page: letters, boxes, and where PDFium sees white space."""

    def __init__(
        self,
        letters: list[str],
        boxes: npt.NDArray[np.float64],
        unmapped: float,
        invisible: float,
    ) -> None:
        self.letters = letters
        self.boxes = boxes
        self.unmapped = unmapped
        self.invisible = invisible


def _characters(text: pdfium.PdfTextPage, shown: npt.NDArray[np.float64]) -> _Characters:
    count = max(text.count_chars(), 0)
    boxes = np.zeros((count, 4))
    letters: list[str] = []
    rect, unmapped = raw.FS_RECTF(), 0
    reference = ctypes.byref(rect)
    for n in range(count):
        letters.append(chr(raw.FPDFText_GetUnicode(text, n) or 0))
        if letters[-1] not in _WHITE:
            raw.FPDFText_GetLooseCharBox(text, n, reference)
            boxes[n] = rect.left, rect.top, rect.right, rect.bottom
            unmapped += raw.FPDFText_HasUnicodeMapError(text, n) == 1
    boxes = _displayed(boxes, shown)
    return _Characters(letters, boxes, unmapped / max(count, 1), _invisible(text, count))


def _invisible(text: pdfium.PdfTextPage, count: int) -> float:
    """The share of characters drawn in the mode that leaves no ink, from a sample."""
    sample = [n for n in range(0, count, max(count // 40, 1)) if not _generated(text, n)]
    modes = [raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(text, n)) for n in sample]
    hidden = sum(mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, _CLIP_ONLY) for mode in modes)
    return hidden / max(len(modes), 1)


_CLIP_ONLY = 7


def _generated(text: pdfium.PdfTextPage, n: int) -> bool:
    """Whether PDFium put a character in itself, as it does with spaces and line ends."""
    return bool(raw.FPDFText_IsGenerated(text, n) == 1)


def _to_display(page: pdfium.PdfPage, width: float, height: float) -> npt.NDArray[np.float64]:
    """The matrix from page space to points of the displayed page, rotation and crop included."""
    x, y, scale = ctypes.c_int(), ctypes.c_int(), 1000
    corners = []
    for px, py in ((0, 0), (1000, 0), (0, 1000)):
        raw.FPDF_PageToDevice(
            page, 0, 0, round(width * scale), round(height * scale), 0, px, py,
            ctypes.byref(x), ctypes.byref(y),
        )  # fmt: skip
        corners.append(np.array([x.value, y.value]) / scale)
    origin, right, up = corners
    return np.stack([(right - origin) / 1000, (up - origin) / 1000, origin])


def _displayed(
    boxes: npt.NDArray[np.float64], shown: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Boxes (left, top, right, bottom) of page space as boxes of the displayed page."""
    one = boxes[:, :2] @ shown[:2] + shown[2]
    other = boxes[:, 2:] @ shown[:2] + shown[2]
    return np.hstack([np.minimum(one, other), np.maximum(one, other)])


def _words(chars: _Characters) -> Iterator[Token]:
    """Characters joined to words, ended by white space or a jump to another place."""
    start = line = 0
    last: int | None = None
    for n in range(len(chars.letters) + 1):
        ends = n == len(chars.letters) or chars.letters[n] in _WHITE
        if ends or (n > start and _jumps(chars.boxes[n - 1], chars.boxes[n])):
            if n > start:
                line += last is not None and _leaves(chars.boxes[last], chars.boxes[start])
                yield _word(chars, start, n, line)
                last = n - 1
            line += not ends or chars.letters[n : n + 1] != [" "]
            start = n + 1 if ends else n


def _leaves(before: npt.NDArray[np.float64], after: npt.NDArray[np.float64]) -> bool:
    """Whether the next word stands on another line, or left of the last one."""
    height = max(before[3] - before[1], 1.0)
    middles = (before[1] + before[3]) / 2, (after[1] + after[3]) / 2
    return bool(abs(middles[0] - middles[1]) > 0.5 * height or after[0] < before[0])


def _jumps(before: npt.NDArray[np.float64], after: npt.NDArray[np.float64]) -> bool:
    """Whether two characters that follow each other stand too far apart for one word."""
    height = max(before[3] - before[1], 1.0)
    return bool(
        after[0] - before[2] > 0.6 * height
        or before[0] - after[2] > 0.6 * height
        or abs(after[3] - before[3]) > 0.8 * height
    )


def _word(chars: _Characters, start: int, end: int, line: int) -> Token:
    boxes = chars.boxes[start:end]
    left, top = boxes[:, :2].min(axis=0)
    right, bottom = boxes[:, 2:].max(axis=0)
    text = "".join(_LIGATURES.get(letter, letter) for letter in chars.letters[start:end])
    box = (float(left), float(top), float(right), float(bottom))
    return Token(text=text, box=box, line=line)


def _pictures(page: pdfium.PdfPage, shown: npt.NDArray[np.float64]) -> Iterator[PictureOnPage]:
    for found in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=4):
        with contextlib.suppress(pdfium.PdfiumError):
            left, bottom, right, top = found.get_bounds()
            box = _displayed(np.array([[left, top, right, bottom]]), shown)[0]
            width, height = found.get_px_size()
            yield PictureOnPage(
                box=(float(box[0]), float(box[1]), float(box[2]), float(box[3])),
                pixels=(width, height),
            )


def render(page: pdfium.PdfPage, dpi: float, *, in_color: bool = False) -> Grey:
    """The displayed page, scaled down where it would be larger than MOST_PIXELS.

    In grey, or in color as rows of blue, green and red.
    """
    width, height = page.get_size()
    scale = dpi / POINTS_PER_INCH
    pixels = width * height * scale * scale
    if pixels > MOST_PIXELS:
        scale *= (MOST_PIXELS / pixels) ** 0.5
    bitmap = page.render(scale=scale, grayscale=not in_color, may_draw_forms=True)
    try:
        image: Grey = bitmap.to_numpy()
        return image.reshape(image.shape if in_color else image.shape[:2]).copy()
    finally:
        bitmap.close()
