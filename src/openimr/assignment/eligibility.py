"""Who may have which case, for all cases and reviewers at once, and what speaks against each.

Everything that does not depend on both case and reviewer is worked out once for each kind of
case (its fields, its due day, its filer) and spread over the pairs by numpy.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from openimr.assignment.candidates import Barred, Candidate, CaseToAssign
from openimr.assignment.fairness import FairShare, Seen, Weights, draw, keys, seen_table
from openimr.assignment.ports import Whole
from openimr.assignment.specialty import Fit, SpecialtyTable
from openimr.vocabulary.value import Value, require

BLOCKED = 1 << 28
"""More points than any reviewer who may have a case can have against them."""
_BLOCK = 1024
"""Cases whose pairs are worked out at once: their numbers stay in the processor's cache."""
_QUARTERS = np.array([0.25, 0.5, 0.75, 1.0])

Points = NDArray[np.int32]


class Terms(Value, frozen=True, kw_only=True):
    """The office's rules of choosing.

    Attributes:
        days_needed: days on which a reviewer must be there between appointment and due day.
        expedited_days_needed: the same for an expedited case.
    """

    weights: Weights = Weights()
    share: FairShare = FairShare()
    days_needed: int = 5
    expedited_days_needed: int = 1

    def __post_init__(self) -> None:
        least = min(self.days_needed, self.expedited_days_needed)
        require(least >= 1, "a review takes a day or more")


class Choosing(Value, frozen=True, kw_only=True):
    """Everything that a choice rests on; cases and candidates are put in order of identifier.

    Attributes:
        on: the day of appointment.
        seed: of the draw, kept with the appointment.
        seen: what reviewers had of filers and administrators in the window, by identifiers.
    """

    on: dt.date
    seed: str
    cases: tuple[CaseToAssign, ...]
    candidates: tuple[Candidate, ...]
    table: SpecialtyTable
    barred: tuple[Barred, ...] = ()
    seen: tuple[Seen, ...] = ()
    terms: Terms = Terms()

    def __post_init__(self) -> None:
        for ids in ([c.case for c in self.cases], [c.reviewer for c in self.candidates]):
            require(len(set(ids)) == len(ids), "every case and reviewer is given once")
            require(ids == sorted(ids), "cases and reviewers are in order of identifier")
        require(bool(self.seed), "a draw has a seed")


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Offers:
    """Every case with every reviewer.

    Attributes:
        points: what speaks against a reviewer (columns) in a case (rows); `BLOCKED` or more
            where the reviewer may not have it.
        fits: whether a reviewer's specialty fits all fields of each kind of case.
        kind: for each case the row of ``fits``.
        there: whether a reviewer is licensed and there long enough, for each window.
        window: for each case the row of ``there``.
        good: whether nothing speaks against any appointment of a reviewer.
        barred: case and reviewer of each barred pair.
        parties: for each case the rows of filer and administrator in ``seen`` and ``allowed``.
        seen: cases of a party (rows) that a reviewer (columns) had in the window.
        allowed: how many of a party's cases a reviewer may have.
        left: for each case what it costs to leave it over.
        seats: for each reviewer the free seats in each quarter of the capacity.
        step: what a seat of each quarter costs.
    """

    points: Points
    fits: NDArray[np.bool_]
    kind: Whole
    there: NDArray[np.bool_]
    window: Whole
    good: NDArray[np.bool_]
    barred: Whole
    parties: Whole
    seen: Whole
    allowed: Whole
    left: Whole
    seats: Whole
    step: Whole


