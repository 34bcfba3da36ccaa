"""What follows from the commands of appointing independent reviewers."""

from __future__ import annotations

from openimr.case.appointment import Declaration
from openimr.case.commands.appointing import (
    AcceptAppointment,
    AppointReviewer,
    ApproveExtraReviewers,
    Recuse,
)
from openimr.case.deciding.occasion import (
    Events,
    Occasion,
    Steps,
    check_past,
    own_seat,
    seat_of,
)
from openimr.case.deciding.standing import check_standing
from openimr.case.events.appointing import (
    AppointmentAccepted,
    ExtraReviewersApproved,
    ReviewerAppointed,
    ReviewerRecused,
)
from openimr.case.model import Case
from openimr.case.rules import HOUSE
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import Refused

EXTRA = "8 CCR 9792.10.6(c)"


def _approve(case: Case, command: ApproveExtraReviewers, on: Occasion) -> Events:
    if command.seats <= case.seats_approved:
        raise Refused(
            f"{case.seats_approved} reviewers may sit already.",
            rule="more-than-approved",
            citation=EXTRA,
            remedy="Record an approval of more reviewers than that.",
        )
    return (ExtraReviewersApproved(seats=command.seats, approval_sha256=command.approval_sha256),)


def _appoint(case: Case, command: AppointReviewer, on: Occasion) -> Events:
    if not 1 <= command.seat <= case.seats_approved:
        raise Refused(
            f"There is no seat {command.seat}: {case.seats_approved} may sit. More than one "
            "reviewer needs the Administrative Director's written approval.",
            rule="one-reviewer-unless-approved",
            citation=EXTRA,
            remedy="Record the approval first.",
        )
    if case.seat(command.seat) is not None:
        raise Refused(
            f"Seat {command.seat} is filled.",
            rule="seat-filled",
            citation=HOUSE,
            remedy="Recuse the reviewer first, with the reason.",
        )
    check_standing(case, command.seat, command.standing, on)
    if command.accept_by is not None and command.accept_by <= on.now:
        raise Refused(
            "The time for acceptance is over before it begins.",
            rule="accept-by-ahead",
            citation=HOUSE,
            remedy="Enter a later time, or none.",
        )
    return (
        ReviewerAppointed(
            seat=command.seat, standing=command.standing, accept_by=command.accept_by
        ),
    )


def _accept(case: Case, command: AcceptAppointment, on: Occasion) -> Events:
    seat = own_seat(case, command.seat, on)
    if seat.accepted is not None:
        raise Refused(
            "The appointment is accepted already.",
            rule="accepted-already",
            citation=HOUSE,
            remedy="Go on with the review.",
        )
    if command.declaration.declared < seat.appointed:
        raise Refused(
            "The declaration is older than the appointment.",
            rule="declared-anew",
            citation=on.law.reviewer_rule("no-material-affiliation", on.today).cited,
            remedy="Declare anew for this case.",
        )
    _check_declaration(case, command.declaration, on)
    return (AppointmentAccepted(seat=command.seat, declaration=command.declaration),)


def _check_declaration(case: Case, declaration: Declaration, on: Occasion) -> None:
    check_past(declaration.declared, "The declaration", on)
    undeclared = {party.id for party in case.parties} - set(declaration.none_with)
    if undeclared:
        roles = sorted({one.role.value for one in case.parties if one.id in undeclared})
        raise Refused(
            f"The declaration says nothing of: {', '.join(roles)}.",
            rule="declared-for-every-party",
            citation=on.law.reviewer_rule("no-material-affiliation", on.today).cited,
            remedy="Declare for every party, or step down.",
        )


def _recuse(case: Case, command: Recuse, on: Occasion) -> Events:
    own = on.by.role is Role.REVIEWER
    seat = own_seat(case, command.seat, on) if own else seat_of(case, command.seat)
    if not command.barred and (own or seat.accepted is not None):
        raise Refused(
            "Only a reviewer who gave no answer may be appointed here again.",
            rule="recused-is-barred",
            citation=on.law.reviewer_rule("no-material-affiliation", on.today).cited,
            remedy="Recuse without 'barred=no'.",
        )
    return (
        ReviewerRecused(
            seat=command.seat,
            reviewer=seat.reviewer,
            reason=command.reason,
            barred=command.barred,
        ),
    )


STEPS: Steps = {
    ApproveExtraReviewers: _approve,
    AppointReviewer: _appoint,
    AcceptAppointment: _accept,
    Recuse: _recuse,
}
