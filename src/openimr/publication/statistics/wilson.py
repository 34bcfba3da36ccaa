"""Wilson's interval of a share at any level (`Share.interval` is that of 95 percent)."""

from __future__ import annotations

from statistics import NormalDist

from openimr.vocabulary.shares import Share
from openimr.vocabulary.value import require


def interval(share: Share, level: float = 0.95) -> tuple[float, float] | None:
    """The score interval that holds the true share at a level; None of nothing.

    Args:
        share: so many of so many.
        level: above 0, below 1.

    Raises:
        ValueError: the level is none.
    """
    require(0 < level < 1, "a level lies between 0 and 1")
    return share.interval_at(NormalDist().inv_cdf((1 + level) / 2))
