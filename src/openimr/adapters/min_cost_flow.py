"""The cheapest way to give out cases, by OR-Tools' min-cost flow."""

from __future__ import annotations

import numpy as np
from ortools.graph.python import min_cost_flow

from openimr.assignment.ports import Transport, Whole


class MinCostFlow:
    """A solver for `Transport`; the optimum, in whole numbers."""

    def cheapest(self, problem: Transport) -> Whole:
        """For each case the number of its pair, or -1 where it is left over.

        The network: each case sends one unit over its pairs to a reviewer and over the seats of
        the reviewer's steps to the sink, or straight to the sink when it is left over.
        """
        cases, (reviewers, steps) = len(problem.left), problem.seats.shape
        sink = cases + reviewers
        nodes = np.arange(sink + 1)
        flow = min_cost_flow.SimpleMinCostFlow()

        def arcs(tails: Whole, heads: Whole, capacity: Whole, cost: Whole) -> Whole:
            added: Whole = flow.add_arcs_with_capacity_and_unit_cost(tails, heads, capacity, cost)
            return added

        one = np.ones(len(problem.case), dtype=np.int64)
        pairs = arcs(problem.case, cases + problem.reviewer, one, problem.cost)
        to_sink = np.full(cases + reviewers * steps, sink)
        arcs(nodes[:cases], to_sink[:cases], np.ones(cases, dtype=np.int64), problem.left)
        seats = problem.seats.ravel()
        taking = np.repeat(nodes[cases:sink], steps)
        arcs(taking, to_sink[cases:], seats, np.tile(problem.step, reviewers))
        supply = np.zeros(sink + 1, dtype=np.int64)
        supply[:cases], supply[sink] = 1, -cases
        flow.set_nodes_supplies(nodes, supply)
        status = flow.solve()
        if status != flow.OPTIMAL:
            raise RuntimeError(f"min-cost flow ended with {status}")
        chosen = np.full(cases, -1, dtype=np.int64)
        used = np.flatnonzero(flow.flows(pairs))
        chosen[problem.case[used]] = used
        return chosen
