"""Documents sent twice: a fax of a report that is there already says the same, with misreadings."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Sequence

from openimr.casefile.documents.page_view import PageView
from openimr.casefile.model import Document

SAME = 0.55
"""Share of telling word pairs, weighted, that two copies have in common despite misread words."""

ALL_BUT_SAME = 0.75
"""From here on a date or type that differs is a misread one."""

NEVER = 2.0
LEAST_PAIRS = 12

Pairs = frozenset[tuple[str, str]]


def find_duplicates(
    documents: Sequence[Document], pages: Sequence[Sequence[PageView]]
) -> list[int | None]:
    """For each document the index of the one it repeats, or None.

    Of two copies the one with a text layer is the original, then the longer, then the earlier.
    """
    pairs = [_pairs(views) for views in pages]
    numbers = [_numbers(views) for views in pages]
    usual = Counter(pair for of_one in pairs for pair in of_one)
    result: list[int | None] = [None] * len(documents)
    ranked = sorted(
        range(len(documents)), key=lambda n: (documents[n].scanned, -_length(pages[n]), n)
    )
    for position, n in enumerate(ranked):
        earlier = [m for m in ranked[:position] if result[m] is None and _may(documents, n, m)]
        scored = [
            (_shared(pairs[n], pairs[m], usual), m)
            for m in earlier
            if _same_numbers(numbers[n], numbers[m])
        ]
        score, best = max(scored, default=(0.0, n))
        if score >= _needed(documents[n], documents[best]):
            result[n] = best
    return result


def _needed(copy: Document, original: Document) -> float:
    """How much two documents must have in common for one to repeat the other.

    The note of the next visit is often the last one carried forward: two dates that were read
    without doubt, or differ in more than a digit, are two visits whatever else is the same.
    """
    if copy.date != original.date and copy.date and original.date:
        digits = zip(f"{copy.date:%Y%m%d}", f"{original.date:%Y%m%d}", strict=True)
        misread = sum(a != b for a, b in digits) == 1 and (copy.scanned or original.scanned)
        return ALL_BUT_SAME if misread else NEVER
    same = copy.date == original.date and copy.type == original.type
    return SAME if same else ALL_BUT_SAME


def _may(documents: Sequence[Document], n: int, m: int) -> bool:
    """Whether one could repeat the other at all: both of this patient, or both of another."""
    return documents[n].other_patient == documents[m].other_patient


def _numbers(views: Sequence[PageView]) -> frozenset[str]:
    return frozenset(n for v in views for n in re.findall(r"\d[\d./-]*\d|\d", v.text))


def _same_numbers(copy: frozenset[str], original: frozenset[str]) -> bool:
    """Whether most figures of the copy stand in the original: other papers of a form differ."""
    return len(copy & original) >= 0.5 * len(copy)


def _length(views: Sequence[PageView]) -> int:
    return sum(len(view.text) for view in views)


def _pairs(views: Sequence[PageView]) -> Pairs:
    """Neighbouring words of a document, in lower case, without signs."""
    words = [w for v in views for ln in v.lines for w in re.findall(r"[a-z0-9]+", ln.text.lower())]
    return frozenset(itertools.pairwise(words))


def _shared(copy: Pairs, original: Pairs, usual: Counter[tuple[str, str]]) -> float:
    """The weighted share of the copy's word pairs that stand in the original.

    Pairs that many documents have, those of letterheads and printed forms, weigh little; pairs
    that stand nowhere else are mostly misread words and weigh less.
    """
    if min(len(copy), len(original)) < LEAST_PAIRS:
        return 0.0
    weigh = {pair: _weight(usual[pair]) for pair in copy}
    total = sum(weigh.values())
    return sum(weight for pair, weight in weigh.items() if pair in original) / total


def _weight(documents: int) -> float:
    return 0.8 if documents == 1 else 1.0 / math.pow(documents - 1, 1.5)
