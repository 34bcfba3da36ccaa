"""Which findings of the library are alike: kept beside its determinations, as its index is.

Inside `alike/` lie generations; the file `current` says which one is read, of which parts it is
made, and what it was fitted on. What is written appears when `current` is replaced, whole or not
at all. New determinations are given their place by the model that was fitted; when the library
has twice what it was fitted on, or on request, it is fitted anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from openimr.adapters.file_names import shown_name
from openimr.adapters.library_alike_meaning import Meaning, Vector
from openimr.adapters.library_alike_vectors import FindingRow, Part
from openimr.determination.model import Decision
from openimr.publication.model import PublishedDetermination
from openimr.publication.search.alike_model import Near, Question
from openimr.publication.search.alike_words import AlikeText, counts_of
from openimr.publication.statistics.folded import fingerprint
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value

ALIKE: Final = "alike"
"""The folder inside the library's."""

CURRENT: Final = "current"
FORM: Final = 3
"""Of what is kept; what has another form is made anew."""

EXACT: Final = 100_000
"""Findings up to which every one is compared."""

LOOKED_AT: Final = 24
"""One cell in so many is compared beyond that, at least `_LEAST_CELLS`."""

_LEAST_CELLS: Final = 24
_LOOKS: Final = 3
_DECIDED: Final[Mapping[Decision | None, int]] = {
    None: 0,
    Decision.UPHELD: 1,
    Decision.OVERTURNED: 2,
}


class Kept(Value, frozen=True, kw_only=True):
    """What `current` says.

    Attributes:
        form: of what is kept.
        generation: folder of the model.
        fitted_on: determinations that the library had when it was fitted.
        parts: folders of vectors.
        read: parts of the library that were read, as it tells them.
    """

    form: int
    generation: str
    fitted_on: int
    parts: tuple[str, ...]
    read: tuple[str, ...]


def kept_in(library: Path) -> Kept | None:
    """What is kept of a library; None where nothing is, or in another form."""
    try:
        kept = msgspec.json.decode((library / ALIKE / CURRENT).read_bytes(), type=Kept)
    except (OSError, msgspec.DecodeError):
        return None
    return kept if kept.form == FORM else None


class AlikeFindings:
    """A library's findings by meaning; the port ``FindingsByMeaning``.

    Args:
        library: its folder.

    Raises:
        BadInput: when nothing is kept there, or not whole.
    """

    def __init__(self, library: Path) -> None:
        for left in reversed(range(_LOOKS)):
            try:
                self._open(library)
                return
            except BadInput:  # another process put a newer one in its place meanwhile
                if not left:
                    raise

    def _open(self, library: Path) -> None:
        kept = kept_in(library)
        if kept is None:
            remedy = "Make it with `openimr library build`."
            raise BadInput(shown_name(library), "was not compared for what is alike", remedy)
        folder = library / ALIKE / kept.generation
        self.meaning = Meaning.read(folder)
        self.parts = tuple(Part(folder / one) for one in kept.parts)

    @property
    def count(self) -> int:
        """How many findings can be found."""
        return sum(map(len, self.parts))

    def nearest(self, asked: Question, most: int) -> tuple[Near, ...]:
        """See ``FindingsByMeaning``."""
        vector = self.meaning.vector(counts_of(asked.text))
        if not vector.any():
            return ()
        cells, enough = self._cells(vector), 8 * most
        found = [
            (near, part, row)
            for part in self.parts
            for near, row in part.nearest(vector, enough, cells)
        ]
        return _of_each_one(found, asked.without, most)

    def otherwise(self, asked: Question, most: int) -> tuple[Near, ...]:
        """See ``FindingsByMeaning``."""
        decided = _DECIDED[asked.finding.decision if asked.finding else None]
        if asked.facts is None or not decided:
            return ()
        vector, facts = self.meaning.vector(counts_of(asked.text)), fingerprint(asked.facts)
        found = [
            (near, part, row)
            for part in self.parts
            for near, row in part.otherwise(vector, facts, decided)
        ]
        return _of_each_one(found, asked.without, most)

    def carried(self, ours: AlikeText, theirs: AlikeText) -> Mapping[str, float]:
        """See ``FindingsByMeaning``."""
        return self.meaning.carried(counts_of(ours), counts_of(theirs))

    def _cells(self, vector: Vector) -> Sequence[int] | None:
        """The cells nearest to a question; None where everything is compared."""
        centres = self.meaning.cells
        if not len(centres) or self.count <= EXACT:
            return None
        some = max(_LEAST_CELLS, len(centres) // LOOKED_AT)
        order: list[int] = np.argsort(-(centres @ vector), kind="stable")[:some].tolist()
        return order


def rows_of(said: PublishedDetermination, meaning: Meaning) -> Iterable[FindingRow]:
    """The findings of a determination, each with its place among meanings."""
    for finding in said.findings:
        asked = Question.of(said, finding)
        facts = asked.facts
        yield FindingRow(
            vector=meaning.vector(counts_of(asked.text)),
            id=said.id,
            number=finding.number,
            version=said.version,
            decided=_DECIDED[finding.decision],
            facts=fingerprint(facts) if facts is not None else 0,
        )


def _of_each_one(
    found: Iterable[tuple[float, Part, int]], without: str | None, most: int
) -> tuple[Near, ...]:
    """The nearest finding of each determination."""
    nearest: dict[str, Near] = {}
    for near, part, row in sorted(found, key=lambda one: -one[0]):
        id = part.rows.ids[row].decode()
        if id == without or id in nearest:
            continue
        nearest[id] = Near(
            id=id,
            version=int(part.rows.versions[row]),
            finding=int(part.rows.numbers[row]),
            likeness=max(0.0, min(1.0, near)),
        )
        if len(nearest) == most:
            break
    return tuple(nearest.values())
