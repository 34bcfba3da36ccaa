"""Which parties are told of which event, and what a notice says.

Nothing here knows an address or a language of markup: a notice's content is computed from the
record and the law, so that it can be computed again at any time and be the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openimr.case.appointment import ReviewerStanding
from openimr.case.deadlines import deadlines
from openimr.case.events import CaseEvent
from openimr.case.events.appointing import AppointmentAccepted
from openimr.case.events.event import Event, Lack
from openimr.case.events.intake import (
    ApplicationReceived,
    ConvertedToExpedited,
    Deferred,
    FoundIncomplete,
    FoundIneligible,
    PartyEntry,
    ReturnedToStandard,
)
from openimr.case.events.issuing import (
    ApplicationWithdrawn,
    CorrectionIssued,
    DeterminationIssued,
    DeterminationServed,
    Terminated,
)
from openimr.case.events.notices import NoticeKind, NoticeQueued
from openimr.case.events.records import NoticeOfAssignmentSent, RecordsRequested, Sent
from openimr.case.evolve import case_of
from openimr.case.governing import circumstances, deciding_dates
from openimr.case.model import Case
from openimr.case.record import RecordedEvent
from openimr.law.calendar import Calendar, pacific_day
from openimr.law.due import due
from openimr.law.model import DeadlineRule, Law
from openimr.law.triggers import Trigger
from openimr.vocabulary.filing import Delivery, PartyRole, Priority
from openimr.vocabulary.value import Value

_EMPLOYEE_SIDE = (PartyRole.EMPLOYEE, PartyRole.EMPLOYEE_ATTORNEY, PartyRole.DESIGNEE)
_ALL_SIDES = (
    *_EMPLOYEE_SIDE,
    PartyRole.EMERGENCY_PROVIDER,
    PartyRole.CLAIMS_ADMINISTRATOR,
    PartyRole.EMPLOYER,
    PartyRole.REQUESTING_PHYSICIAN,
)


class DueDate(Value, frozen=True, kw_only=True):
    """A date that a notice names.

    Attributes:
        what: what must be done, in the law's own name of it.
        who: who must do it.
        at: the last moment, by the strictest reading.
        verified: whether a text of the law was seen.
    """

    what: str
    who: str
    at: dt.datetime
    citation: str
    verified: bool


class PaperLine(Value, frozen=True, kw_only=True):
    """A paper that came in: its number of pages and its hash, never its name."""

    pages: int | None
    sha256: str


class NoticeContent(Value, frozen=True, kw_only=True):
    """Everything that a notice says; what does not belong to its kind is empty.

    Attributes:
        treatments: as requested; only in the notice of assignment, of which the law demands it.
        reviewers: pseudonyms with credentials.
        letter_sha256: of the letter that was served or corrected.
        decided, asked: the days of the contested decision and of its request, where known; only
            in the notice of assignment (8 CCR 9792.10.4(b)).
        physician: who asked for the treatments, by name; only in the notice of assignment. The
            record has no names: whoever sends the notice fills it in from the book of parties.
        because: why a review waits or ended, in the law's words and nobody's own.
    """

    kind: NoticeKind
    case: str
    to: PartyRole
    expedited: bool
    received: dt.date
    happened: dt.date
    papers: tuple[PaperLine, ...] = ()
    lacks: tuple[Lack, ...] = ()
    dates: tuple[DueDate, ...] = ()
    treatments: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    letter_sha256: str = ""
    decided: dt.date | None = None
    asked: dt.date | None = None
    physician: str = ""
    because: str = ""


def _electronic(sent: Sequence[Sent]) -> tuple[PartyRole, ...]:
    """Whom the event says that it reached electronically; others have their paper."""
    return tuple(one.to for one in sent if one.by is Delivery.ELECTRONIC)


def _by_us(sent: Sequence[Sent]) -> tuple[PartyRole, ...]:
    """To whom the house sends by e-mail or post; fax and hand are somebody's own doing."""
    return tuple(one.to for one in sent if one.by in {Delivery.ELECTRONIC, Delivery.MAIL})


def goes_by_mail(recorded: Sequence[RecordedEvent], queued: NoticeQueued) -> bool:
    """Whether a notice is of a service by mail, so that it is printed whatever else is known."""
    event = recorded[queued.tells_of - 1].event
    if not isinstance(event, DeterminationServed):
        return False
    return any(one.to is queued.to and one.by is Delivery.MAIL for one in event.sent)


