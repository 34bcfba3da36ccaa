"""Time in the demo: many stories are told at once, and the clock goes from one moment to the next.

What happens in all cases is recorded in the order of time, as in a house at work: numbers, rounds
and work lists come out as they would have.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Callable, Iterable, Iterator

Story = Iterator[dt.timedelta]
"""Does a step whenever it is resumed, and says how long it waits for the next one."""


class MovingClock:
    """A clock that is set; every look at it takes a second, so that no two steps are at once."""

    def __init__(self, start: dt.datetime) -> None:
        self._at = start

    def __call__(self) -> dt.datetime:
        """The time now."""
        self._at += dt.timedelta(seconds=1)
        return self._at

    def move_to(self, moment: dt.datetime) -> None:
        """Let time pass until a moment; it never goes back."""
        self._at = max(self._at, moment)


def tell(
    stories: Iterable[tuple[dt.datetime, Story]],
    clock: MovingClock,
    until: dt.datetime,
    told: Callable[[int], None],
) -> None:
    """Tell stories side by side; what lies beyond ``until`` has not happened yet.

    Args:
        stories: each with the moment at which it begins.
        clock: moved along.
        until: the present.
        told: called with the number of stories that are told to their end or to the present.
    """
    waiting = [(start, n, story) for n, (start, story) in enumerate(stories)]
    heapq.heapify(waiting)
    done = 0
    while waiting:
        moment, n, story = heapq.heappop(waiting)
        wait = None
        if moment <= until:
            clock.move_to(moment)
            wait = next(story, None)
        if wait is None:
            done += 1
            told(done)
        else:
            heapq.heappush(waiting, (moment + wait, n, story))
