"""Which guideline stands behind which decisions: guideline, section, topic, with outcomes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from openimr.determination.model import Decision
from openimr.publication.statistics.dimensions import BETWEEN, UNTOLD
from openimr.publication.statistics.rates import FEWEST, SELECTED, Decided
from openimr.publication.statistics.tallies import CITED, CLAIMS_CITED, UNREAD, Tallies
from openimr.vocabulary.figures import Column, Figure, Kind
from openimr.vocabulary.shares import Share
from openimr.vocabulary.value import Value

_WHO: Final = {"reviewer": CITED, "claims administrator": CLAIMS_CITED}
_OUTCOMES: Final = (Decision.UPHELD.value, Decision.OVERTURNED.value, UNREAD)
_ALL_OF_IT: Final = "no section named"


class Edge(Value, frozen=True, kw_only=True):
    """A place cited for a topic.

    Attributes:
        by: who cited it: "reviewer" or "claims administrator".
        guideline: as counted (see ``cited.guideline_of``).
        section: None where only the guideline is named.
        topic: by identifier; None where the request has none.
        upheld, overturned, unread: findings by their outcome.
    """

    by: str
    guideline: str
    section: str | None
    topic: str | None
    upheld: int
    overturned: int
    unread: int

    @property
    def findings(self) -> int:
        """How often it was cited for the topic."""
        return self.upheld + self.overturned + self.unread


def citation_edges(tallies: Tallies) -> tuple[Edge, ...]:
    """The citation graph: every place cited with each topic it was cited for, most cited first."""
    edges = []
    for who, measure in _WHO.items():
        for key, found in _by_key(tallies.counts(measure)).items():
            guideline, section, topic = key.split(BETWEEN)
            edges.append(
                Edge(
                    by=who,
                    guideline=guideline,
                    section=section or None,
                    topic=topic or None,
                    upheld=found.upheld,
                    overturned=found.overturned,
                    unread=found.unread,
                )
            )
    return tuple(sorted(edges, key=_most_first))


def citation_figure(tallies: Tallies, most: int = 200) -> Figure:
    """Places of guidelines by how often reviewers cited them, and claims administrators.

    A place cited for a finding of two topics is counted with each of them.
    """
    sides = {who: _places(tallies.counts(measure)) for who, measure in _WHO.items()}
    ours, theirs = sides["reviewer"], sides["claims administrator"]
    none = Decided(0, 0, 0)
    order = sorted({*ours, *theirs}, key=lambda one: (-sum(ours.get(one, none)), one))
    rows = []
    for place in order[:most]:
        cited, share = sum(ours.get(place, none)), ours.get(place, none).share
        shown: Share | None = share if share.whole >= FEWEST else None
        rows.append((_named(place), cited, sum(theirs.get(place, none)), share.part, shown))
    return Figure(
        slug="citations",
        title="Places of guidelines, as cited",
        says="Findings by the place cited, once for each topic of the finding; the outcome is of "
        f"those where the reviewer cited it. {SELECTED}",
        columns=(
            Column(name="Guideline and section", kind=Kind.TEXT),
            Column(name="Cited by reviewers"),
            Column(name="By claims administrators"),
            Column(name="Overturned"),
            Column(name="Share overturned", kind=Kind.SHARE),
        ),
        rows=tuple(rows),
    )


def edge_figure(tallies: Tallies, most: int | None = None) -> Figure:
    """The citation graph as a table: an edge from a place of a guideline to a topic in each row.

    Args:
        tallies: the counts.
        most: rows, the most cited; None for all.
    """
    edges = citation_edges(tallies)
    texts = ("Guideline", "Section", "Topic", "Cited by")
    counts = ("Findings", "Upheld", "Overturned", "Not read")
    return Figure(
        slug="citation-graph",
        title="Citation graph",
        says="Each place of a guideline with each topic for which it was cited, and how those "
        f"findings were decided. {SELECTED}",
        columns=(
            *(Column(name=name, kind=Kind.TEXT) for name in texts),
            *(Column(name=name) for name in counts),
        ),
        rows=tuple(
            (
                *(one.guideline, one.section, one.topic, one.by),
                *(one.findings, one.upheld, one.overturned, one.unread),
            )
            for one in edges[:most]
        ),
        drawn=4,
    )


def _by_key(outcomes: Mapping[str, Mapping[str, int]]) -> dict[str, Decided]:
    parts = [outcomes.get(one, {}) for one in _OUTCOMES]
    keys = {key for part in parts for key in part}
    return {key: Decided(*(part.get(key, 0) for part in parts)) for key in keys}


def _places(outcomes: Mapping[str, Mapping[str, int]]) -> dict[str, Decided]:
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for key, decided in _by_key(outcomes).items():
        place = found[key.rpartition(BETWEEN)[0]]
        for at, number in enumerate(decided):
            place[at] += number
    return {place: Decided(*numbers) for place, numbers in found.items()}


def _named(place: str) -> str:
    guideline, _, section = place.partition(BETWEEN)
    return f"{guideline}: {section or _ALL_OF_IT}"


def _most_first(edge: Edge) -> tuple[int, str, str, str, str]:
    section, topic = edge.section or UNTOLD, edge.topic or UNTOLD
    return -edge.findings, edge.by, edge.guideline, section, topic
