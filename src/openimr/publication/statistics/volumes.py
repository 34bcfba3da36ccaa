"""How many determinations and findings there are, month by month and year by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from openimr.determination.model import Priority
from openimr.publication.statistics.dimensions import UNTOLD
from openimr.publication.statistics.rates import NOT_TOLD
from openimr.publication.statistics.tallies import BY_MONTH, DETERMINATIONS, NO_YEAR, Tallies
from openimr.vocabulary.figures import Column, Figure, Kind, Row

_COLUMNS: Final = ("Determinations", "Standard", "Expedited", "Findings")


def volumes_by_month(tallies: Tallies) -> Figure:
    """Determinations and findings by month of the decision, every month of years that have any."""
    counts = tallies.counts(BY_MONTH)
    findings = _together(tallies.counts("month"))
    months = _between({key for keys in counts.values() for key in keys})
    return Figure(
        slug="volumes-month",
        title="Determinations by month",
        says="By the month of the decision; years without any are left out.",
        columns=_columns("Month"),
        rows=tuple(_row(month, month, counts, findings) for month in months),
    )


def volumes_by_year(tallies: Tallies) -> Figure:
    """Determinations and findings by year."""
    rows = []
    for year in sorted(tallies.years, key=lambda one: (one == NO_YEAR, one)):
        only = tallies.of_years([year])
        by_priority = _by_priority(only.counts(BY_MONTH))
        rows.append(
            (
                NOT_TOLD if year == NO_YEAR else str(year),
                only.total(DETERMINATIONS),
                by_priority[Priority.STANDARD.value],
                by_priority[Priority.EXPEDITED.value],
                only.total("programme"),
            )
        )
    return Figure(
        slug="volumes-year",
        title="Determinations by year",
        says="By the year of the decision, else of the number; some tell no priority.",
        columns=_columns("Year"),
        rows=tuple(rows),
    )


def _row(
    name: str,
    month: str,
    counts: Mapping[str, Mapping[str, int]],
    findings: Mapping[str, int],
) -> Row:
    by_priority = {one: keys.get(month, 0) for one, keys in counts.items()}
    return (
        name or NOT_TOLD,
        sum(by_priority.values()),
        by_priority.get(Priority.STANDARD.value, 0),
        by_priority.get(Priority.EXPEDITED.value, 0),
        findings.get(month, 0),
    )


def _between(months: set[str]) -> list[str]:
    """Every month from the first to the last, then what tells none.

    Years without any are left out: one year that was misread would fill thousands of rows.
    """
    told = sorted(months - {UNTOLD})
    first, last = (_number(told[0]), _number(told[-1])) if told else (0, -1)
    years = sorted({_number(one) // 12 for one in told})
    every = [
        f"{year:04}-{month + 1:02}"
        for year in years
        for month in range(12)
        if first <= year * 12 + month <= last
    ]
    return every + ([UNTOLD] if UNTOLD in months else [])


def _number(month: str) -> int:
    year, _, of_year = month.partition("-")
    return int(year) * 12 + int(of_year) - 1


def _together(counts: Mapping[str, Mapping[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for keys in counts.values():
        found.update(keys)
    return found


def _by_priority(counts: Mapping[str, Mapping[str, int]]) -> Counter[str]:
    return Counter({priority: sum(keys.values()) for priority, keys in counts.items()})


def _columns(first: str) -> tuple[Column, ...]:
    return (Column(name=first, kind=Kind.TEXT), *(Column(name=name) for name in _COLUMNS))
