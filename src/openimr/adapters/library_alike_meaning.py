"""The meaning of texts as vectors: TF-IDF of the terms of each field, latent semantic analysis.

Fitted once on a sample by scikit-learn; what was fitted are arrays and a list of terms, so that
whoever compares needs neither scikit-learn nor anything that a file could run.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from openimr.adapters.file_names import shown_name
from openimr.publication.search.alike_words import OF_A_PAIR, SHARES, Counts
from openimr.vocabulary.errors import BadInput

Vector = npt.NDArray[np.float32]


class Meaning:
    """What was fitted.

    Args:
        terms: in the order of the rows.
        weights: of each term: its inverse document frequency.
        directions: a row for each term.
        cells: a row for each centre about which meanings lie; none in a small library.
    """

    def __init__(
        self, terms: Sequence[str], weights: Vector, directions: Vector, cells: Vector
    ) -> None:
        self._terms = terms
        self._rows = {term: row for row, term in enumerate(terms)}
        self._weights, self._directions = weights, directions
        self._apart: list[float] = weights.tolist()
        self.cells = cells

    @property
    def dimensions(self) -> int:
        """Numbers of a vector."""
        return int(self._directions.shape[1])

    def vector(self, counts: Counts) -> Vector:
        """The meaning of a text, of length 1; zeros where it has no known term."""
        rows, weights = self._weighed(counts)
        whole: Vector = weights @ np.asarray(self._directions[rows], np.float32)
        length = float(np.linalg.norm(whole))
        return whole / length if length else whole

    def carried(self, ours: Counts, theirs: Counts) -> dict[str, float]:
        """How much each term of the second text adds to the cosine of both; in total all of it."""
        rows, weights = self._weighed(theirs)
        directions = np.asarray(self._directions[rows], np.float32)
        length = float(np.linalg.norm(weights @ directions))
        if not length:
            return {}
        each = weights * (directions @ self.vector(ours)) / length
        return {
            self._terms[row]: value for row, value in zip(rows.tolist(), each.tolist(), strict=True)
        }

    def _weighed(self, counts: Counts) -> tuple[npt.NDArray[np.int64], Vector]:
        whole = weighed(counts, self._rows, self._apart)
        return np.array(list(whole), np.int64), np.array(list(whole.values()), np.float32)

    def write(self, folder: Path) -> None:
        """Keep it in a folder, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "terms.json").write_bytes(msgspec.json.encode(self._terms))
        for name, kept in self._arrays().items():
            np.save(folder / f"{name}.npy", kept, allow_pickle=False)

    def _arrays(self) -> dict[str, Vector]:
        return {"weights": self._weights, "directions": self._directions, "cells": self.cells}

    @classmethod
    def read(cls, folder: Path) -> Meaning:
        """What was kept; its largest array stays on the disk until it is needed.

        Raises:
            BadInput: when it is not whole.
        """
        try:
            terms = msgspec.json.decode((folder / "terms.json").read_bytes(), type=list[str])
            weights, cells = (
                np.load(folder / f"{name}.npy", allow_pickle=False) for name in ("weights", "cells")
            )
            directions = np.load(folder / "directions.npy", mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError, EOFError, msgspec.DecodeError) as error:
            raise _not_whole(folder) from error
        if not _fits(terms, weights, directions, cells):
            raise _not_whole(folder)
        return cls(terms, weights, directions, cells)


def weighed(counts: Counts, rows: Mapping[str, int], apart: Sequence[float]) -> dict[int, float]:
    """The weight of each known term of a text, by its row: TF-IDF of each field, then shared out.

    Args:
        counts: of the terms in each field.
        rows: of the terms that are known.
        apart: of each row how far the term tells texts apart: its inverse document frequency.
    """
    whole: dict[int, float] = {}
    for share, field in zip(SHARES, counts, strict=True):
        own = {
            row: (1 + math.log(n)) * apart[row] * (OF_A_PAIR if " " in term else 1.0)
            for term, n in field.items()
            if (row := rows.get(term)) is not None
        }
        length = math.hypot(*own.values())
        for row, weight in own.items():
            whole[row] = whole.get(row, 0.0) + share * weight / length
    return whole


def _fits(terms: list[str], weights: Any, directions: Any, cells: Any) -> bool:
    shapes = (weights.shape, directions.shape[:1], cells.shape[1:])
    return shapes == ((len(terms),), (len(terms),), directions.shape[1:])


def _not_whole(folder: Path) -> BadInput:
    remedy = "Make it anew with `openimr library alike --refit`."
    return BadInput(shown_name(folder), "holds no whole model of what is alike", remedy)
