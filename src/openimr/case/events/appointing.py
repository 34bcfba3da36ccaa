"""Events of appointing independent reviewers (Labor Code 139.5(d), 4610.6(a))."""

from __future__ import annotations

import datetime as dt

from openimr.case.appointment import Declaration, ReviewerStanding
from openimr.case.events.event import Event
from openimr.vocabulary.value import require


class ReviewerAppointed(Event, frozen=True, kw_only=True):
    """A reviewer was appointed to a seat, with all that the appointment rests on."""

    seat: int
    standing: ReviewerStanding
    accept_by: dt.datetime | None = None


class AppointmentAccepted(Event, frozen=True, kw_only=True):
    """The reviewer declared independence anew and accepted."""

    seat: int
    declaration: Declaration


class ReviewerRecused(Event, frozen=True, kw_only=True):
    """The reviewer stepped down or was taken off; the seat is free.

    Attributes:
        barred: never to sit in this case again; not so for one who only gave no answer in time.
    """

    seat: int
    reviewer: str
    reason: str
    barred: bool = True


class ExtraReviewersApproved(Event, frozen=True, kw_only=True):
    """The Administrative Director approved more than one reviewer (8 CCR 9792.10.6(c))."""

    seats: int
    approval_sha256: str

    def __post_init__(self) -> None:
        require(self.seats >= 2, "more than one reviewer is at least two")
