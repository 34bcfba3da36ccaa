"""Looking at a case file: what is there, one page, words; every look allowed and noted first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openimr.case.events.records import RecordsClosed, RecordsFoundLater
from openimr.case.record import RecordedEvent
from openimr.workflow.case_contents import CaseContents
from openimr.workflow.case_jobs import INDEX, READ
from openimr.workflow.case_search import CaseIndex
from openimr.workflow.jobs import JobState, JobStatus
from openimr.workflow.page_images import CasePages


@dataclass(frozen=True)
class CaseViewer:
    """The files of cases, by parts.

    Attributes:
        contents: what they hold.
        pages: their pages, one at a time.
        index: their full text.
        status: a job as it stands, by its key.
    """

    contents: CaseContents
    pages: CasePages
    index: CaseIndex
    status: Callable[[str], JobStatus | None]


def preparing_now(
    viewer: CaseViewer, recorded: Sequence[RecordedEvent], now: dt.datetime
) -> JobStatus | None:
    """The job that prepares a case file, when one is asked for and not done.

    Args:
        viewer: of the cases.
        recorded: all events of the case.
        now: the present, in UTC; jobs asked for by hand carry their day.
    """
    marks = [str(one.number) for one in recorded if isinstance(one.event, _PREPARES)]
    by_hand = [f"{now - dt.timedelta(days=ago):%Y%m%d}" for ago in (0, 1)]
    for kind in (READ, INDEX):
        for mark in (*by_hand, *reversed(marks)):
            found = viewer.status(f"{kind}:{recorded[0].case}:{mark}")
            if found and found.state is not JobState.DONE:
                return found
    return None


_PREPARES = (RecordsClosed, RecordsFoundLater)
"""Events after which the case file is read (``workflow.case_errands``)."""
