"""Events of the clocks themselves: what was due was not done."""

from __future__ import annotations

import datetime as dt

from openimr.case.events.event import Event
from openimr.vocabulary.value import require


class DeadlineMissed(Event, frozen=True, kw_only=True):
    """No reading of the law is left by which a duty would be done in time; it still is to be done.

    Noted once. Nothing follows from it by itself: what comes late is taken in, and a late
    determination is valid (*California Highway Patrol v. WCAB (Margaris)*, 2016).

    Attributes:
        rule: the id of the law's value.
        begun: number of the event that started the clock.
        treatments: the treatments concerned; empty for the whole case.
        who: who had to act, in words.
        due: the last moment by the latest reading.
        citation: the rule's law.
    """

    rule: str
    begun: int
    treatments: tuple[int, ...]
    who: str
    due: dt.datetime
    citation: str

    def __post_init__(self) -> None:
        require(self.begun >= 1, "a clock was started by an event")
        require(self.due.tzinfo is not None, "a time has its zone")
