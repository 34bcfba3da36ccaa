"""What was published on one guideline topic: outcomes by year, and the places that were cited."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from openimr.determination.model import Decision
from openimr.publication.statistics.dimensions import BETWEEN
from openimr.publication.statistics.rates import APART, FEWEST, SELECTED, Decided
from openimr.publication.statistics.tallies import CITED, NO_YEAR, UNREAD, Tallies
from openimr.vocabulary.figures import Column, Figure, Kind, Row

_OUTCOMES: Final = (Decision.UPHELD.value, Decision.OVERTURNED.value, UNREAD)
_ALL_OF_IT: Final = "no section named"


def decided_on(tallies: Tallies, topic: str) -> Decided:
    """Findings on a topic by their outcome."""
    found = tallies.counts("topic")
    return Decided(*(found.get(one, {}).get(topic, 0) for one in _OUTCOMES))


def decided_on_each(tallies: Tallies) -> dict[str, Decided]:
    """Findings by their outcome for every topic that was decided on."""
    found = [tallies.counts("topic").get(one, {}) for one in _OUTCOMES]
    return {
        topic: Decided(*(part.get(topic, 0) for part in found))
        for topic in {topic for part in found for topic in part}
    }


def years_figure(tallies: Tallies, topic: str) -> Figure:
    """How findings on a topic were decided, over all years and in each."""
    years = {year: decided_on(tallies.of_years([year]), topic) for year in sorted(tallies.years)}
    rows = [_row(str(year) if year != NO_YEAR else "Not told", it) for year, it in years.items()]
    every = decided_on(tallies, topic)
    return Figure(
        slug="outcomes",
        title="Published outcomes",
        says=f"Findings on this topic, with intervals of 95 % (Wilson); no share of fewer than "
        f"{FEWEST}. {APART} {SELECTED}",
        columns=(
            Column(name="Year of the decision", kind=Kind.TEXT),
            Column(name="Decided"),
            Column(name="Overturned"),
            Column(name="Share overturned", kind=Kind.SHARE),
        ),
        rows=(
            _row("All years", every),
            *(one for one, it in zip(rows, years.values(), strict=True) if any(it)),
        )
        if any(every)
        else (),
        drawn=3,
    )


def cited_figure(tallies: Tallies, topic: str, most: int = 15, longest: int = 100) -> Figure:
    """The places of guidelines that reviewers cited for a topic, the most cited first.

    Args:
        tallies: the counts.
        topic: by its identifier.
        most: rows.
        longest: characters of a place; what is longer is cut.
    """
    places: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for outcome, keys in tallies.counts(CITED).items():
        for key, count in keys.items():
            guideline, section, cited_for = key.split(BETWEEN)
            if cited_for == topic:
                places[guideline, section][_OUTCOMES.index(outcome)] += count
    order = sorted(places, key=lambda one: (-sum(places[one]), one))
    return Figure(
        slug="cited",
        title="What reviewers cited",
        says=f"Findings on this topic by the places of guidelines that they cite. {SELECTED}",
        columns=(
            Column(name="Guideline and section", kind=Kind.TEXT),
            Column(name="Decided"),
            Column(name="Overturned"),
            Column(name="Share overturned", kind=Kind.SHARE),
        ),
        rows=tuple(
            _row(_shortened(place, longest), Decided(*places[place])) for place in order[:most]
        ),
        drawn=1,
    )


def _shortened(place: tuple[str, str], longest: int) -> str:
    name = f"{place[0]}: {place[1] or _ALL_OF_IT}"
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"


def _row(name: str, found: Decided) -> Row:
    share = found.share
    return name, share.whole, share.part, share if share.whole >= FEWEST else None
