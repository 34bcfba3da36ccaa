"""The plain rules of giving out cases: one after the other, the most urgent first.

They keep every rule that the batch keeps, and are what it is measured against.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from openimr.assignment.eligibility import BLOCKED, Offers
from openimr.assignment.ports import Whole


def in_turn(offers: Offers) -> Whole:
    """Each case to the reviewer who is cheapest when its turn comes.

    Returns:
        For each case the column of its reviewer, or -1.
    """
    seats = offers.seats.cumsum(axis=1)
    steps = np.append(offers.step, BLOCKED)

    def points(case: int, loads: Whole) -> Whole:
        taken = (seats <= loads[:, None]).sum(axis=1)
        weighed: Whole = offers.points[case] + steps[taken]
        return weighed

    return _one_by_one(offers, points)


def by_rotation(offers: Offers) -> Whole:
    """Each case to the next reviewer round the panel who may have it."""
    seats = offers.seats.sum(axis=1)
    places = np.arange(len(seats))
    following = 0

    def turns(case: int, loads: Whole) -> Whole:
        nonlocal following
        may = (offers.points[case] < BLOCKED) & (loads < seats)
        ahead = np.where(may, (places - following) % max(1, len(seats)), BLOCKED)
        if may.any():
            following = int(ahead.argmin()) + 1
        return ahead

    return _one_by_one(offers, turns)


def _one_by_one(offers: Offers, weigh: Callable[[int, Whole], Whole]) -> Whole:
    """Cases by urgency, each to the reviewer who weighs least, within seats and fair shares."""
    reviewer = np.full(len(offers.left), -1, dtype=np.int64)
    loads = np.zeros(len(offers.seats), dtype=np.int64)
    had = offers.seen.copy()
    if not len(loads):
        return reviewer
    for case in np.argsort(-offers.left, kind="stable"):
        weighed = weigh(int(case), loads)
        for party in offers.parties[case]:
            weighed = np.where(had[party] >= offers.allowed[party], BLOCKED, weighed)
        best = int(weighed.argmin())
        if weighed[best] < BLOCKED:
            reviewer[case] = best
            loads[best] += 1
            had[offers.parties[case], best] += 1
    return reviewer
