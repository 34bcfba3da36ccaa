"""What is to be done outside when something happens in a case: telling, and work on its papers."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from openimr.case.events.records import RecordsClosed, RecordsFoundLater
from openimr.case.record import RecordedEvent
from openimr.workflow.case_jobs import PREPARE, READ, preparing
from openimr.workflow.notice_jobs import notice_errands, urgency_of
from openimr.workflow.publishing_errands import shelving_errands
from openimr.workflow.store import Errand


def case_errands(
    recorded: Sequence[RecordedEvent], new: Sequence[RecordedEvent]
) -> tuple[Errand, ...]:
    """Every errand that new events call for (``workflow.store.Errands``)."""
    of_papers = _paper_errands(recorded, new)
    return (*notice_errands(recorded, new), *of_papers, *shelving_errands(new))


def _paper_errands(
    recorded: Sequence[RecordedEvent], new: Sequence[RecordedEvent]
) -> tuple[Errand, ...]:
    """The case file is prepared when its records are closed, and anew when more are found."""
    changed = [one for one in new if isinstance(one.event, RecordsClosed | RecordsFoundLater)]
    return tuple(_preparing(recorded, one) for one in changed)


def _preparing(recorded: Sequence[RecordedEvent], one: RecordedEvent) -> Errand:
    job = preparing(READ, one.case, str(one.number), PREPARE, urgency_of(recorded))
    return Errand(
        id=job.key,
        case=one.case,
        kind=job.kind,
        body=msgspec.json.encode(job.arguments),
        not_before=one.at,
        priority=int(job.urgency),
    )
