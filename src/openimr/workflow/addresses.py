"""Where parties are reached: beside the record, never in it, with who changed it and when.

The record names a party by its identifier alone; its name and addresses stand in the party book
of the same database. A change adds a row, so that it can be seen later where a notice went.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Protocol

from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value, require

_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")
MOST_LINES = 6
"""Lines of a postal address without the name."""


class Address(Value, frozen=True, kw_only=True):
    """Where a party gets mail.

    Attributes:
        name: as letters write it.
        email: for messages; "" where it is not known.
        postal: the lines below the name; none where they are not known.
    """

    name: str
    email: str = ""
    postal: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require(not self.email or bool(_EMAIL.fullmatch(self.email)), "an e-mail address has an @")
        require(len(self.postal) <= MOST_LINES, "a postal address has few lines")
        require(all(line.strip() for line in self.postal), "no line of an address is empty")


class AddressChange(Value, frozen=True, kw_only=True):
    """An address as somebody entered it."""

    address: Address
    at: dt.datetime
    actor: Actor


class AddressBook(Protocol):
    """Names and addresses by the identifiers that stand in the record."""

    def address(self, party: str) -> Address | None:
        """A party's name and addresses as last entered; None where none was entered."""

    def name(self, party: str) -> str | None:
        """The party's name, or None when nobody knows such a party."""


class KeptAddresses(AddressBook, Protocol):
    """An address book in which people enter and correct."""

    def history(self, party: str) -> tuple[AddressChange, ...]:
        """Every address that was entered, the first one first."""

    def change(self, party: str, address: Address, actor: Actor, at: dt.datetime) -> None:
        """Enter an address from now on; the party goes by its name everywhere."""


def correct(  # noqa: PLR0913 - each is something that a person corrects
    book: KeptAddresses,
    party: str,
    *,
    name: str | None,
    email: str | None,
    postal: tuple[str, ...] | None,
    actor: Actor,
    at: dt.datetime,
) -> Address:
    """Correct what is given and leave the rest; "" or () takes something out.

    Raises:
        BadInput: when nobody knows such a party, or what is given is no address.
    """
    known = book.name(party)
    if known is None:
        remedy = "`openimr party show NUMBER` lists the parties of a case."
        raise BadInput(f"party {party}", "is not known", remedy)
    before = book.address(party) or Address(name=known)
    try:
        after = Address(
            name=before.name if name is None else name,
            email=before.email if email is None else email,
            postal=before.postal if postal is None else postal,
        )
    except ValueError as error:
        raise BadInput("the address", f"is none ({error})") from None
    if after != before:
        book.change(party, after, actor, at)
    return after


def fill_in(
    book: KeptAddresses, found: Mapping[str, Address], actor: Actor, at: dt.datetime
) -> None:
    """Enter addresses that papers state, where nobody entered one before."""
    for party, address in found.items():
        if not book.history(party):
            book.change(party, address, actor, at)
