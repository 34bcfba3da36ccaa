"""Events of invented cases, and a plain way to list them, for tests of what keeps events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from openimr.case.appointment import ReviewerStanding
from openimr.case.events import (
    ApplicationReceived,
    CaseEvent,
    Closed,
    Deferred,
    FoundEligible,
    ReviewerAppointed,
    ReviewerRecused,
)
from openimr.case.events.intake import ContestedDecision, ListedTreatment, PartyEntry
from openimr.case.record import RecordedEvent
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.filing import Delivery, PartyRole, Priority
from openimr.workflow.store import CaseRow, DeadlineRow, Projected, SeatRow

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
CLERK = Actor(role=Role.INTAKE, id="clerk-1")
FOUND = FoundEligible()


def received(
    case: str, at: dt.datetime = NOON, administrator: str = "office-1", course: str = "course-1"
) -> CaseEvent:
    """An application for one treatment."""
    return ApplicationReceived(
        number=case,
        received=at,
        by=Delivery.FAX,
        filer=PartyRole.EMPLOYEE,
        parties=(PartyEntry(role=PartyRole.CLAIMS_ADMINISTRATOR, id=administrator),),
        date_of_injury=dt.date(2025, 5, 4),
        decision=ContestedDecision(decided=dt.date(2026, 2, 20), attached=True),
        priority=Priority.STANDARD,
        signed=True,
        liability_disputed=False,
        treatments=(ListedTreatment(number=1, text="Six visits of physical therapy, right knee"),),
        papers=(),
        same_dispute=f"dispute of {case}",
        same_course=course,
    )


def appointed(reviewer: str, seat: int = 1) -> CaseEvent:
    """A reviewer in a seat."""
    standing = ReviewerStanding(
        reviewer=reviewer,
        pseudonym=f"Reviewer {reviewer}",
        checked=NOON.date(),
        licensed_until=dt.date(2028, 1, 1),
        disciplined=False,
        verified=dt.date(2026, 1, 5),
        active_practice=True,
        qualified_for=((1, "same specialty"),),
        conflicts=(),
        excluded=(),
        chosen_because="least load",
    )
    return ReviewerAppointed(seat=seat, standing=standing)


def recused(reviewer: str, seat: int = 1) -> CaseEvent:
    """The reviewer leaves the seat."""
    return ReviewerRecused(seat=seat, reviewer=reviewer, reason="knows the employer")


def deferred(reason: str) -> CaseEvent:
    """An event with words of its own, to tell it from others."""
    return Deferred(reason=reason)


def closed() -> CaseEvent:
    """The end of a case."""
    return Closed(reason="served and implemented")


def plainly_listed(recorded: Sequence[RecordedEvent]) -> Projected:
    """Rows of a case by few rules: eligible cases wait thirty days, closed ones to be published."""
    first, last = recorded[0], recorded[-1]
    assert isinstance(first.event, ApplicationReceived)
    over = any(isinstance(one.event, Closed) for one in recorded)
    due = first.event.received + dt.timedelta(days=30)
    row = CaseRow(
        case=first.case,
        number=last.number,
        state="closed" if over else "eligible" if len(recorded) > 1 else "received",
        owner="" if over else Role.CASE_MANAGER.value,
        priority=first.event.priority.value,
        received=first.event.received,
        updated=last.at,
        filer=first.event.filer.value,
        administrator=first.event.parties[0].id,
        due=None if over else due,
        due_rule="" if over else "decision",
        seats=_seats(recorded),
        same_dispute=first.event.same_dispute,
        same_course=first.event.same_course,
        to_publish=over,
    )
    clock = DeadlineRow(
        case=first.case,
        rule="decision",
        role=Role.REVIEWER.value,
        who="the reviewer",
        due=due,
        ended=last.at if over else None,
        satisfied=over,
    )
    appeal = DeadlineRow(
        case=first.case, rule="appeal", role="party", who="any party", due=due, right=True
    )
    return Projected(row=row, deadlines=(clock, appeal) if len(recorded) > 1 else ())


def _seats(recorded: Sequence[RecordedEvent]) -> tuple[SeatRow, ...]:
    seats: dict[int, str] = {}
    for one in recorded:
        if isinstance(one.event, ReviewerAppointed):
            seats[one.event.seat] = one.event.standing.reviewer
        elif isinstance(one.event, ReviewerRecused):
            seats.pop(one.event.seat, None)
    return tuple(SeatRow(seat=seat, reviewer=seats[seat]) for seat in sorted(seats))
