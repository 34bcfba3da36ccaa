"""How long reviews took: days from assignment and from application to the decision.

Days are counted exactly, each number of days by itself, so that quartiles are those of all
determinations and add up over parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from openimr.publication.statistics.rates import NOT_TOLD
from openimr.publication.statistics.tallies import APPLIED, ASSIGNED, NO_YEAR, Outcomes, Tallies
from openimr.vocabulary.counted import counted
from openimr.vocabulary.figures import Column, Figure, Kind, Row
from openimr.vocabulary.quantiles import quantile

_SPREAD: Final = {"First quartile": 0.25, "Median": 0.5, "Third quartile": 0.75, "9 of 10": 0.9}
_MEASURES: Final = {
    ASSIGNED: ("days-assignment", "Days from assignment to decision"),
    APPLIED: ("days-application", "Days from application to decision"),
}
_ALL: Final = "All years"


def days_figures(tallies: Tallies) -> tuple[Figure, ...]:
    """Both times by year and priority."""
    return tuple(_figure(tallies, measure) for measure in _MEASURES)


def days_within(counts: Mapping[int, int], share: float) -> int | None:
    """The fewest days within which a share of all were decided; None of none.

    Args:
        counts: determinations by days, 0 or more.
        share: above 0, at most 1.
    """
    return quantile(counts, share) if counts else None


def _figure(tallies: Tallies, measure: str) -> Figure:
    slug, title = _MEASURES[measure]
    years = {_ALL: tallies.counts(measure)}
    for year in sorted(tallies.years, key=lambda one: (one == NO_YEAR, one)):
        name = NOT_TOLD if year == NO_YEAR else str(year)
        years[name] = tallies.years[year].get(measure, {})
    backwards = sum(_backwards(keys) for keys in years[_ALL].values())
    days = tuple(Column(name=name, kind=Kind.DAYS) for name in _SPREAD)
    says = "Calendar days; determinations that tell both dates."
    if backwards:
        tell = "tells" if backwards == 1 else "tell"
        says += f" {counted(backwards, 'determination')} {tell} a decision before its start and "
        says += "are left out."
    return Figure(
        slug=slug,
        title=title,
        says=says,
        columns=(
            Column(name="Year and priority", kind=Kind.TEXT),
            Column(name="Determinations"),
            *days,
        ),
        rows=tuple(row for name, found in years.items() for row in _rows(name, found)),
        drawn=3,
    )


def _rows(year: str, by_priority: Outcomes) -> list[Row]:
    rows: list[Row] = []
    for priority in sorted(by_priority, key=lambda one: (one == "", one)):
        counts = {int(days): n for days, n in by_priority[priority].items() if int(days) >= 0}
        if counts:
            spread = [days_within(counts, share) for share in _SPREAD.values()]
            told = (priority or "priority not told").lower()
            rows.append((f"{year}, {told}", sum(counts.values()), *spread))
    return rows


def _backwards(counts: Mapping[str, int]) -> int:
    return sum(number for days, number in counts.items() if int(days) < 0)
