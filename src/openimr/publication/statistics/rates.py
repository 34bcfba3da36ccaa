"""How often utilization review decisions were overturned, by what the findings tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from openimr.determination.model import Basis, Decision, Sex
from openimr.publication.model import Programme
from openimr.publication.statistics.dimensions import BETWEEN, DIMENSIONS, UNTOLD, Dimension
from openimr.publication.statistics.tallies import UNREAD, Tallies
from openimr.vocabulary.counted import counted
from openimr.vocabulary.figures import Column, Figure, Kind, Row
from openimr.vocabulary.shares import Share

FEWEST: Final = 10
"""Findings below which no rate is shown: one more would move it by a tenth or more."""

SELECTED: Final = (
    "Published decisions only: a rate tells which disputes were brought and how they were decided, "
    "not how a next one should be."
)
"""What no rate of published decisions can say."""

APART: Final = (
    "Intervals take each finding by itself; those of one letter are mostly decided alike, so that "
    "they are too narrow."
)
"""What an interval of findings does not reckon with."""

NOT_TOLD: Final = "Not told"

_BASES: Final = {
    Basis.MTUS.value: "MTUS",
    Basis.NON_MTUS.value: "Outside the MTUS",
    Basis.BOTH.value: "MTUS and outside",
    Basis.NONE_CITED.value: "Nothing cited",
}
PROGRAMMES: Final = {
    Programme.CALIFORNIA_WC.value: "California workers' compensation",
    Programme.CALIFORNIA_DMHC.value: "California managed health care",
    Programme.NEW_YORK_DFS.value: "New York external appeals",
}
"""What programmes are called."""

_WORDS: Final[dict[str, dict[str, str]]] = {
    "basis": _BASES,
    "claims-basis": _BASES,
    "sex": {one.value: one.value.capitalize() for one in Sex},
    "programme": PROGRAMMES,
}


class Decided(NamedTuple):
    """Findings under one key by their outcome."""

    upheld: int
    overturned: int
    unread: int

    @property
    def share(self) -> Share:
        """Overturned of all that could be read."""
        return Share(part=self.overturned, whole=self.upheld + self.overturned)


def decided_by(tallies: Tallies, dimension: str) -> dict[str, Decided]:
    """Findings by the keys of a way to count, in the order of `DIMENSIONS`: largest first.

    Raises:
        KeyError: there is no such way.
    """
    way = DIMENSIONS[dimension]
    outcomes = tallies.counts(dimension)
    parts = [outcomes.get(one.value, {}) for one in (Decision.UPHELD, Decision.OVERTURNED)]
    parts.append(outcomes.get(UNREAD, {}))
    found = {
        key: Decided(*(part.get(key, 0) for part in parts))
        for key in {key for part in parts for key in part}
    }
    return {key: found[key] for key in sorted(found, key=lambda one: _place(way, one, found))}


def _place(way: Dimension, key: str, found: Mapping[str, Decided]) -> tuple[bool, int, str]:
    return key == UNTOLD, 0 if way.ordered else -sum(found[key]), key


def overall(tallies: Tallies) -> Decided:
    """All findings by their outcome."""
    found = tallies.counts("programme")
    return Decided(
        *(
            sum(found.get(one, {}).values())
            for one in (Decision.UPHELD.value, Decision.OVERTURNED.value, UNREAD)
        )
    )


def rate_figure(
    tallies: Tallies, dimension: str, names: Mapping[str, str] | None = None, most: int = 200
) -> Figure:
    """The overturn rate by one way to count.

    Args:
        tallies: the counts.
        dimension: a name of `DIMENSIONS`.
        names: what keys are called; a key that is not there is shown as it is.
        most: rows shown; of ordered ways all.
    """
    way = DIMENSIONS[dimension]
    found = decided_by(tallies, dimension)
    every = overall(tallies)
    rows = [_row(_called(way, key, names or {}), one) for key, one in found.items()]
    shown = rows if way.ordered else rows[:most]
    return Figure(
        slug=f"rates-{dimension}",
        title=f"Overturned, by {way.title[:1].lower()}{way.title[1:]}",
        says=_says(way, every, len(rows) - len(shown)),
        columns=(
            Column(name=way.title, kind=Kind.TEXT),
            Column(name="Decided"),
            Column(name="Overturned"),
            Column(name="Share overturned", kind=Kind.SHARE),
        ),
        rows=(_row("All findings", every), *shown) if rows else (),
        drawn=3,
    )


def _row(name: str, found: Decided) -> Row:
    share = found.share
    return name, share.whole, share.part, share if share.whole >= FEWEST else None


def _called(way: Dimension, key: str, names: Mapping[str, str]) -> str:
    known = names.get(key) or _WORDS.get(way.name, {}).get(key)
    return known or key.replace(BETWEEN, ": ") or NOT_TOLD


def _says(way: Dimension, every: Decided, left_out: int) -> str:
    said = [f"Findings, with intervals of 95 % (Wilson); no share of fewer than {FEWEST}.", APART]
    if way.several:
        said.append("A finding with several counts in the row of each: rows add up to more.")
    if every.unread:
        decisions = counted(every.unread, "decision")
        said.append(f"{decisions} could not be read and are not counted.")
    if left_out:
        said.append(f"{counted(left_out, 'row')} with fewer findings are left out.")
    return " ".join((*said, SELECTED))