Told = tuple[NoticeKind, Callable[[Any], tuple[PartyRole, ...]]]

_FILERS = (*_EMPLOYEE_SIDE, PartyRole.EMERGENCY_PROVIDER)

_TOLD: Mapping[type[Event], Told] = {
    ApplicationReceived: (NoticeKind.RECEIPT, lambda _: _FILERS),
    FoundIncomplete: (NoticeKind.INCOMPLETE, lambda _: _FILERS),
    FoundIneligible: (NoticeKind.INELIGIBLE, lambda _: _ALL_SIDES),
    NoticeOfAssignmentSent: (NoticeKind.ASSIGNMENT, lambda event: _electronic(event.sent)),
    RecordsRequested: (
        NoticeKind.RECORDS_REMINDER,
        lambda event: (event.of,) if event.by is Delivery.ELECTRONIC else (),
    ),
    AppointmentAccepted: (NoticeKind.REVIEWER_APPOINTED, lambda _: _ALL_SIDES),
    DeterminationServed: (NoticeKind.DETERMINATION, lambda event: _by_us(event.sent)),
    CorrectionIssued: (NoticeKind.CORRECTION, lambda _: _ALL_SIDES),
    Deferred: (NoticeKind.DEFERRED, lambda _: _ALL_SIDES),
    ConvertedToExpedited: (NoticeKind.PRIORITY, lambda _: _ALL_SIDES),
    ReturnedToStandard: (NoticeKind.PRIORITY, lambda _: _ALL_SIDES),
    ApplicationWithdrawn: (NoticeKind.ENDED, lambda _: _ALL_SIDES),
    Terminated: (NoticeKind.ENDED, lambda _: _ALL_SIDES),
}
"""What each kind of event leads to, and who is told of it."""


def is_told(event: CaseEvent) -> bool:
    """Whether anybody is told of such an event."""
    return type(event) in _TOLD


def notices_of(recorded: Sequence[RecordedEvent], number: int) -> tuple[NoticeQueued, ...]:
    """The notices that an event calls for, one for each party that is told.

    Args:
        recorded: all events of the case.
        number: of the event.
    """
    event = recorded[number - 1].event
    if not is_told(event):
        return ()
    kind, roles_of = _TOLD[type(event)]
    roles = roles_of(event)
    parties = case_of(recorded).parties
    return tuple(
        _queued(kind, number, place, party)
        for place, party in enumerate(parties, 1)
        if party.role in roles
    )


def reminds_of_records(event: CaseEvent) -> bool:
    """Whether a reminder of what an event asked for is one of records."""
    return isinstance(event, NoticeOfAssignmentSent | RecordsRequested)


def _queued(kind: NoticeKind, number: int, place: int, party: PartyEntry) -> NoticeQueued:
    notice = f"{number}.{place}"
    return NoticeQueued(notice=notice, kind=kind, to=party.role, party=party.id, tells_of=number)


def content_of(recorded: Sequence[RecordedEvent], queued: NoticeQueued, law: Law) -> NoticeContent:
    """What a notice says, from the record up to the event that it tells of, and the law."""
    known = recorded[: queued.tells_of]
    happened, case = known[-1], case_of(known)
    event = happened.event
    return NoticeContent(
        kind=queued.kind,
        case=case.number,
        to=queued.to,
        expedited=case.priority is Priority.EXPEDITED,
        received=pacific_day(case.received),
        happened=pacific_day(happened.at),
        papers=_papers(event),
        lacks=_lacks(event),
        dates=_dates(known, case, queued, law),
        treatments=_treatments(case, queued.kind),
        reviewers=_reviewers(case, queued.kind),
        letter_sha256=_letter(known),
        decided=case.decision.decided if queued.kind is NoticeKind.ASSIGNMENT else None,
        asked=case.decision.asked if queued.kind is NoticeKind.ASSIGNMENT else None,
        because=_BECAUSE.get(type(event), ""),
    )


_BECAUSE: Mapping[type[Event], str] = {
    ApplicationWithdrawn: "the application was withdrawn",
    Terminated: "the claims administrator authorized everything in dispute (8 CCR 9792.10.6(a))",
}


