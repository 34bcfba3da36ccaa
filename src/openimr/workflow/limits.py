"""How often somebody may try something in a while, counted for all processes together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from openimr.vocabulary.errors import Refused
from openimr.vocabulary.value import Value, require

LONGEST = dt.timedelta(hours=1)
"""No allowance is longer: what was counted before is forgotten."""


class Allowance(Value, frozen=True, kw_only=True):
    """So many times in so long.

    Attributes:
        name: what is counted.
        most: how many times.
        per: how long; the windows follow one another from the first of January 1970 on.
    """

    name: str
    most: int
    per: dt.timedelta

    def __post_init__(self) -> None:
        require(self.most > 0 and self.per > dt.timedelta(0), "an allowance lets something through")
        require(self.per <= LONGEST, "what was counted is soon forgotten")

    def window(self, now: dt.datetime) -> dt.datetime:
        """When the window that a moment lies in began."""
        length = int(self.per.total_seconds())
        return dt.datetime.fromtimestamp(int(now.timestamp()) // length * length, tz=dt.UTC)


class TooMany(Refused):
    """An allowance is used up.

    Attributes:
        wait: how long until it is there again.
    """

    def __init__(self, wait: dt.timedelta) -> None:
        minutes = -(-int(wait.total_seconds()) // 60)
        super().__init__(
            "There were too many tries from where you are.",
            rule="too-many-tries",
            remedy=f"Wait {minutes} minute{'s' if minutes != 1 else ''}, then try again.",
        )
        self.wait = wait


class Counters(Protocol):
    """Where it is counted."""

    def count(self, name: str, who: str, window: dt.datetime) -> int:
        """How many there were in a window."""

    def add(self, name: str, who: str, window: dt.datetime) -> int:
        """One more; how many there are with it."""

    def remove(self, before: dt.datetime) -> int:
        """Forget windows that began before a time; how many."""


@dataclass(frozen=True)
class Limits:
    """Lets through what an allowance allows.

    Attributes:
        counters: where it is counted.
        now: the clock.
    """

    counters: Counters
    now: Callable[[], dt.datetime]

    def check(self, allowance: Allowance, who: str) -> None:
        """Make sure that something is left, without taking of it.

        Raises:
            TooMany: when nothing is.
        """
        now = self.now()
        window = allowance.window(now)
        if self.counters.count(allowance.name, who, window) >= allowance.most:
            raise TooMany(window + allowance.per - now)

    def take(self, allowance: Allowance, who: str) -> int:
        """Take one.

        Args:
            allowance: of which.
            who: a client's address, or what else is counted apart.

        Returns:
            How many are left.

        Raises:
            TooMany: when nothing is left.
        """
        now = self.now()
        window = allowance.window(now)
        left = allowance.most - self.counters.add(allowance.name, who, window)
        if left < 0:
            raise TooMany(window + allowance.per - now)
        return left
