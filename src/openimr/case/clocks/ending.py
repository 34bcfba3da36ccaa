"""Which event ends which clock: by doing what was due, or by making it needless."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from openimr.case.clocks.clock import ACCEPTANCE, SERVICE, Clock, Ending, Step
from openimr.case.events.appointing import AppointmentAccepted, ReviewerRecused
from openimr.case.events.intake import (
    ApplicationCorrected,
    ConvertedToExpedited,
    CureReceived,
    ReturnedToStandard,
)
from openimr.case.events.issuing import (
    AppealFiled,
    DeterminationIssued,
    DeterminationServed,
    Implemented,
    Remanded,
)
from openimr.case.events.records import (
    NoticeOfAssignmentSent,
    RecordsClosed,
    RecordsFoundLater,
    RecordsReceived,
)
from openimr.case.events.reviewing import ExtensionApproved
from openimr.case.model import State
from openimr.law.calendar import PACIFIC
from openimr.law.triggers import Trigger
from openimr.vocabulary.filing import PartyRole, Priority

OVER = {
    State.INELIGIBLE,
    State.DUPLICATE,
    State.CONSOLIDATED,
    State.WITHDRAWN,
    State.TERMINATED,
    State.CLOSED,
}
"""States in which nothing that was due before is due any more."""

SIDES: Mapping[PartyRole, tuple[PartyRole, ...]] = {
    PartyRole.CLAIMS_ADMINISTRATOR: (PartyRole.CLAIMS_ADMINISTRATOR, PartyRole.EMPLOYER),
    PartyRole.EMPLOYEE: (
        PartyRole.EMPLOYEE,
        PartyRole.EMPLOYEE_ATTORNEY,
        PartyRole.DESIGNEE,
        PartyRole.REQUESTING_PHYSICIAN,
    ),
}
"""Whose records count as those of a party whose time runs."""


def ending(clock: Clock, step: Step) -> Ending | None:
    """How an event ends a running clock, or None where it does not."""
    if found := _ENDINGS[_kind(clock)](clock, step):
        return found
    came_over = step.case.state in OVER and (not step.before or step.before.state not in OVER)
    closed = step.case.state is State.CLOSED
    if came_over or closed or isinstance(step.event, Remanded):
        return step.needless()
    pace = _PACES_ENDED.get(type(step.event))
    return step.needless() if pace and clock.rule.priority is pace else None


_PACES_ENDED: Mapping[type, Priority] = {
    ConvertedToExpedited: Priority.STANDARD,
    ReturnedToStandard: Priority.EXPEDITED,
}
"""Whose clocks end when a review changes its pace; others begin in their places."""


def _kind(clock: Clock) -> Trigger | str:
    return clock.rule.id if clock.rule.id in {SERVICE, ACCEPTANCE} else clock.rule.after


def _cure(clock: Clock, step: Step) -> Ending | None:
    if isinstance(step.event, CureReceived):
        return step.done()
    return step.needless() if step.case.state is not State.INCOMPLETE else None


def _notice(clock: Clock, step: Step) -> Ending | None:
    if isinstance(step.event, NoticeOfAssignmentSent):
        return step.done()
    return step.needless() if isinstance(step.event, ApplicationCorrected) else None


def _records(clock: Clock, step: Step) -> Ending | None:
    if isinstance(step.event, RecordsReceived | RecordsFoundLater):
        receipt = step.event.receipt
        senders = SIDES.get(clock.party, ()) if clock.party else ()
        if receipt.sender in (*senders, clock.party):
            return step.done(receipt.at)
    return step.needless() if isinstance(step.event, RecordsClosed) else None


def _asked(clock: Clock, step: Step) -> Ending | None:
    if isinstance(step.event, RecordsReceived | RecordsFoundLater):
        receipt = step.event.receipt
        return step.done(receipt.at) if receipt.sender is clock.party else None
    over = isinstance(step.event, RecordsClosed | DeterminationIssued)
    return step.needless() if over else None


def _decision(clock: Clock, step: Step) -> Ending | None:
    if isinstance(step.event, DeterminationIssued):
        return step.done()
    authorized = bool(clock.treatments) and set(clock.treatments) <= set(step.case.authorized)
    if authorized or isinstance(step.event, ExtensionApproved):
        return step.needless()
    return None


def _service(clock: Clock, step: Step) -> Ending | None:
    return step.done() if isinstance(step.event, DeterminationServed) else None


def _acceptance(clock: Clock, step: Step) -> Ending | None:
    if isinstance(step.event, AppointmentAccepted) and step.event.seat == clock.seat:
        return step.done()
    recused = isinstance(step.event, ReviewerRecused) and step.event.seat == clock.seat
    return step.needless() if recused else None


def _appeal(clock: Clock, step: Step) -> Ending | None:
    if isinstance(step.event, AppealFiled):
        return step.done(_on(step.event.filed))
    return step.needless() if isinstance(step.event, ApplicationCorrected) else None


def _implementation(clock: Clock, step: Step) -> Ending | None:
    if isinstance(step.event, Implemented) and step.event.treatment in clock.treatments:
        return step.done(_on(step.event.on))
    return step.needless() if isinstance(step.event, AppealFiled) else None


def _on(day: dt.date) -> dt.datetime:
    """A day as the moment in it by which nobody is late."""
    return dt.datetime.combine(day, dt.time.min, tzinfo=PACIFIC)


_ENDINGS: Mapping[Trigger | str, Callable[[Clock, Step], Ending | None]] = {
    Trigger.FOUND_INCOMPLETE: _cure,
    Trigger.FOUND_ELIGIBLE: _notice,
    Trigger.NOTICE_OF_ASSIGNMENT_SENT: _records,
    Trigger.RECORDS_REQUESTED: _asked,
    Trigger.RECORDS_CLOSED: _decision,
    Trigger.EXTENSION_APPROVED: _decision,
    SERVICE: _service,
    ACCEPTANCE: _acceptance,
    Trigger.DETERMINATION_SERVED: _appeal,
    Trigger.DETERMINATION_RECEIVED: _implementation,
}
