"""Words that the law and the cases share: parties, how papers travel, how fast a review must be."""

from __future__ import annotations

import enum


class PartyRole(enum.Enum):
    """What a party is in the dispute (Labor Code 4610.5; 8 CCR 9792.10.1).

    Those in ``CONCERNED`` are no parties of it: a reviewer may have no tie to them.
    """

    EMPLOYEE = "employee"
    EMPLOYEE_ATTORNEY = "employee's attorney"
    DESIGNEE = "designee"
    EMPLOYER = "employer"
    CLAIMS_ADMINISTRATOR = "claims administrator"
    REQUESTING_PHYSICIAN = "requesting physician"
    EMERGENCY_PROVIDER = "emergency provider"
    ADMINISTRATIVE_DIRECTOR = "administrative director"
    INSURER = "insurer"
    PROVIDER_NETWORK = "provider network"
    TREATING_PHYSICIAN = "treating physician"
    MEDICAL_GROUP = "medical group"
    PRACTICE_ASSOCIATION = "independent practice association"
    FACILITY = "facility"
    MAKER = "maker of the treatment"
    OFFICER = "officer"
    DIRECTOR = "director"
    MANAGING = "manager"
    FAMILY = "employee's family"


CONCERNED = frozenset(
    {
        PartyRole.INSURER,
        PartyRole.PROVIDER_NETWORK,
        PartyRole.TREATING_PHYSICIAN,
        PartyRole.MEDICAL_GROUP,
        PartyRole.PRACTICE_ASSOCIATION,
        PartyRole.FACILITY,
        PartyRole.MAKER,
        PartyRole.OFFICER,
        PartyRole.DIRECTOR,
        PartyRole.MANAGING,
        PartyRole.FAMILY,
    }
)
"""Named in a case only so that ties to them are looked for (Labor Code 139.5, not verified): they
file nothing, ask for nothing, and get no notice."""


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
