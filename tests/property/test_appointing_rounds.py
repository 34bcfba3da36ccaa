"""Whatever panel and cases: nobody sits who must not, and every empty seat has a reason."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.dispute_commands import digest
from tests.waiting_cases import Waiting, physician

from openimr.case.commands.appointing import ApproveExtraReviewers
from openimr.case.model import State

SPECIALTIES = (
    "Pain Medicine",
    "Ophthalmology",
    "Orthopedic Surgery",
    "Psychiatry",
    "Occupational Medicine",
)
TREATMENTS = (
    "Tramadol 50 mg #60",
    "Cataract surgery, left eye",
    "Lumbar fusion L4-L5",
    "Cognitive behavioral therapy, 6 sessions",
    "Something that nobody placed",
)
MEMBERS = st.lists(
    st.tuples(st.sampled_from(SPECIALTIES), st.integers(0, 3), st.booleans()),
    min_size=1,
    max_size=6,
)
CASES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(TREATMENTS), min_size=1, max_size=3, unique=True),
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=4,
)


@given(members=MEMBERS, cases=CASES, share=st.sampled_from((25, 100)))
@settings(max_examples=40)
def test_a_round_fills_what_it_may_and_says_why_not(
    members: list[tuple[str, int, bool]], cases: list[tuple[list[str], int]], share: int
) -> None:
    house = Waiting()
    house.keep(
        *(
            physician(number, specialty, capacity=capacity, qme=qme)
            for number, (specialty, capacity, qme) in enumerate(members)
        )
    )
    numbers = [f"CM26-{number:07}" for number in range(1, len(cases) + 1)]
    for number, (treatments, seats) in zip(numbers, cases, strict=True):
        house.case(number, *treatments)
        if seats > 1:
            approval = ApproveExtraReviewers(seats=seats, approval_sha256=digest("approval"))
            house.do(number, approval)
    round_ = house.appoint(share=share)
    given_now = Counter(one.case for one in round_.appointed)
    left = {one.case: one for one in round_.left}
    for number, (_, seats) in zip(numbers, cases, strict=True):
        case = house.standing(number)
        assert given_now[number] == len(case.seats)
        assert len({seat.reviewer for seat in case.seats}) == len(case.seats)
        assert (len(case.seats) == seats) == (number not in left)
        if len(case.seats) == seats:
            assert case.state is State.APPOINTED
            assert all(
                any(seat.qualified(one.number) for seat in case.seats) for one in case.disputed
            )
        else:
            assert left[number].reason
            assert left[number].remedy
    loads = Counter(one.reviewer for one in round_.appointed)
    for number, (_, capacity, qme) in enumerate(members):
        assert loads[f"R-{number:03}"] <= (0 if qme else capacity)
    assert house.appoint(share=share).appointed == (), "a second round has nothing more to give"
