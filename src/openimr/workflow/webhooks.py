"""Webhooks: other programs are told that something happened in a case, never what it says.

A message holds the case number, the kind of event, its number and time, signed as Standard
Webhooks describes it. It is asked for in the transaction of the event, sent by jobs that try for
hours, and carries the same identifier however often it comes: whoever receives it tells copies.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import msgspec

from openimr.case.events import CaseEvent
from openimr.case.record import RecordedEvent
from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.value import Value
from openimr.workflow.jobs import Job, Kind, Retries, Task, TryLater, Urgency
from openimr.workflow.store import Errand, Errands

WEBHOOKS, WEBHOOK = "webhooks", "webhook"
"""The job that finds who is to be told of an event, and the one that tells one of them."""

KINDS = tuple(sorted(str(one.__struct_config__.tag) for one in typing.get_args(CaseEvent)))
"""Kinds of events that there are."""

TEST = "test"
"""The kind of a message that somebody sends to try a webhook."""

SECRET_PREFIX = "whsec_"  # noqa: S105 - as Standard Webhooks writes secrets
SECRET_BYTES = 32

PATIENT = Retries(attempts=12, first=dt.timedelta(seconds=10))
"""Ten seconds, then ever longer up to three hours: about fifteen hours in all."""

_GONE = 410


class Webhook(Value, frozen=True, kw_only=True):
    """Somebody who is told.

    Attributes:
        id: by which it is listed and removed.
        url: where messages are sent.
        kinds: of which events; empty for all.
        made: when it was registered.
        by: who registered it.
    """

    id: int
    url: str
    kinds: tuple[str, ...]
    made: dt.datetime
    by: str

    def wants(self, kind: str) -> bool:
        """Whether it is told of a kind of event."""
        return kind == TEST or not self.kinds or kind in self.kinds


class Message(Value, frozen=True, kw_only=True):
    """What is told.

    Attributes:
        type: the kind of event.
        timestamp: when it was recorded.
        case: the case number.
        number: of the event in the record of the case.
    """

    type: str
    timestamp: dt.datetime
    case: str
    number: int

    @property
    def content(self) -> bytes:
        """As it is sent."""
        about = {"case": self.case, "number": self.number}
        return msgspec.json.encode({"type": self.type, "timestamp": self.timestamp, "data": about})


class Delivery(Value, frozen=True, kw_only=True):
    """One attempt to tell.

    Attributes:
        message: identifier of the message, the same in every attempt.
        status: what was answered; None without an answer.
        outcome: in words.
    """

    message: str
    at: dt.datetime
    attempt: int
    status: int | None
    outcome: str


class WebhookBook(Protocol):
    """Where webhooks are kept."""

    def add(self, hook: Webhook, secret: str) -> Webhook:
        """Keep a webhook and its secret; returned with its ``id``."""
        ...

    def listed(self) -> Sequence[Webhook]:
        """Every webhook, by age."""
        ...

    def remove(self, hook: int) -> None:
        """Forget a webhook; what is under way to it is not sent any more.

        Raises:
            BadInput: when there is none of the number.
        """
        ...

    def known(self, hook: int) -> tuple[Webhook, str] | None:
        """A webhook with its secret; None when there is none of the number."""
        ...

    def note(self, hook: int, delivery: Delivery) -> None:
        """Keep what became of an attempt."""
        ...

    def deliveries(self, hook: int, most: int) -> Sequence[Delivery]:
        """The latest attempts, the newest first."""
        ...


class Sender(Protocol):
    """Sends over the net, to addresses that may be reached."""

    def check(self, url: str) -> None:
        """Refuse an address that may not be reached.

        Raises:
            BadInput: with what would be right.
        """
        ...

    def send(self, url: str, headers: Mapping[str, str], content: bytes) -> int:
        """Send; the status of the answer.

        Raises:
            TryLater: without an answer.
            BadInput: as ``check``.
        """
        ...


@dataclass(frozen=True)
class Telling:
    """What telling by webhooks needs."""

    book: WebhookBook
    sender: Sender
    load: Callable[[str], Sequence[RecordedEvent]]
    now: Callable[[], dt.datetime]


def new_webhook(
    telling: Telling, url: str, kinds: Sequence[str], *, by: str, random: Callable[[int], bytes]
) -> tuple[str, Webhook]:
    """Register a webhook.

    Args:
        telling: where it is kept, and how it is reached.
        url: where messages are sent.
        kinds: of which events; all without.
        by: who registers it.
        random: gives so many random bytes.

    Returns:
        The secret that messages are signed with, to be shown this once, and the webhook.

    Raises:
        BadInput: when there is no such kind, or the address may not be reached.
    """
    for kind in kinds:
        if kind not in KINDS:
            raise BadInput(f"the event '{kind}'", "is none", f"Events: {', '.join(KINDS)}.")
    telling.sender.check(url)
    secret = SECRET_PREFIX + base64.b64encode(random(SECRET_BYTES)).decode()
    hook = Webhook(id=0, url=url, kinds=tuple(dict.fromkeys(kinds)), made=telling.now(), by=by)
    return secret, telling.book.add(hook, secret)


def with_webhooks(errands: Errands, wanted: Callable[[], Callable[[str], bool] | None]) -> Errands:
    """Errands with those of webhooks.

    Args:
        errands: the others.
        wanted: says of which kinds anybody is told; None where nobody is told of anything.
    """

    def called_for(
        recorded: Sequence[RecordedEvent], new: Sequence[RecordedEvent]
    ) -> tuple[Errand, ...]:
        wants = wanted()
        told = [one for one in new if wants is not None and wants(_kind(one))]
        return (*errands(recorded, new), *map(_errand, told))

    return called_for


def _kind(one: RecordedEvent) -> str:
    return str(type(one.event).__struct_config__.tag)


def _errand(one: RecordedEvent) -> Errand:
    return Errand(
        id=f"{WEBHOOKS}:{one.case}:{one.number}",
        case=one.case,
        kind=WEBHOOKS,
        body=msgspec.json.encode({"case": one.case, "event": str(one.number)}),
        not_before=one.at,
        priority=int(Urgency.STANDARD),
    )


def webhook_kinds(telling: Telling, retries: Retries = PATIENT) -> tuple[Kind, ...]:
    """The kinds of jobs by which other programs are told."""
    return (
        Kind(name=WEBHOOKS, run=lambda task, told: find_who(telling, task, told)),
        Kind(name=WEBHOOK, run=lambda task, told: tell_one(telling, task, told), retries=retries),
    )


def find_who(telling: Telling, task: Task, arguments: Mapping[str, str]) -> None:
    """Ask for a message to everybody who is told of an event."""
    event = _event(telling, arguments)
    for hook in telling.book.listed():
        if hook.wants(_kind(event)):
            key = f"{WEBHOOK}:{hook.id}:{event.case}:{event.number}"
            asked = {**arguments, "hook": str(hook.id)}
            task.ask(Job(key=key, kind=WEBHOOK, arguments=asked, urgency=Urgency.STANDARD))


def tell_one(telling: Telling, task: Task, arguments: Mapping[str, str]) -> None:
    """Send one message, and keep what became of it.

    Raises:
        TryLater: when it was not taken.
        Refused: when it never will be: the receiver is gone for good.
    """
    known = telling.book.known(int(arguments["hook"]))
    if known is None:
        return
    event = _event(telling, arguments)
    message = Message(type=_kind(event), timestamp=event.at, case=event.case, number=event.number)
    status = deliver(telling, known, message, task.attempt)
    if status == _GONE:
        raise Refused(
            "The receiver of a webhook is gone.",
            rule="webhooks-arrive",
            remedy="Remove it: `openimr webhook remove`.",
        )
    if not taken(status):
        raise TryLater(f"A webhook was answered with {status}.")


def deliver(
    telling: Telling, known: tuple[Webhook, str], message: Message, attempt: int = 1
) -> int:
    """Send a message once, and keep what became of it; the status of the answer.

    Raises:
        TryLater: without an answer.
    """
    hook, secret = known
    named, now = f"msg-{hook.id}-{message.case}-{message.number}", telling.now()
    headers = signed(secret, named, now, message.content)

    def note(status: int | None, outcome: str) -> None:
        kept = Delivery(message=named, at=now, attempt=attempt, status=status, outcome=outcome)
        telling.book.note(hook.id, kept)

    try:
        status = telling.sender.send(hook.url, headers, message.content)
    except TryLater as error:
        note(None, error.reason)
        raise
    except BadInput as error:
        note(None, error.found)
        raise TryLater(f"The address of a webhook {error.found}.") from None
    note(status, "taken" if taken(status) else "not taken")
    return status


def taken(status: int) -> bool:
    """Whether an answer says that a message was taken."""
    return 200 <= status < 300


def signed(secret: str, named: str, at: dt.datetime, content: bytes) -> dict[str, str]:
    """The headers of a message, by Standard Webhooks: identifier, time, and signature of both."""
    stamp = str(int(at.timestamp()))
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    mac = hmac.digest(key, f"{named}.{stamp}.".encode() + content, hashlib.sha256)
    return {
        "webhook-id": named,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{base64.b64encode(mac).decode()}",
    }


def _event(telling: Telling, arguments: Mapping[str, str]) -> RecordedEvent:
    return telling.load(arguments["case"])[int(arguments["event"]) - 1]
