"""The round that removes what people began to file or send, and left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from openimr.workflow.filing_drafts import KEPT
from openimr.workflow.jobs import Task
from openimr.workflow.rounds import Daily, Round
from openimr.workflow.rounds_office import LeftPapers


class OldApplications(Protocol):
    """Applications that are over: not filed in time, or filed long ago."""

    def remove(self, now: dt.datetime) -> int:
        """Remove those that are over; how many."""
        ...


@dataclass(frozen=True)
class FilingRounds:
    """What the round works with.

    Attributes:
        saved: applications by their codes.
        sent: papers that are being sent, or that nobody took.
        now: the clock.
    """

    saved: OldApplications
    sent: LeftPapers
    now: Callable[[], dt.datetime]

    def rounds(self) -> tuple[Round, ...]:
        """The round."""
        return (
            Round(
                name="drafts",
                says="remove applications that are over, and papers sent that nobody took",
                rhythm=Daily(dt.time(2, 45)),
                run=lambda task, _: self.remove_drafts(task),
            ),
        )

    def remove_drafts(self, task: Task) -> None:
        """Remove applications whose code opens nothing any more, and papers left for as long."""
        now = self.now()
        if over := self.saved.remove(now):
            task.progress(over, over, "applications")
        if left := self.sent.remove(now - KEPT):
            task.progress(left, left, "papers")
