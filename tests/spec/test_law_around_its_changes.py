"""Around every change of the law, clocks, limits and screen go by one version: its own date's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from tests.dispute import LAW, Dispute
from tests.invented_dispute import INTAKE, digest, paper

from openimr.case.commands.records import SendNoticeOfAssignment
from openimr.case.deadlines import Deadline, deadlines
from openimr.case.events.intake import ContestedDecision, FoundIncomplete, ListedTreatment
from openimr.case.events.records import Sent
from openimr.case.governing import deciding_dates
from openimr.case.limits import appeal_limit, cure_limit, filing_limit, records_limit
from openimr.case.model import State
from openimr.case.record import chain
from openimr.law.calendar import PACIFIC, pacific_day
from openimr.law.model import DecidedBy
from openimr.vocabulary.filing import Delivery

DAY = dt.timedelta(days=1)


def changes() -> Iterator[dt.date]:
    """Every day on which a value of the law begins to govern, or no longer does."""
    for value in LAW.values():
        if value.effective_from:
            yield value.effective_from
        if value.effective_until:
            yield value.effective_until + DAY


CHANGES = sorted(set(changes()))
BOTH_SIDES = pytest.mark.parametrize("before", [-DAY, dt.timedelta(0)], ids=["eve", "day"])


def morning(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9), tzinfo=PACIFIC)


def filed(on: dt.date, decided: dt.date, served: dt.date | None = None) -> Dispute:
    decision = ContestedDecision(decided=decided, served=served or decided, attached=True)
    return Dispute(
        start=morning(on),
        received=morning(on),
        decision=decision,
        date_of_injury=dt.date(2013, 1, 1),
        papers=(paper("form", at=morning(on)),),
        treatments=(
            ListedTreatment(number=1, text="Acupuncture x 8"),
            ListedTreatment(number=2, text="Tramadol 50 mg #60", drug=True, formulary=True),
        ),
    )


def clock(dispute: Dispute, rule: str) -> Deadline:
    found = deadlines(dispute.record, dispute.law, dispute.now)
    return next(one for one in found if one.rule == rule)


def notified(dispute: Dispute) -> Dispute:
    dispute.reach(State.ELIGIBLE)
    sent = tuple(
        Sent(to=party.role, by=Delivery.MAIL, at=dispute.now) for party in dispute.case.parties
    )
    dispute.ask(SendNoticeOfAssignment(sent=sent, sha256=digest("notice")))
    return dispute


@BOTH_SIDES
@pytest.mark.parametrize("change", CHANGES, ids=str)
class TestAtEveryChangeOfTheLaw:
    def test_the_filer_is_told_the_day_of_the_clock_that_runs(
        self, change: dt.date, before: dt.timedelta
    ) -> None:
        """Received on one side of the change and screened on the other, it is the same law."""
        dispute = filed(change + before, change + before - 5 * DAY)
        dispute.wait(days=3)
        limit = cure_limit(LAW, dispute.case, dispute.now)
        assert limit
        dispute.record += chain(
            (FoundIncomplete(lacks=(), cure_by=limit),),
            case="CM26-0000001",
            after=dispute.record[-1],
            actor=INTAKE,
            key="found",
            at=dispute.now,
        )
        cure = clock(dispute, "answer-to-administrative-director")
        assert pacific_day(cure.due.latest) == limit
        assert "as the filer was told" not in {one.reading for one in cure.due.readings}

    def test_records_are_late_when_their_clock_says_so(
        self, change: dt.date, before: dt.timedelta
    ) -> None:
        dispute = filed(change + before, change + before - 5 * DAY)
        dispute.wait(days=1)
        notified(dispute)
        owed = clock(dispute, "records-claims-administrator")
        assert records_limit(LAW, dispute.case) == owed.due.latest

    def test_the_decision_is_due_by_the_law_of_the_contested_decision(
        self, change: dt.date, before: dt.timedelta
    ) -> None:
        """Whenever the records were complete, each treatment has one limit."""
        decided = change + before
        dispute = filed(change + 2 * DAY, decided)
        dispute.reach(State.READY_TO_APPOINT)
        running = [
            (number, one.rule)
            for one in deadlines(dispute.record, LAW, dispute.now)
            if one.rule in {"decision", "decision-formulary"}
            for number in one.treatments
        ]
        formulary = decided >= dt.date(2018, 1, 1)
        drug = "decision-formulary" if formulary else "decision"
        assert sorted(running) == [(1, "decision"), (2, drug)]

    def test_the_time_to_file_is_that_of_the_contested_decision(
        self, change: dt.date, before: dt.timedelta
    ) -> None:
        """Not that of its service, which may be on the other side of the change."""
        decided = change + before
        served = decided + 2 * DAY
        limit = filing_limit(LAW, filed(served, decided, served).case)
        assert limit
        days = 10 if decided >= dt.date(2018, 1, 1) else 30
        assert dt.timedelta(days + 5) <= limit - served <= dt.timedelta(days + 5 + 4)

    def test_nothing_is_closed_while_the_clock_of_the_appeal_runs(
        self, change: dt.date, before: dt.timedelta
    ) -> None:
        dispute = filed(change + before - 3 * DAY, change + before - 9 * DAY).reach(State.SERVED)
        limit = appeal_limit(LAW, dispute.case)
        assert limit
        assert limit >= clock(dispute, "appeal").due.latest


def test_of_decision_and_service_one_stands_in_for_the_other() -> None:
    day, later = dt.date(2017, 12, 31), dt.date(2018, 1, 2)
    unknown = ContestedDecision(decided=None, served=day, attached=True)
    dates = deciding_dates(Dispute(decision=unknown).case, later)
    assert dates.of(DecidedBy.UR_DECISION) == day
    assert dates.of(DecidedBy.TRIGGER) == later
