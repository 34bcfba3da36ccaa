"""Misspelt words of a request, put right from the words that requests are made of.

A word that is known is left alone, and one that is not is replaced only by the one known word
that is a slip or two of the pen away.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from openimr.guidelines.model import Pack
from openimr.guidelines.same_pack import SamePack
from openimr.vocabulary.drugs import all_drugs

_WORD = re.compile(r"[A-Za-z]{6,}")
_SCANNED = re.compile(r"(?<![\w.])(?=[01]*[A-Za-z])[A-Za-z01]{6,}(?!\w)|[A-Za-z]{6,}")
_MISREAD = str.maketrans("01", "ol")
"""A scanner takes the letters o and l for the digits 0 and 1."""
_ESCAPED = re.compile(r"\\.")
_LONG = 10
"""Letters from which on a word may hold two slips."""
_FREE = 8
"""Letters from which on the first may be wrong too: fewer make another word ("weaning")."""


def spelt_right(text: str, pack: Pack) -> str:
    """The text with its misspelt words put right from the pack's wordings and the drug names."""
    one = SamePack(pack)
    return _SCANNED.sub(lambda word: _right(word[0], one), text)


def _right(word: str, one: SamePack) -> str:
    """The one known word that is at most a slip away; the word itself if several are."""
    known, lower = _known(one), word.lower().translate(_MISREAD)
    if lower in known.get(len(word), ()) or lower in _said(one):
        return word if word.isalpha() else lower
    most = 2 if len(word) >= _LONG else 1
    lengths = range(len(word) - 1, len(word) + 2)
    near = [
        (slips, other)
        for length in lengths
        for other, slips, _ in process.extract(
            lower, known.get(length, ()), scorer=OSA.distance, score_cutoff=most, limit=3
        )
        if len(word) >= _FREE or other[0] == lower[0]
    ]
    fewest = min((slips for slips, _ in near), default=0)
    best = [other for slips, other in near if slips == fewest]
    return best[0] if len(best) == 1 else word


@functools.lru_cache(maxsize=4)
def _said(one: SamePack) -> frozenset[str]:
    """Every word of the pack in whatever place: none of them is a slip."""
    texts = [
        *itertools.chain.from_iterable(_known(one).values()),
        *(word for topic in one.pack.topics for word in (*topic.words, *topic.not_words)),
        *(
            text
            for topic in one.pack.topics
            for c in topic.criteria
            for text in (c.statement, c.says)
        ),
        *(word for topic in one.pack.topics for word in topic.evidence_words),
    ]
    return frozenset(
        word.lower() for text in texts for word in _WORD.findall(_ESCAPED.sub(" ", text))
    )


@functools.lru_cache(maxsize=4)
def _known(one: SamePack) -> Mapping[int, tuple[str, ...]]:
    """Every word of the topics' names and aliases and of the drugs' names, by its length."""
    wordings = [
        *(wording for topic in one.pack.topics for wording in (topic.name, *topic.aliases)),
        *(name for drug in all_drugs() for name in (drug.generic, *drug.brands)),
    ]
    return _by_length({word.lower() for wording in wordings for word in _WORD.findall(wording)})


def _by_length(words: Iterable[str]) -> Mapping[int, tuple[str, ...]]:
    lengths: dict[int, list[str]] = {}
    for word in sorted(words):
        lengths.setdefault(len(word), []).append(word)
    return {length: tuple(alike) for length, alike in lengths.items()}
