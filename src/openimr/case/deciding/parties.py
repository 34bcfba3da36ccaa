"""Who must be told: a paper that goes to the parties goes to every one of them."""

from __future__ import annotations

from openimr.case.events.event import PartyRole
from openimr.case.events.records import Sent
from openimr.case.model import Case
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.filing import CONCERNED

_NOT_TOLD = {*CONCERNED, PartyRole.ADMINISTRATIVE_DIRECTOR}


def check_everybody(case: Case, sent: tuple[Sent, ...], paper: str, citation: str) -> None:
    """Refuse a sending that leaves out a party of the case.

    The Administrative Director is a party of the programme, not of the dispute; and some are
    named only so that no reviewer has a tie to them.

    Raises:
        Refused: rule "every-party-is-told".
    """
    told = {one.to for one in sent}
    owed = [party.role for party in case.parties]
    left_out = [
        role.value for role in dict.fromkeys(owed) if role not in told and role not in _NOT_TOLD
    ]
    if left_out or not sent:
        raise Refused(
            f"{paper} goes to every party; left out: {', '.join(left_out) or 'everybody'}.",
            rule="every-party-is-told",
            citation=citation,
            remedy="Send it to them too.",
        )
