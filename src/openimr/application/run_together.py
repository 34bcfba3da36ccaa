"""Treatments that a form lists in the lines of one box and that reading ran into one line."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from openimr.application.treatment_words import alike, substances

_FIRST_WORD = re.compile(r"[A-Za-z][\w'-]*")
_AFTER_A_NUMBER = re.compile(
    r"(?:#\s?\d+|\b\d+\s?(?:gm?|grams?|ml|tablets?|tabs?|capsules?|caps?|sessions?|visits?|weeks?|wks?|months?|days?"
    r"|hours?|hrs?|units?|refills?)|\bx\s?\d+)\.?\s+(?=[A-Z])"
)
"""The end of a request that closes with its number, where a capital begins the next one."""
_MOST_CUTS = 10


def run_together(text: str, known: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where the single treatments of one run-together entry begin and end; empty where it is one.

    Args:
        text: the entry as read.
        known: the treatments as the request and the utilization review decision word them.

    Returns:
        Offsets in ``text``. The entry is only cut where every piece is a treatment that a paper
        names by itself, or a drug that no other piece names, and where no two pieces are alike.
    """
    cuts = sorted({*_ends_of_requests(text), *_beginnings(text, known)} - {0})
    if not cuts or len(cuts) > _MOST_CUTS:
        return ()
    for count in range(len(cuts), 0, -1):
        for chosen in itertools.combinations(cuts, count):
            pieces = tuple(_pieces(text, chosen))
            if _each_is_one([text[a:b] for a, b in pieces], known):
                return pieces
    return ()


def _ends_of_requests(text: str) -> Iterator[int]:
    return (match.end() for match in _AFTER_A_NUMBER.finditer(text))


def _beginnings(text: str, known: Sequence[str]) -> Iterator[int]:
    """Where a word stands that one of the known wordings begins with, in capitals as there."""
    words = {found[0] for each in known if (found := _FIRST_WORD.search(each))}
    for word in words:
        for match in re.finditer(rf"(?<![\w/]){re.escape(word)}\b", text):
            joined = text[: match.start()].rstrip().endswith((":", "/", ",", "-", "&"))
            if match[0][0].isupper() and not joined:
                yield match.start()


def _pieces(text: str, cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    for start, end in itertools.pairwise((0, *cuts, len(text))):
        yield start, start + len(text[start:end].rstrip(" ,;"))


def _each_is_one(pieces: Sequence[str], known: Sequence[str]) -> bool:
    drugs = [substances(piece) for piece in pieces]
    for number, piece in enumerate(pieces):
        others = [each for n, each in enumerate(drugs) if n != number]
        own = bool(drugs[number]) and not any(drugs[number] & other for other in others)
        if not own and not any(alike(piece, wording) for wording in known):
            return False
    return not any(alike(a, b) for a, b in itertools.combinations(pieces, 2))
