"""Vectors of findings as they lie on the disk: arrays by parts, of which little is read at once.

A part is a folder that is written once. Its rows lie cell by cell, so that the cells near to a
question are read alone; the arrays are mapped into memory, never loaded as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from openimr.adapters.file_names import shown_name
from openimr.adapters.library_alike_meaning import Vector
from openimr.vocabulary.errors import BadInput

BLOCK: Final = 8_192
"""Rows that are multiplied at once: 4 MB."""

_LONGEST_ID: Final = 96
_COLUMNS: Final = ("vectors", "ids", "numbers", "versions", "decided", "facts")


class Rows(NamedTuple):
    """Findings as columns.

    Attributes:
        vectors: of length 1, in half precision.
        ids: of the determinations.
        numbers: of the findings.
        versions: of the determinations.
        decided: 0 not read, 1 upheld, 2 overturned.
        facts: fingerprint of what makes it the same question as another; 0 where too little is
            told.
    """

    vectors: npt.NDArray[np.float16]
    ids: npt.NDArray[np.bytes_]
    numbers: npt.NDArray[np.uint16]
    versions: npt.NDArray[np.uint16]
    decided: npt.NDArray[np.uint8]
    facts: npt.NDArray[np.uint64]

    def some(self, chosen: Any) -> Rows:
        """The rows of a mask or in an order."""
        return Rows(*(column[chosen] for column in self))


class FindingRow(NamedTuple):
    """One finding before it is a row."""

    vector: Vector
    id: str
    number: int
    version: int
    decided: int
    facts: int


class Part:
    """Rows on the disk; BadInput where they are not whole."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        try:
            loaded = (
                np.load(folder / f"{one}.npy", mmap_mode="r", allow_pickle=False)
                for one in _COLUMNS
            )
            self.rows = Rows(*loaded)
            self._cells = np.load(folder / "cells.npy", allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            remedy = "Make it anew with `openimr library alike --refit`."
            raise BadInput(shown_name(folder), "is no whole part", remedy) from error

    def __len__(self) -> int:
        return len(self.rows.ids)

    def spans(self, cells: Sequence[int] | None) -> Iterator[slice]:
        """Where the rows of some cells lie, in blocks; None for all of them."""
        if cells is None:
            edges = [(0, len(self))]
        else:
            edges = [(int(self._cells[one]), int(self._cells[one + 1])) for one in cells]
        for start, end in edges:
            for first in range(start, end, BLOCK):
                yield slice(first, min(end, first + BLOCK))

    def nearest(
        self, vector: Vector, most: int, cells: Sequence[int] | None
    ) -> list[tuple[float, int]]:
        """The nearest rows of some cells with their cosine, in no order."""
        best: list[tuple[float, int]] = []
        for span in self.spans(cells):
            near = self.rows.vectors[span].astype(np.float32) @ vector
            top = np.argpartition(-near, most)[:most] if len(near) > most else range(len(near))
            best += [(float(near[one]), span.start + int(one)) for one in top]
        return sorted(best, reverse=True)[:most]

    def otherwise(self, vector: Vector, facts: int, decided: int) -> list[tuple[float, int]]:
        """The rows on the same facts with another outcome, with their cosine."""
        rows = self.rows
        places = np.nonzero(rows.facts == np.uint64(facts))[0]
        places = places[(rows.decided[places] != decided) & (rows.decided[places] != 0)]
        near = rows.vectors[places].astype(np.float32) @ vector
        return list(zip(near.tolist(), places.tolist(), strict=True))


def as_rows(findings: Sequence[FindingRow]) -> Rows:
    """Findings as columns."""
    return Rows(
        vectors=np.stack([one.vector for one in findings]).astype(np.float16),
        ids=np.array([one.id.encode() for one in findings], f"S{_LONGEST_ID}"),
        numbers=np.array([one.number for one in findings], np.uint16),
        versions=np.array([one.version for one in findings], np.uint16),
        decided=np.array([one.decided for one in findings], np.uint8),
        facts=np.array([one.facts for one in findings], np.uint64),
    )


def joined(parts: Sequence[Rows]) -> Rows:
    """Rows of several parts, one after another."""
    return Rows(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def write_part(folder: Path, rows: Rows, centres: Vector) -> None:
    """Write rows, sorted by the centre that each is nearest to."""
    cells = nearest_cells(rows.vectors, centres)
    order = np.argsort(cells, kind="stable")
    folder.mkdir(parents=True)
    columns: Mapping[str, Any] = rows.some(order)._asdict()
    for name, column in columns.items():
        np.save(folder / f"{name}.npy", column, allow_pickle=False)
    edges = np.searchsorted(cells[order], np.arange(max(1, len(centres)) + 1))
    np.save(folder / "cells.npy", edges.astype(np.int64), allow_pickle=False)


def nearest_cells(vectors: npt.NDArray[np.float16], centres: Vector) -> npt.NDArray[np.int64]:
    """Of each vector the centre that it is nearest to."""
    cells = np.zeros(len(vectors), np.int64)
    if len(centres):
        for first in range(0, len(vectors), BLOCK):
            block = vectors[first : first + BLOCK].astype(np.float32)
            cells[first : first + BLOCK] = np.argmax(block @ centres.T, axis=1)
    return cells
