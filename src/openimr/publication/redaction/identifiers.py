"""What a case knows about who is who: the values that must not be published."""

from __future__ import annotations

import enum

from openimr.application.model import Application
from openimr.vocabulary.value import Value, require


class Kind(enum.Enum):
    """What an identifier says of somebody; the words are those of its placeholder."""

    EMPLOYEE = "employee"
    ATTORNEY = "attorney"
    PHYSICIAN = "physician"
    FACILITY = "facility"
    EMPLOYER = "employer"
    CLAIMS_ADMINISTRATOR = "claims administrator"
    INSURER = "insurer"
    REVIEWER = "reviewer"
    SIGNER = "signer"
    PERSON = "person"
    COMPANY = "company"
    ADDRESS = "address"
    TOWN = "town"
    TELEPHONE = "telephone"
    FAX = "fax"
    EMAIL = "e-mail"
    WEB_ADDRESS = "web address"
    CLAIM_NUMBER = "claim number"
    CASE_NUMBER = "case number"
    POLICY_NUMBER = "policy number"
    DATE_OF_BIRTH = "date of birth"
    IDENTIFYING_NUMBER = "identifying number"
    AGE = "90 or older"
    OCCUPATION = "occupation"
    PASSAGE = "left out"


PERSONS = frozenset(
    {Kind.EMPLOYEE, Kind.ATTORNEY, Kind.PHYSICIAN, Kind.REVIEWER, Kind.SIGNER, Kind.PERSON}
)
ORGANIZATIONS = frozenset(
    {Kind.FACILITY, Kind.EMPLOYER, Kind.CLAIMS_ADMINISTRATOR, Kind.INSURER, Kind.COMPANY}
)
EITHER = frozenset({Kind.ATTORNEY, Kind.PHYSICIAN})
"""Kinds of persons whose value may be a firm's or a group's name instead."""
NUMBERS = frozenset(
    {
        Kind.TELEPHONE,
        Kind.FAX,
        Kind.CLAIM_NUMBER,
        Kind.CASE_NUMBER,
        Kind.POLICY_NUMBER,
        Kind.IDENTIFYING_NUMBER,
    }
)


class Identifier(Value, frozen=True, kw_only=True):
    """One value that says who somebody is.

    Attributes:
        kind: of value; names carry the role of whoever bears them.
        value: as the case has it. A date of birth is written as YYYY-MM-DD.
        party: whose it is, the same text for every spelling and name of one party; None where the
            value stands for itself. It is never shown.
    """

    kind: Kind
    value: str
    party: str | None = None

    def __post_init__(self) -> None:
        require(bool(self.value.strip()), "an identifier has a value")

    @property
    def owner(self) -> str:
        """What tells this party from others of the same kind."""
        return self.party or self.value.casefold()


class KnownCase(Value, frozen=True, kw_only=True):
    """All that a case knows.

    Attributes:
        identifiers: the values, each once.
        own_numbers: what is published although it looks like something to take out: numbers by
            which the determination is cited, and words of which a person said that they name
            nobody.
    """

    identifiers: tuple[Identifier, ...] = ()
    own_numbers: tuple[str, ...] = ()

    def of(self, *kinds: Kind) -> tuple[Identifier, ...]:
        """The values of these kinds."""
        return tuple(one for one in self.identifiers if one.kind in kinds)


def known_from(application: Application, *others: Identifier) -> KnownCase:
    """What a filed application says, with what else the case knows."""
    said = (
        (Kind.EMPLOYEE, application.employee),
        (Kind.EMPLOYER, application.employer),
        (Kind.CLAIMS_ADMINISTRATOR, application.claims_administrator),
        (Kind.PHYSICIAN, application.requesting_physician),
        (Kind.ATTORNEY, application.attorney),
        (Kind.CLAIM_NUMBER, application.claim_number),
    )
    found = [Identifier(kind=kind, value=one.value) for kind, one in said if one and one.value]
    if application.date_of_birth is not None:
        day = application.date_of_birth.value.isoformat()
        found.append(Identifier(kind=Kind.DATE_OF_BIRTH, value=day))
    return KnownCase(identifiers=tuple(dict.fromkeys((*found, *others))))
