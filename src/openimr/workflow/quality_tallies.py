"""What a case adds to the figures of quality review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from openimr.case.events.appointing import ReviewerAppointed, ReviewerRecused
from openimr.case.events.intake import ListedTreatment
from openimr.case.events.issuing import Remanded
from openimr.case.events.judging import SecondOpinionRecorded
from openimr.case.events.reviewing import (
    QualityPassed,
    QualityReturned,
    SentToQuality,
    TreatmentDecided,
)
from openimr.case.record import RecordedEvent

TWICE, SENT, RETURNED, PASSED = (
    "decided twice",
    "sent to quality",
    "returned by quality",
    "passed by quality",
)
"""Measures: treatments by topic, answer and second opinion; cases by pseudonym of the reviewer."""

MEASURES = (TWICE, SENT, RETURNED, PASSED)

_MEASURED = {SentToQuality: SENT, QualityReturned: RETURNED, QualityPassed: PASSED}


def quality_tallies(
    recorded: Sequence[RecordedEvent], treatments: Sequence[ListedTreatment]
) -> Iterator[tuple[dt.datetime, str, tuple[str, ...]]]:
    """When what came about, of which measure, with the parts of its key.

    Args:
        recorded: all events of a case.
        treatments: as they are listed, for their topics.
    """
    topics = {one.number: one.topic or "" for one in treatments}
    for at, event in _decided_twice(recorded):
        yield at, TWICE, (topics.get(event[0], ""), *event[1:])
    yield from _by_reviewer(recorded)


def _decided_twice(
    recorded: Sequence[RecordedEvent],
) -> Iterator[tuple[dt.datetime, tuple[int, str, str]]]:
    """Each answer with each second opinion of its round: treatment, answer, second opinion."""
    seconds: list[SecondOpinionRecorded] = []
    for one in recorded:
        event = one.event
        if isinstance(event, Remanded):
            seconds = []
        elif isinstance(event, SecondOpinionRecorded):
            seconds.append(event)
        elif isinstance(event, TreatmentDecided):
            for second in seconds:
                if second.treatment == event.treatment:
                    yield one.at, (event.treatment, event.decision.value, second.decision.value)


def _by_reviewer(
    recorded: Sequence[RecordedEvent],
) -> Iterator[tuple[dt.datetime, str, tuple[str, ...]]]:
    """What became of the findings of everybody who sat then."""
    seated: dict[int, str] = {}
    for one in recorded:
        event = one.event
        if isinstance(event, ReviewerAppointed):
            seated[event.seat] = event.standing.pseudonym
        elif isinstance(event, ReviewerRecused):
            seated.pop(event.seat, None)
        elif isinstance(event, Remanded):
            seated = {}
        elif measure := _MEASURED.get(type(event)):
            for pseudonym in seated.values():
                yield one.at, measure, (pseudonym,)
