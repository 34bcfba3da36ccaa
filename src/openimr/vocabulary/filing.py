"""Words that the law and the cases share: parties, how papers travel, how fast a review must be."""

from __future__ import annotations

import enum


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

    @property
    def how(self) -> str:
        """As an adverb: "by mail", "electronically", "in person"."""
        if self in (Delivery.MAIL, Delivery.FAX):
            return f"by {self.value}"
        return "electronically" if self is Delivery.ELECTRONIC else self.value


class Priority(enum.Enum):
    """How fast the review must be (Labor Code 4610.6(d))."""

    STANDARD = "standard"
    EXPEDITED = "expedited"
