"""Stage 3, appoint: nobody sits whose standing does not hold in every point."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from tests.dispute import Dispute
from tests.dispute_commands import standing_for
from tests.invented_dispute import MANAGER, SYSTEM, actor, digest

from openimr.case.appointment import Declaration
from openimr.case.commands.appointing import (
    AcceptAppointment,
    AppointReviewer,
    ApproveExtraReviewers,
    Recuse,
)
from openimr.case.commands.reviewing import RecordFirstOpinion
from openimr.case.events.appointing import ReviewerAppointed, ReviewerRecused
from openimr.case.events.reviewing import Opinion
from openimr.case.model import State
from openimr.vocabulary.actor import Role

DAY = dt.timedelta(days=1)


def ready() -> Dispute:
    return Dispute().reach(State.READY_TO_APPOINT)


def appoint(
    dispute: Dispute, reviewer: str = "reviewer-a", seat: int = 1, **standing: object
) -> AppointReviewer:
    sound = standing_for(dispute.case, dispute.now, reviewer)
    return AppointReviewer(seat=seat, standing=msgspec.structs.replace(sound, **standing))


def accept(dispute: Dispute, seat: int = 1, *left_out: str) -> AcceptAppointment:
    named = tuple(one.id for one in dispute.case.parties if one.id not in left_out)
    declaration = Declaration(none_with=named, declared=dispute.now)
    return AcceptAppointment(seat=seat, declaration=declaration)


def opinion(seat: int, treatment: int) -> RecordFirstOpinion:
    return RecordFirstOpinion(
        seat=seat, treatment=treatment, opinion=Opinion.NOT_YET, reason="The session notes first."
    )


class TestStanding:
    today = dt.date(2026, 3, 2)

    @pytest.mark.parametrize(
        ("fault", "rule"),
        [
            ({"checked": today - DAY}, "checked-today"),
            ({"licensed_until": None}, "licensed"),
            ({"licensed_until": today - DAY}, "licensed"),
            ({"disciplined": True}, "not-disciplined"),
            ({"verified": None}, "verified"),
            ({"verified": today - 181 * DAY}, "verified"),
            ({"verified": today + DAY}, "verified"),
            ({"active_practice": False}, "active-practice"),
            ({"conflicts": ("employed by the administrator",)}, "no-conflict"),
            ({"qualified_for": ((1, "same specialty"),)}, "qualified"),
            ({"qualified_for": ((1, "same specialty"), (2, " "))}, "qualified"),
        ],
    )
    @pytest.mark.parametrize("by", [MANAGER, SYSTEM], ids=lambda who: who.id)
    def test_every_point_holds_whoever_asks(
        self, fault: dict[str, object], rule: str, by: object
    ) -> None:
        dispute = ready()
        refusal = dispute.refusal(appoint(dispute, **fault), by)  # type: ignore[arg-type]
        assert refusal.rule == rule
        assert refusal.remedy

    def test_every_point_that_fails_is_told_at_once_and_names_nobody(self) -> None:
        dispute = ready()
        refusal = dispute.refusal(appoint(dispute, disciplined=True, active_practice=False))
        assert "discipline" in refusal.reason and "active practice" in refusal.reason
        assert "reviewer-a" not in refusal.reason.replace("pseudonym of reviewer-a", "")

    def test_the_office_may_let_a_verification_count_longer_and_that_stands_in_the_record(
        self,
    ) -> None:
        dispute = ready()
        old = appoint(dispute, verified=self.today - 300 * DAY, verification_days=365)
        event = dispute.one(old, ReviewerAppointed)
        assert event.standing.verification_days == 365

    def test_the_record_has_who_was_looked_at_and_passed_over_and_why(self) -> None:
        dispute = ready()
        event = dispute.one(appoint(dispute), ReviewerAppointed)
        assert event.standing.excluded[0].reasons == ("no license in force",)
        assert event.standing.chosen_because == "drawn among two"


class TestAcceptance:
    def test_the_reviewer_declares_anew_for_every_party(self) -> None:
        dispute = ready()
        dispute.ask(appoint(dispute))
        refusal = dispute.refusal(accept(dispute, 1, "physician-1"))
        assert refusal.rule == "declared-for-every-party"
        assert "requesting physician" in refusal.reason
        dispute.ask(accept(dispute))
        assert dispute.state is State.IN_REVIEW

    def test_a_declaration_from_before_the_appointment_is_not_anew(self) -> None:
        dispute = ready()
        old = accept(dispute).declaration
        dispute.wait(hours=1).ask(appoint(dispute))
        stale = AcceptAppointment(seat=1, declaration=old)
        assert dispute.refusal(stale).rule == "declared-anew"

    def test_nobody_accepts_for_another(self) -> None:
        dispute = ready()
        dispute.ask(appoint(dispute))
        other = actor(Role.REVIEWER, "reviewer-b")
        assert dispute.refusal(accept(dispute), other).rule == "not-your-seat"


class TestRecusal:
    @pytest.mark.parametrize(
        "state", [State.APPOINTED, State.IN_REVIEW, State.IN_QUALITY_REVIEW, State.DECIDED]
    )
    def test_it_frees_the_seat_until_the_letter_is_issued_and_undoes_the_answers(
        self, state: State
    ) -> None:
        dispute = Dispute().reach(state)
        dispute.one(Recuse(seat=1, reason="knows the physician"), ReviewerRecused)
        assert dispute.state is State.READY_TO_APPOINT
        assert dispute.case.seats == dispute.case.answers == ()

    def test_who_stepped_down_does_not_come_back(self) -> None:
        dispute = ready()
        dispute.ask(appoint(dispute))
        dispute.ask(Recuse(seat=1, reason="knows the physician"))
        assert dispute.refusal(appoint(dispute)).rule == "not-barred"
        dispute.ask(appoint(dispute, "reviewer-b"))

    def test_who_only_gave_no_answer_may_be_asked_again(self) -> None:
        dispute = ready()
        dispute.ask(appoint(dispute))
        silent = Recuse(seat=1, reason="gave no answer", barred=False)
        assert dispute.refusal(silent, actor(Role.REVIEWER, "reviewer-a")).rule == (
            "recused-is-barred"
        )
        dispute.ask(silent, MANAGER)
        assert dispute.case.barred == ()
        dispute.ask(appoint(dispute))
        dispute.ask(accept(dispute))
        assert dispute.refusal(silent, MANAGER).rule == "recused-is-barred"

    def test_a_case_manager_may_take_a_reviewer_off_and_another_reviewer_may_not(self) -> None:
        dispute = Dispute().reach(State.IN_REVIEW)
        off = Recuse(seat=1, reason="a conflict came to light")
        other = actor(Role.REVIEWER, "reviewer-b")
        assert dispute.refusal(off, other).rule == "not-your-seat"
        dispute.ask(off, MANAGER)


class TestMoreThanOneReviewer:
    def panel(self, *seats: tuple[int, ...]) -> Dispute:
        """Reviewers who are qualified for these treatments each."""
        dispute = ready()
        if len(seats) > 1:
            approval = ApproveExtraReviewers(seats=len(seats), approval_sha256=digest("approval"))
            dispute.ask(approval)
        for number, fits in enumerate(seats, 1):
            fitting = tuple((one, "same specialty") for one in fits)
            dispute.ask(appoint(dispute, f"reviewer-{number}", number, qualified_for=fitting))
        return dispute

    def test_one_reviewer_sits_unless_the_director_approved_more_in_writing(self) -> None:
        dispute = ready()
        refusal = dispute.refusal(appoint(dispute, seat=2))
        assert refusal.rule == "one-reviewer-unless-approved"
        assert refusal.citation == "8 CCR 9792.10.6(c)"

    def test_an_approval_is_of_more_than_may_sit(self) -> None:
        dispute = ready()
        less = ApproveExtraReviewers(seats=1, approval_sha256=digest("approval"))
        assert dispute.refusal(less).rule == "more-than-approved"

    def test_the_seats_share_the_treatments(self) -> None:
        assert self.panel((1,), (2,)).state is State.APPOINTED

    def test_no_treatment_is_left_without_somebody_qualified(self) -> None:
        dispute = self.panel((1,), (1, 2))
        dispute.ask(Recuse(seat=2, reason="ill"), MANAGER)
        only = appoint(dispute, "reviewer-3", 2, qualified_for=((1, "same specialty"),))
        refusal = dispute.refusal(only)
        assert refusal.rule == "qualified"
        assert "treatment 2" in refusal.reason

    def test_nobody_sits_twice(self) -> None:
        dispute = ready()
        dispute.ask(ApproveExtraReviewers(seats=2, approval_sha256=digest("approval")))
        dispute.ask(appoint(dispute))
        assert dispute.refusal(appoint(dispute, seat=2)).rule == "one-seat-each"

    def test_the_case_is_in_review_when_every_seat_accepted(self) -> None:
        dispute = self.panel((1, 2), (1, 2))
        dispute.ask(accept(dispute, 1))
        assert dispute.state is State.APPOINTED
        dispute.ask(accept(dispute, 2))
        assert dispute.state is State.IN_REVIEW

    def test_who_accepted_works_while_another_seat_is_not_answered_or_empty(self) -> None:
        dispute = self.panel((1, 2), (1, 2))
        dispute.ask(accept(dispute, 1))
        dispute.ask(opinion(1, 1))
        assert dispute.state is State.APPOINTED
        dispute.ask(Recuse(seat=2, reason="away"), MANAGER)
        assert dispute.state is State.READY_TO_APPOINT
        dispute.ask(opinion(1, 2))
        assert [one.treatment for one in dispute.case.seats[0].opinions] == [1, 2]

    def test_who_did_not_accept_does_not_work(self) -> None:
        dispute = self.panel((1, 2), (1, 2))
        dispute.ask(accept(dispute, 1))
        assert dispute.refusal(opinion(2, 1)).rule == "accepted-first"
