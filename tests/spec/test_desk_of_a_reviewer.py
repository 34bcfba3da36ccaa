"""How far a reviewer is on each treatment, drawn from the record alone."""

from __future__ import annotations

import datetime as dt

import msgspec
from tests.dispute import Dispute
from tests.invented_dispute import MANAGER, digest, treatments

from openimr.case.commands.appointing import Recuse
from openimr.case.commands.reviewing import (
    RecordFirstOpinion,
    ReturnToReviewer,
    SendToQuality,
    ShowProposal,
)
from openimr.case.events.reviewing import Decision, Opinion
from openimr.case.model import State
from openimr.determination.model import Determination, Finding
from openimr.workflow.desk_view import (
    DraftState,
    SeatWork,
    Stage,
    Tab,
    all_found,
    comments_of,
    draft_state,
    may_write,
    next_open,
    seat_work,
    tabs_of,
)
from openimr.workflow.desk_view_letter import letter_so_far

DAY = dt.date(2026, 4, 2)


def reviewing(count: int = 3) -> Dispute:
    return Dispute(treatments=treatments(count)).reach(State.IN_REVIEW)


def work(dispute: Dispute) -> SeatWork:
    return seat_work(dispute.record, dispute.case.seats[0])


def tabs(dispute: Dispute) -> tuple[Tab, ...]:
    comments = comments_of(dispute.record, dispute.case)
    return tabs_of(dispute.case, work(dispute), comments)


def stages(dispute: Dispute) -> list[Stage]:
    return [one.stage for one in tabs(dispute)]


class TestEachTreatment:
    def test_waits_for_opinion_proposal_and_finding_in_this_order(self) -> None:
        dispute = reviewing(1)
        place = {"seat": 1, "treatment": 1}
        seen = stages(dispute)
        dispute.ask(RecordFirstOpinion(**place, opinion=Opinion.NOT_YET, reason="not read"))
        seen += stages(dispute)
        dispute.ask(ShowProposal(**place, proposal_sha256=digest("proposal")))
        seen += stages(dispute)
        assert work(dispute).shown == {1: digest("proposal")}
        assert seen == [Stage.FIRST_OPINION, Stage.OPINED, Stage.SHOWN]

    def test_is_done_with_its_finding_and_the_next_one_comes_up(self) -> None:
        dispute = reviewing().find(1, Decision.UPHELD)
        assert stages(dispute) == [Stage.FOUND, Stage.FIRST_OPINION, Stage.FIRST_OPINION]
        assert next_open(tabs(dispute)) == 2 and not all_found(tabs(dispute))

    def test_of_another_seats_specialty_waits_for_nothing_here(self) -> None:
        dispute = reviewing(2)
        seat = dispute.case.seats[0]
        fits = msgspec.structs.replace(seat.standing, qualified_for=((1, "same specialty"),))
        work = seat_work(dispute.record, msgspec.structs.replace(seat, standing=fits))
        assert [work.stage(n) for n in (1, 2)] == [Stage.FIRST_OPINION, Stage.OTHER_SEAT]

    def test_nothing_of_who_sat_there_before_is_left_for_who_follows(self) -> None:
        dispute = reviewing(1).find(1, Decision.UPHELD)
        dispute.ask(Recuse(seat=1, reason="a tie came up"), MANAGER)
        dispute.reach(State.IN_REVIEW)
        assert stages(dispute) == [Stage.FIRST_OPINION]


class TestASecondRound:
    def returned(self, *reasons: str) -> Dispute:
        dispute = reviewing(2).find(1, Decision.UPHELD).find(2, Decision.UPHELD)
        dispute.ask(SendToQuality())
        assert not may_write(dispute.case, dispute.case.seats[0])
        dispute.wait(hours=1).ask(ReturnToReviewer(reasons=reasons))
        return dispute.wait(hours=1)

    def test_a_comment_that_names_its_treatment_stands_there_alone(self) -> None:
        dispute = self.returned("Treatment 2: cite the page.")
        (comment,) = comments_of(dispute.record, dispute.case)
        assert (comment.treatment, comment.words) == (2, "cite the page.")
        assert [one.returned for one in tabs(dispute)] == [False, True]
        assert next_open(tabs(dispute)) == 2 and may_write(dispute.case, dispute.case.seats[0])

    def test_a_comment_on_none_is_on_all_until_each_is_found_on_again(self) -> None:
        dispute = self.returned("The rationale names no page.")
        assert [one.returned for one in tabs(dispute)] == [True, True]

    def test_of_several_returns_the_last_ones_comments_stand(self) -> None:
        dispute = self.returned("Cite the page.")
        dispute.ask(SendToQuality())
        dispute.wait(hours=1).ask(ReturnToReviewer(reasons=("Now the side.", "And the dose.")))
        found = comments_of(dispute.record, dispute.case)
        assert [one.words for one in found] == ["Now the side.", "And the dose."]


class TestTheDraft:
    def test_is_there_when_it_was_made_after_the_papers_were_complete(self) -> None:
        dispute = reviewing()
        later = dispute.now + dt.timedelta(hours=1)
        assert draft_state(dispute.record, later) is DraftState.READY
        assert draft_state(dispute.record, None) is DraftState.NONE

    def test_is_behind_when_papers_came_after_it(self) -> None:
        dispute = reviewing()
        before = dispute.record[0].at - dt.timedelta(hours=1)
        assert draft_state(dispute.record, before) is DraftState.BEHIND


class TestTheLetterSoFar:
    def test_has_the_findings_that_there_are_and_no_decision_for_the_others(self) -> None:
        dispute = reviewing(2).find(1, Decision.OVERTURNED)
        drafted = Determination(
            clinical_case_summary="The employee is 43 years old [1:1].",
            findings=(
                Finding(
                    disputed_treatment="MRI of the Lumbar spine",
                    decision=None,
                    rationale="As proposed.",
                ),
            ),
        )
        letter = letter_so_far(dispute.case, drafted, work(dispute).findings, DAY)
        told = [(one.disputed_treatment, one.decision, one.rationale) for one in letter.findings]
        assert told[0][2] == "Page 4." and told[0][1] is not None
        assert told[1] == ("MRI of the Lumbar spine", None, None), "a proposal is no finding"
        assert letter.draft and letter.case_number == dispute.case.number
