"""Events of issuing, serving and what follows (Labor Code 4610.6; 8 CCR 9792.10.6, .10.7)."""

from __future__ import annotations

import datetime as dt
import enum

from openimr.case.events.event import Event, Receipt
from openimr.case.events.records import Sent
from openimr.vocabulary.value import require


class DeterminationIssued(Event, frozen=True, kw_only=True):
    """The Final Determination was signed and issued.

    Attributes:
        letter_sha256: of the letter's bytes.
        documents: number of documents reviewed that the letter lists.
    """

    letter_sha256: str
    documents: int

    def __post_init__(self) -> None:
        require(self.documents >= 1, "a determination lists the documents reviewed")


class DeterminationServed(Event, frozen=True, kw_only=True):
    """The determination went to the parties."""

    sent: tuple[Sent, ...]


class CorrectionIssued(Event, frozen=True, kw_only=True):
    """A corrected letter replaces the wording of the issued one; decisions stay."""

    letter_sha256: str
    reason: str


class ApplicationWithdrawn(Event, frozen=True, kw_only=True):
    """The employee withdrew the application."""

    reason: str


class TreatmentAuthorized(Event, frozen=True, kw_only=True):
    """The claims administrator authorized disputed treatments (8 CCR 9792.10.6(a))."""

    treatments: tuple[int, ...]
    notice: Receipt


class Terminated(Event, frozen=True, kw_only=True):
    """Nothing disputed is left; review ends without a determination."""


class Implemented(Event, frozen=True, kw_only=True):
    """The administrator reported authorization or payment of an overturned treatment."""

    treatment: int
    on: dt.date


class AppealGround(enum.Enum):
    """The only five grounds of an appeal (Labor Code 4610.6(h))."""

    BEYOND_POWERS = "acted without or in excess of powers"
    FRAUD = "procured by fraud"
    CONFLICT = "reviewer's material conflict of interest"
    BIAS = "bias on a protected ground"
    PLAIN_ERROR = "plainly erroneous finding of fact of ordinary knowledge"


class AppealFiled(Event, frozen=True, kw_only=True):
    """A verified petition appeals the determination to the WCAB."""

    grounds: tuple[AppealGround, ...]
    filed: dt.date
    petition: Receipt

    def __post_init__(self) -> None:
        require(bool(self.grounds), "an appeal pleads a ground")


class EvidencePackMade(Event, frozen=True, kw_only=True):
    """What the record holds on one ground was put together for the appeal."""

    ground: AppealGround
    sha256: str


class AppealDecided(Event, frozen=True, kw_only=True):
    """The appeal was denied or granted; granted means a new review (Labor Code 4610.6(i)).

    Attributes:
        appeal: which, counted from 1 in the order of recording.
    """

    granted: bool
    on: dt.date
    appeal: int = 1


class Remanded(Event, frozen=True, kw_only=True):
    """Review starts again with other reviewers; nobody who sat before may sit again."""

    barred: tuple[str, ...]


class Published(Event, frozen=True, kw_only=True):
    """The determination was published without names; whose act it is approved it.

    Attributes:
        publication: by which it is cited.
        letter_sha256, published_sha256, marks_sha256: as in the command; "" in records from
            before OpenIMR published by itself.
    """

    publication: str
    letter_sha256: str = ""
    published_sha256: str = ""
    marks_sha256: str = ""


class PublicationWithdrawn(Event, frozen=True, kw_only=True):
    """Something that was published was taken off again; jobs take it out of the library.

    Attributes:
        publication: by which it was cited; the name is never given again.
        published_sha256: of the published PDF; "" in records from before OpenIMR published.
        reason: why; it may tell what slipped through, so that no party sees it.
    """

    publication: str
    published_sha256: str
    reason: str


class Closed(Event, frozen=True, kw_only=True):
    """The case is over; nothing follows."""

    reason: str
