"""A scanned page made fit for reading: upright, straight, evenly lit, without speckle.

Each step is taken only when the page needs it: every step also costs a little sharpness.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from openimr.adapters.pdf_pages import Grey

PixelBox = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""

MOST_SKEW = 8.0
"""Degrees; a sheet fed in more askew than this is read as it lies."""

RULING_DPI = 100.0
"""Ruled lines are looked for at about this resolution."""

LEAST_SKEW = 0.15
"""Degrees; a smaller skew does OCR no harm and is left alone."""

_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def _grey(image: object) -> Grey:
    """What OpenCV returns, as the page image that it is."""
    return np.asarray(image, dtype=np.uint8)


def turn(image: Grey, degrees: int) -> Grey:
    """The image turned clockwise by 0, 90, 180 or 270 degrees."""
    return _grey(cv2.rotate(image, _TURNS[degrees])) if degrees else image


def straighten(image: Grey, skew: float) -> Grey:
    """The image with ``skew`` degrees taken out, on a canvas of the same size."""
    if not skew:
        return image
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    return _grey(
        cv2.warpAffine(
            image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
    )


def even_light(image: Grey) -> Grey:
    """Dark, grey or unevenly lit paper made white; an image on white paper is returned as it is."""
    small = cv2.resize(image, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 21)
    low, high = float(np.percentile(paper, 2)), float(np.percentile(paper, 98))
    if low > 200 and high - low < 40:
        return image
    ground = cv2.resize(paper, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_LINEAR)
    return _grey(cv2.divide(image, np.maximum(ground, 1), scale=255))


def ink(image: Grey) -> Grey:
    """255 where there is ink, 0 where there is paper.

    Otsu's threshold alone takes the grain of the paper for ink where a page is nearly empty.
    """
    otsu, _ = cv2.threshold(image, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    paper = float(np.median(image[::4, ::4]))
    return _grey(cv2.threshold(image, min(otsu, paper * 0.75), 255, cv2.THRESH_BINARY_INV)[1])


def white_paper(image: Grey) -> Grey:
    """The grain of the paper made white and ink left as dark as it is."""
    paper = float(np.median(image[::4, ::4]))
    ramp = np.clip((np.arange(256) - 0.25 * paper) / (0.55 * paper), 0, 1) * 255
    return _grey(cv2.LUT(image, ramp.astype(np.uint8)))


def without_speckle(image: Grey) -> Grey:
    """Speckled faxes with their dots taken out; a clean image is returned as it is.

    A quarter of the page is looked at, in bands, so that clean pages lose no time.
    """
    bands = np.vstack(np.array_split(image, 16)[1::4])
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink(bands), connectivity=8)
    areas = stats[1:, cv2.CC_STAT_AREA]
    dots = int((areas <= 4).sum())
    if dots < 80 or dots < 0.5 * len(areas):
        return image
    return _grey(cv2.medianBlur(image, 3))


def densest_band(image: Grey) -> Grey:
    """The fifth of the page's height that holds most ink."""
    height = image.shape[0]
    rows = np.cumsum(np.concatenate([[0], ink(image).mean(axis=1, dtype=np.float64)]))
    tall = max(height // 5, 1)
    start = int(np.argmax(rows[tall:] - rows[:-tall]))
    return image[start : start + tall]


def lies_sideways(image: Grey) -> bool:
    """Whether the lines of text run from top to bottom."""
    marks = ink(_small(image, 1100))
    letters = cv2.subtract(marks, cv2.bitwise_or(_long(marks), _long(marks.T).T))
    return _stripes(letters.T) > _stripes(letters)


def _long(marks: Grey) -> Grey:
    """Level lines of ink longer than a word, even where a bad scan broke them."""
    mended = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, np.ones((1, 9), np.uint8))
    return _grey(cv2.morphologyEx(mended, cv2.MORPH_OPEN, np.ones((1, 80), np.uint8)))


def _stripes(marks: npt.NDArray[np.uint8], strips: int = 8) -> float:
    """How strongly rows alternate between ink and paper, as level lines of text make them.

    Measured in narrow upright strips, in which a little skew does not blur the rows.
    """
    total = 0.0
    for strip in np.array_split(marks, strips, axis=1):
        rows = strip.mean(axis=1, dtype=np.float64)
        total += float((np.diff(rows) ** 2).sum())
    return total


