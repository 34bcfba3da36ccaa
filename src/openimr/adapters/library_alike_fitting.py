"""Fitting the meaning of terms on a sample of findings, by scikit-learn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.cluster import MiniBatchKMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.preprocessing import normalize

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
    table = _table(texts, {term: row for row, term in enumerate(terms)}, weights)
    wanted = min(DIMENSIONS, len(texts) - 1, len(terms) - 1)
    with np.errstate(invalid="ignore"):  # texts all alike: shares of a variance of 0, unused here
        analysis = TruncatedSVD(wanted, random_state=0, n_iter=4).fit(table)
    directions = np.ascontiguousarray(analysis.components_.T, np.float32)
    return Meaning(terms, weights, directions, _centres(table @ directions, cells))


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


def _table(texts: Sequence[Counts], rows: Mapping[str, int], weights: Vector) -> Any:
    """The weights of the terms of the texts, each text of length 1."""
    places: list[int] = []
    values: list[float] = []
    ends, apart = [0], weights.tolist()
    for counts in texts:
        whole = weighed(counts, rows, apart)
        places += whole.keys()
        values += whole.values()
        ends.append(len(places))
    shape = (len(texts), len(rows))
    return normalize(csr_matrix((np.array(values, np.float32), places, ends), shape=shape))


def _centres(vectors: Any, wanted: int) -> Vector:
    cells = min(wanted, len(vectors) // _OF_A_CELL)
    if not cells:
        return np.zeros((0, vectors.shape[1]), np.float32)
    parted = MiniBatchKMeans(cells, random_state=0, n_init=1, batch_size=4_096)
    centres: Vector = normalize(parted.fit(normalize(vectors)).cluster_centers_).astype(np.float32)
    return centres
