"""A day's cases given out in one batch, at the least cost, with its proof and its leftovers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np

from openimr.assignment.choose import Choice, explained
from openimr.assignment.eligibility import Choosing, Offers, offers
from openimr.assignment.explaining import LeftOver, why_left
from openimr.assignment.giving import Gift, cheapest
from openimr.assignment.ports import Solver
from openimr.vocabulary.value import Value


class Given(Value, frozen=True, kw_only=True):
    """A case and its reviewer, by identifiers, with the points against the reviewer."""

    case: str
    reviewer: str
    points: int


class Batch(Value, frozen=True, kw_only=True):
    """What became of every case of a batch.

    Attributes:
        cost: points of all cases and loads, with what leaving cases over weighs.
        bound: no way of giving out these cases costs less.
        prices: of the reviewers' seats that have one; they prove the bound (see ``optimality``).
    """

    on: dt.date
    seed: str
    given: tuple[Given, ...]
    left: tuple[LeftOver, ...]
    cost: int
    bound: int
    prices: tuple[tuple[str, int], ...]


def give_out(choosing: Choosing, solver: Solver) -> Batch:
    """Give every case that can be given to a reviewer, at the least cost in all.

    Never a reviewer who may not have the case, never more than the capacity, never more of a
    party than a fair share; the same cases, candidates and seed give the same batch.
    """
    offered = offers(choosing)
    return _batch(choosing, offered, cheapest(offered, solver))


def choices(choosing: Choosing, batch: Batch) -> dict[str, Choice]:
    """For each case of a batch what its record keeps; worked out anew from the same values."""
    offered = offers(choosing)
    columns = {one.reviewer: number for number, one in enumerate(choosing.candidates)}
    chosen = {given.case: columns[given.reviewer] for given in batch.given}
    return {
        case.case: explained(
            choosing, offered, row, chosen.get(case.case, -1), of=len(choosing.cases)
        )
        for row, case in enumerate(choosing.cases)
    }


def choices_made(choosing: Choosing, solver: Solver) -> Iterator[Choice]:
    """Give every case out as ``give_out``, with what its record keeps, one case after the other.

    What is kept of a case names every candidate, so that the choices of a large batch together
    would take much memory.
    """
    offered = offers(choosing)
    gift = cheapest(offered, solver)
    for row in range(len(choosing.cases)):
        yield explained(choosing, offered, row, int(gift.reviewer[row]), of=len(choosing.cases))


def _batch(choosing: Choosing, offered: Offers, gift: Gift) -> Batch:
    given = [
        Given(
            case=choosing.cases[row].case,
            reviewer=choosing.candidates[gift.reviewer[row]].reviewer,
            points=int(offered.points[row, gift.reviewer[row]]),
        )
        for row in np.flatnonzero(gift.reviewer >= 0)
    ]
    priced = np.flatnonzero(gift.prices)
    return Batch(
        on=choosing.on,
        seed=choosing.seed,
        given=tuple(given),
        left=tuple(
            why_left(choosing, offered, int(row)) for row in np.flatnonzero(gift.reviewer < 0)
        ),
        cost=gift.cost,
        bound=gift.bound,
        prices=tuple((choosing.candidates[n].reviewer, int(gift.prices[n])) for n in priced),
    )
