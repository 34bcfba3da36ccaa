"""What is told before an application is filed is what the screen finds after."""

from __future__ import annotations

import datetime as dt

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.filing_house import MONDAY, WHOLE, FilingHouse

from openimr.case.model import State
from openimr.law.calendar import pacific_day
from openimr.law.model import Screen
from openimr.vocabulary.filing import PartyRole, Priority
from openimr.workflow.filing import FILERS, Answers, Paper, Signature

TODAY = pacific_day(MONDAY)
maybe = st.sampled_from([None, True, False])
days = st.none() | st.dates(TODAY - dt.timedelta(days=90), TODAY)
texts = st.sampled_from(["", "QT-25-00871"])
kinds = st.lists(st.sampled_from(Paper), unique=True)


@st.composite
def answered(draw: st.DrawFn) -> Answers:
    return msgspec.structs.replace(
        WHOLE,
        filer=draw(st.sampled_from([*FILERS, PartyRole.REQUESTING_PHYSICIAN])),
        filer_name=draw(st.sampled_from(["", "Beatrix Cloverdale"])),
        date_of_injury=draw(st.sampled_from([None, dt.date(2025, 6, 1), TODAY])),
        claim_number=draw(texts),
        decided=draw(days),
        served=draw(days),
        asked=draw(days),
        conditional=draw(maybe),
        liability_disputed=draw(maybe),
        liability_resolved=draw(days),
        approved_since=draw(maybe),
        given=draw(maybe),
        treatments=draw(st.sampled_from(["MRI, lumbar spine", WHOLE.treatments])),
        priority=draw(st.sampled_from([None, *Priority])),
        ur_expedited=draw(maybe),
        certified=draw(maybe),
        signature=draw(st.sampled_from([None, *Signature])),
        signed_on=draw(days),
        no_decision=draw(maybe),
    )


LEADS = {
    State.INELIGIBLE: Screen.INELIGIBLE,
    State.INCOMPLETE: Screen.INCOMPLETE,
    State.DEFERRED: Screen.DEFERRED,
    State.REFERRED: Screen.PERSON,
    State.DUPLICATE: Screen.DUPLICATE,
}


@settings(deadline=None, max_examples=150)
@given(answers=answered(), papers=kinds, before=st.booleans())
def test_what_is_told_before_is_what_is_found_after(
    answers: Answers, papers: list[Paper], before: bool
) -> None:
    house = FilingHouse()
    if before:
        house.filed(house.filled_in(answers, *papers))
        house.now += dt.timedelta(minutes=1)
    saved = house.filled_in(answers, *papers)
    told = house.room.foreseen(saved, None).checks
    case = house.filed(saved)
    leading = {one.rule: one.leads_to for one in told if one.leads_to}
    if case.state is State.ELIGIBLE:
        assert not leading
        return
    found = LEADS[case.state]
    assert found in leading.values(), (case.state, told)
    if case.state is not State.DUPLICATE:
        assert {one.rule for one in case.lacks} <= set(leading)
        assert Screen.DUPLICATE not in leading.values()


@settings(deadline=None, max_examples=60)
@given(answers=answered(), papers=kinds)
def test_filing_twice_opens_one_case(answers: Answers, papers: list[Paper]) -> None:
    house = FilingHouse()
    saved = house.filled_in(answers, *papers)
    number = house.room.file(saved, None)
    assert house.room.file(saved, None) == number
    assert house.room.file(house.found(saved.name), None) == number
    assert list(house.store.numbers()) == [number]
