"""The filed application: who disputes which treatments, and the contested decision."""

from __future__ import annotations

import datetime as dt
import enum

from openimr.vocabulary.filing import PartyRole
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.request import TreatmentRequest
from openimr.vocabulary.value import Value, require


class UrAction(enum.Enum):
    """What utilization review did with one requested treatment (Labor Code 4610)."""

    DENIED = "denied"
    MODIFIED = "modified"
    APPROVED = "approved"


class DisputedTreatment(Value, frozen=True, kw_only=True):
    """One treatment in dispute, decided separately.

    Attributes:
        text: as requested, in the words of form, RFA or UR decision.
        request: the request in numbers, completed from RFA and UR decision.
        ur_decision: what UR did, or None when no paper says.
        ur_certified_quantity: how many UR allowed when it modified the request.
        ca_citation: the guideline the claims administrator cited, in a letter's wording.
        sources: every place this rests on.
    """

    text: str
    request: TreatmentRequest
    ur_decision: UrAction | None = None
    ur_certified_quantity: int | float | None = None
    ca_citation: str | None = None
    sources: tuple[PageSpan, ...] = ()

    def __post_init__(self) -> None:
        require(bool(self.text.strip()), "a disputed treatment is named")


class Cited(Value, frozen=True, kw_only=True):
    """A value read from a form or letter, with its place."""

    value: str
    place: PageSpan


class CitedDate(Value, frozen=True, kw_only=True):
    """A date read from a form or letter, with its place."""

    value: dt.date
    place: PageSpan


class Application(Value, frozen=True, kw_only=True):
    """The filed form with the utilization review decision (DWC Form IMR, 8 CCR 9792.10.2).

    Attributes:
        priority: "Standard" or "Expedited".
        rfa_received: when the claims administrator received the request, as its decision says.
        ur_served: when the contested decision was served; only where a paper states it.
        filer: whose signature the form carries, where its words say so.
        ur_decision_attached: whether a utilization review decision is among the papers.
        ur_conditional: the decision refuses for want of requested information only.
        ur_expedited: the decision says that it was made under expedited utilization review; what
            the form asks for is ``priority``.
        liability_disputed: the form says that liability is disputed as well.
        treatments: what is in dispute, in the order of the form; treatments that UR approved
            as requested are not among them.
    """

    employee: Cited | None = None
    date_of_birth: CitedDate | None = None
    sex: Cited | None = None
    date_of_injury: CitedDate | None = None
    claim_number: Cited | None = None
    employer: Cited | None = None
    claims_administrator: Cited | None = None
    requesting_physician: Cited | None = None
    physician_specialty: Cited | None = None
    attorney: Cited | None = None
    primary_diagnosis: Cited | None = None
    priority: Cited | None = None
    rfa_date: CitedDate | None = None
    rfa_received: CitedDate | None = None
    ur_date: CitedDate | None = None
    ur_served: CitedDate | None = None
    signed: CitedDate | None = None
    filer: PartyRole | None = None
    received: CitedDate | None = None
    ur_decision_attached: bool = False
    ur_conditional: bool = False
    ur_expedited: bool = False
    liability_disputed: bool = False
    treatments: tuple[DisputedTreatment, ...] = ()
