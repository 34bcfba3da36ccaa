"""Shares of a whole with their uncertainty."""

from __future__ import annotations

import math
from typing import Final

from openimr.vocabulary.value import Value, require

Z_95: Final = 1.959964
"""The normal quantile of a two-sided interval of 95 percent."""


class Share(Value, frozen=True, kw_only=True):
    """So many of so many.

    Attributes:
        part: how many had it.
        whole: of how many.
    """

    part: int
    whole: int

    def __post_init__(self) -> None:
        require(0 <= self.part <= self.whole, "a part is no more than the whole")

    @property
    def value(self) -> float | None:
        """Between 0 and 1; None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's score interval of 95 percent (Wilson 1927, JASA 22:209-212).

        It stays between 0 and 1 and has a width even where nobody, or everybody, had it. None of
        nothing.
        """
        if not self.whole:
            return None
        n, z, share = self.whole, Z_95, self.part / self.whole
        middle = share + z * z / (2 * n)
        half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
        scale = 1 + z * z / n
        low = max(0.0, (middle - half) / scale) if self.part else 0.0
        high = min(1.0, (middle + half) / scale) if self.part < n else 1.0
        return low, high
