"""Serving a letter: who gets it, in what way, where it goes, and what lies in the envelope.

Electronic service goes out by e-mail, service by mail is printed into the post tray; both by the
jobs that tell parties (``workflow.notice_jobs``). By fax and in person somebody does it by hand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from openimr.case.commands.issuing import Serve
from openimr.case.events.intake import PartyEntry
from openimr.case.events.issuing import DeterminationServed
from openimr.case.events.records import Sent
from openimr.case.model import Case
from openimr.case.record import RecordedEvent
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.filing import CONCERNED, Delivery, PartyRole
from openimr.vocabulary.value import Value
from openimr.workflow.accesses import Looked
from openimr.workflow.addresses import AddressBook
from openimr.workflow.office import Office
from openimr.workflow.store import AccessLog

BY_HAND = (Delivery.FAX, Delivery.IN_PERSON)
"""Ways that somebody of the house sees to."""


class Recipient(Value, frozen=True, kw_only=True):
    """A party that a letter is served on.

    Attributes:
        party: its identifier in the record.
        role: what it is in the case.
        name: as letters write it; its role where nobody entered one.
        email: for messages, or "".
        postal: lines of its postal address.
        ways: in which it can be reached, what is suggested first.
    """

    party: str
    role: PartyRole
    name: str
    email: str
    postal: tuple[str, ...]
    ways: tuple[Delivery, ...]


def recipients(case: Case, book: AddressBook) -> tuple[Recipient, ...]:
    """Everybody on whom the letter of a case is served, with where they are reached."""
    return tuple(_recipient(one, book) for one in case.parties if one.role not in CONCERNED)


def _recipient(party: PartyEntry, book: AddressBook) -> Recipient:
    address = book.address(party.id)
    email, postal = (address.email, address.postal) if address else ("", ())
    there = ((Delivery.ELECTRONIC, bool(email)), (Delivery.MAIL, bool(postal)))
    return Recipient(
        party=party.id,
        role=party.role,
        name=(address.name if address else book.name(party.id)) or party.role.value,
        email=email,
        postal=postal,
        ways=(*(way for way, known in there if known), *BY_HAND),
    )


def serve(
    office: Office,
    number: str,
    ways: Mapping[str, Delivery],
    book: AddressBook,
    key: str,
) -> tuple[RecordedEvent, ...]:
    """Serve the letter of a case on all its parties.

    Args:
        office: of whoever serves.
        number: the case.
        ways: how each party is reached, by its identifier.
        book: where parties are reached.
        key: made once for this service.

    Raises:
        Refused: as the command ``Serve``.
        BadInput: when a party cannot be reached in the way that was chosen.
    """
    case, now = office.case(number, Looked.COMMAND), office.now()
    sent = tuple(_sent(one, ways, now) for one in recipients(case, book) if one.party in ways)
    return office.do(Serve(sent=sent), number, office.reader, key)


def _sent(one: Recipient, ways: Mapping[str, Delivery], now: dt.datetime) -> Sent:
    way = ways[one.party]
    if way not in one.ways:
        remedy = "Enter the address with `openimr party address`, or choose another way."
        raise BadInput(f"the {one.role.value}", f"cannot be reached {way.how}", remedy)
    return Sent(to=one.role, by=way, at=now)


def first_looks(
    accesses: AccessLog, number: str, recorded: Sequence[RecordedEvent]
) -> dict[str, dt.datetime]:
    """When each party first looked at the letter in the portal, by its identifier."""
    served = next((one.at for one in recorded if isinstance(one.event, DeterminationServed)), None)
    found: dict[str, dt.datetime] = {}
    for one in accesses.of(number):
        looked = one.actor.role is Role.PARTY and one.what == Looked.LETTER.value
        if looked and served is not None and one.at >= served:
            found.setdefault(one.actor.id, one.at)
    return found
