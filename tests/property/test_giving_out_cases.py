"""However cases, panel, conflicts and history fall, a batch keeps every rule and is the best."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections import Counter

import msgspec
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.adapters.min_cost_flow import MinCostFlow
from openimr.assignment import giving
from openimr.assignment.batch import choices, give_out
from openimr.assignment.candidates import Barred, Candidate, CaseToAssign
from openimr.assignment.choose import choose
from openimr.assignment.eligibility import BLOCKED, Choosing, Terms, offers
from openimr.assignment.explaining import reasons_against_case
from openimr.assignment.fairness import FairShare, Seen
from openimr.assignment.giving import cheapest, cost_of
from openimr.assignment.model import Absence, LicenseKind
from openimr.assignment.specialty import shipped_table
from openimr.assignment.turns import by_rotation, in_turn

TABLE = shipped_table()
TODAY = dt.date(2026, 11, 20)
PANEL = ["Occupational Medicine", "Orthopedic Surgery", "Pain Management", "Psychiatry"]
FIELDS = ["spine-imaging", "opioids", "limb-surgery", "psychological-care", "rehabilitation"]
PARTIES = ["administrator a", "administrator b"]
FILERS = ["", "filer a", "filer b"]


def day(first: int, last: int) -> st.SearchStrategy[dt.date]:
    return st.integers(first, last).map(lambda days: TODAY + dt.timedelta(days=days))


@functools.cache
def candidates(number: int) -> st.SearchStrategy[Candidate]:
    return st.builds(
        Candidate,
        reviewer=st.just(f"R{number}"),
        specialties=st.sampled_from(PANEL).map(
            lambda name: TABLE.held((name,), frozenset(LicenseKind))
        ),
        california=st.booleans(),
        licensed_until=day(-2, 60),
        capacity=st.integers(0, 4),
        open_cases=st.integers(0, 2),
        away=st.lists(
            st.integers(0, 9).flatmap(
                lambda n: st.just(
                    Absence(
                        first=TODAY + dt.timedelta(days=n), last=TODAY + dt.timedelta(days=2 * n)
                    )
                )
            ),
            max_size=2,
        ).map(tuple),
        against=st.sampled_from([(), (), (), ("not verified",)]),
    )


@functools.cache
def cases(number: int) -> st.SearchStrategy[CaseToAssign]:
    fields = st.frozensets(st.sampled_from(FIELDS), max_size=2)
    return st.builds(
        CaseToAssign,
        case=st.just(f"C{number}"),
        treatments=st.lists(fields, min_size=1, max_size=2).map(
            lambda listed: tuple(enumerate(listed, 1))
        ),
        condition=st.sampled_from([frozenset(), frozenset({"musculoskeletal-condition"})]),
        expedited=st.booleans(),
        received=day(-4, 0),
        due=day(-1, 30),
        filer=st.sampled_from(FILERS),
        administrator=st.sampled_from(PARTIES),
    )


@functools.cache
def circumstances(
    count: int, reviewers: int
) -> tuple[
    st.SearchStrategy[list[Barred]], st.SearchStrategy[list[Seen]], st.SearchStrategy[Terms]
]:
    """What speaks against whom, whom each had before, and the office's terms.

    Kept, as cases and candidates are: making them takes longer than drawing from them.
    """
    ids = [f"C{n}" for n in range(count)], [f"R{n}" for n in range(reviewers)]
    barred = st.builds(
        Barred,
        case=st.sampled_from(ids[0]),
        reviewer=st.sampled_from(ids[1]),
        reason=st.just("conflict"),
    )
    seen = st.builds(
        Seen,
        reviewer=st.sampled_from(ids[1]),
        party=st.sampled_from([*PARTIES, *FILERS[1:]]),
        cases=st.integers(1, 3),
    )
    share = st.builds(FairShare, percent=st.sampled_from([25, 60]), least=st.integers(1, 2))
    terms = st.builds(Terms, share=share)
    return st.lists(barred, max_size=3), st.lists(seen, max_size=3), terms


@st.composite
def choosings(draw: st.DrawFn, most: int = 5) -> Choosing:
    count, reviewers = draw(st.integers(1, most)), draw(st.integers(1, 3))
    barred, seen, terms = circumstances(count, reviewers)
    return Choosing(
        on=TODAY,
        seed=draw(st.text("abc", min_size=1, max_size=3)),
        cases=tuple(draw(cases(n)) for n in range(count)),
        candidates=tuple(draw(candidates(n)) for n in range(reviewers)),
        table=TABLE,
        barred=tuple(draw(barred)),
        seen=tuple(draw(seen)),
        terms=draw(terms),
    )


def every_way(choosing: Choosing):
    """Every way that keeps seats and allowed pairs, as columns."""
    offered = offers(choosing)
    allowed = [np.flatnonzero(row < BLOCKED).tolist() for row in offered.points]
    for way in itertools.product(*([-1, *columns] for columns in allowed)):
        reviewer = np.array(way, dtype=np.int64)
        loads = np.bincount(reviewer[reviewer >= 0], minlength=len(offered.seats))
        if (loads <= offered.seats.sum(axis=1)).all():
            yield reviewer


@given(choosing=choosings())
def test_nobody_gets_a_case_that_anything_speaks_against(choosing):
    batch = give_out(choosing, MinCostFlow())
    offered = offers(choosing)
    rows = {case.case: row for row, case in enumerate(choosing.cases)}
    for one in batch.given:
        assert one.reviewer not in reasons_against_case(choosing, offered, rows[one.case])
        assert not any((b.case, b.reviewer) == (one.case, one.reviewer) for b in choosing.barred)


@given(choosing=choosings())
def test_whoever_may_not_have_a_case_is_told_why(choosing):
    offered = offers(choosing)
    for row in range(len(choosing.cases)):
        against = reasons_against_case(choosing, offered, row)
        assert all(against.values())
        assert len(against) == (offered.points[row] >= BLOCKED).sum()


@given(choosing=choosings())
def test_what_the_law_asks_is_kept_whatever_the_office_prefers(choosing):
    """Told again without the tables that the batch is built from."""
    people = {one.reviewer: one for one in choosing.candidates}
    waiting = {case.case: case for case in choosing.cases}
    for one in give_out(choosing, MinCostFlow()).given:
        case, person = waiting[one.case], people[one.reviewer]
        assert not case.unplaced and not person.against
        assert all(TABLE.fit(person.specialties, field) for field in case.needed(TABLE))
        assert person.licensed_until >= max(TODAY, case.due)
        assert not any(
            away.first <= TODAY and away.last >= max(TODAY, case.due) for away in person.away
        )


@given(choosing=choosings())
def test_nobody_gets_more_than_the_capacity_or_a_fair_share(choosing):
    batch = give_out(choosing, MinCostFlow())
    loads = Counter(one.reviewer for one in batch.given)
    by_id = {one.reviewer: one for one in choosing.candidates}
    for reviewer, got in loads.items():
        assert by_id[reviewer].open_cases + got <= by_id[reviewer].capacity
    parties = {case.case: (case.filer, case.administrator) for case in choosing.cases}
    share = choosing.terms.share
    for party in [*PARTIES, *FILERS[1:]]:
        seen = Counter()
        for one in choosing.seen:
            seen[one.reviewer] += one.cases * (one.party == party)
        today = sum(party in both for both in parties.values())
        allowed = share.allowed(seen.total() + today)
        got = Counter(one.reviewer for one in batch.given if party in parties[one.case])
        assert all(seen[reviewer] + n <= allowed for reviewer, n in got.items())


@given(choosing=choosings())
def test_every_case_has_a_reviewer_or_a_reason(choosing):
    batch = give_out(choosing, MinCostFlow())
    left = {one.case: one for one in batch.left}
    assert {one.case for one in batch.given} | left.keys() == {c.case for c in choosing.cases}
    assert len(batch.given) + len(batch.left) == len(choosing.cases)
    assert all(one.rule and one.reason and one.remedy for one in left.values())


@given(choosing=choosings())
def test_it_never_costs_more_than_the_plain_rules(choosing):
    offered = offers(choosing)
    gift = cheapest(offered, MinCostFlow())
    assert gift.bound <= gift.cost
    assert gift.cost <= cost_of(in_turn(offered), offered)
    assert gift.cost <= cost_of(by_rotation(offered), offered) or gift.cost > gift.bound


@given(choosing=choosings(most=4))
def test_the_bound_is_the_cheapest_of_all_ways(choosing):
    offered = offers(choosing)
    gift = cheapest(offered, MinCostFlow())
    assert gift.bound == min(cost_of(way, offered) for way in every_way(choosing))


@given(choosing=choosings(most=4))
def test_no_more_urgent_case_waits_where_it_could_be_placed(choosing):
    """Of all ways, shares aside, the batch places the most urgent set, the most urgent first."""
    open_shares = msgspec.structs.replace(
        choosing, terms=Terms(share=FairShare(percent=100, least=99)), seen=()
    )
    batch = give_out(open_shares, MinCostFlow())
    ranks = sorted({case.urgency for case in choosing.cases})

    def placed(cases_placed):
        return [
            sum(case.urgency == rank for case in open_shares.cases if case.case in cases_placed)
            for rank in ranks
        ]

    got = placed({one.case for one in batch.given})
    for way in every_way(open_shares):
        assert placed({f"C{row}" for row in np.flatnonzero(way >= 0)}) <= got


@given(choosing=choosings())
def test_the_same_seed_gives_the_same_batch_and_its_record_agrees(choosing):
    batch = give_out(choosing, MinCostFlow())
    assert give_out(choosing, MinCostFlow()) == batch
    kept = choices(choosing, batch)
    assert {c.case: c.reviewer for c in kept.values() if c.reviewer} == {
        one.case: one.reviewer for one in batch.given
    }
    for choice in kept.values():
        assert choice.eligible + len(choice.excluded) == len(choosing.candidates)
        assert choice.reviewer not in {one.reviewer for one in choice.excluded}
        assert choice.left is not None or choosing.seed in choice.chosen_because


@given(choosing=choosings(most=1))
def test_one_case_alone_is_chosen_for_as_in_a_batch_of_one(choosing):
    batch = give_out(choosing, MinCostFlow())
    choice = choose(choosing)
    assert [choice.reviewer] == ([one.reviewer for one in batch.given] or [None])


@given(choosing=choosings(most=1), seed=st.text("xyz", min_size=1, max_size=4))
def test_the_draw_never_outweighs_more_than_its_points(choosing, seed):
    one, other = choose(choosing), choose(msgspec.structs.replace(choosing, seed=seed))
    if one.reviewer is None:
        assert other.reviewer is None
        return
    columns = {c.reviewer: n for n, c in enumerate(choosing.candidates)}
    offered = offers(choosing)
    step = np.where(offered.seats > 0, offered.step, BLOCKED).min(axis=1)
    weighed = offered.points[0] + step
    near = weighed[columns[other.reviewer]] - weighed[columns[one.reviewer]]
    assert 0 <= near < 2 * choosing.terms.weights.draw


@settings(max_examples=10)
@given(seed=st.integers(0, 10_000))
def test_pairs_the_solver_did_not_see_are_not_missed(seed):
    """With short lists and a large panel the answer is that of the whole table."""
    rng = np.random.default_rng(seed)
    people = tuple(
        Candidate(
            reviewer=f"R{n:02}",
            specialties=TABLE.held(("Occupational Medicine",), frozenset(LicenseKind)),
            california=bool(rng.integers(2)),
            licensed_until=TODAY + dt.timedelta(days=90),
            capacity=int(rng.integers(1, 4)),
        )
        for n in range(60)
    )
    waiting = tuple(
        CaseToAssign(
            case=f"C{n:03}",
            treatments=((1, frozenset({"opioids"})),),
            received=TODAY - dt.timedelta(days=int(rng.integers(5))),
            due=TODAY + dt.timedelta(days=20),
        )
        for n in range(130)
    )
    choosing = Choosing(on=TODAY, seed=str(seed), cases=waiting, candidates=people, table=TABLE)
    offered = offers(choosing)
    whole = giving._problem(offered.points, np.flatnonzero(offered.points < BLOCKED), offered)
    every = giving._solved(whole, MinCostFlow())[0]
    assert cheapest(offered, MinCostFlow()).cost == cost_of(every, offered)
