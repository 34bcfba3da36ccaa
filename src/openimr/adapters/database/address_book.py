"""Addresses of parties in the database of the record (``workflow.addresses.KeptAddresses``)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from openimr.adapters.database.faults import attempt
from openimr.adapters.database.models import Party, PartyAddress
from openimr.vocabulary.actor import Actor, Role
from openimr.workflow.addresses import Address, AddressChange


class DatabaseAddressBook:
    """Names and addresses by the identifiers of the record.

    Args:
        alias: the name under which ``connect`` opened the database.
    """

    def __init__(self, alias: str) -> None:
        self.alias = alias

    def address(self, party: str) -> Address | None:
        """As ``AddressBook.address``."""
        rows = PartyAddress.objects.using(self.alias).filter(party=party).order_by("-id")
        last = attempt(self.alias, rows.first)
        return _address(last) if last else None

    def name(self, party: str) -> str | None:
        """As ``KeptAddresses.name``."""
        known = attempt(self.alias, Party.objects.using(self.alias).filter(id=party).first)
        return known.name if known else None

    def history(self, party: str) -> tuple[AddressChange, ...]:
        """As ``KeptAddresses.history``."""
        rows = PartyAddress.objects.using(self.alias).filter(party=party).order_by("id")
        return attempt(self.alias, lambda: tuple(_change(row) for row in rows.all()))

    def change(self, party: str, address: Address, actor: Actor, at: dt.datetime) -> None:
        """As ``KeptAddresses.change``."""
        row = PartyAddress(
            party=party,
            at=at,
            role=actor.role.value,
            actor=actor.id,
            name=address.name,
            email=address.email,
            postal="\n".join(address.postal),
        )

        def write() -> None:
            with transaction.atomic(using=self.alias):
                row.pk = None
                row.save(using=self.alias, force_insert=True)
                Party.objects.using(self.alias).filter(id=party).update(name=address.name)

        attempt(self.alias, write)


def _address(row: PartyAddress) -> Address:
    return Address(name=row.name, email=row.email, postal=tuple(row.postal.splitlines()))


def _change(row: PartyAddress) -> AddressChange:
    actor = Actor(role=Role(row.role), id=row.actor)
    return AddressChange(address=_address(row), at=row.at, actor=actor)
