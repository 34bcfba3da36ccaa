"""A round can be rehearsed and done as shown, and years later drawn again from what is kept."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.waiting_cases import MANAGER, Waiting, physician

from openimr.case.appointment import Drawn
from openimr.case.commands.appointing import Recuse
from openimr.case.commands.issuing import Withdraw
from openimr.vocabulary.errors import Refused
from openimr.workflow.appointing_again import Again, DrawnAgain
from openimr.workflow.appointing_by_name import ByName
from openimr.workflow.by_people import AppointReviewer

CASES = [f"CM26-{number:07}" for number in range(1, 7)]
DAY = dt.timedelta(days=1)


@pytest.fixture
def house() -> Waiting:
    house = Waiting()
    house.keep(*(physician(number, capacity=3) for number in range(1, 7)))
    for number in CASES:
        house.case(number)
    return house


def again(house: Waiting, number: str = CASES[0], seat: int | None = None) -> DrawnAgain:
    return Again(house.appointing(), house.store).draw(number, seat)


def given(house: Waiting) -> dict[str, str]:
    return {number: house.reviewers(number)[0] for number in CASES}


def test_with_the_seed_of_a_rehearsal_the_round_does_what_it_showed(house: Waiting) -> None:
    shown = house.appoint(rehearse=True, seed="of the rehearsal")
    done = house.appoint(seed=shown.seed, handed_in=True)
    assert done.appointed == shown.appointed
    (seat,) = house.standing(CASES[0]).seats
    assert seat.standing.drawn == Drawn(
        seed="of the rehearsal", looked=house.now, share=100, handed_in=True
    )


def test_another_seed_may_choose_others(house: Waiting) -> None:
    rounds = {
        tuple(one.reviewer for one in house.appoint(rehearse=True, seed=seed).appointed)
        for seed in ("a", "b", "c", "d", "e")
    }
    assert len(rounds) > 1


def test_a_round_comes_out_the_same(house: Waiting) -> None:
    house.appoint(seed="drawn by the house")
    found = again(house)
    assert found.same
    assert found.seed == "drawn by the house"
    assert {one.case: one.again for one in found.seats} == given(house)


def test_what_came_after_changes_nothing_of_it(house: Waiting) -> None:
    house.appoint(seed="the first")
    first = given(house)
    house.now += DAY
    house.keep(*(physician(number, capacity=1, qme=number == 1) for number in range(1, 7)))
    house.leaves("R-002")
    house.do(CASES[1], Withdraw(reason="settled"))
    house.case("CM26-0000007")
    house.do(CASES[2], Recuse(seat=1, reason="a friend of the employee"))
    house.appoint(seed="the second")
    found = again(house)
    assert found.same and found.seed == "the first"
    assert {one.case: one.recorded for one in found.seats} == first


def test_an_earlier_round_with_loads_and_a_later_one_can_both_be_drawn(house: Waiting) -> None:
    house.appoint(seed="the first", only=CASES[3])
    house.now += DAY
    house.appoint(seed="the second")
    alone, others = again(house, CASES[3]), again(house, CASES[0])
    assert alone.same and [one.case for one in alone.seats] == [CASES[3]]
    assert others.same and {one.case for one in others.seats} == set(CASES) - {CASES[3]}


def test_a_field_that_a_person_named_and_a_share_are_kept_for_it(house: Waiting) -> None:
    number = "CM26-0000009"
    house.case(number, "Frobnication, 3 sessions")
    house.named = {(number, 1): "opioids"}
    (one,) = house.appoint(seed="named", only=number, share=40).appointed
    house.named = {}
    (seat,) = house.standing(number).seats
    drawn = seat.standing.drawn
    assert drawn is not None
    assert (drawn.named, drawn.share, drawn.only) == (((1, "opioids"),), 40, number)
    found = again(house, number)
    assert found.same and found.seats[0].again == one.reviewer


def test_it_is_told_when_the_round_does_not_come_out_the_same(house: Waiting) -> None:
    house.appoint(seed="the first")
    names = house.book.names  # type: ignore[attr-defined]
    del names["administrator-1"]
    found = again(house)
    assert not found.same
    assert all(one.again is None and one.recorded for one in found.seats)


def test_whom_a_person_named_no_round_drew(house: Waiting) -> None:
    asked = AppointReviewer(seat=1, reviewer="R-001", reason="Wrote the guideline on it.")
    ByName(house.appointing()).appoint(asked, CASES[0], MANAGER, "named")
    for number in CASES[:2]:
        with pytest.raises(Refused) as refused:
            again(house, number)
        assert refused.value.rule == "drawn-by-a-round"
