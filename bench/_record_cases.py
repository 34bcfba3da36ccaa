"""Invented cases for `bench.records`: one under review and one closed, ten events each."""

from __future__ import annotations

import datetime as dt

from openimr.case.appointment import Declaration, Excluded, ReviewerStanding
from openimr.case.events import CaseEvent
from openimr.case.events.appointing import AppointmentAccepted, ReviewerAppointed
from openimr.case.events.event import Receipt
from openimr.case.events.intake import (
    ApplicationReceived,
    ContestedDecision,
    FoundEligible,
    ListedTreatment,
    PartyEntry,
)
from openimr.case.events.issuing import Closed, DeterminationIssued, DeterminationServed
from openimr.case.events.records import (
    NoticeOfAssignmentSent,
    RecordsClosed,
    RecordsReceived,
    Sent,
)
from openimr.case.events.reviewing import (
    Decision,
    FindingRecorded,
    FirstOpinionRecorded,
    Opinion,
)
from openimr.case.record import RecordedEvent, chain
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.filing import Delivery, PartyRole, Priority

CASE, REVIEWER, OFFICE = "CM26-0000000", "reviewer-000", "office-000"
REVIEWERS, OFFICES = 800, 300
DAY = dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC)
STAFF = Actor(role=Role.CASE_MANAGER, id="manager-1")
_SHA = "5" * 64


def number(place: int) -> str:
    """The case number at a place; all are equally long."""
    return f"CM26-{place:07d}"


def finding(decision: Decision = Decision.OVERTURNED) -> CaseEvent:
    """A reviewer's finding with a rationale of the usual length."""
    reasons = "The requested visits are within the guideline, and the record shows progress. " * 9
    return FindingRecorded(
        seat=1, treatment=1, decision=decision, rationale=reasons, none_cited_because="measured"
    )


def _application() -> CaseEvent:
    parties = (
        PartyEntry(role=PartyRole.EMPLOYEE, id="party-1"),
        PartyEntry(role=PartyRole.CLAIMS_ADMINISTRATOR, id=OFFICE),
        PartyEntry(role=PartyRole.REQUESTING_PHYSICIAN, id="party-3"),
    )
    return ApplicationReceived(
        number=CASE,
        received=DAY,
        by=Delivery.FAX,
        filer=PartyRole.EMPLOYEE,
        parties=parties,
        date_of_injury=dt.date(2025, 5, 4),
        decision=ContestedDecision(
            decided=dt.date(2026, 2, 20), served=dt.date(2026, 2, 21), attached=True
        ),
        priority=Priority.STANDARD,
        signed=True,
        liability_disputed=False,
        treatments=(
            ListedTreatment(number=1, text="Physical therapy, six visits, right knee"),
            ListedTreatment(number=2, text="MRI of the right knee without contrast"),
        ),
        papers=(_paper("Form IMR", 3), _paper("Utilization review decision", 9)),
        same_dispute=f"dispute of {CASE}",
        same_course=f"course of {CASE}",
    )


def _paper(title: str, pages: int) -> Receipt:
    sender = PartyRole.CLAIMS_ADMINISTRATOR
    return Receipt(sender=sender, title=title, pages=pages, sha256=_SHA, at=DAY)


def _sent() -> tuple[Sent, ...]:
    told = (PartyRole.EMPLOYEE, PartyRole.CLAIMS_ADMINISTRATOR, PartyRole.REQUESTING_PHYSICIAN)
    return tuple(Sent(to=one, by=Delivery.MAIL, at=DAY) for one in told)


def _standing() -> ReviewerStanding:
    unfit = tuple(f"other-{n}" for n in range(5))
    others = (Excluded(reasons=("no specialty that fits the knee",), reviewers=unfit),)
    return ReviewerStanding(
        reviewer=REVIEWER,
        pseudonym="Reviewer 7KQ2",
        checked=DAY.date(),
        licensed_until=dt.date(2028, 1, 1),
        disciplined=False,
        verified=dt.date(2026, 1, 5),
        active_practice=True,
        qualified_for=((1, "orthopedic surgery for the knee"), (2, "the same")),
        conflicts=(),
        excluded=others,
        chosen_because="batch of the day: least cost, seed 26",
    )


def _until_accepted() -> tuple[CaseEvent, ...]:
    declaration = Declaration(none_with=("party-1", OFFICE, "party-3"), declared=DAY)
    return (
        _application(),
        FoundEligible(),
        NoticeOfAssignmentSent(sent=_sent(), sha256=_SHA),
        RecordsReceived(receipt=_paper("Medical records", 214), beyond_ur=True, list_sent=True),
        RecordsClosed(complete=True),
        ReviewerAppointed(seat=1, standing=_standing()),
        AppointmentAccepted(seat=1, declaration=declaration),
    )


def under_review() -> tuple[RecordedEvent, ...]:
    """Ten events of a case that its reviewer is working on."""
    opinions = tuple(
        FirstOpinionRecorded(seat=1, treatment=n, opinion=Opinion.NOT_YET, reason="to be read")
        for n in (1, 2)
    )
    return _recorded((*_until_accepted(), *opinions, finding()))


def closed() -> tuple[RecordedEvent, ...]:
    """Ten events of a case that is over."""
    end = (
        DeterminationIssued(letter_sha256=_SHA, documents=12),
        DeterminationServed(sent=_sent()),
        Closed(reason="the time to appeal is over"),
    )
    return _recorded((*_until_accepted(), *end))


def _recorded(events: tuple[CaseEvent, ...]) -> tuple[RecordedEvent, ...]:
    """One command for each event, five minutes apart."""
    recorded: list[RecordedEvent] = []
    for place, event in enumerate(events):
        after = recorded[-1] if recorded else None
        at = DAY + dt.timedelta(minutes=5 * place)
        recorded += chain([event], case=CASE, after=after, actor=STAFF, key=f"k{place}", at=at)
    return tuple(recorded)
