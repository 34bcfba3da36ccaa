"""Who takes part in a case: opaque identifiers for the record, names and addresses beside it.

An identifier is made from role and name under the installation's key: the same claims
administrator has the same one in every case, and nobody can tell the name from it. What it stands
for is kept by a ``PartyBook``: table ``openimr_party`` of the same database
(``adapters.database.party_book``), outside the events, so that an export of the record names
nobody and a wrong address can be corrected.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Protocol

from openimr.application.model import Application
from openimr.case.events.event import PartyRole
from openimr.case.events.intake import PartyEntry
from openimr.vocabulary.value import Value, require
from openimr.workflow.receive_digests import Digests, claim, organization, person

_LENGTH = 20
"""Figures of the digest in an identifier; 80 bits, so that no two parties share one."""

_OF_ONE_CASE = (PartyRole.EMPLOYEE, PartyRole.FAMILY)
_PERSONS = (
    PartyRole.EMPLOYEE_ATTORNEY,
    PartyRole.DESIGNEE,
    PartyRole.REQUESTING_PHYSICIAN,
    PartyRole.TREATING_PHYSICIAN,
    PartyRole.OFFICER,
    PartyRole.DIRECTOR,
    PartyRole.MANAGING,
)


class KnownParty(Value, frozen=True, kw_only=True):
    """A party with its name as the papers write it; never part of the record.

    Attributes:
        id: as it stands in the record.
        role: what it is in the dispute.
        name: as read.
    """

    id: str
    role: PartyRole
    name: str

    def __post_init__(self) -> None:
        require(bool(self.name.strip()), "a known party has a name")

    @property
    def entry(self) -> PartyEntry:
        """The party as the record knows it."""
        return PartyEntry(role=self.role, id=self.id)


class PartyBook(Protocol):
    """Names by the identifiers of the record."""

    def keep(self, parties: Sequence[KnownParty]) -> None:
        """Keep parties; one that is known stays as it is."""
        ...

    def named(self, ids: Sequence[str]) -> dict[str, str]:
        """The names of those that are known."""
        ...

    def called(self, role: PartyRole, part: str, most: int) -> dict[str, str]:
        """The names of parties of one role that hold a part, by their identifiers.

        Args:
            role: of the parties; it must be one that identifiers begin with.
            part: of the name, in capitals or small letters.
            most: no more, in the order of the names.
        """
        ...


def parties_of(application: Application, digests: Digests, case: str) -> tuple[KnownParty, ...]:
    """The parties that the papers name, in the order in which letters list them.

    Args:
        application: as read.
        digests: makes the identifiers.
        case: the case number; an employee of whom nothing but the name is known is kept apart
            from others of that name.
    """
    return tuple(_parties(application, digests, case))


def further_party(role: PartyRole, name: str, digests: Digests, case: str) -> KnownParty:
    """Somebody whom a person names in a case, under the identifier that intake would give.

    Args:
        role: what it is in the case.
        name: as written.
        digests: makes the identifier.
        case: the case number; employee and family are kept apart from others of their name.
    """
    if role in _OF_ONE_CASE:
        return _known(digests, role, name, person(name), case)
    return _known(digests, role, name, (person if role in _PERSONS else organization)(name))


def kind_of(role: PartyRole) -> str:
    """What the identifiers of parties of a role begin with."""
    return role.value.replace("'s", "").replace(" ", "-")


def _known(digests: Digests, role: PartyRole, name: str, *basis: str) -> KnownParty:
    digest = digests.of(role.value, *basis)[:_LENGTH]
    kind = kind_of(role)
    return KnownParty(id=f"{kind}-{digest}", role=role, name=name)


def _parties(application: Application, digests: Digests, case: str) -> Iterator[KnownParty]:
    known = functools.partial(_known, digests)
    if employee := application.employee:
        apart = _only(application) or case
        yield known(PartyRole.EMPLOYEE, employee.value, person(employee.value), apart)
    if attorney := application.attorney:
        yield known(PartyRole.EMPLOYEE_ATTORNEY, attorney.value, person(attorney.value))
    if employer := application.employer:
        yield known(PartyRole.EMPLOYER, employer.value, organization(employer.value))
    if administrator := application.claims_administrator:
        name = administrator.value
        yield known(PartyRole.CLAIMS_ADMINISTRATOR, name, organization(name))
    if physician := application.requesting_physician:
        yield known(PartyRole.REQUESTING_PHYSICIAN, physician.value, person(physician.value))


def _only(application: Application) -> str:
    """What tells an employee from others of the same name."""
    if born := application.date_of_birth:
        return born.value.isoformat()
    return claim(application.claim_number.value) if application.claim_number else ""
