"""Commands that follow from the time alone."""

from __future__ import annotations

import datetime as dt

from openimr.case.commands.command import Command
from openimr.vocabulary.value import require


class NoteMissedDeadline(Command, frozen=True, kw_only=True):
    """Note that a duty was not done in time.

    Attributes:
        rule, begun, treatments: which clock (``case.deadlines``): its rule, the number of the
            event that started it, the treatments concerned.
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
