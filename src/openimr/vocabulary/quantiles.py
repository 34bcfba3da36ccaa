"""Quantiles of numbers that were counted."""

from __future__ import annotations

from collections.abc import Mapping


def quantile(counts: Mapping[int, int], share: float) -> int:
    """The least number within which a share of all lie; at least one is counted.

    Args:
        counts: how often each number is there.
        share: above 0, at most 1.
    """
    wanted, seen = share * sum(counts.values()), 0
    for number in sorted(counts):
        seen += counts[number]
        if seen >= wanted:
            return number
    raise ValueError("a quantile of nothing")
