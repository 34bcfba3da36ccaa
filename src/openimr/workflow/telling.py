"""What telling parties needs from outside, and how its outcome gets into the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import msgspec

from openimr.case.events import CaseEvent
from openimr.case.events.notices import NoticeKind, NoticeQueued
from openimr.case.evolve import case_of
from openimr.case.record import RecordedEvent
from openimr.law.model import Law
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.filing import PartyRole
from openimr.vocabulary.value import Value
from openimr.workflow.addresses import Address, AddressBook
from openimr.workflow.jobs import TryLater
from openimr.workflow.notices import NoticeContent, content_of
from openimr.workflow.store import EventStore

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
        self,
        content: NoticeContent,
        notice: str,
        to: Address,
        at: dt.datetime,
        letter: bytes | None = None,
    ) -> Message:
        """The message; the same arguments give the same bytes.

        Args:
            content: what it says.
            notice: its identifier.
            to: the party.
            at: when it was queued, which dates it.
            letter: a determination that goes with it.
        """

    def on_paper(self, content: NoticeContent, to: Address, at: dt.datetime) -> bytes:
        """The same notice as a letter to be printed, in PDF."""


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


class Letters(Protocol):
    """The letters of determinations that were issued."""

    def letter(self, case: str, sha256: str) -> bytes | None:
        """The very bytes whose digest stands in the record, or None where they are not kept."""


class ToBePosted(Value, frozen=True, kw_only=True):
    """A letter that waits to be posted.

    Attributes:
        notice: its identifier in the case.
        files: what is put into the envelope, in order; ``PostTray.opened`` opens them.
    """

    case: str
    notice: str
    files: tuple[str, ...]


class PostTray(Protocol):
    """Letters that a person prints and posts."""

    def put(self, case: str, notice: str, papers: Sequence[bytes]) -> None:
        """Put a letter with what goes with it into the tray, whole, over an older one."""

    def waiting(self) -> tuple[ToBePosted, ...]:
        """Everything in the tray, by case and notice."""

    def opened(self, case: str, notice: str) -> tuple[bytes, ...]:
        """What is to be printed and put into one envelope, in order.

        Raises:
            BadInput: when it is not in the tray.
        """

    def take_out(self, case: str, notice: str) -> None:
        """Keep what was posted with its case; nothing happens when it is not in the tray."""


@dataclass(frozen=True)
class Telling:
    """What telling needs from outside."""

    store: EventStore
    law: Law
    book: AddressBook
    compose: Composer
    mail: Mail
    letters: Letters
    tray: PostTray
    now: Callable[[], dt.datetime]


def queued_notice(
    recorded: Sequence[RecordedEvent], notice: str
) -> tuple[NoticeQueued, dt.datetime]:
    """A notice of the record, and when it was queued.

    Raises:
        Refused: when the record holds no such notice.
    """
    for one in recorded:
        if isinstance(one.event, NoticeQueued) and one.event.notice == notice:
            return one.event, one.at
    raise Refused(
        f"The record holds no notice {notice}.",
        rule="notices-are-queued-first",
        remedy="`openimr case show NUMBER` names the notices of a case, `openimr post list` those "
        "that wait to be posted.",
    )


def content_told(
    telling: Telling, recorded: Sequence[RecordedEvent], queued: NoticeQueued
) -> NoticeContent:
    """What a notice says, with the name that the law wants in it and the record does not have.

    The notice of assignment names the requesting physician (8 CCR 9792.10.4(b)).
    """
    content = content_of(recorded, queued, telling.law)
    if queued.kind is not NoticeKind.ASSIGNMENT:
        return content
    asking = (
        telling.book.name(party.id)
        for party in case_of(recorded).parties
        if party.role is PartyRole.REQUESTING_PHYSICIAN
    )
    return msgspec.structs.replace(content, physician=next(filter(None, asking), ""))


def record_outcome(
    telling: Telling, case: str, events: Sequence[CaseEvent], key: str, actor: Actor = TELLER
) -> None:
    """Put an outcome behind whatever the case holds by now; it depends on nothing else there.

    Raises:
        TryLater: when others record events of the case all the time.
    """
    for _ in range(_TIMES):
        after = len(telling.store.load(case))
        try:
            telling.store.append(case, events, after=after, actor=actor, key=key, at=telling.now())
        except Refused as error:
            if error.rule != "someone-was-faster":
                raise
        else:
            return
    raise TryLater("Others recorded events of the case all the time.")
