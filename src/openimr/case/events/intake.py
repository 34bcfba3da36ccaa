"""Events from filing to eligibility (Labor Code 4610.5; 8 CCR 9792.10.1 to 9792.10.3)."""

from __future__ import annotations

import datetime as dt

from openimr.case.events.event import Delivery, Event, Lack, PartyRole, Receipt
from openimr.vocabulary.filing import Priority
from openimr.vocabulary.value import Value, require

__all__ = [
    "ApplicationCorrected",
    "ApplicationReceived",
    "Consolidated",
    "ContestedDecision",
    "ConvertedToExpedited",
    "CureReceived",
    "DeferralEnded",
    "Deferred",
    "FoundDuplicate",
    "FoundEligible",
    "FoundIncomplete",
    "FoundIneligible",
    "ListedTreatment",
    "PartyEntry",
    "Priority",
    "ReferredToPerson",
    "ReturnedToStandard",
    "TookIn",
]


class ListedTreatment(Value, frozen=True, kw_only=True):
    """One disputed treatment as it is listed in the case.

    Attributes:
        number: from 1, stable for the life of the case.
        text: as requested.
        topic: the guideline topic it was matched to, or None.
        drug: a medication; its dispute may fall under the formulary's shorter clocks.
        formulary: disputed under the drug formulary (from 1 January 2018).
        given: already given (retrospective review).
        diagnosis: what is treated, as the form states it, words or codes; "" where it does not. A
            reviewer's specialty must fit the condition (Labor Code 139.5(d)(4), not verified).
    """

    number: int
    text: str
    topic: str | None = None
    drug: bool = False
    formulary: bool = False
    given: bool = False
    diagnosis: str = ""

    def __post_init__(self) -> None:
        require(self.number >= 1, "treatments count from 1")
        require(bool(self.text.strip()), "a disputed treatment is named")


class PartyEntry(Value, frozen=True, kw_only=True):
    """A party by the identifier under which its name and address are kept."""

    role: PartyRole
    id: str


class ContestedDecision(Value, frozen=True, kw_only=True):
    """The utilization review decision in dispute.

    Attributes:
        decided: its date.
        served: when it was served, a field of its own: the filing limit runs from it and never
            from ``decided``; None while nobody knows.
        conditional: refused for want of requested information only.
        expedited: made under expedited utilization review, as the decision itself says; what the
            application asks for does not make it so.
        attached: a copy came with the application; None while nobody looked. That no paper was
            recognized as the decision does not mean that none came: only a person says so.
        asked: when the claims administrator received the request for authorization, with the
            information needed; from it the decision's own time runs (Labor Code 4610(i)).
        liability_resolved: when notice was served that a dispute over liability is resolved; the
            filing limit runs from it instead of from ``served`` (Labor Code 4610.5(h)(2)).
    """

    decided: dt.date | None
    served: dt.date | None = None
    conditional: bool = False
    expedited: bool = False
    attached: bool | None = None
    asked: dt.date | None = None
    liability_resolved: dt.date | None = None


class ApplicationReceived(Event, frozen=True, kw_only=True):
    """The filed DWC Form IMR came in and the case exists.

    Attributes:
        number: the case number, opaque.
        received: when, with zone.
        by: how it came.
        filer: who filed (8 CCR 9792.10.1(b)(2)).
        signed: whether the form is signed; None while nobody looked. A signature that was not read
            is not one that is missing: only a person says that it is.
        certified: a physician certified an imminent and serious threat, with the form (8 CCR
            9792.10.1(b)(3)).
        same_dispute: a digest of employee, date of injury, claim, contested decision and
            treatments, by which a second filing is recognised without reading names.
        same_course: a digest of employee, requesting physician and date of injury, by which
            applications may be consolidated (8 CCR 9792.10.4(a)).
        filed_again: why a case was opened on papers that had opened another; "" where they had
            not. Every party of the case sees it.
    """

    number: str
    received: dt.datetime
    by: Delivery
    filer: PartyRole
    parties: tuple[PartyEntry, ...]
    date_of_injury: dt.date | None
    decision: ContestedDecision
    priority: Priority
    signed: bool | None
    liability_disputed: bool
    treatments: tuple[ListedTreatment, ...]
    papers: tuple[Receipt, ...]
    same_dispute: str
    same_course: str
    certified: bool = False
    filed_again: str = ""

    def __post_init__(self) -> None:
        require(bool(self.number.strip()), "a case has a number")
        require(self.received.tzinfo is not None, "a time has its zone")
        numbers = [treatment.number for treatment in self.treatments]
        require(numbers == list(range(1, len(numbers) + 1)), "treatments are numbered in order")


class ApplicationCorrected(Event, frozen=True, kw_only=True):
    """A person corrected what was read from the form; the reading stays in the earlier event."""

    reason: str
    decision: ContestedDecision | None = None
    date_of_injury: dt.date | None = None
    signed: bool | None = None
    liability_disputed: bool | None = None
    treatments: tuple[ListedTreatment, ...] | None = None
    priority: Priority | None = None
    certified: bool | None = None


class FoundIncomplete(Event, frozen=True, kw_only=True):
    """The application lacks something that can be cured."""

    lacks: tuple[Lack, ...]
    cure_by: dt.date | None


class CureReceived(Event, frozen=True, kw_only=True):
    """What was lacking came in."""

    rules: tuple[str, ...]
    papers: tuple[Receipt, ...]


class ReferredToPerson(Event, frozen=True, kw_only=True):
    """The screen leaves a question (a late filing above all) to a person; nothing is rejected."""

    lacks: tuple[Lack, ...]


class FoundEligible(Event, frozen=True, kw_only=True):
    """The application is eligible for independent medical review (8 CCR 9792.10.3)."""

    remarks: tuple[Lack, ...] = ()


class FoundIneligible(Event, frozen=True, kw_only=True):
    """The application is not eligible; the parties are told the reasons in writing."""

    reasons: tuple[Lack, ...]

    def __post_init__(self) -> None:
        require(bool(self.reasons), "an ineligibility has a reason")


class FoundDuplicate(Event, frozen=True, kw_only=True):
    """The same dispute is already in another case, where it goes on."""

    of: str


class Deferred(Event, frozen=True, kw_only=True):
    """Review waits while liability is disputed (8 CCR 9792.10.3(d))."""

    reason: str


class DeferralEnded(Event, frozen=True, kw_only=True):
    """The liability dispute is resolved, or the administrator agrees that review goes on.

    Attributes:
        resolved_served: when notice of the resolution was served; None for an agreement.
    """

    resolved_served: dt.date | None
    reason: str


class Consolidated(Event, frozen=True, kw_only=True):
    """This application is decided together with another, in the other's case."""

    into: str


class TookIn(Event, frozen=True, kw_only=True):
    """Another application's treatments are decided here (8 CCR 9792.10.4(a))."""

    case: str
    treatments: tuple[ListedTreatment, ...]


class ConvertedToExpedited(Event, frozen=True, kw_only=True):
    """A standard review became expedited on the physician's certification (9792.10.4(c))."""

    certified_by: str
    papers: tuple[Receipt, ...]


class ReturnedToStandard(Event, frozen=True, kw_only=True):
    """An expedited review goes on as a standard one, for want of a certification that stands.

    Attributes:
        papers: in which the physician takes the certification back; none where there was none.
    """

    reason: str
    papers: tuple[Receipt, ...] = ()
