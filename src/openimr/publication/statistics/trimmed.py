"""Tallies without the long tail of titles that are cited once: what a page reads stays small.

Titles outside the MTUS are free text, and every writer has a spelling; millions of findings have
hundreds of thousands of titles. Tallies of parts keep all, so that they add up; of the whole the
keys counted most are kept, and the others together.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from openimr.publication.statistics.dimensions import BETWEEN, DIMENSIONS
from openimr.publication.statistics.tallies import CITED, CLAIMS_CITED, Outcomes, Tallies

MOST_KEYS: Final = 20_000
"""Keys of one measure that are kept."""

OTHERS: Final = "Others, each counted seldom"
"""The key of what is not kept."""

_TRIMMED: Final[dict[str, str]] = {
    **{name: OTHERS for name, way in DIMENSIONS.items() if not way.ordered},
    CITED: BETWEEN.join((OTHERS, "", "")),
    CLAIMS_CITED: BETWEEN.join((OTHERS, "", "")),
}
"""Measures that may have many keys, with the key of the others."""


def trimmed(tallies: Tallies, most: int = MOST_KEYS) -> Tallies:
    """The tallies with the keys of each measure that are counted most, over all years.

    Args:
        tallies: of the whole.
        most: keys that are kept of one measure.
    """
    kept = {name: _most(tallies.counts(name), most) for name in _TRIMMED}
    return Tallies(
        years={
            year: {
                name: _only(outcomes, kept.get(name), _TRIMMED.get(name, ""))
                for name, outcomes in measures.items()
            }
            for year, measures in tallies.years.items()
        }
    )


def _most(outcomes: Outcomes, most: int) -> frozenset[str] | None:
    """The keys to keep; None for all of them."""
    counts: Counter[str] = Counter()
    for keys in outcomes.values():
        counts.update(keys)
    if len(counts) <= most:
        return None
    return frozenset(sorted(counts, key=lambda key: (-counts[key], key))[:most])


def _only(outcomes: Outcomes, kept: frozenset[str] | None, others: str) -> Outcomes:
    if kept is None:
        return outcomes
    found: Outcomes = {}
    for outcome, keys in outcomes.items():
        counts = {key: count for key, count in keys.items() if key in kept}
        left = sum(keys.values()) - sum(counts.values())
        found[outcome] = {**counts, others: left + counts.get(others, 0)} if left else counts
    return found
