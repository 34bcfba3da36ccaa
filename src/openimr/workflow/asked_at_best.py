"""Steps asked as well as they can be asked in a case: what is refused then, no field can mend.

Nothing of it is ever recorded. A form asks people for papers, reasons and days; here stand such
as would be taken, so that only the case itself can be in the way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import NamedTuple

from openimr.case.appointment import Declaration
from openimr.case.commands import (
    appointing,
    intake,
    issuing,
    judging,
    parties,
    records,
    reviewing,
    signing,
)
from openimr.case.commands.command import Command
from openimr.case.events.event import Delivery, PartyRole, Receipt
from openimr.case.events.issuing import AppealGround
from openimr.case.events.records import Sent
from openimr.case.events.reviewing import Decision, Opinion
from openimr.case.model import Case, Seat
from openimr.case.record import ZEROS
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.filing import CONCERNED

_SOMETHING = "something"


class Asking(NamedTuple):
    """Who would ask for a step in which case, and when."""

    case: Case
    actor: Actor
    now: dt.datetime

    @property
    def seat(self) -> Seat | None:
        """The seat of whoever asks; else the first that is filled."""
        seats = self.case.seats
        own = (one for one in seats if one.reviewer == self.actor.id)
        return next(own, seats[0] if seats else None)

    @property
    def number(self) -> int:
        """The number of that seat; 1 where all are empty."""
        return self.seat.number if self.seat else 1

    @property
    def sent(self) -> tuple[Sent, ...]:
        """A sending to everybody who is told."""
        roles = dict.fromkeys(one.role for one in self.case.parties if one.role not in CONCERNED)
        return tuple(Sent(to=role, by=Delivery.MAIL, at=self.now) for role in roles)

    @property
    def paper(self) -> Receipt:
        """A paper that came just now."""
        sender = self.case.filer
        return Receipt(sender=sender, title=_SOMETHING, pages=1, sha256=ZEROS, at=self.now)

    @property
    def declaration(self) -> Declaration:
        """A declaration about everybody."""
        everybody = tuple(one.id for one in self.case.parties)
        return Declaration(none_with=everybody, declared=self.now)

    @property
    def treatment(self) -> int:
        """A treatment that the seat still has to decide; else any."""
        open_ones = [
            one.number
            for one in self.case.disputed
            if self.seat and self.seat.qualified(one.number) and not self.seat.opined(one.number)
        ]
        return next(iter(open_ones), 1)

    @property
    def signed(self) -> str:
        """The letter that was signed."""
        return self.case.signature.letter_sha256 if self.case.signature else ZEROS

    @property
    def outstanding(self) -> int:
        """An overturned treatment whose implementation nobody reported; else any."""
        reported = {one.treatment for one in self.case.implemented}
        owed = (
            one.treatment
            for one in self.case.answers
            if one.decision is Decision.OVERTURNED and one.treatment not in reported
        )
        return next(owed, 1)


AT_BEST: Mapping[type[Command], Callable[[Asking], Command]] = {
    intake.Screen: lambda _: intake.Screen(),
    intake.LetCureLapse: lambda _: intake.LetCureLapse(),
    intake.EndDeferral: lambda _: intake.EndDeferral(reason=_SOMETHING),
    intake.Consolidate: lambda a: intake.Consolidate(
        into=_SOMETHING, same_course=a.case.same_course
    ),
    intake.TakeIn: lambda a: intake.TakeIn(
        case=_SOMETHING, same_course=a.case.same_course, treatments=a.case.treatments
    ),
    intake.ConvertToExpedited: lambda a: intake.ConvertToExpedited(
        certified_by=_SOMETHING, papers=(a.paper,)
    ),
    intake.ReturnToStandard: lambda a: intake.ReturnToStandard(
        reason=_SOMETHING, papers=(a.paper,)
    ),
    records.SendNoticeOfAssignment: lambda a: records.SendNoticeOfAssignment(
        sent=a.sent, sha256=ZEROS
    ),
    records.RequestRecords: lambda a: records.RequestRecords(
        of=a.case.parties[0].role if a.case.parties else PartyRole.EMPLOYEE,
        what=_SOMETHING,
        by=Delivery.MAIL,
    ),
    records.CloseRecords: lambda _: records.CloseRecords(),
    appointing.AcceptAppointment: lambda a: appointing.AcceptAppointment(
        seat=a.number, declaration=a.declaration
    ),
    appointing.Recuse: lambda a: appointing.Recuse(seat=a.number, reason=_SOMETHING),
    parties.DeclareFurther: lambda a: parties.DeclareFurther(
        seat=a.number, declaration=a.declaration
    ),
    reviewing.RecordFirstOpinion: lambda a: reviewing.RecordFirstOpinion(
        seat=a.number, treatment=a.treatment, opinion=Opinion.NOT_YET, reason=_SOMETHING
    ),
    reviewing.RecordExtension: lambda _: reviewing.RecordExtension(
        reason=_SOMETHING, approval_sha256=ZEROS
    ),
    reviewing.SendToQuality: lambda _: reviewing.SendToQuality(),
    reviewing.ReturnToReviewer: lambda _: reviewing.ReturnToReviewer(reasons=(_SOMETHING,)),
    reviewing.PassQuality: lambda _: reviewing.PassQuality(),
    judging.RecordSecondOpinion: lambda a: judging.RecordSecondOpinion(
        treatment=a.case.disputed[0].number if a.case.disputed else 1,
        decision=Decision.UPHELD,
        reason=_SOMETHING,
    ),
    signing.SignLetter: lambda a: signing.SignLetter(
        letter_sha256=ZEROS, name=_SOMETHING, title=_SOMETHING, second_factor_at=a.now
    ),
    issuing.Issue: lambda a: issuing.Issue(letter_sha256=a.signed, documents=1),
    issuing.Serve: lambda a: issuing.Serve(sent=a.sent),
    issuing.ReportImplementation: lambda a: issuing.ReportImplementation(
        treatment=a.outstanding, on=dt.date.min
    ),
    issuing.FileAppeal: lambda a: issuing.FileAppeal(
        grounds=tuple(AppealGround)[:1], filed=dt.date.min, petition=a.paper
    ),
    issuing.Publish: lambda a: issuing.Publish(
        publication=_SOMETHING,
        letter_sha256=a.case.letters[-1] if a.case.letters else ZEROS,
        published_sha256=ZEROS,
        marks_sha256=ZEROS,
    ),
    issuing.WithdrawPublication: lambda a: issuing.WithdrawPublication(
        publication=a.case.public[-1] if a.case.public else _SOMETHING, reason=_SOMETHING
    ),
    issuing.Close: lambda _: issuing.Close(reason=_SOMETHING, not_implemented_because=_SOMETHING),
}
"""Each step whose fields can be thought of; of the others only role and state are known before."""
