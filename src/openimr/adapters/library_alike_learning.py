"""What scikit-learn finds in a large sample of texts: directions of meaning, and their centres."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.cluster import MiniBatchKMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.preprocessing import normalize

from openimr.adapters.library_alike_meaning import Vector


def table_of(texts: Iterable[Mapping[int, float]], terms: int) -> Any:
    """The weights of the terms of texts, each text of length 1.

    Args:
        texts: of each the weights of its terms, by their number.
        terms: that there are.
    """
    places: list[int] = []
    values: list[float] = []
    ends = [0]
    for whole in texts:
        places += whole.keys()
        values += whole.values()
        ends.append(len(places))
    shape = (len(ends) - 1, terms)
    return normalize(csr_matrix((np.array(values, np.float32), places, ends), shape=shape))


def directions_of(table: Any, wanted: int) -> Vector:
    """The directions in which texts differ most: a row for each term."""
    with np.errstate(invalid="ignore"):  # texts all alike: shares of a variance of 0, unused here
        analysis = TruncatedSVD(wanted, random_state=0, n_iter=4).fit(table)
    return np.ascontiguousarray(analysis.components_.T, np.float32)


def centres_of(vectors: Any, wanted: int) -> Vector:
    """Centres about which meanings lie."""
    parted = MiniBatchKMeans(wanted, random_state=0, n_init=1, batch_size=4_096)
    centres: Vector = normalize(parted.fit(normalize(vectors)).cluster_centers_).astype(np.float32)
    return centres
