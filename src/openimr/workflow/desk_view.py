"""How far a reviewer is: what their seat recorded, and what each treatment waits for.

Everything is drawn from the record; what lies in the draft is of ``workflow.desk_parts``.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from openimr.case.events.appointing import ReviewerAppointed
from openimr.case.events.intake import ListedTreatment
from openimr.case.events.records import RecordsClosed, RecordsFoundLater
from openimr.case.events.reviewing import (
    FindingRecorded,
    FirstOpinionRecorded,
    ProposalShown,
    QualityReturned,
    SummaryWritten,
)
from openimr.case.model import Case, Seat, State
from openimr.case.record import RecordedEvent

_ON_TREATMENT = re.compile(r"\s*treatment\s+(\d{1,3})\s*[:.]\s*", re.IGNORECASE)
"""How a comment of quality review names the treatment that it is about."""


class Stage(enum.Enum):
    """What was done last on a treatment, in the words of its tab."""

    FIRST_OPINION = "first opinion"
    OPINED = "opinion recorded"
    SHOWN = "proposal shown"
    FOUND = "finding recorded"
    OTHER_SEAT = "for another seat"


@dataclass(frozen=True)
class SeatWork:
    """What whoever sits in a seat recorded since they were appointed.

    Attributes:
        seat: as it stands.
        opinions, findings: by treatment, each as last recorded.
        found_at: when each finding was recorded.
        shown: the digest of the proposal that was opened last, by treatment.
        summaries: the case summaries that were written, with when; the last one holds.
    """

    seat: Seat
    opinions: dict[int, FirstOpinionRecorded] = field(default_factory=dict)
    shown: dict[int, str] = field(default_factory=dict)
    findings: dict[int, FindingRecorded] = field(default_factory=dict)
    found_at: dict[int, dt.datetime] = field(default_factory=dict)
    summaries: list[tuple[dt.datetime, SummaryWritten]] = field(default_factory=list)

    @property
    def summary(self) -> SummaryWritten | None:
        """The case summary that was written last; None while it stands as drafted."""
        return self.summaries[-1][1] if self.summaries else None

    def stage(self, treatment: int) -> Stage:
        """How far a treatment is."""
        if not self.seat.qualified(treatment):
            return Stage.OTHER_SEAT
        if treatment in self.findings:
            return Stage.FOUND
        if treatment in self.shown:
            return Stage.SHOWN
        return Stage.OPINED if treatment in self.opinions else Stage.FIRST_OPINION


@dataclass(frozen=True)
class Tab:
    """A treatment in dispute among the others.

    Attributes:
        returned: quality review sent it back, and it was not found on again.
    """

    treatment: ListedTreatment
    stage: Stage
    returned: bool = False


@dataclass(frozen=True)
class Comment:
    """What quality review wrote when it sent the findings back.

    Attributes:
        treatment: what it is about; None where it names none.
    """

    at: dt.datetime
    words: str
    treatment: int | None


def seat_of_reviewer(case: Case, reviewer: str) -> Seat | None:
    """The seat of a reviewer in a case, or None."""
    return next((one for one in case.seats if one.reviewer == reviewer), None)


def seat_work(recorded: Sequence[RecordedEvent], seat: Seat) -> SeatWork:
    """What the reviewer of a seat recorded since the appointment."""
    work = SeatWork(seat)
    for one in recorded:
        event = one.event
        if isinstance(event, ReviewerAppointed) and event.seat == seat.number:
            work = SeatWork(seat)
        elif isinstance(event, FirstOpinionRecorded) and event.seat == seat.number:
            work.opinions[event.treatment] = event
        elif isinstance(event, ProposalShown) and event.seat == seat.number:
            work.shown[event.treatment] = event.proposal_sha256
        elif isinstance(event, FindingRecorded) and event.seat == seat.number:
            work.findings[event.treatment] = event
            work.found_at[event.treatment] = one.at
        elif isinstance(event, SummaryWritten) and event.seat == seat.number:
            work.summaries.append((one.at, event))
    return work


def comments_of(recorded: Sequence[RecordedEvent], case: Case) -> tuple[Comment, ...]:
    """The comments with which quality review last sent findings of this round back."""
    if case.returned is None:
        return ()
    sent_back = ((one.at, one.event) for one in recorded)
    *_, (at, reasons) = [(at, e.reasons) for at, e in sent_back if isinstance(e, QualityReturned)]
    return tuple(_comment(at, words) for words in reasons)


def _comment(at: dt.datetime, words: str) -> Comment:
    named = _ON_TREATMENT.match(words)
    if named is None:
        return Comment(at, words, None)
    return Comment(at, words[named.end() :], int(named[1]))


def tabs_of(case: Case, work: SeatWork, comments: Sequence[Comment] = ()) -> tuple[Tab, ...]:
    """Every treatment in dispute with how far it is."""
    return tuple(
        Tab(one, work.stage(one.number), _is_back(one.number, work, comments))
        for one in case.disputed
    )


def _is_back(treatment: int, work: SeatWork, comments: Sequence[Comment]) -> bool:
    """Whether a comment is on a treatment, or on all, and it was not found on again since."""
    found = work.found_at.get(treatment)
    return found is not None and any(
        one.treatment in {None, treatment} and found <= one.at for one in comments
    )


def next_open(tabs: Sequence[Tab]) -> int | None:
    """The first treatment that waits for the reviewer; the first of all when none does."""
    done = (Stage.FOUND, Stage.OTHER_SEAT)
    waiting = [one.treatment.number for one in tabs if one.returned or one.stage not in done]
    every = [one.treatment.number for one in tabs]
    return next(iter([*waiting, *every]), None)


def all_found(tabs: Sequence[Tab]) -> bool:
    """Whether every treatment of the seat has its finding."""
    return all(one.stage in {Stage.FOUND, Stage.OTHER_SEAT} for one in tabs)


def may_write(case: Case, seat: Seat) -> bool:
    """Whether findings can be recorded now: the appointment is accepted, quality has nothing."""
    return seat.accepted is not None and case.state in WRITING


WRITING = (State.READY_TO_APPOINT, State.APPOINTED, State.IN_REVIEW)
"""Where those who sit work; another seat may still be empty or unanswered."""


class DraftState(enum.Enum):
    """Whether there is a draft to work with."""

    READY = "ready"
    NONE = "none"
    BEHIND = "behind"


def draft_state(recorded: Sequence[RecordedEvent], drafted: dt.datetime | None) -> DraftState:
    """Whether a draft was made of all the papers.

    Args:
        recorded: all events of the case.
        drafted: when it was drafted last.
    """
    if drafted is None:
        return DraftState.NONE
    papers = (
        one.at for one in recorded if isinstance(one.event, RecordsClosed | RecordsFoundLater)
    )
    changed = max(papers, default=None)
    return DraftState.BEHIND if changed and drafted < changed else DraftState.READY
