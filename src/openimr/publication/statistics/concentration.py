"""How the findings are spread over reviewers, by pseudonym alone.

Gini's coefficient and Herfindahl's index say how far a few decide most: Gini is 0 where all
decide alike and near 1 where one decides all (C. Gini, Variabilita e mutabilita, 1912);
Herfindahl's is the sum of the squared shares, 1 where one decides all (O. C. Herfindahl, 1950).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from openimr.publication.statistics.dimensions import UNTOLD
from openimr.publication.statistics.tallies import REVIEWERS, Tallies
from openimr.vocabulary.counted import counted
from openimr.vocabulary.figures import Column, Figure, Kind
from openimr.vocabulary.shares import Share
from openimr.vocabulary.value import Value

_TOPS: Final = (0.01, 0.05, 0.10)


class Concentration(Value, frozen=True, kw_only=True):
    """How findings are spread.

    Attributes:
        reviewers: pseudonyms known.
        findings: decided under a pseudonym.
        unknown: findings without one.
        tops: part of the reviewers, how many those are, and the share of the findings they made.
        gini: between 0 and 1; None of nobody.
        herfindahl: between 1 / reviewers and 1; None of nobody.
    """

    reviewers: int
    findings: int
    unknown: int
    tops: tuple[tuple[float, int, Share], ...]
    gini: float | None
    herfindahl: float | None


def concentration(tallies: Tallies) -> Concentration:
    """How findings are spread over the pseudonyms that are known."""
    counts = dict(tallies.counts(REVIEWERS).get(UNTOLD, {}))
    unknown = counts.pop(UNTOLD, 0)
    most_first = sorted(counts.values(), reverse=True)
    whole = sum(most_first)
    tops = []
    for part in _TOPS if most_first else ():
        number = math.ceil(round(part * len(most_first), 9))
        tops.append((part, number, Share(part=sum(most_first[:number]), whole=whole)))
    return Concentration(
        reviewers=len(most_first),
        findings=whole,
        unknown=unknown,
        tops=tuple(tops),
        gini=gini(most_first),
        herfindahl=sum((one / whole) ** 2 for one in most_first) if whole else None,
    )


def gini(counts: Sequence[int]) -> float | None:
    """Gini's coefficient of counts; None of none."""
    whole = sum(counts)
    if not whole:
        return None
    ranked = sum(rank * one for rank, one in enumerate(sorted(counts), start=1))
    number = len(counts)
    return (2 * ranked) / (number * whole) - (number + 1) / number


def concentration_figure(tallies: Tallies) -> Figure:
    """The spread as a table; its sentence has the coefficients."""
    found = concentration(tallies)
    return Figure(
        slug="concentration",
        title="Findings by reviewer",
        says=_says(found),
        columns=(
            Column(name="Reviewers who decided most", kind=Kind.TEXT),
            Column(name="Reviewers"),
            Column(name="Findings"),
            Column(name="Share of findings", kind=Kind.SHARE),
        ),
        rows=tuple((f"Top {part:.0%}", number, one.part, one) for part, number, one in found.tops),
        drawn=3,
    )


def _says(found: Concentration) -> str:
    unknown = counted(found.unknown, "finding")
    if found.gini is None or found.herfindahl is None:
        return f"No reviewer is known by a pseudonym ({unknown} without one)."
    return (
        f"{counted(found.findings, 'finding')} by {counted(found.reviewers, 'pseudonym')}; "
        f"{unknown} without one left out. Gini {found.gini:.2f}, "
        f"Herfindahl {found.herfindahl:.4f}. These are all findings known, no sample: the "
        "intervals do not matter. Who works more days decides more; a large share alone is no "
        "fault."
    )
