"""A scanned page made fit for reading: upright, straight, evenly lit, without speckle.

Each step is taken only when the page needs it: every step also costs a little sharpness.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from openimr.adapters.pdf_pages import Grey

PixelBox = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""

MOST_SKEW = 8.0
"""Degrees; a sheet fed in more askew than this is read as it lies."""

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
    height, width = image.shape
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
    """Speckled faxes with their dots taken out; a clean image is returned as it is."""
    marks = ink(image)
    count, _, stats, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    areas = stats[1:, cv2.CC_STAT_AREA]
    dots = int((areas <= 4).sum())
    if count < 2 or dots < 300 or dots < 0.5 * (count - 1):
        return image
    return _grey(cv2.medianBlur(image, 3))


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
    marks = ink(_small(image, 1100))
    marks = cv2.subtract(marks, _long(marks.T).T)
    coarse = _best_angle(marks, np.arange(-MOST_SKEW, MOST_SKEW + 0.1, 0.5))
    fine = _best_angle(marks, np.arange(coarse - 0.4, coarse + 0.41, 0.1))
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


def ruled_lines(image: Grey, dpi: float) -> list[PixelBox]:
    """Straight lines drawn on the page, and the edges of filled boxes, in pixels.

    Returns:
        Left, top, right, bottom of each; a line is at most a few pixels thick.
    """
    marks = cv2.threshold(image, 200, 255, cv2.THRESH_BINARY_INV)[1]
    filled, edges = _filled_boxes(marks, dpi)
    marks = cv2.subtract(marks, filled)
    length = max(int(dpi * 0.22), 12)
    for kernel in (np.ones((1, length * 2), np.uint8), np.ones((length, 1), np.uint8)):
        edges += _boxes(cv2.morphologyEx(marks, cv2.MORPH_OPEN, kernel))
    return edges


def _filled_boxes(marks: Grey, dpi: float) -> tuple[Grey, list[PixelBox]]:
    """Areas of solid ink with the letters left white in them, and the edges of the boxes."""
    side = max(int(dpi * 0.06), 5)
    solid = cv2.morphologyEx(marks, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    if not solid.any():
        return solid, []
    whole = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((side * 3, side * 3), np.uint8))
    edges: list[PixelBox] = []
    for left, top, right, bottom in _boxes(whole):
        if right - left > dpi * 0.4 and bottom - top > dpi * 0.08:
            edges += [
                (left, top, right, top + 1),
                (left, bottom - 1, right, bottom),
                (left, top, left + 1, bottom),
                (right - 1, top, right, bottom),
            ]
    return _grey(cv2.dilate(whole, np.ones((5, 5), np.uint8)), edges)


def _boxes(marks: Grey) -> list[PixelBox]:
    """The box around each connected patch of ink."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    return [(x, y, x + width, y + height) for x, y, width, height in stats[1:, :4].tolist()]
