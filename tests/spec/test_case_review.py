"""Stage 4, decide: first the reviewer's own opinion, then the proposal, then the finding."""

from __future__ import annotations

import pytest
from tests.dispute import Dispute
from tests.dispute_commands import standing_for
from tests.invented_dispute import QUALITY, actor, digest, paper, treatments

from openimr.case.appointment import Declaration
from openimr.case.commands.appointing import (
    AcceptAppointment,
    AppointReviewer,
    ApproveExtraReviewers,
)
from openimr.case.commands.issuing import RecordAuthorization
from openimr.case.commands.reviewing import (
    PassQuality,
    RecordExtension,
    RecordFinding,
    RecordFirstOpinion,
    ReturnToReviewer,
    SendToQuality,
    ShowProposal,
)
from openimr.case.events.event import PartyRole
from openimr.case.events.reviewing import Decision, FindingRecorded, Opinion, TreatmentDecided
from openimr.case.model import State
from openimr.vocabulary.actor import Role
from openimr.vocabulary.citation import Citation

UPHELD, OVERTURNED = Decision.UPHELD, Decision.OVERTURNED
CITED = (Citation(source="MTUS Chronic Pain 2009", sections=("Acupuncture",)),)


def opinion(treatment: int = 1, seat: int = 1) -> RecordFirstOpinion:
    return RecordFirstOpinion(
        seat=seat, treatment=treatment, opinion=Opinion.NOT_YET, reason="not read yet"
    )


def proposal(treatment: int = 1, seat: int = 1) -> ShowProposal:
    return ShowProposal(seat=seat, treatment=treatment, proposal_sha256=digest("proposal"))


def finding(
    treatment: int = 1, seat: int = 1, decision: Decision = UPHELD, **fields: object
) -> RecordFinding:
    given: dict[str, object] = {"rationale": "No trial of care was tried.", "cited": CITED}
    return RecordFinding(
        seat=seat,
        treatment=treatment,
        decision=decision,
        **{**given, **fields},  # type: ignore[arg-type]
    )


def reviewing() -> Dispute:
    return Dispute().reach(State.IN_REVIEW)


class TestOneTreatment:
    def test_no_proposal_before_the_first_opinion(self) -> None:
        assert reviewing().refusal(proposal()).rule == "first-opinion-first"

    def test_no_finding_before_the_first_opinion(self) -> None:
        assert reviewing().refusal(finding()).rule == "first-opinion-first"

    def test_no_finding_before_the_proposal_was_opened(self) -> None:
        dispute = reviewing()
        dispute.ask(opinion())
        assert dispute.refusal(finding()).rule == "proposal-shown"

    def test_the_first_opinion_is_recorded_once(self) -> None:
        dispute = reviewing()
        dispute.ask(opinion())
        assert dispute.refusal(opinion()).rule == "first-opinion-once"

    def test_a_finding_cites_or_says_why_it_cites_nothing(self) -> None:
        dispute = reviewing()
        dispute.ask(opinion())
        dispute.ask(proposal())
        assert dispute.refusal(finding(cited=())).rule == "evidence-cited"
        dispute.ask(finding(cited=(), none_cited_because="No guideline speaks of it."))

    def test_a_later_finding_replaces_the_earlier_and_both_stay_in_the_record(self) -> None:
        dispute = reviewing()
        dispute.ask(opinion())
        dispute.ask(proposal())
        dispute.ask(finding(decision=UPHELD))
        dispute.ask(finding(decision=OVERTURNED))
        assert [one.decision for one in dispute.case.seats[0].findings] == [OVERTURNED]
        recorded = [one for one in dispute.record if isinstance(one.event, FindingRecorded)]
        assert len(recorded) == 2

    def test_only_what_is_in_dispute_is_decided(self) -> None:
        assert reviewing().refusal(opinion(treatment=9)).rule == "in-dispute"

    def test_nobody_opines_from_another_ones_seat(self) -> None:
        other = actor(Role.REVIEWER, "reviewer-b")
        assert reviewing().refusal(opinion(), other).rule == "not-your-seat"


class TestQuality:
    def test_it_waits_for_a_finding_on_every_treatment(self) -> None:
        dispute = reviewing()
        for step in (opinion(), proposal(), finding()):
            dispute.ask(step)
        refusal = dispute.refusal(SendToQuality())
        assert refusal.rule == "every-treatment-decided"
        assert "treatment 2 by seat 1" in refusal.reason

    def test_it_returns_with_reasons_and_the_findings_stay_the_reviewers(self) -> None:
        dispute = Dispute().reach(State.IN_QUALITY_REVIEW)
        before = dispute.case.seats
        dispute.ask(ReturnToReviewer(reasons=("The citation names no section.",)))
        assert dispute.state is State.IN_REVIEW
        assert dispute.case.seats == before

    def test_nobody_passes_their_own_findings(self) -> None:
        dispute = Dispute().reach(State.IN_QUALITY_REVIEW)
        same = actor(Role.QUALITY, dispute.case.seats[0].reviewer)
        assert dispute.refusal(PassQuality(), same).rule == "other-than-reviewer"

    def test_one_reviewers_findings_are_the_answers(self) -> None:
        dispute = Dispute().reach(State.IN_QUALITY_REVIEW)
        _, first, second = dispute.ask(PassQuality(), QUALITY)
        assert isinstance(first, TreatmentDecided) and isinstance(second, TreatmentDecided)
        assert {first.rule, second.rule} == {"single reviewer"}


