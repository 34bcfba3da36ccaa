"""Words of summaries and rationales without what differs from person to person.

Folded text has lower-case words alone: digits, marks and layout are gone, so that "12 sessions"
and "24 sessions" are the same words. Whoever compares folded text says so.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

SHORTEST_SENTENCE: Final = 5
"""Words of a sentence below which it says nothing of its own."""

HASHES: Final = 24
"""Hashes of a signature: two texts that share 80 % of their shingles agree in about 19."""

SHINGLE: Final = 3
"""Words that follow one another and are compared as one."""

Signature = npt.NDArray[np.uint32]

_WORD: Final = re.compile(r"[a-z]+")
_END_OF_SENTENCE: Final = re.compile(r"[.!?;][\"')\]]*\s+|\n+")
_FORGET: Final = 500_000

_chance = np.random.default_rng(4610)
_FACTORS: Final = _chance.integers(1, 2**63, (HASHES, 1), dtype=np.uint64) * np.uint64(2) + (
    np.uint64(1)
)
_SHIFTS: Final = _chance.integers(0, 2**63, (HASHES, 1), dtype=np.uint64)
_PLACES: Final = (_chance.integers(1, 2**62, SHINGLE, dtype=np.uint64) << np.uint64(1)) + (
    np.uint64(1)
)


class _Numbers(dict[str, int]):
    """The numbers of words met so far; beyond some all are forgotten, which bounds the memory."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _FORGET:
            self.clear()
        number = self[word] = fingerprint(word)
        return number


_numbers = _Numbers()


def words_of(text: str) -> list[str]:
    """The folded words."""
    return _WORD.findall(text.lower())


def sentences_of(text: str) -> list[str]:
    """The folded sentences that are long enough to compare."""
    parts = map(_WORD.findall, _END_OF_SENTENCE.split(text.lower()))
    return [" ".join(words) for words in parts if len(words) >= SHORTEST_SENTENCE]


def fingerprint(text: str) -> int:
    """A number for a text, the same in every process; 64 bits, so that two texts never meet."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def signature_of(words: Sequence[str]) -> Signature:
    """The MinHash of the shingles of words (A. Broder, On the resemblance of documents, 1997).

    The share of places where two signatures agree estimates the share of shingles that two texts
    have in common. Fewer words than a shingle have the signature of nothing, `HASHES` zeros.
    """
    if len(words) < SHINGLE:
        return np.zeros(HASHES, dtype=np.uint32)
    each = np.fromiter(map(_numbers.__getitem__, words), dtype=np.uint64, count=len(words))
    last = len(words) - SHINGLE + 1
    shingles = each[:last] * _PLACES[0]
    for at in range(1, SHINGLE):
        shingles = shingles + each[at : last + at] * _PLACES[at]
    shingles ^= shingles >> np.uint64(29)
    mixed = (shingles * _FACTORS + _SHIFTS) >> np.uint64(32)
    found: Signature = mixed.min(axis=1).astype(np.uint32)
    return found
