"""What a program or a scanner does to a whole text: capitals, ligatures, lines broken in words."""

from __future__ import annotations

import random
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from accuracy.redaction_planted import Planted, PlantedText

_LIGATURES = {"ffi": "ﬃ", "fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ"}


def capitals(text: PlantedText) -> PlantedText:
    """The text all in capitals."""
    return _recast(text, str.upper, "all capitals")


def ligatures(text: PlantedText) -> PlantedText:
    """The text with letters drawn as one."""
    return _recast(text, _joined, "ligatures")


def _joined(words: str) -> str:
    for apart, joined in _LIGATURES.items():
        words = words.replace(apart, joined)
    return words


def _recast(text: PlantedText, change: Callable[[str], str], way: str) -> PlantedText:
    """Every run of the text, planted or not, changed by itself, so that places stay known."""
    out: list[str] = []
    pieces: list[Planted] = []
    at = done = 0
    for piece in sorted(text.pieces):
        before = change(text.text[done : piece.start])
        words = change(text.text[piece.start : piece.end])
        start = at + len(before)
        at, done = start + len(words), piece.end
        out += [before, words]
        pieces.append(Planted(start, at, piece.kind, f"{piece.way}, {way}"))
    out.append(change(text.text[done:]))
    return PlantedText("".join(out), tuple(pieces))


def broken(rng: random.Random, text: PlantedText, width: int) -> PlantedText:
    """Lines of a width; in six texts of ten, long words are broken with a hyphen at their end."""
    signs, hyphens = list(text.text), rng.random() < 0.6
    cuts: list[int] = []
    begin = 0
    for word in re.finditer(r"\S+", text.text):
        start, end = word.span()
        begin = max(begin, text.text.rfind("\n", 0, start) + 1)
        room = width - (start - begin)
        if end - begin <= width or start == begin:
            continue
        if hyphens and word[0].isalpha() and end - start > 7 and 3 < room < end - start - 2:
            begin = start + room
            cuts.append(begin)
        else:
            signs[start - 1] = "\n"
            begin = start
    for cut in cuts:
        signs[cut] = f"-\n{signs[cut]}"
    whole = "".join(signs)
    return PlantedText(whole, tuple(_moved(piece, cuts, whole) for piece in text.pieces))


def _moved(piece: Planted, cuts: list[int], whole: str) -> Planted:
    start = piece.start + 2 * bisect_right(cuts, piece.start)
    end = piece.end + 2 * bisect_left(cuts, piece.end)
    way = f"{piece.way}, over lines" if "\n" in whole[start:end] else piece.way
    return Planted(start, end, piece.kind, way)