def find_skew(image: Grey) -> float:
    """Degrees to turn the image counter-clockwise so that its lines run level; 0.0 when they do."""
    marks = ink(_small(image, 1000))
    marks = cv2.subtract(marks, _long(marks.T).T)
    tiny = cv2.resize(marks, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    coarse = _best_angle(_grey(tiny), np.arange(-MOST_SKEW, MOST_SKEW + 0.1, 0.5))
    fine = _best_angle(_grey(marks), np.arange(coarse - 0.4, coarse + 0.41, 0.1))
    return 0.0 if abs(fine) < LEAST_SKEW or abs(fine) > MOST_SKEW else round(float(fine), 2)


def _best_angle(marks: Grey, angles: npt.NDArray[np.float64]) -> float:
    return float(max(angles, key=lambda angle: _sharpness(marks, float(angle))))


def _sharpness(marks: Grey, angle: float) -> float:
    rows = _straighten_marks(marks, angle).mean(axis=1, dtype=np.float64)
    return float((np.diff(rows) ** 2).sum())


def _straighten_marks(marks: Grey, angle: float) -> Grey:
    """Ink turned about the centre, nothing beyond the edge."""
    height, width = marks.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return _grey(cv2.warpAffine(marks, matrix, (width, height), flags=cv2.INTER_NEAREST))


def _small(image: Grey, longest: int) -> Grey:
    scale = longest / max(image.shape)
    if scale >= 1:
        return image
    return _grey(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


class Drawn:
    """What is drawn on a page beside letters, in pixels.

    Attributes:
        lines: straight lines, and the edges of filled boxes; at most a few pixels thick.
        filled: boxes filled with ink, which may have white letters in them.
    """

    def __init__(self, lines: Sequence[PixelBox], filled: Sequence[PixelBox]) -> None:
        self.lines = lines
        self.filled = filled


def find_drawn(image: Grey, dpi: float) -> Drawn:
    """The ruled lines and filled boxes of an upright page."""
    factor = max(round(dpi / RULING_DPI), 1)
    if factor > 1:
        image = _grey(
            cv2.resize(image, None, fx=1 / factor, fy=1 / factor, interpolation=cv2.INTER_AREA)
        )
    lines, filled = _drawn(image, dpi / factor)
    return Drawn(_larger(lines, factor), _larger(filled, factor))


def _larger(boxes: Sequence[PixelBox], factor: int) -> list[PixelBox]:
    return [(a * factor, b * factor, c * factor, d * factor) for a, b, c, d in boxes]


def _drawn(image: Grey, dpi: float) -> tuple[list[PixelBox], list[PixelBox]]:
    marks = _grey(cv2.threshold(image, 200, 255, cv2.THRESH_BINARY_INV)[1])
    solid, filled = _filled_boxes(marks, dpi)
    marks = _grey(cv2.subtract(marks, solid))
    lines = [edge for box in filled for edge in _edges(box)]
    length = max(int(dpi * 0.22), 12)
    for kernel in (np.ones((1, length * 2), np.uint8), np.ones((length, 1), np.uint8)):
        lines += _boxes(_grey(cv2.morphologyEx(marks, cv2.MORPH_OPEN, kernel)))
    return lines, filled


def _edges(box: PixelBox) -> list[PixelBox]:
    left, top, right, bottom = box
    return [
        (left, top, right, top + 1),
        (left, bottom - 1, right, bottom),
        (left, top, left + 1, bottom),
        (right - 1, top, right, bottom),
    ]


def in_black_on_white(image: Grey, filled: Sequence[PixelBox]) -> Grey:
    """The image with its dark boxes turned over, so that white letters in them become black."""
    dark = [box for box in filled if _is_dark(image, box)]
    if not dark:
        return image
    image = image.copy()
    for left, top, right, bottom in dark:
        image[top:bottom, left:right] = 255 - image[top:bottom, left:right]
    return image


def _is_dark(image: Grey, box: PixelBox) -> bool:
    left, top, right, bottom = box
    return float(np.median(image[top:bottom, left:right])) < 110


def _filled_boxes(marks: Grey, dpi: float) -> tuple[Grey, list[PixelBox]]:
    """Areas of solid ink with the letters left white in them, and the boxes they fill."""
    side = max(int(dpi * 0.06), 5)
    solid = cv2.morphologyEx(marks, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    if not solid.any():
        return _grey(solid), []
    whole = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((side * 3, side * 3), np.uint8))
    filled = [
        (left, top, right, bottom)
        for left, top, right, bottom in _boxes(_grey(whole))
        if right - left > dpi * 0.4 and bottom - top > dpi * 0.08
    ]
    return _grey(cv2.dilate(whole, np.ones((5, 5), np.uint8))), filled


def _boxes(marks: Grey) -> list[PixelBox]:
    """The box around each connected patch of ink."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    return [(x, y, x + width, y + height) for x, y, width, height in stats[1:, :4].tolist()]


def marks_outside(image: Grey, boxes: npt.NDArray[np.float64], dpi: float) -> int:
    """How many letter-like marks stand outside the given boxes.

    Args:
        image: the upright page.
        boxes: rows of left, top, right, bottom in pixels of the image.
        dpi: pixels per inch.
    """
    marks = cv2.threshold(image, 160, 255, cv2.THRESH_BINARY_INV)[1]
    for left, top, right, bottom in boxes.astype(int).tolist():
        marks[max(top - 2, 0) : bottom + 2, max(left - 2, 0) : right + 2] = 0
    low, high = dpi * 0.04, dpi * 0.3
    return sum(
        low <= bottom - top <= high and dpi * 0.012 <= right - left <= high
        for left, top, right, bottom in _boxes(marks)
    )
