"""What a case costs the claims administrator: fees by kind and date, penalties that may be due."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.dispute import LAW, Dispute
from tests.invented_dispute import digest, paper, treatments

from openimr.case.charges import PenaltyShown, fees_of, penalties_of
from openimr.case.commands.appointing import ApproveExtraReviewers
from openimr.case.commands.issuing import ReportImplementation, Withdraw
from openimr.case.commands.records import ReceiveRecords
from openimr.case.deadlines import deadlines
from openimr.case.events.event import PartyRole
from openimr.case.events.intake import ContestedDecision, ListedTreatment
from openimr.case.events.reviewing import Decision
from openimr.case.model import State
from openimr.law.calendar import pacific_day
from openimr.law.lint import remarks
from openimr.law.model import Evidence
from openimr.vocabulary.filing import Priority

OLD = dt.datetime(2013, 9, 3, 18, tzinfo=dt.UTC)
IN_2014 = dt.datetime(2014, 6, 2, 18, tzinfo=dt.UTC)


def received(at: dt.datetime, **fields: object) -> Dispute:
    """An application without any day that could speak against it."""
    return Dispute(start=at, received=at, papers=(paper("form", at=at),), **filed(at), **fields)


def filed(at: dt.datetime) -> dict[str, object]:
    day = pacific_day(at) - dt.timedelta(days=9)
    decision = ContestedDecision(decided=day, served=day, attached=True)
    return {"decision": decision, "date_of_injury": dt.date(2013, 2, 1)}


def fees(dispute: Dispute) -> list[int | None]:
    return [fee.dollars for fee in fees_of(dispute.case, LAW)]


def shown(dispute: Dispute) -> tuple[PenaltyShown, ...]:
    found = deadlines(dispute.record, LAW, dispute.now)
    return penalties_of(found, dispute.case, LAW, dispute.now)


class TestFees:
    def test_none_is_due_before_a_case_is_eligible(self) -> None:
        assert fees(received(IN_2014)) == []

    @pytest.mark.parametrize(
        ("priority", "drug", "dollars"),
        [
            (Priority.STANDARD, False, 420),
            (Priority.EXPEDITED, False, 515),
            (Priority.STANDARD, True, 390),
        ],
        ids=["standard", "expedited", "medications only"],
    )
    def test_each_kind_of_review_has_its_fee(
        self, priority: Priority, drug: bool, dollars: int
    ) -> None:
        listed = (ListedTreatment(number=1, text="Tramadol 50 mg #60", drug=drug),)
        dispute = received(IN_2014, priority=priority, certified=True, treatments=listed)
        assert fees(dispute.reach(State.ELIGIBLE)) == [dollars]

    def test_a_review_that_ends_early_costs_less_before_it_reached_a_reviewer(self) -> None:
        before = received(IN_2014).reach(State.AWAITING_RECORDS)
        after = received(IN_2014).reach(State.IN_REVIEW)
        for dispute in (before, after):
            dispute.ask(Withdraw(reason="no longer wanted"))
        assert (fees(before), fees(after)) == ([160], [420])

    def test_where_the_record_does_not_say_what_the_reviewer_is_both_amounts_are_told(self) -> None:
        assert fees(received(OLD).reach(State.ELIGIBLE)) == [560, 495]
        two = received(OLD).reach(State.READY_TO_APPOINT)
        two.ask(ApproveExtraReviewers(seats=2, approval_sha256=digest("approval")))
        assert fees(two) == [760, 655]

    def test_an_amount_that_nobody_saw_is_none(self) -> None:
        at = dt.datetime(2026, 4, 6, 18, tzinfo=dt.UTC)
        assert fees(received(at).reach(State.ELIGIBLE)) == [None]


class TestPenalties:
    def test_records_that_come_late_may_cost_five_hundred_dollars_a_day(self) -> None:
        dispute = Dispute().reach(State.AWAITING_RECORDS).wait(days=14)
        assert shown(dispute) == ()
        dispute.wait(days=4)
        (penalty,) = shown(dispute)
        assert (penalty.days, penalty.dollars) == (3, 1500)
        assert penalty.rule.evidence is Evidence.SEEN
        assert penalty.rule.citation == "8 CCR 9792.12(c)(6) as numbered in 2014"

    def test_the_days_end_when_they_came_and_the_sum_at_its_cap(self) -> None:
        dispute = Dispute().reach(State.AWAITING_RECORDS).wait(days=50)
        assert shown(dispute)[0].dollars == 5000
        receipt = paper("records", PartyRole.CLAIMS_ADMINISTRATOR, dispute.now)
        dispute.ask(ReceiveRecords(receipt=receipt, beyond_ur=True))
        days = shown(dispute)[0].days
        assert shown(dispute.wait(days=10))[0].days == days

    def test_a_determination_not_implemented_is_told_without_an_amount_that_nobody_saw(
        self,
    ) -> None:
        dispute = Dispute(treatments=treatments(1)).reach(State.IN_REVIEW)
        dispute.find(1, Decision.OVERTURNED).reach(State.SERVED).wait(days=12)
        (penalty,) = shown(dispute)
        assert penalty.rule.id == "penalty-not-implemented"
        assert (penalty.treatments, penalty.dollars) == ((1,), None)
        early = pacific_day(dispute.now) - dt.timedelta(days=10)
        dispute.ask(ReportImplementation(treatment=1, on=early))
        assert shown(dispute) == ()

    def test_every_penalty_for_delay_is_one_of_a_deadline_of_the_law(self) -> None:
        assert not [one for one in remarks(LAW, {}) if "no deadline" in one.what]
