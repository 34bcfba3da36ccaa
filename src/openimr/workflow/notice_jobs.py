"""The two jobs of telling: queue the notices that an event calls for, and send one of them.

Both write their outcome into the record under a key of their own, so that a job that is run again
after its worker was killed finds what is done. Between the mail server's answer and the record of
it lies one moment in which a kill leads to a second copy; it carries the same Message-ID.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import msgspec

from openimr.case.events import CaseEvent
from openimr.case.events.notices import NoticeFailed, NoticeQueued, NoticeSent, NoticeTrouble
from openimr.case.evolve import case_of
from openimr.case.record import RecordedEvent
from openimr.law.model import Law
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.filing import Priority
from openimr.vocabulary.value import Value
from openimr.workflow.addresses import Address, AddressBook
from openimr.workflow.jobs import Kind, Retries, Task, TryLater, Urgency
from openimr.workflow.notices import NoticeContent, content_of, is_told, notices_of
from openimr.workflow.store import Errand, EventStore

TELL, NOTICE = "tell", "notice"
TELLER = Actor(role=Role.SYSTEM, id="notices")
_TIMES = 20
"""So often an outcome is put behind events that others recorded in the meantime."""


class Letterhead(Value, frozen=True, kw_only=True):
    """Who writes.

    Attributes:
        organization: the review organization's name.
        contact: how parties reach it, in one line.
        sender: the address that notices come from.
    """

    organization: str
    contact: str
    sender: str

    @property
    def domain(self) -> str:
        """The right half of every Message-ID."""
        return self.sender.rpartition("@")[2]


class Message(Value, frozen=True, kw_only=True):
    """A message ready to go: its bytes, and the id by which a second copy is known."""

    recipient: str
    message_id: str
    content: bytes
    sha256: str


class Composer(Protocol):
    """Puts a notice into words."""

    def __call__(
        self, content: NoticeContent, notice: str, to: Address, at: dt.datetime
    ) -> Message:
        """The message; the same arguments give the same bytes."""


class Rejected(Exception):
    """A mail server refused a message for good, with a code of RFC 5321."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Mail(Protocol):
    """Hands messages to a mail server."""

    def send(self, message: Message) -> None:
        """Send; returns when the server has taken the message.

        Raises:
            Rejected: when the server will never take it.
            TryLater: when it may take it later, or nobody knows whether it did.
        """


@dataclass(frozen=True)
class Telling:
    """What telling needs from outside."""

    store: EventStore
    law: Law
    book: AddressBook
    compose: Composer
    mail: Mail
    now: Callable[[], dt.datetime]


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
    queued = _queued(recorded, notice)
    if any(isinstance(e, NoticeSent) and e.notice == notice for e in (r.event for r in recorded)):
        return
    sending = _Sending(telling, task, case, notice)
    address = telling.book.address(queued.event.party)  # type: ignore[union-attr]
    if address is None:
        sending.failed(NoticeTrouble.NO_ADDRESS)
    else:
        content = content_of(recorded, queued.event, telling.law)  # type: ignore[arg-type]
        sending.send(telling.compose(content, notice, address, queued.at))


def _queued(recorded: Sequence[RecordedEvent], notice: str) -> RecordedEvent:
    for one in recorded:
        if isinstance(one.event, NoticeQueued) and one.event.notice == notice:
            return one
    raise Refused(f"The record holds no notice {notice}.", rule="notices-are-queued-first")


_REMEDIES = {
    NoticeTrouble.REFUSED: "Check the e-mail address with the party, or send the notice by mail.",
    NoticeTrouble.BOUNCED: "Check the e-mail address with the party, or send the notice by mail.",
    NoticeTrouble.NO_ADDRESS: "Enter an e-mail address, or send the notice by mail.",
    NoticeTrouble.GIVEN_UP: "See to the mail server, then restart the job.",
}


@dataclass(frozen=True)
class _Sending:
    """One notice on its way."""

    telling: Telling
    task: Task
    case: str
    notice: str

    def send(self, message: Message) -> None:
        """Send it and record the outcome."""
        try:
            self.telling.mail.send(message)
        except Rejected as error:
            self.failed(NoticeTrouble.REFUSED, error.code)
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
            record_outcome(self.telling, self.case, (sent,), f"sent:{self.notice}")

    def failed(self, why: NoticeTrouble, code: int | None = None) -> None:
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
        record_outcome(self.telling, self.case, (event,), key)


def note_bounce(telling: Telling, case: str, notice: str, code: int | None) -> None:
    """Record that a notice came back after it was sent; told twice, it is recorded once.

    Raises:
        Refused: when the record holds no such notice.
    """
    _queued(telling.store.load(case), notice)
    why = NoticeTrouble.BOUNCED
    event = NoticeFailed(notice=notice, why=why, code=code, remedy=_REMEDIES[why])
    record_outcome(telling, case, (event,), f"bounced:{notice}")


def record_outcome(telling: Telling, case: str, events: Sequence[CaseEvent], key: str) -> None:
    """Put an outcome behind whatever the case holds by now; it depends on nothing else there.

    Raises:
        TryLater: when others record events of the case all the time.
    """
    for _ in range(_TIMES):
        after = len(telling.store.load(case))
        try:
            telling.store.append(case, events, after=after, actor=TELLER, key=key, at=telling.now())
        except Refused as error:
            if error.rule != "someone-was-faster":
                raise
        else:
            return
    raise TryLater("Others recorded events of the case all the time.")
