"""What follows from naming a further party: whoever sits already declares about it too."""

from __future__ import annotations

from openimr.case.commands.parties import DeclareFurther, NameParty
from openimr.case.deciding.occasion import Events, Occasion, Steps, check_past, own_seat
from openimr.case.events.parties import FurtherDeclared, PartyNamed
from openimr.case.model import Case
from openimr.case.rules import HOUSE
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.filing import PartyRole


def _name(case: Case, command: NameParty, on: Occasion) -> Events:
    if any(party.id == command.party.id for party in case.parties):
        raise Refused(
            "This party is named in the case already.",
            rule="named-already",
            citation=HOUSE,
            remedy="Nothing needs to be done.",
        )
    if command.party.role is PartyRole.EMPLOYEE and any(
        party.role is PartyRole.EMPLOYEE for party in case.parties
    ):
        raise Refused(
            "A case is of one employee, who is named already.",
            rule="one-employee",
            citation=HOUSE,
            remedy="Correct the name with `openimr party address`.",
        )
    return (PartyNamed(party=command.party),)


def _declare(case: Case, command: DeclareFurther, on: Occasion) -> Events:
    seat = own_seat(case, command.seat, on)
    if seat.declaration is None:
        raise Refused(
            "The appointment is not accepted yet.",
            rule="accept-first",
            citation=HOUSE,
            remedy="Accept it; that declaration is about everybody who is named.",
        )
    check_past(command.declaration.declared, "The declaration", on)
    lacking = {party.id for party in case.undeclared(seat)}
    if not lacking:
        raise Refused(
            "The declaration is about everybody who is named.",
            rule="declared-already",
            citation=HOUSE,
            remedy="Nothing needs to be done.",
        )
    if missing := lacking - set(command.declaration.none_with):
        roles = sorted({one.role.value for one in case.parties if one.id in missing})
        raise Refused(
            f"The declaration says nothing of: {', '.join(roles)}.",
            rule="declared-for-every-party",
            citation=_cited(on),
            remedy="Declare for every party, or step down.",
        )
    return (FurtherDeclared(seat=command.seat, declaration=command.declaration),)


def check_declared(case: Case, on: Occasion) -> None:
    """Refuse to go on while a reviewer has not declared about somebody named meanwhile.

    Raises:
        Refused: rule "declared-for-every-party".
    """
    open_seats = {seat.number: case.undeclared(seat) for seat in case.seats if seat.declaration}
    said = [
        f"seat {number} of the {', '.join(dict.fromkeys(one.role.value for one in parties))}"
        for number, parties in open_seats.items()
        if parties
    ]
    if said:
        raise Refused(
            f"The declaration of independence says nothing yet: {'; '.join(said)}.",
            rule="declared-for-every-party",
            citation=_cited(on),
            remedy="The reviewer declares about whoever was named meanwhile, or steps down.",
        )


def _cited(on: Occasion) -> str:
    return on.law.reviewer_rule("no-material-affiliation", on.today).cited


STEPS: Steps = {NameParty: _name, DeclareFurther: _declare}
