"""Stage 2, gather: the notice goes to all, records are taken in whenever they come."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.dispute import Dispute
from tests.invented_dispute import PARTIES, actor, digest, paper

from openimr.case.commands.records import (
    CloseRecords,
    ReceiveRecords,
    RequestRecords,
    SendNoticeOfAssignment,
)
from openimr.case.events.event import Delivery, PartyRole
from openimr.case.events.records import (
    RecordsClosed,
    RecordsFoundLater,
    RecordsReceived,
    RecordsRequested,
    Sent,
)
from openimr.case.model import State
from openimr.vocabulary.actor import Role

ADMINISTRATOR = PartyRole.CLAIMS_ADMINISTRATOR


def notice(
    dispute: Dispute, *left_out: PartyRole, by: Delivery = Delivery.MAIL
) -> SendNoticeOfAssignment:
    told = [party.role for party in PARTIES if party.role not in left_out]
    sent = tuple(Sent(to=role, by=by, at=dispute.now) for role in told)
    return SendNoticeOfAssignment(sent=sent, sha256=digest("notice"))


def records(
    dispute: Dispute,
    title: str = "progress reports",
    sender: PartyRole = ADMINISTRATOR,
    beyond_ur: bool = True,
) -> ReceiveRecords:
    receipt = paper(title, sender, dispute.now)
    return ReceiveRecords(receipt=receipt, beyond_ur=beyond_ur)


def awaiting(by: Delivery = Delivery.MAIL) -> Dispute:
    dispute = Dispute().reach(State.ELIGIBLE)
    dispute.ask(notice(dispute, by=by))
    return dispute


def test_the_notice_leaves_no_party_out() -> None:
    dispute = Dispute().reach(State.ELIGIBLE)
    refusal = dispute.refusal(notice(dispute, PartyRole.REQUESTING_PHYSICIAN))
    assert refusal.rule == "every-party-is-told"
    assert "requesting physician" in refusal.reason
    assert refusal.citation == "8 CCR 9792.10.4(b)"


class TestReceipts:
    def test_who_sent_what_how_many_pages_and_which_bytes_is_kept(self) -> None:
        dispute = awaiting()
        event = dispute.one(records(dispute), RecordsReceived)
        assert (event.receipt.sender, event.receipt.pages) == (ADMINISTRATOR, 3)
        assert event.receipt.sha256 == digest("progress reports")
        assert dispute.case.records[0].receipt == event.receipt

    @pytest.mark.parametrize(
        ("by", "days", "late"),
        [
            (Delivery.MAIL, 15, False),
            (Delivery.MAIL, 16, True),
            (Delivery.ELECTRONIC, 15, True),
        ],
    )
    def test_late_is_a_fact_by_the_longest_reading_and_never_a_refusal(
        self, by: Delivery, days: int, late: bool
    ) -> None:
        dispute = awaiting(by).wait(days=days)
        assert dispute.one(records(dispute), RecordsReceived).late is late
        assert dispute.case.records_beyond_ur

    def test_the_employee_owes_no_records_and_so_is_never_late(self) -> None:
        dispute = awaiting().wait(days=40)
        own = records(dispute, "own letter", PartyRole.EMPLOYEE)
        assert not dispute.one(own, RecordsReceived).late

    def test_the_same_bytes_are_taken_in_once(self) -> None:
        dispute = awaiting()
        dispute.ask(records(dispute))
        assert dispute.refusal(records(dispute)).rule == "received-already"

    def test_a_receipt_is_not_of_tomorrow(self) -> None:
        dispute = awaiting()
        ahead = paper("reports", ADMINISTRATOR, dispute.now + dt.timedelta(days=1))
        refusal = dispute.refusal(ReceiveRecords(receipt=ahead, beyond_ur=True))
        assert refusal.rule == "in-the-future"

    def test_a_party_sends_in_its_own_name(self) -> None:
        dispute = awaiting()
        employee = actor(Role.PARTY, "employee-1")
        assert dispute.refusal(records(dispute), employee).rule == "not-your-case"
        dispute.ask(records(dispute, "own letter", PartyRole.EMPLOYEE), employee)

    def test_a_request_is_answered_when_its_party_sends_something(self) -> None:
        dispute = awaiting()
        wanted = RequestRecords(of=ADMINISTRATOR, what="operative report", by=Delivery.FAX)
        dispute.one(wanted, RecordsRequested)
        dispute.wait(days=2)
        dispute.ask(records(dispute, "operative report"))
        assert dispute.case.asked[0].answered == dispute.now

    def test_only_a_party_of_the_case_is_asked(self) -> None:
        wanted = RequestRecords(of=PartyRole.DESIGNEE, what="reports", by=Delivery.FAX)
        assert awaiting().refusal(wanted).rule == "no-such-party"


class TestClosingTheRecords:
    def test_never_on_the_utilization_review_decision_alone(self) -> None:
        dispute = awaiting()
        dispute.ask(records(dispute, "the decision again", beyond_ur=False))
        refusal = dispute.wait(days=90).refusal(CloseRecords(missing=("reports",)))
        assert refusal.rule == "records-beyond-ur"
        assert refusal.citation == "8 CCR 9792.10.6(b)(2)"

    def test_what_the_employee_sent_is_enough_once_the_administrators_time_is_over(self) -> None:
        dispute = awaiting()
        dispute.ask(records(dispute, "own letter", PartyRole.EMPLOYEE))
        missing = CloseRecords(missing=("reports of the last six months",))
        assert dispute.refusal(missing).rule == "records-still-in-time"
        closed = dispute.wait(days=16).one(missing, RecordsClosed)
        assert not closed.complete
        assert dispute.state is State.READY_TO_APPOINT


class TestRecordsFoundLater:
    @pytest.mark.parametrize("state", [State.IN_REVIEW, State.IN_QUALITY_REVIEW, State.DECIDED])
    def test_the_reviewer_sees_them_too_and_finds_anew(self, state: State) -> None:
        dispute = Dispute().reach(state)
        dispute.one(records(dispute, "found in a drawer"), RecordsFoundLater)
        assert dispute.state is State.IN_REVIEW
        assert dispute.case.seats[0].findings == dispute.case.answers == ()
        dispute.reach(State.SERVED)

    def test_first_opinions_are_not_asked_for_twice(self) -> None:
        dispute = Dispute().reach(State.DECIDED)
        opinions = dispute.case.seats[0].opinions
        dispute.ask(records(dispute, "found in a drawer"))
        assert dispute.case.seats[0].opinions == opinions

    def test_after_the_letter_they_come_too_late_for_this_review(self) -> None:
        dispute = Dispute().reach(State.ISSUED)
        assert dispute.refusal(records(dispute, "found")).rule == "not-in-this-state"
