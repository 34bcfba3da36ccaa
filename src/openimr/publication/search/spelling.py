"""Words spelled nearly as one that was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from rapidfuzz.distance import OSA

LEAST_LETTERS: Final = 5
"""Shorter words are near too many others for a guess."""

_LONG: Final = 8
"""Letters from which on two slips are forgiven."""

_MOST: Final = 3

FAR_MORE: Final = 50
"""Times as often as a word another one occurs for which it is probably a slip."""


def slips(word: str) -> int:
    """How many letters more, less, wrong or changed over are forgiven."""
    if len(word) < LEAST_LETTERS or not word.isalpha():
        return 0
    return 2 if len(word) >= _LONG else 1


def nearest(
    word: str, words: Mapping[str, int], stem: Callable[[str], str], most_slips: int = 2
) -> tuple[str, ...]:
    """Those of ``words`` that are near, each once for all its forms, the likeliest first.

    Args:
        word: as typed, lower case.
        words: lower case, with how often each stands in the library.
        stem: what forms of a word are compared by.
        most_slips: that are forgiven.
    """
    allowed, root = min(slips(word), most_slips), stem(word)
    ranked: list[tuple[int, int, int, str]] = []
    for other, often in words.items():
        if not other.isalpha():
            continue
        apart = OSA.distance(word, other, score_cutoff=allowed)
        far = min(apart, OSA.distance(root, stem(other), score_cutoff=allowed))
        if 0 < far <= (allowed if other[0] == word[0] else min(allowed, 1)):
            ranked.append((far, apart, -often, other))
    roots: dict[str, str] = {}
    for *_, other in sorted(ranked):
        roots.setdefault(stem(other), other)
    return tuple(roots.values())[:_MOST]
