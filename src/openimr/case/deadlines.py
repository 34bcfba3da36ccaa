"""Every legal clock of a case: what is due, by which rule, who must act, and what became of it.

Deadlines are drawn from the case's events, not from how the case stands: a clock that an event
started stays in the list for good, and only a later event, named with its number, ends it.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence

from openimr.case.clocks.book import Book
from openimr.case.clocks.clock import Clock, Ending, Mark
from openimr.case.evolve import Happened
from openimr.case.states import STATES
from openimr.law.due import Due
from openimr.law.model import Evidence, Law
from openimr.vocabulary.actor import Role
from openimr.vocabulary.filing import PartyRole
from openimr.vocabulary.value import Value


class Status(enum.Enum):
    """What became of a deadline.

    A right that was not used has lapsed; a duty that was not done is missed: both only when no
    reading is left by which it would be in time. Moot is what an event made needless before.
    """

    OPEN = "open"
    SATISFIED = "satisfied"
    MISSED = "missed"
    LAPSED = "lapsed"
    MOOT = "moot"


class Deadline(Value, frozen=True, kw_only=True):
    """One clock of a case at one moment.

    Attributes:
        rule: the id of the law's value, or "service" and "acceptance", which no law of their own
            limits.
        name: what must be done, in plain words.
        treatments: the treatments concerned; empty for the whole case.
        due: every reading; people are reminded of the earliest.
        citation: the rule's law.
        verified: whether its text, and that of the earliest reading, was seen.
        decisive: whether the law attaches a loss of right to the date.
        right: somebody may act but need not.
        party: the party that must or may act; None within the house, or for any party.
        role: who in the house must act now, as the case stands; PARTY for a party.
        who: who must act by the rule, in words.
        begun: the event that started the clock.
        review_round: the review in which it started: 1, and one more for each remand.
        ended: the event that ended it, or None.
        status: what became of it.
    """

    rule: str
    name: str
    treatments: tuple[int, ...]
    due: Due
    citation: str
    verified: bool
    decisive: bool
    right: bool
    party: PartyRole | None
    role: Role
    who: str
    begun: Mark
    ended: Ending | None
    status: Status
    review_round: int

    @property
    def running(self) -> bool:
        """Whether something is still to be done, in time or late."""
        return self.ended is None and self.status in {Status.OPEN, Status.MISSED}

    @property
    def late(self) -> bool:
        """Whether it was done, but late by every reading."""
        ended = self.ended
        return ended is not None and ended.satisfied and ended.at > self.due.latest

    @property
    def missed_at(self) -> dt.datetime | None:
        """The moment it was missed, also where it was done later; else None."""
        return self.due.latest if self.late or self.status is Status.MISSED else None


def deadlines(recorded: Sequence[Happened], law: Law, now: dt.datetime) -> tuple[Deadline, ...]:
    """Every deadline that a case ever had, as it stands now, the earliest due first.

    Args:
        recorded: all events of the case in order.
        law: the law of the programme.
        now: the time of asking, with zone.

    Raises:
        ValueError: when there are no events, or the first is not the application.
    """
    book = Book(law)
    rounds: list[int] = []
    for one in recorded:
        book.happened(one)
        rounds.append(book.case.review_round)
    owner = STATES[book.case.state].owner
    found = [_deadline(clock, owner, now, rounds[clock.begun.number - 1]) for clock in book.clocks]
    return tuple(sorted(found, key=lambda one: (one.due.at, one.begun.number, one.rule)))


def _deadline(clock: Clock, owner: Role, now: dt.datetime, review_round: int) -> Deadline:
    rule = clock.rule
    in_house = clock.party is None and not clock.right
    role = owner if in_house and clock.ended is None else rule.role or Role.PARTY
    return Deadline(
        rule=rule.id,
        name=rule.name,
        treatments=clock.treatments,
        due=clock.due,
        citation=rule.citation,
        verified=rule.verified and clock.due.earliest.evidence is Evidence.SEEN,
        decisive=rule.decisive,
        right=clock.right,
        party=clock.party,
        role=role,
        who=clock.who,
        begun=clock.begun,
        ended=clock.ended,
        status=_status(clock, now),
        review_round=review_round,
    )


def _status(clock: Clock, now: dt.datetime) -> Status:
    """What became of it; nothing is held against anybody while one reading is left."""
    if clock.ended and clock.ended.satisfied:
        return Status.SATISFIED
    until = clock.ended.at if clock.ended else now
    if until > clock.due.latest:
        return Status.LAPSED if clock.right else Status.MISSED
    return Status.MOOT if clock.ended else Status.OPEN
