"""What appointing needs from outside: somebody who finds the cheapest way to give out cases."""

from __future__ import annotations

import dataclasses
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
"""An array of whole numbers."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Transport:
    """Cases to be given to reviewers at the least cost.

    Every case goes to one reviewer by one of its pairs or is left over at its own cost. A
    reviewer takes cases step by step; the seats of a higher step cost more.

    Attributes:
        case, reviewer, cost: the allowed pairs, one entry each; costs are 0 or more.
        left: for each case the cost of leaving it over.
        seats: for each reviewer the free seats of every step.
        step: the cost of a seat of each step, rising.
    """

    case: Whole
    reviewer: Whole
    cost: Whole
    left: Whole
    seats: Whole
    step: Whole


class Solver(Protocol):
    """Finds the cheapest way; the result is checked against prices, never taken on trust."""

    def cheapest(self, problem: Transport) -> Whole:
        """For each case the number of its pair, or -1 where it is left over."""
        ...
