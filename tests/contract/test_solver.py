"""What every solver of giving out cases promises, tried on a slow one and on OR-Tools."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.adapters.min_cost_flow import MinCostFlow
from openimr.assignment.optimality import seat_prices, seats_taken
from openimr.assignment.ports import Solver, Transport, Whole


def cost_of(problem: Transport, chosen: Whole) -> int:
    given_out = chosen[chosen >= 0]
    loads = np.bincount(problem.reviewer[given_out], minlength=len(problem.seats))
    steps = int((seats_taken(problem.seats, loads) @ problem.step).sum())
    return int(problem.cost[given_out].sum() + problem.left[chosen < 0].sum()) + steps


def ways(problem: Transport):
    """Every way of giving out the cases that keeps the seats."""
    pairs = [np.flatnonzero(problem.case == case).tolist() for case in range(len(problem.left))]
    for way in itertools.product(*([-1, *of_case] for of_case in pairs)):
        chosen = np.array(way, dtype=np.int64)
        taken = np.bincount(problem.reviewer[chosen[chosen >= 0]], minlength=len(problem.seats))
        if (taken <= problem.seats.sum(axis=1)).all():
            yield chosen


class EveryWay:
    """Tries every way there is."""

    def cheapest(self, problem: Transport) -> Whole:
        return min(ways(problem), key=lambda chosen: cost_of(problem, chosen))


SOLVERS = {"every way": EveryWay(), "OR-Tools": MinCostFlow()}


@pytest.fixture(params=SOLVERS)
def solver(request: pytest.FixtureRequest) -> Solver:
    return SOLVERS[request.param]


@st.composite
def problems(draw: st.DrawFn) -> Transport:
    cases, reviewers = draw(st.integers(0, 4)), draw(st.integers(1, 3))
    pairs = list(itertools.product(range(cases), range(reviewers)))
    allowed = [pair for pair in pairs if draw(st.booleans())]
    points = st.integers(0, 20)
    return Transport(
        case=np.array([case for case, _ in allowed], dtype=np.int64),
        reviewer=np.array([reviewer for _, reviewer in allowed], dtype=np.int64),
        cost=np.array([draw(points) for _ in allowed], dtype=np.int64),
        left=np.array([draw(st.integers(10, 90)) for _ in range(cases)], dtype=np.int64),
        seats=np.array(
            [[draw(st.integers(0, 2)) for _ in range(2)] for _ in range(reviewers)],
            dtype=np.int64,
        ),
        step=np.array([0, draw(points)], dtype=np.int64),
    )


@given(problem=problems())
@pytest.mark.parametrize("name", SOLVERS)
def test_no_way_is_cheaper(name: str, problem: Transport) -> None:
    chosen = SOLVERS[name].cheapest(problem)
    assert cost_of(problem, chosen) == min(cost_of(problem, way) for way in ways(problem))


@given(problem=problems())
@pytest.mark.parametrize("name", SOLVERS)
def test_every_case_has_one_of_its_pairs_and_nobody_more_than_the_seats(
    name: str, problem: Transport
) -> None:
    chosen = SOLVERS[name].cheapest(problem)
    given_out = np.flatnonzero(chosen >= 0)
    assert (problem.case[chosen[given_out]] == given_out).all()
    loads = np.bincount(problem.reviewer[chosen[given_out]], minlength=len(problem.seats))
    assert (loads <= problem.seats.sum(axis=1)).all()


@given(problem=problems())
def test_prices_exist_exactly_where_no_way_is_cheaper(problem: Transport) -> None:
    cheapest = min(cost_of(problem, way) for way in ways(problem))
    for way in ways(problem):
        proven = seat_prices(problem, way) is not None
        assert proven == (cost_of(problem, way) == cheapest)


@given(problem=problems())
def test_the_prices_say_why_each_case_is_where_it_is(problem: Transport) -> None:
    chosen = MinCostFlow().cheapest(problem)
    prices = seat_prices(problem, chosen)
    assert prices is not None
    priced = problem.cost + prices[problem.reviewer]
    for case, pair in enumerate(chosen):
        has = problem.left[case] if pair < 0 else priced[pair]
        assert has <= problem.left[case]
        assert (priced[problem.case == case] >= has).all()


def test_no_cases_are_no_trouble(solver: Solver) -> None:
    nothing = np.empty(0, dtype=np.int64)
    seats = np.ones((2, 1), dtype=np.int64)
    problem = Transport(
        case=nothing,
        reviewer=nothing,
        cost=nothing,
        left=nothing,
        seats=seats,
        step=np.zeros(1, dtype=np.int64),
    )
    assert len(solver.cheapest(problem)) == 0
