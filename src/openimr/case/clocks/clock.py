"""A clock of a case, from the event that started it to the one that ended it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from openimr.case.events import CaseEvent
from openimr.case.model import Case
from openimr.law.due import Due
from openimr.law.model import DeadlineRule
from openimr.vocabulary.filing import PartyRole
from openimr.vocabulary.value import Value

SERVICE, ACCEPTANCE = "service", "acceptance"
"""Rules of the house: no law of their own limits service, and acceptance of an appointment."""


class Mark(Value, frozen=True, kw_only=True):
    """An event of the case, by its number.

    Attributes:
        number: in the record.
        event: what kind of event.
        at: from when the clock runs, where the event says so; else when it was recorded.
    """

    number: int
    event: str
    at: dt.datetime


class Ending(Value, frozen=True, kw_only=True):
    """The event that ended a clock.

    Attributes:
        number: in the record.
        event: what kind of event.
        at: when what was due was done, where the event says so; else when it was recorded.
        satisfied: what was due was done; else the event made it needless.
    """

    number: int
    event: str
    at: dt.datetime
    satisfied: bool


class Clock(Value, frozen=True, kw_only=True):
    """One deadline of a case, whatever the time is.

    Attributes:
        rule: the law, or a rule of the house in the same form.
        due: every reading.
        begun: the event that started it.
        party: who must or may act, where it is one party.
        who: who must act, in words.
        treatments: those concerned; empty for the whole case.
        seat: the seat concerned, or None.
        ended: the event that ended it, or None while it runs.
    """

    rule: DeadlineRule
    due: Due
    begun: Mark
    who: str
    party: PartyRole | None = None
    treatments: tuple[int, ...] = ()
    seat: int | None = None
    ended: Ending | None = None

    @property
    def right(self) -> bool:
        """Whether somebody may act but need not, as the rule says."""
        return self.rule.right


class Step(NamedTuple):
    """One event with the case before and after it."""

    number: int
    at: dt.datetime
    event: CaseEvent
    before: Case | None
    case: Case

    @property
    def kind(self) -> str:
        """The event's name as the record has it."""
        return str(type(self.event).__struct_config__.tag)

    def mark(self, at: dt.datetime | None = None) -> Mark:
        """This event as the beginning of a clock."""
        return Mark(number=self.number, event=self.kind, at=at or self.at)

    def done(self, at: dt.datetime | None = None) -> Ending:
        """This event as the doing of what was due."""
        return Ending(number=self.number, event=self.kind, at=at or self.at, satisfied=True)

    def needless(self) -> Ending:
        """This event as what made a deadline needless."""
        return Ending(number=self.number, event=self.kind, at=self.at, satisfied=False)
