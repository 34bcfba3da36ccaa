"""Rounds that forget what accounts leave behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from openimr.workflow.jobs import Task
from openimr.workflow.limits import LONGEST, Counters
from openimr.workflow.rounds import Daily, Hourly, Round
from openimr.workflow.security_log import KEPT, SecurityLog


class Sessions(Protocol):
    """What the web remembers of browsers."""

    def remove(self, before: dt.datetime) -> int:
        """Remove those that ended before a time; how many."""


@dataclass(frozen=True)
class AccountRounds:
    """What these rounds work with.

    Attributes:
        sessions: of browsers.
        counters: counted tries.
        log: the security log.
        now: the clock.
    """

    sessions: Sessions
    counters: Counters
    log: SecurityLog
    now: Callable[[], dt.datetime]

    def rounds(self) -> tuple[Round, ...]:
        """The rounds."""
        return (
            Round(
                name="sessions",
                says="forget sessions that are over, and counted tries of more than an hour ago",
                rhythm=Hourly(minute=40),
                run=lambda task, _: self.forget(task),
            ),
            Round(
                name="security-log",
                says="remove entries of the security log that are older than two years",
                rhythm=Daily(dt.time(3, 10)),
                run=lambda task, _: self.shorten_log(task),
            ),
        )

    def forget(self, task: Task) -> None:
        """Forget sessions that are over, and old counts."""
        now = self.now()
        self.counters.remove(now - LONGEST)
        if count := self.sessions.remove(now):
            task.progress(count, count, "sessions")

    def shorten_log(self, task: Task) -> None:
        """Remove entries that were kept long enough."""
        if count := self.log.remove(self.now() - KEPT):
            task.progress(count, count, "entries")