class TestSeveralReviewers:
    def decided(self, *decisions: Decision) -> TreatmentDecided:
        dispute = Dispute(treatments=treatments(1)).reach(State.READY_TO_APPOINT)
        if len(decisions) > 1:
            dispute.ask(
                ApproveExtraReviewers(seats=len(decisions), approval_sha256=digest("approval"))
            )
        for seat, _ in enumerate(decisions, 1):
            standing = standing_for(dispute.case, dispute.now, f"reviewer-{seat}")
            dispute.ask(AppointReviewer(seat=seat, standing=standing))
        everybody = tuple(party.id for party in dispute.case.parties)
        declared = Declaration(none_with=everybody, declared=dispute.now)
        for seat, _ in enumerate(decisions, 1):
            dispute.ask(AcceptAppointment(seat=seat, declaration=declared))
        for seat, decision in enumerate(decisions, 1):
            dispute.find(1, decision, seat)
        dispute.ask(SendToQuality())
        (_, answer) = dispute.ask(PassQuality())
        assert isinstance(answer, TreatmentDecided)
        return answer

    @pytest.mark.parametrize(
        ("decisions", "decision", "rule"),
        [
            ((UPHELD,), UPHELD, "single reviewer"),
            ((UPHELD, UPHELD, OVERTURNED), UPHELD, "majority"),
            ((OVERTURNED, UPHELD, OVERTURNED), OVERTURNED, "majority"),
            ((UPHELD, OVERTURNED), OVERTURNED, "even split"),
            ((UPHELD, OVERTURNED, UPHELD, OVERTURNED), OVERTURNED, "even split"),
        ],
    )
    def test_the_majority_decides_and_an_even_split_favors_the_treatment(
        self, decisions: tuple[Decision, ...], decision: Decision, rule: str
    ) -> None:
        answer = self.decided(*decisions)
        assert (answer.decision, answer.rule) == (decision, rule)


class TestAuthorizedMeanwhile:
    def authorization(self, dispute: Dispute, *numbers: int) -> RecordAuthorization:
        notice = paper("authorization", PartyRole.CLAIMS_ADMINISTRATOR, dispute.now)
        return RecordAuthorization(treatments=numbers, notice=notice)

    @pytest.mark.parametrize(
        "state",
        [State.RECEIVED, State.AWAITING_RECORDS, State.IN_REVIEW, State.DECIDED],
    )
    def test_the_rest_goes_on(self, state: State) -> None:
        dispute = Dispute().reach(state)
        dispute.ask(self.authorization(dispute, 1))
        assert dispute.state is state
        dispute.reach(State.SERVED)
        assert [one.treatment for one in dispute.case.answers] == [2]

    @pytest.mark.parametrize("state", [State.DEFERRED, State.REFERRED, State.IN_QUALITY_REVIEW])
    def test_review_ends_when_nothing_is_left_in_dispute(self, state: State) -> None:
        fields: dict[State, dict[str, object]] = {
            State.DEFERRED: {"liability_disputed": True},
            State.REFERRED: {"filer": PartyRole.REQUESTING_PHYSICIAN},
        }
        dispute = Dispute(**fields.get(state, {})).reach(state)  # type: ignore[arg-type]
        dispute.ask(self.authorization(dispute, 1))
        dispute.ask(self.authorization(dispute, 2))
        assert dispute.state is State.TERMINATED

    def test_only_the_administrators_side_tells_of_it(self) -> None:
        dispute = reviewing()
        employee = actor(Role.PARTY, "employee-1")
        refusal = dispute.refusal(self.authorization(dispute, 1), employee)
        assert refusal.rule == "not-your-case"
        dispute.ask(self.authorization(dispute, 1), actor(Role.PARTY, "administrator-1"))

    def test_what_is_not_in_dispute_cannot_be_authorized_out_of_it(self) -> None:
        dispute = reviewing()
        dispute.ask(self.authorization(dispute, 1))
        assert dispute.refusal(self.authorization(dispute, 1, 2)).rule == "in-dispute"


def test_the_director_may_give_more_time_once() -> None:
    dispute = reviewing()
    more = RecordExtension(reason="records of three hospitals", approval_sha256=digest("more"))
    dispute.ask(more)
    assert dispute.case.extended == dispute.now
    assert dispute.refusal(more).rule == "extended-once"
