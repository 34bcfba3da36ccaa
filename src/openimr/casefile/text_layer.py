"""Whether a page's text layer says what the page shows, or OCR must read the page.

Case files hold every kind of layer: true text, the OCR of some scanner, letters whose font does
not say which letters they are, a Bates number over a scan, a typed form with a stamp pasted on.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence

from openimr.casefile.page_grid import Box, Token
from openimr.vocabulary.value import Value

FEWEST_WORDS = 3
MOST_UNMAPPED = 0.2
LEAST_PLAUSIBLE = 0.75
GOOD_OCR = 0.9
COVERS_PAGE = 0.5
ENOUGH_WORDS = 150
"""So many words over a page-filling picture are the page itself, not a stamp or a filled field."""

SMALLEST_PICTURE = 0.004
"""Share of the page below which a picture is taken for an ornament."""

MOST_UNEXPLAINED = 120
"""Letter-like marks outside the text layer; more of them are drawn text, not a signature."""

_COMMON = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "is",
        "for",
        "with",
        "on",
        "at",
        "by",
        "no",
        "or",
        "not",
        "was",
        "he",
        "she",
        "his",
        "her",
        "has",
        "had",
        "have",
        "be",
        "from",
        "as",
        "this",
        "that",
        "are",
        "it",
        "an",
        "date",
        "name",
        "patient",
        "claim",
        "number",
        "page",
    ]
)


class PictureOnPage(Value, frozen=True, kw_only=True):
    """An image drawn on a page: its box in points and its size in pixels."""

    box: Box
    pixels: tuple[int, int]


class TextLayer(Value, frozen=True, kw_only=True):
    """What a page says without OCR.

    Attributes:
        width, height: points of the displayed page, turned upright.
        tokens: words of the text layer, boxes in points of the upright page.
        turned: degrees the displayed page was turned clockwise for its text to stand upright.
        pictures: images on the page.
        unmapped: share of characters whose font does not say which letter they are.
        invisible: share of characters drawn without ink, as OCR layers are.
    """

    width: float
    height: float
    tokens: tuple[Token, ...]
    turned: int = 0
    pictures: tuple[PictureOnPage, ...] = ()
    unmapped: float = 0.0
    invisible: float = 0.0


class Verdict(enum.Enum):
    """How a page is to be read."""

    LAYER = "the text layer says it all"
    OCR_LAYER = "the text layer is the good OCR of a scan"
    MIXED = "the text layer, and OCR of the pictures beside it"
    SCAN = "OCR of the whole page"


def judge(layer: TextLayer, unexplained: int) -> Verdict:
    """How a page is to be read.

    Args:
        layer: the page's text layer.
        unexplained: letter-like marks on the page image that no word of the layer covers.
    """
    words = [token.text for token in layer.tokens]
    if (
        len(words) < FEWEST_WORDS
        or layer.unmapped > MOST_UNMAPPED
        or plausible(words) < LEAST_PLAUSIBLE
    ):
        return Verdict.SCAN
    if unexplained > max(MOST_UNEXPLAINED, 0.3 * sum(map(len, words))):
        return Verdict.SCAN
    if covered(layer) > COVERS_PAGE:
        return _over_a_picture(layer, words)
    return Verdict.MIXED if loose_pictures(layer) else Verdict.LAYER


def _over_a_picture(layer: TextLayer, words: Sequence[str]) -> Verdict:
    if layer.invisible > 0.5:
        good = len(words) >= 20 and plausible(words) >= GOOD_OCR
        return Verdict.OCR_LAYER if good else Verdict.SCAN
    return Verdict.LAYER if len(words) >= ENOUGH_WORDS else Verdict.SCAN


def plausible(words: Sequence[str]) -> float:
    """The share of words that could stand in an English clinical paper, 0 to 1."""
    if not words:
        return 0.0
    share = sum(map(_plausible, words)) / len(words)
    if len(words) >= 30:
        common = sum(word.lower().strip(".,;:") in _COMMON for word in words)
        share = share if common >= 0.015 * len(words) else share * 0.75
    return share


def _plausible(word: str) -> bool:
    letters = re.sub(r"[^A-Za-z]", "", word)
    strange = sum(1 for c in word if ord(c) < 32 or 0xE000 <= ord(c) <= 0xF8FF or c == "\ufffd")
    if strange:
        return False
    if not letters:
        return bool(re.search(r"\d", word)) or len(word) <= 2
    if len(letters) < 0.5 * len(word) and not re.search(r"\d", word):
        return False
    if len(letters) <= 3 or (letters.isupper() and len(letters) <= 5):
        return True
    mixed = re.search(r"[a-z][A-Z][a-z]?[A-Z]|[A-Z]{2}[a-z][A-Z]", letters)
    return (
        bool(re.search(r"[aeiouy]", letters, re.I)) and not mixed and not _CLUSTER.search(letters)
    )


_CLUSTER = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}", re.IGNORECASE)


def covered(layer: TextLayer) -> float:
    """The share of the page that pictures cover; pictures over each other count once each."""
    area = sum(
        (b[2] - b[0]) * (b[3] - b[1]) for b in (_inside(p.box, layer) for p in layer.pictures)
    )
    return area / (layer.width * layer.height)


def loose_pictures(layer: TextLayer) -> tuple[Box, ...]:
    """Boxes of pictures large enough for words and without words of the text layer on them."""
    page = layer.width * layer.height
    boxes = [_inside(p.box, layer) for p in layer.pictures if min(p.pixels) >= 24]
    large = [b for b in boxes if (b[2] - b[0]) * (b[3] - b[1]) >= SMALLEST_PICTURE * page]
    return tuple(b for b in large if not any(_holds(b, token.box) for token in layer.tokens))


def _inside(box: Box, layer: TextLayer) -> Box:
    left, top, right, bottom = box
    left, right = max(left, 0.0), min(right, layer.width)
    top, bottom = max(top, 0.0), min(bottom, layer.height)
    return left, top, max(right, left), max(bottom, top)


def _holds(box: Box, word: Box) -> bool:
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
