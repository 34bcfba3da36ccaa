"""Giving out cases: the cheapest way over every allowed pair, and its proof.

The solver sees only the cheapest few reviewers of each case. The prices of its answer tell
whether a reviewer it did not see would have been cheaper; such pairs are added until none is.
What comes out is the optimum over all pairs, and the prices prove it.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from openimr.assignment.eligibility import BLOCKED, Offers, Points
from openimr.assignment.optimality import seat_prices, seats_taken
from openimr.assignment.ports import Solver, Transport, Whole
from openimr.assignment.turns import in_turn

_FIRST = 8
"""Twice so many reviewers of each case the solver sees at first."""
_SAMPLE, _SAMPLED, _MANY = 8, 2_000, 50
"""Of so many cases or more every eighth is looked at first, with more reviewers each."""
_TURN = 353
"""By so many places the scattered reviewers of one case are those of the next, turned."""
_NEARLY = 20
"""Points by which a pair may be too dear to be added: prices will still move a little."""
_BLOCK = 1024


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Gift:
    """Cases given out.

    Attributes:
        reviewer: for each case the column of its reviewer, or -1 where it is left over.
        cost: in points, with what the cases left over cost.
        bound: no way of giving out costs less, shares of parties set aside.
        prices: of each reviewer's seat; they prove the bound.
    """

    reviewer: Whole
    cost: int
    bound: int
    prices: Whole


def cheapest(offers: Offers, solver: Solver) -> Gift:
    """The cheapest way within every rule, with its proof.

    Where the cheapest way would give a reviewer more of a party than a fair share, the cases
    that lose least by it go to others, and everybody else keeps theirs; ``cost`` may then lie
    above ``bound``, and is never above what taking turns by urgency costs.
    """
    best = optimum(offers.points, offers, solver)
    gift, points = best, offers.points
    while len(moved := _excess(points, offers, gift)):
        points = points.copy() if points is offers.points else points
        points[moved] |= _over_share(offers, gift.reviewer, moved)
        gift = _moved(points, offers, solver, gift, moved)
    if gift is best:
        return best
    turns = in_turn(offers)
    if (plain := cost_of(turns, offers)) < gift.cost:
        gift = dataclasses.replace(gift, reviewer=turns, cost=plain)
    return dataclasses.replace(gift, bound=best.bound, prices=best.prices)


def optimum(points: Points, offers: Offers, solver: Solver) -> Gift:
    """The cheapest way over all pairs that are not blocked, and its prices; shares set aside."""
    listed = _shortlist(points, _estimate(points, offers, solver))
    while True:
        problem = _problem(points, listed, offers)
        reviewer, prices = _solved(problem, solver)
        better = _better(points, reviewer, prices, offers.left)
        if not len(better):
            cost = cost_of(reviewer, offers)
            return Gift(reviewer=reviewer, cost=cost, bound=cost, prices=prices)
        listed = np.union1d(listed, better)


def _solved(problem: Transport, solver: Solver) -> tuple[Whole, Whole]:
    """The solver's answer as a reviewer for each case, and the prices that prove it."""
    chosen = solver.cheapest(problem)
    prices = seat_prices(problem, chosen)
    if prices is None:
        raise RuntimeError("the solver's answer is not the cheapest: no prices prove it")
    reviewer = np.full(len(chosen), -1, dtype=np.int64)
    given = np.flatnonzero(chosen >= 0)
    reviewer[given] = problem.reviewer[chosen[given]]
    return reviewer, prices


def _estimate(points: Points, offers: Offers, solver: Solver) -> Whole:
    """Prices to begin with: of every tenth case and a tenth of the seats."""
    free = np.zeros(points.shape[1], dtype=np.int64)
    if len(points) < _SAMPLED:
        return free
    sample = points[::_SAMPLE]
    problem = dataclasses.replace(
        _problem(sample, _shortlist(sample, free, _MANY), offers),
        left=offers.left[::_SAMPLE],
        seats=np.diff(np.rint(offers.seats.cumsum(axis=1) / _SAMPLE), axis=1, prepend=0).astype(
            np.int64
        ),
    )
    return _solved(problem, solver)[1]


def cost_of(reviewer: Whole, offers: Offers) -> int:
    """What a way of giving out the cases costs: points, loads, and cases left over."""
    given = np.flatnonzero(reviewer >= 0)
    pairs = int(offers.points[given, reviewer[given]].sum(dtype=np.int64))
    loads = np.bincount(reviewer[given], minlength=len(offers.seats))
    steps = int((seats_taken(offers.seats, loads) @ offers.step).sum())
    return pairs + steps + int(offers.left[reviewer < 0].sum())


