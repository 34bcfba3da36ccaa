"""Fitting the meaning of terms on a sample of findings.

The directions of a small sample are computed at once, by numpy; those of a larger one by
scikit-learn, which takes seconds of the processor to load.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from openimr.adapters.library_alike_meaning import Meaning, Vector, weighed
from openimr.publication.search.alike_words import Counts

DIMENSIONS: Final = 128
"""The shared letters have few more findings, and tell nothing of it; among 6,000 recombined ones
128 find about as many on the same topic as the terms themselves, or more."""

_MOST_TERMS: Final = 60_000
_COMMON: Final = 0.5
"""A term in a larger share of the texts tells nothing."""

_FEW: Final = 40
"""Texts below which a term counts however many of them have it."""

_OF_A_CELL: Final = 40
"""Texts of the sample for each cell at least."""

_REACH: Final = 1e-5
"""Share of the longest direction's reach below which one has none but by rounding."""

AT_ONCE: Final = 1_000_000
"""Cells of a table of texts and terms, up to which its directions are computed at once: in less
time than scikit-learn takes to load."""


def fitted(texts: Sequence[Counts], cells: int) -> Meaning | None:
    """Fit the meaning of terms on a sample.

    Args:
        texts: the terms of each, counted.
        cells: centres wished for; fewer where the sample is small, none for 0.

    Returns:
        None where the texts have no term that tells them apart.
    """
    terms, often = _chosen(texts)
    if len(terms) < 2 or len(texts) < 2:
        return None
    weights = np.log((1 + len(texts)) / (1 + often)).astype(np.float32) + np.float32(1)
    rows, wanted = {term: row for row, term in enumerate(terms)}, min(len(texts), len(terms))
    found = _at_once if len(texts) * len(terms) <= AT_ONCE else _sampled
    cells = min(cells, len(texts) // _OF_A_CELL)
    return Meaning(terms, weights, *found(texts, rows, weights, min(DIMENSIONS, wanted), cells))


def _chosen(texts: Sequence[Counts]) -> tuple[list[str], Vector]:
    """The terms that tell texts apart, and in how many texts each stands."""
    among: Counter[str] = Counter()
    for counts in texts:
        among.update(frozenset().union(*counts))
    few = len(texts) < _FEW
    least, most = (1, len(texts)) if few else (2, _COMMON * len(texts))
    kept = [(term, n) for term, n in among.items() if least <= n <= most]
    kept.sort(key=lambda one: (-one[1], one[0]))
    kept = sorted(kept[:_MOST_TERMS])
    return [term for term, _ in kept], np.array([n for _, n in kept], np.float32)


def _at_once(
    texts: Sequence[Counts], rows: Mapping[str, int], weights: Vector, wanted: int, cells: int
) -> tuple[Vector, Vector]:
    """Directions and centres of a small sample; the directions are exact.

    One along which the sample does not reach would be any, and tell nothing.
    """
    table, apart = np.zeros((len(texts), len(rows)), np.float32), weights.tolist()
    for text, counts in zip(table, texts, strict=True):
        whole = weighed(counts, rows, apart)
        text[list(whole)] = list(whole.values())
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    table /= np.where(lengths, lengths, 1)
    _, reach, found = np.linalg.svd(table, full_matrices=False)
    directions = np.ascontiguousarray(found[:wanted][reach[:wanted] > _REACH * reach[0]].T)
    return directions, _centres(table @ directions, cells)


def _sampled(
    texts: Sequence[Counts], rows: Mapping[str, int], weights: Vector, wanted: int, cells: int
) -> tuple[Vector, Vector]:
    """The same of a larger sample; the directions are as good as a few rounds make them."""
    from openimr.adapters import library_alike_learning as learning  # noqa: PLC0415 - takes seconds

    apart = weights.tolist()
    table = learning.table_of((weighed(counts, rows, apart) for counts in texts), len(rows))
    directions = learning.directions_of(table, wanted)
    return directions, _centres(table @ directions, cells)


def _centres(vectors: Any, cells: int) -> Vector:
    if not cells:
        return np.zeros((0, vectors.shape[1]), np.float32)
    from openimr.adapters.library_alike_learning import centres_of  # noqa: PLC0415 - takes seconds

    return centres_of(vectors, cells)
