"""All clocks of one case, kept event by event; no clock ever leaves the book."""

from __future__ import annotations

import msgspec

from openimr.case.clocks.clock import Clock, Step
from openimr.case.clocks.ending import ending
from openimr.case.clocks.starting import Starting
from openimr.case.evolve import Happened, evolve
from openimr.case.model import Case
from openimr.law.model import Law


class Book:
    """The clocks of a case.

    Args:
        law: the law of the programme.

    Attributes:
        clocks: every clock so far, in the order they began.
    """

    def __init__(self, law: Law) -> None:
        self.clocks: list[Clock] = []
        self._starting = Starting(law)
        self._case: Case | None = None
        self._number = 0

    @property
    def case(self) -> Case:
        """The case as it stands.

        Raises:
            ValueError: before its first event.
        """
        if self._case is None:
            raise ValueError("a case has at least its application")
        return self._case

    def happened(self, one: Happened) -> None:
        """Take in the next event: running clocks may end by it, others begin."""
        before = self._case
        self._case = evolve(before, one.event, one.at, one.actor)
        self._number += 1
        step = Step(self._number, one.at, one.event, before, self._case)
        before_it = self.clocks
        self.clocks = [self._after(clock, step) for clock in before_it]
        self.clocks += self._starting.clocks(step, before_it)

    @staticmethod
    def _after(clock: Clock, step: Step) -> Clock:
        ended = ending(clock, step) if clock.ended is None else None
        return msgspec.structs.replace(clock, ended=ended) if ended else clock
