"""The proof that a way of giving out cases is the cheapest: a price for every reviewer's seat.

With the prices everybody can check the whole batch case by case: each case has the reviewer who
is cheapest for it once the price of the seat is added, a seat that stays free costs no more than
its step, and a case is left over only where every reviewer would cost more. No cheaper way can
then exist (linear programming duality). The prices are found by shortest paths.
"""

from __future__ import annotations

import numpy as np

from openimr.assignment.ports import Transport, Whole

FAR = np.int64(1) << 60
"""Farther than any sum of costs."""


def seat_prices(problem: Transport, chosen: Whole) -> Whole | None:
    """The prices of the reviewers' seats that prove the choice cheapest; None if it is not.

    A case that could go from reviewer a to b lets b's price be at most so much below a's as the
    change costs; the ground (free seats, cases left over) has the price 0. Prices that keep all
    these bounds are shortest distances; where they have no end, a cheaper way exists.
    """
    bounds = _bounds(problem, chosen)
    prices = np.zeros(len(bounds), dtype=np.int64)
    for _ in range(len(bounds) + 1):
        shorter = np.minimum(prices, (prices[:, None] + bounds).min(axis=0))
        if np.array_equal(shorter, prices):
            seats: Whole = shorter[:-1] - shorter[-1]
            return seats
        prices = shorter
    return None


def _bounds(problem: Transport, chosen: Whole) -> Whole:
    """Entry a, b: how far the price of b may be above that of a; the ground is the last."""
    reviewers = len(problem.seats)
    ground = reviewers
    bounds = np.full((reviewers + 1, reviewers + 1), FAR)
    cases = np.flatnonzero(chosen >= 0)
    own, at = problem.left.copy(), np.full(len(chosen), ground)
    own[cases], at[cases] = problem.cost[chosen[cases]], problem.reviewer[chosen[cases]]
    np.minimum.at(bounds, (problem.reviewer, at[problem.case]), problem.cost - own[problem.case])
    np.minimum.at(bounds, (np.full(len(cases), ground), at[cases]), (problem.left - own)[cases])
    last, following = _around(problem, _loads(problem, chosen))
    bounds[ground, :reviewers] = np.minimum(bounds[ground, :reviewers], following)
    bounds[:reviewers, ground] = np.minimum(bounds[:reviewers, ground], last)
    np.fill_diagonal(bounds, 0)
    return bounds


def _around(problem: Transport, loads: Whole) -> tuple[Whole, Whole]:
    """For each reviewer minus the step's cost of the last seat taken, and that of the next."""
    ends = problem.seats.cumsum(axis=1)
    last = (ends < loads[:, None]).sum(axis=1)
    following = (ends <= loads[:, None]).sum(axis=1)
    steps = np.append(problem.step, FAR)
    return np.where(loads > 0, -steps[np.minimum(last, len(problem.step) - 1)], FAR), steps[
        following
    ]


def _loads(problem: Transport, chosen: Whole) -> Whole:
    given = chosen[chosen >= 0]
    return np.bincount(problem.reviewer[given], minlength=len(problem.seats))


def seats_taken(seats: Whole, loads: Whole) -> Whole:
    """How many seats of each step so many cases take, the cheapest first."""
    before = seats.cumsum(axis=1) - seats
    taken: Whole = np.clip(loads[:, None] - before, 0, seats)
    return taken
