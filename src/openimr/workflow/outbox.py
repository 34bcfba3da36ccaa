"""From the record to the jobs: a row written with the events becomes a job exactly once.

A row stands in the same transaction as the events that call for it, so there is never one without
the other. The bridge carries rows over to the engine under the row's own identifier; a bridge
that dies between handing over and ticking off hands over again, and the engine knows the key.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from openimr.workflow.jobs import Job, Jobs


class Outbox(Protocol):
    """Rows that wait to become jobs; each is a job whose key is the row's identifier."""

    def unsent(self, most: int) -> tuple[Job, ...]:
        """Rows not ticked off, the oldest first."""

    def tick_off(self, keys: Sequence[str]) -> None:
        """Note that the engine has them; a row ticked off before stays so."""


def carry(outbox: Outbox, jobs: Jobs, most: int = 200) -> int:
    """Hand waiting rows over to the engine; how many."""
    rows = outbox.unsent(most)
    for row in rows:
        jobs.enqueue(row)
    if rows:
        outbox.tick_off([row.key for row in rows])
    return len(rows)
