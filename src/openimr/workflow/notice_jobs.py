"""The two jobs of telling: queue the notices that an event calls for, and send one of them.

Both write their outcome into the record under a key of their own, so that a job that is run again
after its worker was killed finds what is done. Between the mail server's answer and the record of
it lies one moment in which a kill leads to a second copy; it carries the same Message-ID.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

import msgspec

from openimr.case.events import CaseEvent
from openimr.case.events.notices import (
    NoticeFailed,
    NoticePrinted,
    NoticeQueued,
    NoticeSent,
    NoticeTrouble,
)
from openimr.case.evolve import case_of
from openimr.case.record import RecordedEvent
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.filing import Priority
from openimr.workflow.addresses import Address
from openimr.workflow.jobs import Kind, Retries, Task, TryLater, Urgency
from openimr.workflow.notices import NoticeContent, goes_by_mail, is_told, notices_of
from openimr.workflow.posting import POST, enclosed, post_notice, print_notice
from openimr.workflow.store import Errand
from openimr.workflow.telling import (
    Rejected,
    Telling,
    content_told,
    queued_notice,
    record_outcome,
)

TELL, NOTICE = "tell", "notice"


def notice_errands(
    recorded: Sequence[RecordedEvent], new: Sequence[RecordedEvent]
) -> tuple[Errand, ...]:
    """The jobs that new events call for, as rows written with them (``workflow.store.Errands``)."""
    found = []
    urgency = urgency_of(recorded)
    for one in new:
        if is_told(one.event):
            arguments = {"case": one.case, "event": str(one.number)}
            found.append(_errand(TELL, f"{one.case}:{one.number}", one, urgency, arguments))
        elif isinstance(one.event, NoticeQueued):
            arguments = {"case": one.case, "notice": one.event.notice}
            found.append(_errand(NOTICE, f"{one.case}:{one.event.notice}", one, urgency, arguments))
        elif isinstance(one.event, NoticeFailed) and one.event.why is NoticeTrouble.BOUNCED:
            arguments = {"case": one.case, "notice": one.event.notice}
            found.append(_errand(POST, f"{one.case}:{one.event.notice}", one, urgency, arguments))
    return tuple(found)


def urgency_of(recorded: Sequence[RecordedEvent]) -> Urgency:
    """How urgent the errands of a case are."""
    expedited = case_of(recorded).priority is Priority.EXPEDITED
    return Urgency.EXPEDITED if expedited else Urgency.STANDARD


def _errand(
    kind: str, mark: str, one: RecordedEvent, urgency: Urgency, arguments: Mapping[str, str]
) -> Errand:
    return Errand(
        id=f"{kind}:{mark}",
        case=one.case,
        kind=kind,
        body=msgspec.json.encode(arguments),
        not_before=one.at,
        priority=int(urgency),
    )


def telling_kinds(telling: Telling) -> tuple[Kind, ...]:
    """The kinds of jobs by which parties are told."""
    patient = Retries(attempts=10, first=dt.timedelta(minutes=1))
    return (
        Kind(name=TELL, run=lambda task, told: queue_notices(telling, task, told)),
        Kind(name=NOTICE, run=lambda task, told: send_notice(telling, task, told), retries=patient),
        Kind(name=POST, run=lambda task, told: post_notice(telling, task, told)),
    )


def queue_notices(telling: Telling, task: Task, arguments: Mapping[str, str]) -> None:
    """Queue every notice that an event calls for; what was queued before stays."""
    case, number = arguments["case"], int(arguments["event"])
    notices = notices_of(telling.store.load(case), number)
    if notices:
        record_outcome(telling, case, notices, f"tell:{number}")


def send_notice(telling: Telling, task: Task, arguments: Mapping[str, str]) -> None:
    """Send one notice and record what became of it.

    Raises:
        Refused: when it cannot arrive; a person corrects the address or sends it another way.
        TryLater: when the mail server asks for that or does not answer.
    """
    case, notice = arguments["case"], arguments["notice"]
    recorded = telling.store.load(case)
    queued, at = queued_notice(recorded, notice)
    if any(_is_done(one.event, notice) for one in recorded):
        return
    content = content_told(telling, recorded, queued)
    sending = _Sending(telling, task, content, notice, at)
    address = telling.book.address(queued.party)
    if address and address.email and not goes_by_mail(recorded, queued):
        sending.send(address)
    elif address and address.postal:
        print_notice(telling, content, notice, address, at)
    else:
        sending.failed(NoticeTrouble.NO_ADDRESS)


def _is_done(event: CaseEvent, notice: str) -> bool:
    return isinstance(event, NoticeSent | NoticePrinted) and event.notice == notice


_ENTER = (
    "Enter the right e-mail or a postal address with `openimr party address`, then restart the job."
)
_REMEDIES = {
    NoticeTrouble.REFUSED: _ENTER,
    NoticeTrouble.BOUNCED: _ENTER,
    NoticeTrouble.NO_ADDRESS: _ENTER,
    NoticeTrouble.GIVEN_UP: "See to the mail server, then restart the job.",
}


@dataclass(frozen=True)
class _Sending:
    """One notice on its way."""

    telling: Telling
    task: Task
    content: NoticeContent
    notice: str
    at: dt.datetime

    def send(self, to: Address) -> None:
        """Send it and record the outcome; what is refused is printed where it can be posted."""
        letter = enclosed(self.telling, self.content)
        message = self.telling.compose(self.content, self.notice, to, self.at, letter)
        try:
            self.telling.mail.send(message)
        except Rejected as error:
            if not to.postal:
                self.failed(NoticeTrouble.REFUSED, error.code)
            self._note(NoticeTrouble.REFUSED, error.code)
            print_notice(self.telling, self.content, self.notice, to, self.at)
        except TryLater:
            if self.task.last_attempt:
                self._note(NoticeTrouble.GIVEN_UP, None)
            raise
        else:
            sent = NoticeSent(
                notice=self.notice,
                message_id=message.message_id,
                sha256=message.sha256,
                at=self.telling.now(),
            )
            record_outcome(self.telling, self.content.case, (sent,), f"sent:{self.notice}")

    def failed(self, why: NoticeTrouble, code: int | None = None) -> NoReturn:
        """Record that it cannot arrive, and end the job as a dead letter that says so."""
        self._note(why, code)
        answer = f" with code {code}" if code else ""
        raise Refused(
            f"The notice did not go out: {why.value}{answer}.",
            rule="notices-arrive",
            remedy=_REMEDIES[why],
        )

    def _note(self, why: NoticeTrouble, code: int | None) -> None:
        event = NoticeFailed(notice=self.notice, why=why, code=code, remedy=_REMEDIES[why])
        key = f"failed:{self.notice}:{self.task.attempt}"
        record_outcome(self.telling, self.content.case, (event,), key)


def note_bounce(telling: Telling, case: str, notice: str, code: int | None) -> None:
    """Record that a notice came back after it was sent; told twice, it is recorded once.

    Raises:
        Refused: when the record holds no such notice.
    """
    queued_notice(telling.store.load(case), notice)
    why = NoticeTrouble.BOUNCED
    event = NoticeFailed(notice=notice, why=why, code=code, remedy=_REMEDIES[why])
    record_outcome(telling, case, (event,), f"bounced:{notice}")
