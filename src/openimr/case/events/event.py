"""The base of every event of a case, and the values that several events share."""

from __future__ import annotations

import datetime as dt
import enum
import re

from openimr.vocabulary.value import Value, require


def _kebab(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


class Event(Value, frozen=True, kw_only=True, tag_field="event", tag=_kebab):
    """Something that happened in a case; never changed, never taken back."""


class PartyRole(enum.Enum):
    """What a party is in the dispute (Labor Code 4610.5; 8 CCR 9792.10.1)."""

    EMPLOYEE = "employee"
    EMPLOYEE_ATTORNEY = "employee's attorney"
    DESIGNEE = "designee"
    EMPLOYER = "employer"
    CLAIMS_ADMINISTRATOR = "claims administrator"
    REQUESTING_PHYSICIAN = "requesting physician"
    EMERGENCY_PROVIDER = "emergency provider"
    ADMINISTRATIVE_DIRECTOR = "administrative director"


class Delivery(enum.Enum):
    """How a paper travelled; some clocks differ by it (8 CCR 9792.10.5(a)(1))."""

    MAIL = "mail"
    FAX = "fax"
    ELECTRONIC = "electronic"
    IN_PERSON = "in person"


class Receipt(Value, frozen=True, kw_only=True):
    """What came in, from whom, and its exact bytes.

    Attributes:
        sender: who sent it.
        title: what the sender calls it, or the file's name.
        pages: number of pages; None for what is not a paged document.
        sha256: of the bytes as received, in hexadecimal.
        at: when it was received.
    """

    sender: PartyRole
    title: str
    pages: int | None
    sha256: str
    at: dt.datetime

    def __post_init__(self) -> None:
        require(bool(re.fullmatch(r"[0-9a-f]{64}", self.sha256)), "a receipt holds a SHA-256")
        require(self.pages is None or self.pages >= 1, "a paged document has a page")
        require(self.at.tzinfo is not None, "a time has its zone")


class Lack(Value, frozen=True, kw_only=True):
    """One reason why an application cannot go on: rule, reason, law, and how to cure it."""

    rule: str
    reason: str
    citation: str | None = None
    remedy: str | None = None