def _shortlist(points: Points, prices: Whole, count: int = _FIRST) -> Whole:
    """Some allowed reviewers of each case, as places in the flattened table.

    Half of them are the cheapest, half are scattered: cases of one kind have the same cheapest
    reviewers, who cannot take them all.
    """
    cases, reviewers = points.shape
    if reviewers <= 2 * count:
        return np.flatnonzero(points < BLOCKED)
    found = [np.empty(0, dtype=np.int64)]
    priced = np.minimum(prices, BLOCKED).astype(np.int32)
    scatter = np.random.default_rng(_SAMPLE).permutation(reviewers).astype(np.int32)
    for start in range(0, cases, _BLOCK):
        rows = points[start : start + _BLOCK]
        row = np.arange(len(rows))[:, None]
        turned = (scatter + row.astype(np.int32) * _TURN) % reviewers
        for order in (rows + priced, turned + np.where(rows < BLOCKED, 0, BLOCKED)):
            near = np.argpartition(order, count, axis=1)[:, :count]
            places = (start + row) * reviewers + near
            found.append(places[rows[row, near] < BLOCKED])
    return np.unique(np.concatenate(found))


def _problem(points: Points, listed: Whole, offers: Offers) -> Transport:
    case, reviewer = np.divmod(listed, points.shape[1])
    return Transport(
        case=case,
        reviewer=reviewer,
        cost=points.ravel()[listed].astype(np.int64),
        left=offers.left,
        seats=offers.seats,
        step=offers.step,
    )


def _better(points: Points, reviewer: Whole, prices: Whole, left: Whole) -> Whole:
    """Pairs that would be cheaper than what the cases have, with those that nearly would.

    None at all where no pair is cheaper.
    """
    found, cheaper = [np.empty(0, dtype=np.int64)], False
    for start in range(0, len(points), _BLOCK):
        rows = points[start : start + _BLOCK]
        now = reviewer[start : start + _BLOCK]
        priced = np.where(rows < BLOCKED, rows + prices, np.int64(1) << 60)
        has = np.where(now >= 0, priced[np.arange(len(rows)), now], left[start : start + _BLOCK])
        cheaper |= bool((priced.min(axis=1) < has).any())
        found.append(start * points.shape[1] + np.flatnonzero(priced < has[:, None] + _NEARLY))
    return np.concatenate(found) if cheaper else found[0]


def _excess(points: Points, offers: Offers, gift: Gift) -> Whole:
    """Cases that are too many of one party with one reviewer.

    The reviewer keeps those cases that would be dearest with anybody else.
    """
    had = _had(offers, gift.reviewer)
    moved = [np.empty(0, dtype=np.int64)]
    for party, reviewer in np.argwhere(had > offers.allowed[:, None]):
        got = np.flatnonzero((gift.reviewer == reviewer) & (offers.parties == party).any(axis=1))
        room = offers.allowed[party] - offers.seen[party, reviewer]
        loss = _loss(points[got], int(reviewer), gift.prices)
        moved.append(got[np.argsort(-loss, kind="stable")[room:]])
    return np.unique(np.concatenate(moved))


def _had(offers: Offers, reviewer: Whole, *, without: Whole | None = None) -> Whole:
    """Cases of each party (rows) that each reviewer had in the window and has got now."""
    had = offers.seen.copy()
    given = np.flatnonzero(reviewer >= 0)
    given = given if without is None else np.setdiff1d(given, without)
    for party in offers.parties[given].T:
        np.add.at(had, (party, reviewer[given]), 1)
    return had


def _over_share(offers: Offers, reviewer: Whole, moved: Whole) -> Points:
    """`BLOCKED` where a moved case would be one too many of its filer or administrator."""
    full = _had(offers, reviewer, without=moved) >= offers.allowed[:, None]
    parties = offers.parties[moved]
    blocked = full[parties[:, 0]] | full[parties[:, 1]]
    blocked[np.arange(len(moved)), reviewer[moved]] = True
    return BLOCKED * blocked.astype(np.int32)


def _moved(points: Points, offers: Offers, solver: Solver, gift: Gift, moved: Whole) -> Gift:
    """The moved cases at the least cost in the seats that the others leave free."""
    reviewer = gift.reviewer.copy()
    reviewer[moved] = -1
    loads = np.bincount(reviewer[reviewer >= 0], minlength=len(offers.seats))
    own = points[moved]
    problem = dataclasses.replace(
        _problem(own, np.flatnonzero(own < BLOCKED), offers),
        left=offers.left[moved],
        seats=offers.seats - seats_taken(offers.seats, loads),
    )
    reviewer[moved] = _solved(problem, solver)[0]
    return dataclasses.replace(gift, reviewer=reviewer, cost=cost_of(reviewer, offers))


def _loss(rows: Points, reviewer: int, prices: Whole) -> Whole:
    """How much dearer each case would be with the next best reviewer."""
    priced = np.where(rows < BLOCKED, rows + prices, np.int64(1) << 60)
    own = priced[:, reviewer].copy()
    priced[:, reviewer] = np.int64(1) << 60
    loss: Whole = priced.min(axis=1) - own
    return loss
