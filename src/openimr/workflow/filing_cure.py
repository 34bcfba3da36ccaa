"""What a filed application still lacks, sent by its filer by the code alone, without an account.

Whoever has the code sees what the receipt holds and nothing more of the case. What they send is
recorded as from the filer, by the web form, as the application was; it is screened again by the
office, which looks whether it mends what it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from openimr.case.deadlines import Deadline
from openimr.case.events.event import Lack
from openimr.case.events.intake import FoundIncomplete
from openimr.case.evolve import Happened, case_of
from openimr.case.model import Case, State
from openimr.case.rules import EARLIER
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import Refused
from openimr.workflow.accounts import Account
from openimr.workflow.filing_checks import BY_THE_WEB
from openimr.workflow.papers import PaperUploads, Sender, Upload
from openimr.workflow.records_checklist_sending import Consignment, SendingRoom

CURE = "cure"
"""The word of the address to which a filer sends what was missing."""

CURE_TITLE = f"{CURE}: "
"""With what the titles of such papers begin in the record; the rules follow."""

_AWAITED = (State.INCOMPLETE, State.REFERRED)
"""States in which the record takes in what was missing (``case.states``)."""

_OF_ANOTHER = "An earlier application on the same dispute ended without review."


def cure_place(name: str) -> Sender:
    """Where the filer of an application sends what it lacks; nobody else knows the name."""
    return Sender(place=f"{name}-{CURE}", by=name)


def told_to_filer(case: Case) -> tuple[Lack, ...]:
    """What keeps an application back, without a word of other cases."""
    if case.state is State.DUPLICATE:
        return ()
    return tuple(
        msgspec.structs.replace(one, reason=_OF_ANOTHER) if one.rule == EARLIER else one
        for one in case.lacks
    )


def awaited(case: Case) -> tuple[Lack, ...]:
    """What the filer may send papers for now; nothing where nothing is awaited from them."""
    if case.state not in _AWAITED:
        return ()
    return tuple(one for one in told_to_filer(case) if one.rule != EARLIER)


def clocks_of_cure(found: Sequence[Deadline], recorded: Sequence[Happened]) -> tuple[Deadline, ...]:
    """Clocks that run since the application was last found incomplete."""
    begun = {
        number for number, one in enumerate(recorded, 1) if isinstance(one.event, FoundIncomplete)
    }
    return tuple(one for one in found if one.running and one.begun.number in begun)


@dataclass(frozen=True)
class CureRoom:
    """Sending what was missing.

    Attributes:
        sending: takes papers to a case, as whoever sends.
        uploads: papers that were sent.
    """

    sending: SendingRoom
    uploads: PaperUploads

    def waiting(self, name: str) -> tuple[Upload, ...]:
        """Papers that were sent and are not taken yet."""
        return self.uploads.waiting(cure_place(name))

    def send(self, name: str, number: str, rules: Sequence[str], account: Account | None) -> None:
        """Take everything that arrived as what was missing.

        Args:
            name: of the application.
            number: the case that it opened.
            rules: what the papers mend.
            account: who is signed in, if anybody is.

        Raises:
            Refused: when nothing of the kind is awaited, nothing was said or sent, or as the
                command ``receive-cure``.
        """
        case = case_of(self.sending.office.record_of(number))
        lacking = {one.rule for one in awaited(case)}
        if not lacking:
            raise _nothing_awaited()
        if not rules or not set(rules) <= lacking:
            raise Refused(
                "You did not say what the papers are for.",
                rule="cure-says-of-what",
                remedy="Mark at least one of the points that were missing.",
            )
        self.sending.cure(
            Consignment(
                case=number,
                place=cure_place(name),
                sender=case.filer,
                actor=sent_by(case, account),
            ),
            tuple(dict.fromkeys(rules)),
        )


def sent_by(case: Case, account: Account | None) -> Actor:
    """The filer in their own name where they are signed in, else the system for them."""
    if account is None or account.actor.role is not Role.PARTY:
        return BY_THE_WEB
    own = any(one.id == account.actor.id and one.role is case.filer for one in case.parties)
    return account.actor if own else BY_THE_WEB


def _nothing_awaited() -> Refused:
    return Refused(
        "Nothing is missing from this application now, or what you sent came already.",
        rule="nothing-to-cure",
        remedy="Look at the receipt: it says where the case stands.",
    )
