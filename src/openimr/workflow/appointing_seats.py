"""Which treatments each of several reviewers is appointed for, so that together they fit all.

One reviewer of a whole case must fit every treatment. Where more sit with approval (8 CCR
9792.10.6(c)), each must fit one at least, and together all.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from openimr.assignment.candidates import Candidate
from openimr.assignment.specialty import SpecialtyTable
from openimr.workflow.appointing_cases import Waiting

Numbers = frozenset[int]


def treatments_for_next(
    waiting: Waiting, candidates: Sequence[Candidate], table: SpecialtyTable
) -> tuple[int, ...]:
    """The treatments that the reviewer of the next empty seat must fit.

    Every one where somebody fits all; else as many as one can, such that those who follow can
    fit the rest. Where no such parting is possible, what the last seat would need, so that the
    case is left over with the reason.
    """
    every = frozenset(waiting.fields)
    if waiting.case.seats_approved == 1:
        return tuple(sorted(every))
    able = {fitting(waiting, one, table) for one in candidates} - {frozenset[int]()}
    uncovered = frozenset(waiting.uncovered)
    if every in able or not able:
        return tuple(sorted(every))
    if not uncovered:
        return tuple(sorted(sorted(able, key=_most)[-1]))
    shares = {fit & uncovered for fit in able} - {frozenset[int]()}
    for share in sorted(shares, key=_most, reverse=True):
        if _can_cover(uncovered - share, shares, len(waiting.free) - 1):
            return tuple(sorted(share))
    return tuple(sorted(uncovered))


def _most(numbers: Numbers) -> tuple[int, list[int]]:
    return len(numbers), sorted(numbers, reverse=True)


def fitting(waiting: Waiting, one: Candidate, table: SpecialtyTable) -> Numbers:
    """The disputed treatments that a candidate fits."""
    return frozenset(
        number
        for number in waiting.fields
        if (needed := waiting.to_assign((number,)).needed(table))
        and waiting.fields[number]
        and all(table.fit(one.specialties, field) for field in needed)
    )


def _can_cover(rest: Numbers, shares: Collection[Numbers], seats: int) -> bool:
    """Whether so many reviewers can fit what is left."""
    if not rest:
        return True
    return seats > 0 and any(
        _can_cover(rest - share, shares, seats - 1) for share in shares if share & rest
    )
