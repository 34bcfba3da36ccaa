"""From the record to the jobs: a row written with the events becomes a job exactly once.

A row stands in the same transaction as the events that call for it, so there is never one without
the other. The bridge carries rows over to the engine under the row's own identifier; a bridge
that dies between handing over and ticking off hands over again, and the engine knows the key.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

from openimr.workflow.jobs import Job, Jobs, Urgency
from openimr.workflow.store import Errand


class Outbox(Protocol):
    """Errands that wait to become jobs."""

    def unsent(self, most: int) -> tuple[Errand, ...]:
        """Errands not ticked off, the most urgent first."""

    def tick_off(self, ids: Sequence[str]) -> None:
        """Note that the engine has them; one ticked off before stays so."""


def carry(outbox: Outbox, jobs: Jobs, most: int = 200) -> int:
    """Hand waiting errands over to the engine; how many."""
    errands = outbox.unsent(most)
    for errand in errands:
        jobs.enqueue(job_of(errand))
    if errands:
        outbox.tick_off([errand.id for errand in errands])
    return len(errands)


def job_of(errand: Errand) -> Job:
    """The job that an errand asks for, under the errand's own identifier."""
    return Job(
        key=errand.id,
        kind=errand.kind,
        arguments=msgspec.json.decode(errand.body, type=dict[str, str]),
        urgency=_urgency(errand.priority),
        not_before=errand.not_before,
    )


def _urgency(priority: int) -> Urgency:
    """The least pressing urgency that still goes before what the row must go before."""
    return max((one for one in Urgency if one <= max(priority, 1)), default=Urgency.EXPEDITED)
