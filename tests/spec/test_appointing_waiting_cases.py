"""Chapter 3, appoint: cases that wait get a reviewer from the panel that is kept, on the record."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from tests.dispute_commands import digest
from tests.invented_dispute import actor
from tests.waiting_cases import LAW, MANAGER, Waiting, physician, treatment

from openimr.adapters.min_cost_flow import MinCostFlow
from openimr.assignment.affiliation import Affiliation, Tie
from openimr.assignment.conflicts import Verdict
from openimr.assignment.ports import Transport, Whole
from openimr.case.commands.appointing import ApproveExtraReviewers, Recuse
from openimr.case.commands.issuing import Withdraw
from openimr.case.events.event import PartyRole
from openimr.case.events.intake import PartyEntry, Priority
from openimr.case.model import State
from openimr.case.record import RecordedEvent
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.workflow.appointing_seated import Seated
from openimr.workflow.appointing_ties import Ties
from openimr.workflow.desk import Desk

ONE, TWO = "CM26-0000001", "CM26-0000002"
PAIN = physician(1)


@pytest.fixture
def house() -> Waiting:
    return Waiting()


def tied(number: int, party: str, tie: Tie, **fields: object) -> object:
    return physician(number, affiliations=(Affiliation(party=party, tie=tie, **fields),))  # type: ignore[arg-type]


def test_a_case_that_waits_gets_a_reviewer_and_the_record_says_why(house: Waiting) -> None:
    house.keep(PAIN, physician(3, "Ophthalmology"), physician(4, qme=True))
    house.case(ONE)
    (given,) = house.appoint().appointed
    assert (given.case, given.reviewer) == (ONE, "R-001")
    case = house.standing(ONE)
    assert case.state is State.APPOINTED
    standing = case.seats[0].standing
    assert standing.pseudonym == house.panel.pseudonyms(["R-001"])["R-001"] == given.pseudonym
    assert standing.qualified_for == ((1, "opioids: own field of the pain physician"),)
    assert "seed drawn for the test" in standing.chosen_because
    reasons = {who: one.reasons for one in standing.excluded for who in one.reviewers}
    assert reasons == {
        "R-003": ("not of the same or a similar specialty: opioids",),
        "R-004": ("a Qualified Medical Evaluator",),
    }


def test_a_rehearsal_records_nothing(house: Waiting) -> None:
    house.keep(PAIN)
    house.case(ONE)
    rehearsed = house.appoint(rehearse=True)
    assert rehearsed.rehearsed
    assert [one.reviewer for one in rehearsed.appointed] == ["R-001"]
    assert house.standing(ONE).state is State.READY_TO_APPOINT


def test_a_second_round_finds_nothing_left_to_do(house: Waiting) -> None:
    house.keep(PAIN)
    house.case(ONE)
    house.appoint()
    again = house.appoint()
    assert (again.appointed, again.left) == ((), ())


def test_only_one_case_is_given_out_when_only_one_is_asked_for(house: Waiting) -> None:
    house.keep(PAIN)
    house.case(ONE)
    house.case(TWO)
    assert [one.case for one in house.appoint(only=TWO).appointed] == [TWO]
    assert house.standing(ONE).state is State.READY_TO_APPOINT
    with pytest.raises(BadInput, match="waits for no reviewer: it is appointed"):
        house.appoint(only=TWO)
    with pytest.raises(BadInput, match="is not in this record"):
        house.appoint(only="CM26-9999999")


def test_without_a_panel_nobody_is_appointed(house: Waiting) -> None:
    house.case(ONE)
    with pytest.raises(Refused, match="No panel is kept"):
        house.appoint()


def test_the_cases_of_a_round_count_towards_the_reviewers_capacity(house: Waiting) -> None:
    house.keep(physician(1, capacity=1))
    house.case(ONE)
    house.case(TWO, priority=Priority.EXPEDITED, certified=True)
    round_ = house.appoint()
    assert [one.case for one in round_.appointed] == [TWO]
    assert [(one.case, one.rule) for one in round_.left] == [(ONE, "more-urgent")]
    assert [one.rule for one in house.appoint().left] == ["capacity"]


def test_nobody_gets_most_of_one_administrator(house: Waiting) -> None:
    house.keep(PAIN)
    for number in range(1, 4):
        house.case(f"CM26-000000{number}")
    round_ = house.appoint(share=25)
    assert len(round_.appointed) == 2
    assert len(round_.left) == 1
    assert [one.rule for one in house.appoint(share=25).left] == ["fair-share"]


# Ties


def test_a_possible_tie_bars_until_a_person_answers(house: Waiting) -> None:
    house.keep(tied(1, "Marjorie Vance", Tie.SPOUSE))
    house.case(ONE)
    (left,) = house.appoint().left
    ties = Ties(house.appointing())
    (asked,) = ties.waiting()
    assert left.ties == (asked.id,)
    assert (asked.case, asked.name) == (ONE, "Marguerite Vance, MD")
    ties.answer(asked.id, Verdict.ANOTHER, "Marjorie lives in Oslo.", MANAGER)
    assert [one.reviewer for one in house.appoint().appointed] == ["R-001"]
    (kept,) = house.panel.answers()
    assert (kept.confirmation.by, kept.confirmation.at) == (MANAGER.id, house.now)


def test_another_reviewer_has_the_case_meanwhile(house: Waiting) -> None:
    house.keep(tied(1, "Marjorie Vance", Tie.SPOUSE), physician(3))
    house.case(ONE)
    assert [one.reviewer for one in house.appoint().appointed] == ["R-003"]
    (standing,) = (seat.standing for seat in house.standing(ONE).seats)
    (passed_over,) = standing.excluded
    assert passed_over.reasons == ("requesting physician: spouse, waits for a person",)


def test_an_answer_on_a_person_holds_in_its_own_case_alone(house: Waiting) -> None:
    house.keep(tied(1, "Marjorie Vance", Tie.SPOUSE))
    house.case(ONE)
    house.case(TWO)
    ties = Ties(house.appointing())
    asked = {one.case: one for one in ties.waiting()}
    ties.answer(asked[ONE].id, Verdict.ANOTHER, "Marjorie lives in Oslo.", MANAGER)
    assert [one.case for one in ties.waiting()] == [TWO]


def test_an_answer_on_an_organization_holds_wherever_the_same_is_asked(house: Waiting) -> None:
    house.keep(tied(1, "Gray Otter Claims", Tie.CONTRACT))
    house.case(ONE)
    house.case(TWO)
    ties = Ties(house.appointing())
    (asked,) = ties.waiting()
    ties.answer(asked.id, Verdict.NOT_MATERIAL, "One lecture in 2019.", MANAGER)
    assert list(ties.waiting()) == []
    house.keep(tied(1, "Gray Otter Claims", Tie.CONTRACT, ended=dt.date(2026, 1, 1)))
    assert [one.id for one in ties.waiting()] != [asked.id], "the panel knows more: asked anew"
    assert len(list(ties.waiting())) == 1


def test_nobody_waives_what_is_material_and_no_program_answers(house: Waiting) -> None:
    house.keep(tied(1, "Marjorie Vance", Tie.SPOUSE))
    house.case(ONE)
    ties = Ties(house.appointing())
    (asked,) = ties.waiting()
    with pytest.raises(Refused, match="nobody can waive it"):
        ties.answer(asked.id, Verdict.NOT_MATERIAL, "It is fine.", MANAGER)
    with pytest.raises(Refused, match="a person of the office does"):
        ties.answer(asked.id, Verdict.CONFLICT, "It is not.", actor(Role.SYSTEM, "rounds"))
    with pytest.raises(BadInput, match="no open case has such a tie"):
        ties.answer("T-0", Verdict.CONFLICT, "It is not.", MANAGER)
    assert house.panel.answers() == ()


def test_a_party_whose_name_nobody_kept_keeps_the_case_waiting(house: Waiting) -> None:
    house.keep(PAIN)
    parties = (PartyEntry(role=PartyRole.EMPLOYER, id="employer-unnamed"),)
    house.case(ONE, parties=parties)
    (left,) = house.appoint().left
    assert (left.rule, left.reason) == (
        "names-known",
        "the name of the employer is not known here",
    )


def test_whom_the_papers_do_not_name_the_record_names_as_not_looked_for(house: Waiting) -> None:
    house.keep(PAIN)
    house.case(ONE)
    (given,) = house.appoint().appointed
    assert given.because.endswith("; no employer is named, and no tie to one was looked for")


# Who left a seat


def test_who_stepped_down_does_not_get_the_case_again(house: Waiting) -> None:
    house.keep(PAIN, physician(3))
    house.case(ONE)
    (given,) = house.appoint().appointed
    house.do(ONE, Recuse(seat=1, reason="a friend of the employee"))
    (again,) = house.appoint().appointed
    assert again.reviewer != given.reviewer
    house.do(ONE, Recuse(seat=1, reason="another friend"))
    (left,) = house.appoint().left
    assert left.rule == "conflict"


def test_who_gave_no_answer_is_taken_off_and_asked_again_only_after_days(house: Waiting) -> None:
    house.keep(PAIN)
    house.case(ONE)
    house.appoint()
    house.now += dt.timedelta(hours=47)
    assert house.appoint().taken_off == ()
    house.now += dt.timedelta(hours=2)
    round_ = house.appoint()
    assert [(one.case, one.reviewer) for one in round_.taken_off] == [(ONE, "R-001")]
    assert [one.rule for one in round_.left] == ["conflict"]
    assert house.standing(ONE).barred == ()
    house.now += dt.timedelta(days=3)
    assert [one.reviewer for one in house.appoint().appointed] == ["R-001"]


def test_no_program_takes_anybody_off(house: Waiting) -> None:
    house.keep(PAIN)
    house.case(ONE)
    house.appoint()
    house.now += dt.timedelta(hours=49)
    assert house.appoint(actor=actor(Role.SYSTEM, "rounds")).taken_off == ()
    assert house.reviewers(ONE) == ["R-001"]


def test_whoever_sits_is_looked_at_again_when_the_panel_learns_more(house: Waiting) -> None:
    house.keep(PAIN, physician(3, "Orthopedic Surgery"))
    house.case(ONE)
    house.appoint()
    seated = Seated(house.appointing())
    assert list(seated.doubts()) == []
    house.keep(physician(1, affiliations=(Affiliation(party="Marjorie Vance", tie=Tie.SPOUSE),)))
    (doubt,) = seated.doubts()
    assert (doubt.case, doubt.seat, doubt.reviewer) == (ONE, 1, "R-001")
    assert doubt.reasons == ("requesting physician: spouse, waits for a person",)
    house.keep(physician(1, qme=True))
    assert [one.reasons for one in seated.doubts()] == [("a Qualified Medical Evaluator",)]
    house.leaves("R-001")
    assert [one.reasons for one in seated.doubts()] == [("no longer on the panel",)]


# Several reviewers


def approve(house: Waiting, number: str, seats: int) -> None:
    house.do(number, ApproveExtraReviewers(seats=seats, approval_sha256=digest("approval")))


def test_each_seat_of_a_case_has_a_reviewer_of_its_own(house: Waiting) -> None:
    house.keep(PAIN, physician(3), physician(4))
    house.case(ONE)
    approve(house, ONE, 3)
    assert len(house.appoint().appointed) == 3
    assert sorted(house.reviewers(ONE)) == ["R-001", "R-003", "R-004"]


def test_reviewers_share_the_treatments_where_nobody_fits_all(house: Waiting) -> None:
    house.keep(PAIN, physician(3, "Ophthalmology"), physician(4, "Ophthalmology"))
    house.case(ONE, "Tramadol 50 mg #60", "Cataract surgery, left eye")
    (left,) = house.appoint().left
    assert left.rule == "specialty"
    assert "more than one" in left.remedy
    approve(house, ONE, 2)
    assert len(house.appoint().appointed) == 2
    assert "R-001" in house.reviewers(ONE)
    assert house.standing(ONE).state is State.APPOINTED


def test_an_empty_seat_waits_until_somebody_can_fill_it(house: Waiting) -> None:
    house.keep(PAIN)
    house.case(ONE)
    approve(house, ONE, 2)
    round_ = house.appoint()
    assert [one.seat for one in round_.appointed] == [1]
    assert [one.seat for one in round_.left] == [2]
    house.keep(physician(3))
    assert [one.reviewer for one in house.appoint().appointed] == ["R-003"]
    assert house.standing(ONE).state is State.APPOINTED


# Fields


def test_a_treatment_that_nobody_placed_waits_for_a_person_to_name_its_field(
    house: Waiting,
) -> None:
    house.keep(PAIN)
    house.case(ONE, "Item 7 as requested")
    (left,) = house.appoint().left
    assert left.rule == "field-unknown"
    house.named[ONE, 1] = "opioids"
    house.appoint()
    (standing,) = (seat.standing for seat in house.standing(ONE).seats)
    assert "the field of treatment 1 was named by a person: opioids" in standing.chosen_because


def test_the_condition_counts_beside_the_treatment(house: Waiting) -> None:
    house.keep(physician(2, "Orthopedic Surgery"))
    house.case(ONE, treatment(1, "Tramadol 50 mg #60", "S05.90XA Injury of left eye"))
    house.case(TWO, treatment(1, "Tramadol 50 mg #60", "M54.50 Low back pain"))
    round_ = house.appoint()
    assert [one.case for one in round_.appointed] == [TWO]
    (left,) = round_.left
    assert (left.case, left.rule) == (ONE, "specialty")
    assert "eye" in left.reason


def test_a_case_that_went_on_meanwhile_is_left_as_it_is(house: Waiting) -> None:
    house.keep(PAIN)
    house.case(ONE)

    class Overtaken(MinCostFlow):
        """Somebody takes the case back while reviewers are being chosen."""

        def cheapest(self, problem: Transport) -> Whole:
            house.do(ONE, Withdraw(reason="settled"))
            return super().cheapest(problem)

    at = replace(house.appointing(), solver=Overtaken())
    (left,) = at.appoint(MANAGER, "drawn for the test").left
    assert left.rule == "not-in-this-state"
    assert house.reviewers(ONE) == []


def test_a_round_that_breaks_off_is_finished_by_the_next(house: Waiting) -> None:
    house.keep(PAIN, physician(3))
    numbers = [f"CM26-000000{number}" for number in range(1, 6)]
    for number in numbers:
        house.case(number)

    class Tired(Desk):
        """Breaks off after two appointments."""

        done = 0

        def appoint(self, *asked: Any) -> tuple[RecordedEvent, ...]:
            Tired.done += 1
            if Tired.done > 2:
                raise KeyboardInterrupt
            return super().appoint(*asked)

    at = house.appointing()
    tired = replace(at.ground, desk=Tired(house.store, LAW, lambda: house.now))
    with pytest.raises(KeyboardInterrupt):
        replace(at, ground=tired).appoint(MANAGER, "drawn for the test")
    assert len(house.appoint().appointed) == 3
    assert all(len(house.reviewers(number)) == 1 for number in numbers)


def test_the_desk_refuses_what_a_round_would_not_find(house: Waiting) -> None:
    desk = Desk(house.store, LAW, lambda: house.now)
    house.keep(PAIN)
    house.case(ONE)
    house.appoint()
    command = Recuse(seat=1, reason="away", barred=False)
    with pytest.raises(Refused, match="gave no answer"):
        desk.do(command, ONE, actor(Role.REVIEWER, "R-001"), "away")
