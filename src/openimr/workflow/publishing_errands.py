"""What publishing asks of the jobs: light to load, for the record asks it at every event."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from openimr.case.events.issuing import PublicationWithdrawn, Published
from openimr.case.record import RecordedEvent
from openimr.workflow.jobs import Job, Kind, Retries, Task, Urgency
from openimr.workflow.store import Errand

if TYPE_CHECKING:  # what derives topics is loaded when a job runs
    from openimr.workflow.publishing_jobs import Shelving

SHELVE, TAKE_OFF, COUNT = "put-into-library", "take-off-library", "count-library"
"""Kinds of jobs: a determination is put where it is found, or taken off; the library is counted."""

_ERRANDS = {
    Published: (SHELVE, Urgency.STANDARD),
    PublicationWithdrawn: (TAKE_OFF, Urgency.EXPEDITED),
}


def shelving_errands(new: Sequence[RecordedEvent]) -> tuple[Errand, ...]:
    """An errand for everything that was published, or taken off again, just now."""
    return tuple(
        _errand(one, *_ERRANDS[type(one.event)])
        for one in new
        if isinstance(one.event, Published | PublicationWithdrawn) and one.event.published_sha256
    )


def _errand(one: RecordedEvent, kind: str, urgency: Urgency) -> Errand:
    return Errand(
        id=f"{kind}:{one.case}:{one.number}",
        case=one.case,
        kind=kind,
        body=msgspec.json.encode({"case": one.case, "event": str(one.number)}),
        not_before=one.at,
        priority=int(urgency),
    )


def shelving_kinds(shelving: Callable[[], Shelving]) -> tuple[Kind, ...]:
    """The kinds of jobs that keep the library.

    Args:
        shelving: what they work with; called when one runs.
    """

    def shelve(task: Task, arguments: Mapping[str, str]) -> None:
        done(task, arguments, shelving().shelve)

    def take_off(task: Task, arguments: Mapping[str, str]) -> None:
        done(task, arguments, shelving().take_off)

    def done(task: Task, arguments: Mapping[str, str], act: Callable[[str, int], None]) -> None:
        case, event = arguments["case"], arguments["event"]
        act(case, int(event))
        key = f"{COUNT}:{case}:{event}"
        task.ask(Job(key=key, kind=COUNT, arguments={}, urgency=Urgency.BACKGROUND))

    def count(task: Task, arguments: Mapping[str, str]) -> None:
        shelving().shelf.count()

    return (
        Kind(name=SHELVE, run=shelve, retries=Retries(attempts=12)),
        Kind(name=TAKE_OFF, run=take_off, retries=Retries(attempts=12)),
        Kind(name=COUNT, run=count, heavy=True, retries=Retries(attempts=3)),
    )
