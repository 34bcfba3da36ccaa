"""Events of telling the parties: a notice was asked for, went out, or did not arrive.

The record says what was told to whom, when, and what the mail server answered; the words are in
the message whose digest is kept. No address and no words of a server stand in an event: either
may name a person.
"""

from __future__ import annotations

import datetime as dt
import enum
import re

from openimr.case.events.event import Event, PartyRole
from openimr.vocabulary.value import require


class NoticeKind(enum.Enum):
    """What a notice tells."""

    RECEIPT = "receipt of the application"
    INCOMPLETE = "application incomplete"
    INELIGIBLE = "application not eligible"
    DEFERRED = "review deferred"
    ASSIGNMENT = "assignment and request for information"
    PRIORITY = "priority of the review changed"
    RECORDS_REMINDER = "records reminder"
    DUTY_REMINDER = "reminder of a date"
    REVIEWER_APPOINTED = "reviewer appointed"
    DETERMINATION = "determination served"
    CORRECTION = "corrected determination"
    ENDED = "review ended"


class NoticeTrouble(enum.Enum):
    """Why a notice did not arrive."""

    REFUSED = "refused by the mail server"
    BOUNCED = "returned after it was sent"
    NO_ADDRESS = "no address is kept"
    GIVEN_UP = "the mail server could not be reached"


class NoticeQueued(Event, frozen=True, kw_only=True):
    """A notice is to go to a party.

    Attributes:
        notice: its identifier, from which its Message-ID is made.
        to: what the party is.
        party: the identifier under which name and address are kept.
        tells_of: the number of the event in this case that it tells of.
    """

    notice: str
    kind: NoticeKind
    to: PartyRole
    party: str
    tells_of: int

    def __post_init__(self) -> None:
        require(bool(self.notice.strip()), "a notice has an identifier")
        require(self.tells_of >= 1, "a notice tells of an event")


class NoticeSent(Event, frozen=True, kw_only=True):
    """The mail server took the notice.

    Attributes:
        message_id: as the message carries it; a second copy carries the same one.
        sha256: of the message's bytes, in hexadecimal.
        at: when the server answered.
    """

    notice: str
    message_id: str
    sha256: str
    at: dt.datetime

    def __post_init__(self) -> None:
        require(bool(re.fullmatch(r"[0-9a-f]{64}", self.sha256)), "a message has a SHA-256")
        require(self.at.tzinfo is not None, "a time has its zone")


class NoticePrinted(Event, frozen=True, kw_only=True):
    """The notice is a letter that waits to be posted.

    Attributes:
        sha256: of the printed letter's bytes, in hexadecimal.
    """

    notice: str
    sha256: str

    def __post_init__(self) -> None:
        require(bool(re.fullmatch(r"[0-9a-f]{64}", self.sha256)), "a letter has a SHA-256")


class NoticePosted(Event, frozen=True, kw_only=True):
    """A person posted the letter: service by mail.

    Attributes:
        on: the day of posting, as the person says.
    """

    notice: str
    on: dt.date


class NoticeFailed(Event, frozen=True, kw_only=True):
    """The notice did not arrive; a person sends it another way.

    Attributes:
        why: which trouble it was.
        code: the mail server's code where it gave one (RFC 5321), such as 550.
        remedy: what the person can do.
    """

    notice: str
    why: NoticeTrouble
    code: int | None
    remedy: str