def offers(choosing: Choosing) -> Offers:
    """Who may have which case, and what speaks against it."""
    candidates = choosing.candidates
    weights = choosing.terms.weights
    fits, similar, kind = _fits(choosing)
    there, window = _there(choosing)
    parties, seen, allowed = _parties(choosing)
    seats = _seats(candidates)
    good = np.array([not one.against for one in candidates], dtype=bool)
    abroad = np.array([not one.california for one in candidates], dtype=bool)
    never = ~good | (seats.sum(axis=1) == 0)
    base = similar + weights.outside_california * abroad + BLOCKED * (~fits | never)
    share = np.where(seen >= allowed[:, None], BLOCKED, weights.share * seen // allowed[:, None])
    barred = _barred(choosing)
    points = base.astype(np.int32)[kind]
    _add_to_kinds(
        points, ((BLOCKED * ~there).astype(np.int32), window), (share.astype(np.int32), parties)
    )
    _add_of_pairs(points, choosing)
    points[barred[0], barred[1]] |= BLOCKED
    step = weights.load * np.arange(len(_QUARTERS)) // (len(_QUARTERS) - 1)
    return Offers(
        points=points,
        fits=fits,
        kind=kind,
        there=there,
        window=window,
        good=good,
        barred=barred,
        parties=parties,
        seen=seen,
        allowed=allowed,
        left=_left(choosing),
        seats=seats,
        step=step,
    )


def _add_to_kinds(points: Points, *tables: tuple[Points, Whole]) -> None:
    """Add to each case the rows of tables that its kinds name."""
    for start in range(0, len(points), _BLOCK):
        rows = slice(start, start + _BLOCK)
        for table, kinds in tables:
            for kind in kinds[rows].reshape(len(points[rows]), -1).T:
                points[rows] += table[kind]


def _add_of_pairs(points: Points, choosing: Choosing) -> None:
    """Add the draw and, in expedited cases, the reviewers' loads."""
    weights = choosing.terms.weights
    used = np.array([min(1.0, c.open_cases / max(1, c.capacity)) for c in choosing.candidates])
    hurry = (weights.expedited_load * used).astype(np.int32)
    expedited = np.flatnonzero([case.expedited for case in choosing.cases])
    points[expedited] += hurry
    case_keys = keys(choosing.seed, (case.case for case in choosing.cases))
    reviewer_keys = keys(choosing.seed, (one.reviewer for one in choosing.candidates))
    for start in range(0, len(points), _BLOCK):
        rows = slice(start, start + _BLOCK)
        points[rows] += draw(case_keys[rows], reviewer_keys, weights.draw).astype(np.int32)


def _fits(choosing: Choosing) -> tuple[NDArray[np.bool_], Whole, Whole]:
    """For each kind of case who fits it, the points of similar fields, and each case's kind.

    A case with a treatment that nobody has put into a field fits nobody.
    """
    table = choosing.table
    column = {field.id: number for number, field in enumerate(table.fields)}
    fit = np.array(
        [[table.fit(one.specialties, field) for field in column] for one in choosing.candidates],
        dtype=np.int64,
    ).reshape(len(choosing.candidates), len(column))
    kinds: dict[frozenset[str] | None, int] = {}
    kind = [
        kinds.setdefault(None if case.unplaced else case.needed(table), len(kinds))
        for case in choosing.cases
    ]
    asked = np.zeros((len(kinds), len(column)), dtype=np.int64)
    for fields, number in kinds.items():
        asked[number, [column[field] for field in fields or ()]] = 1
    unfit = asked @ (fit == Fit.NONE).T.astype(np.int64) > 0
    placed = np.array([fields is not None for fields in kinds], dtype=bool)
    near = asked @ (fit == Fit.SIMILAR).T.astype(np.int64)
    similar = choosing.terms.weights.similar * near // np.maximum(1, asked.sum(axis=1))[:, None]
    return ~unfit & placed[:, None], similar, np.array(kind, dtype=np.int64)


def _there(choosing: Choosing) -> tuple[NDArray[np.bool_], Whole]:
    """For each window who is licensed to its end and there long enough; each case's window."""
    windows: dict[tuple[dt.date, int], int] = {}
    window = [
        windows.setdefault(_last_day_and_days(choosing, case), len(windows))
        for case in choosing.cases
    ]
    there = [
        [
            one.licensed_until is not None
            and one.licensed_until >= last
            and days_there(one, choosing.on, last) >= needed
            for one in choosing.candidates
        ]
        for last, needed in windows
    ]
    shape = (len(windows), len(choosing.candidates))
    return np.array(there, dtype=bool).reshape(shape), np.array(window, dtype=np.int64)


def _last_day_and_days(choosing: Choosing, case: CaseToAssign) -> tuple[dt.date, int]:
    return last_day(case, choosing.on), days_needed(case, choosing.on, choosing.terms)


def last_day(case: CaseToAssign, on: dt.date) -> dt.date:
    """The day on which the determination is due; of an overdue case the day of appointment."""
    return max(on, case.due)


def days_needed(case: CaseToAssign, on: dt.date, terms: Terms) -> int:
    """Days on which the reviewer must be there: of a case that is due sooner, all there are."""
    needed = terms.expedited_days_needed if case.expedited else terms.days_needed
    return min(needed, (last_day(case, on) - on).days + 1)


def days_there(one: Candidate, on: dt.date, last: dt.date) -> int:
    """Days from one day to another, both included, on which a reviewer is not away."""
    away: set[dt.date] = set()
    for absence in one.away:
        first, end = max(on, absence.first), min(last, absence.last)
        away.update(first + dt.timedelta(days=day) for day in range((end - first).days + 1))
    return (last - on).days + 1 - len(away)


def _parties(choosing: Choosing) -> tuple[Whole, Whole, Whole]:
    """Filer and administrator of each case, what everybody saw of them, and what is allowed.

    Row 0 is nobody, of whom everything is allowed.
    """
    rows: dict[str, int] = {"": 0}
    parties = np.array(
        [
            [rows.setdefault(party, len(rows)) for party in (case.filer, case.administrator)]
            for case in choosing.cases
        ],
        dtype=np.int64,
    ).reshape(len(choosing.cases), 2)
    reviewers = {one.reviewer: number for number, one in enumerate(choosing.candidates)}
    seen = seen_table(choosing.seen, reviewers, rows)
    total = np.bincount(parties.ravel(), minlength=len(rows))
    for one in choosing.seen:
        if one.party in rows:
            total[rows[one.party]] += one.cases
    seen[0] = 0
    share = choosing.terms.share
    allowed = np.maximum(share.least, total * share.percent // 100)
    allowed[0] = BLOCKED
    return parties, seen, allowed


def _seats(candidates: Sequence[Candidate]) -> Whole:
    """Free seats of each reviewer in each quarter of the capacity."""
    capacity = np.array([one.capacity for one in candidates], dtype=np.int64)
    taken = np.array([one.open_cases for one in candidates], dtype=np.int64)
    ends = np.ceil(capacity[:, None] * _QUARTERS).astype(np.int64)
    free: Whole = np.diff(np.maximum(ends, taken[:, None]), axis=1, prepend=taken[:, None])
    return free


def _barred(choosing: Choosing) -> Whole:
    """Rows and columns of the barred pairs; pairs of other cases or reviewers are left out."""
    cases = {case.case: number for number, case in enumerate(choosing.cases)}
    reviewers = {one.reviewer: number for number, one in enumerate(choosing.candidates)}
    pairs = [
        (cases[one.case], reviewers[one.reviewer])
        for one in choosing.barred
        if one.case in cases and one.reviewer in reviewers
    ]
    return np.array(pairs, dtype=np.int64).reshape(len(pairs), 2).T


def _left(choosing: Choosing) -> Whole:
    """What leaving each case over costs: so much that as many cases as can be are given out.

    Where not all can be, the more urgent go first: a step of urgency outweighs whatever a chain
    of changes through all reviewers can save.
    """
    ranks = {urgency: n for n, urgency in enumerate(sorted({c.urgency for c in choosing.cases}))}
    chain = (len(choosing.candidates) + 1) * choosing.terms.weights.most
    urgent = [1 + len(ranks) - ranks[case.urgency] for case in choosing.cases]
    return chain * np.array(urgent, dtype=np.int64)
