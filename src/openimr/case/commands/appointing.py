"""Commands of appointing independent reviewers."""

from __future__ import annotations

import datetime as dt

from openimr.case.appointment import Declaration, ReviewerStanding
from openimr.case.commands.command import Command
from openimr.case.events.event import require_sha256
from openimr.vocabulary.value import require


class ApproveExtraReviewers(Command, frozen=True, kw_only=True):
    """Record the Administrative Director's written approval of more than one reviewer."""

    seats: int
    approval_sha256: str

    def __post_init__(self) -> None:
        require_sha256(self.approval_sha256, "an approval is named by its SHA-256")


class AppointReviewer(Command, frozen=True, kw_only=True):
    """Appoint a reviewer to a seat on the standing that ``assignment`` established."""

    seat: int
    standing: ReviewerStanding
    accept_by: dt.datetime | None = None


class AcceptAppointment(Command, frozen=True, kw_only=True):
    """Accept, with the reviewer's own declaration of independence."""

    seat: int
    declaration: Declaration


class Recuse(Command, frozen=True, kw_only=True):
    """Step down from a seat, or take its reviewer off.

    Attributes:
        barred: never to sit in this case again. The office may leave it at that for one who gave
            no answer to the appointment: no law bars whoever was only away.
    """

    seat: int
    reason: str
    barred: bool = True

    def __post_init__(self) -> None:
        require(bool(self.reason.strip()), "a recusal has a reason")