def _papers(event: CaseEvent) -> tuple[PaperLine, ...]:
    if not isinstance(event, ApplicationReceived):
        return ()
    return tuple(PaperLine(pages=one.pages, sha256=one.sha256) for one in event.papers)


def _lacks(event: CaseEvent) -> tuple[Lack, ...]:
    if isinstance(event, FoundIncomplete):
        return event.lacks
    return event.reasons if isinstance(event, FoundIneligible) else ()


def _treatments(case: Case, kind: NoticeKind) -> tuple[str, ...]:
    if kind is not NoticeKind.ASSIGNMENT:
        return ()
    return tuple(one.text for one in case.disputed)


def _reviewers(case: Case, kind: NoticeKind) -> tuple[str, ...]:
    if kind is not NoticeKind.REVIEWER_APPOINTED:
        return ()
    return tuple(_presented(seat.standing) for seat in case.seats if seat.accepted)


def _presented(standing: ReviewerStanding) -> str:
    """The pseudonym with the credentials, which parties are told; never the name."""
    licensed = f"licensed in {', '.join(standing.licensed_in)}" if standing.licensed_in else ""
    credentials = "; ".join(part for part in (licensed, ", ".join(standing.specialties)) if part)
    return f"{standing.pseudonym} ({credentials})" if credentials else standing.pseudonym


def _letter(known: Sequence[RecordedEvent]) -> str:
    """The digest of the letter that is told of: the last one issued or corrected until then."""
    if not isinstance(known[-1].event, DeterminationServed | CorrectionIssued):
        return ""
    letters = [
        one.event.letter_sha256
        for one in known
        if isinstance(one.event, DeterminationIssued | CorrectionIssued)
    ]
    return letters[-1] if letters else ""


_TRIGGERS: Mapping[NoticeKind, tuple[Trigger, ...]] = {
    NoticeKind.INCOMPLETE: (Trigger.FOUND_INCOMPLETE,),
    NoticeKind.INELIGIBLE: (Trigger.DETERMINATION_SERVED,),
    NoticeKind.ASSIGNMENT: (Trigger.NOTICE_OF_ASSIGNMENT_SENT,),
    NoticeKind.DETERMINATION: (Trigger.DETERMINATION_RECEIVED, Trigger.DETERMINATION_SERVED),
}
"""Which clocks a notice names; a served electronic letter is received when it is sent."""

_REMINDERS = (NoticeKind.RECORDS_REMINDER, NoticeKind.DUTY_REMINDER, NoticeKind.PRIORITY)


def _dates(
    known: Sequence[RecordedEvent], case: Case, queued: NoticeQueued, law: Law
) -> tuple[DueDate, ...]:
    happened = known[-1]
    if queued.kind in _REMINDERS:
        return _owed(known, queued, law)
    found = []
    for trigger in _TRIGGERS.get(queued.kind, ()):
        rules = law.rules_after(trigger, deciding_dates(case, happened.at), circumstances(case))
        found += [_due_date(rule, happened, law) for rule in rules if _concerns(rule, queued)]
    return tuple(sorted(found, key=lambda one: one.at.timestamp()))


def _owed(known: Sequence[RecordedEvent], queued: NoticeQueued, law: Law) -> tuple[DueDate, ...]:
    """What the party owes since the event, as the clocks of the case have it."""
    clocks = deadlines(known, law, known[-1].at)
    mine = (one for one in clocks if one.begun.number == queued.tells_of and not one.right)
    return tuple(
        DueDate(
            what=one.name,
            who=one.who,
            at=one.due.at,
            citation=one.due.earliest.citation,
            verified=one.verified,
        )
        for one in mine
        if one.party is queued.to
    )


def _concerns(rule: DeadlineRule, queued: NoticeQueued) -> bool:
    """A party is told of its own records, and of every date after a determination."""
    return queued.kind is not NoticeKind.ASSIGNMENT or rule.party is queued.to


def _due_date(rule: DeadlineRule, happened: RecordedEvent, law: Law) -> DueDate:
    strictest = due(rule, happened.at, Delivery.ELECTRONIC, Calendar(law)).earliest
    return DueDate(
        what=rule.name,
        who=rule.who,
        at=strictest.at,
        citation=strictest.citation,
        verified=rule.verified,
    )
