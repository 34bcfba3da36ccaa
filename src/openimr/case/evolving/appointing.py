"""How the events of appointing reviewers change a case."""

from __future__ import annotations

import datetime as dt

from openimr.case.events.appointing import (
    AppointmentAccepted,
    ExtraReviewersApproved,
    ReviewerAppointed,
    ReviewerRecused,
)
from openimr.case.evolving.change import Changes, changed, with_seat
from openimr.case.model import Case, Seat, State


def _approved(case: Case, event: ExtraReviewersApproved, at: dt.datetime) -> Case:
    return _seated(changed(case, seats_approved=event.seats))


def _appointed(case: Case, event: ReviewerAppointed, at: dt.datetime) -> Case:
    seat = Seat(number=event.seat, standing=event.standing, appointed=at, accept_by=event.accept_by)
    seats = sorted((*case.seats, seat), key=lambda one: one.number)
    return _seated(changed(case, seats=tuple(seats)))


def _accepted(case: Case, event: AppointmentAccepted, at: dt.datetime) -> Case:
    return _seated(with_seat(case, event.seat, declaration=event.declaration, accepted=at))


def _recused(case: Case, event: ReviewerRecused, at: dt.datetime) -> Case:
    seats = tuple(seat for seat in case.seats if seat.number != event.seat)
    barred = (*case.barred, event.reviewer) if event.barred else case.barred
    return _seated(
        changed(
            case, seats=seats, barred=tuple(dict.fromkeys(barred)), answers=(), quality_passed=None
        )
    )


def _seated(case: Case) -> Case:
    """The case in the state that its seats give: one empty, one unanswered, or all at work."""
    if len(case.seats) < case.seats_approved:
        return changed(case, state=State.READY_TO_APPOINT)
    accepted = all(seat.accepted is not None for seat in case.seats)
    return changed(case, state=State.IN_REVIEW if accepted else State.APPOINTED)


CHANGES: Changes = {
    ExtraReviewersApproved: _approved,
    ReviewerAppointed: _appointed,
    AppointmentAccepted: _accepted,
    ReviewerRecused: _recused,
}
