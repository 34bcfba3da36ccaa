"""What each case adds to the figures of management, month by month, and where that is kept.

A tally is a count that can be added and taken back: a case that goes on is counted anew, and the
sums change by the difference. Days are counted by their number, so that medians stay exact.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from openimr.case.events.appointing import AppointmentAccepted
from openimr.case.events.clocks import DeadlineMissed
from openimr.case.events.event import PartyRole
from openimr.case.events.intake import FoundEligible
from openimr.case.events.issuing import DeterminationIssued, DeterminationServed
from openimr.case.events.records import NoticeOfAssignmentSent, RecordsClosed, RecordsReceived
from openimr.case.events.reviewing import QualityPassed, SentToQuality
from openimr.case.evolve import case_of
from openimr.case.model import Case
from openimr.case.record import RecordedEvent
from openimr.law.calendar import pacific_day
from openimr.workflow.quality_tallies import quality_tallies

LONGEST = 999
"""Days from which on a wait is counted as this one."""

BETWEEN = "|"
"""Parts the halves of a key; no identifier, topic or state has it."""

STAGES: Mapping[str, tuple[type | None, type]] = {
    "screening": (None, FoundEligible),
    "records": (NoticeOfAssignmentSent, RecordsClosed),
    "appointment": (RecordsClosed, AppointmentAccepted),
    "review": (AppointmentAccepted, SentToQuality),
    "quality review": (SentToQuality, QualityPassed),
    "letter": (QualityPassed, DeterminationIssued),
    "service": (DeterminationIssued, DeterminationServed),
    "complete records to letter": (RecordsClosed, DeterminationIssued),
    "application to letter": (None, DeterminationIssued),
}
"""Each stage by the events that it lies between; None is the receipt of the application."""


class Tally(NamedTuple):
    """What is counted.

    Attributes:
        month: the first day of the month (Pacific) in which it came about.
        measure: of what kind it is.
        key: which of that kind.
    """

    month: dt.date
    measure: str
    key: str


class TallyBook(Protocol):
    """Keeps the sums over all cases, and how far the record was counted."""

    def catch_up(
        self, upto: dt.datetime, counted: Callable[[str], Counter[Tally]]
    ) -> Iterator[int]:
        """Count every case again in which something was recorded since.

        What is counted and how far are kept together: broken off anywhere, it goes on there.

        Args:
            upto: the time until which the record is looked at.
            counted: what a case adds now.

        Yields:
            Cases counted, after each of many steps.
        """
        ...

    def sums(self, measures: Sequence[str], first: dt.date, last: dt.date) -> Mapping[Tally, int]:
        """The sums of some measures from one month to another."""
        ...

    def counted_until(self) -> dt.datetime | None:
        """How far the record was counted; None before the first time."""
        ...


def tallies_of(recorded: Sequence[RecordedEvent]) -> Counter[Tally]:
    """Everything that a case adds to the figures.

    Args:
        recorded: all its events.
    """
    case = case_of(recorded)
    found: Counter[Tally] = Counter()
    received = _month(case.received)
    found[Tally(received, "received", case.priority.value)] += 1
    found[Tally(received, "filer", case.filer.value)] += 1
    found[Tally(received, "standing", case.state.value)] += 1
    for seat in case.seats:
        if case.issued is None and case.ended is None:
            found[Tally(received, "open seats", seat.standing.pseudonym)] += 1
    filer = _party(case, case.filer) if case.filer is not PartyRole.EMPLOYEE else ""
    if filer:
        found[Tally(received, "filed by", BETWEEN.join((filer, case.filer.value)))] += 1
    found.update(_issued(case))
    found.update(_stages(case, recorded))
    found.update(_records(case, recorded))
    found.update(
        Tally(_month(at), measure, BETWEEN.join(parts))
        for at, measure, parts in quality_tallies(recorded, case.treatments)
    )
    found.update(
        Tally(_month(one.at), "missed", one.event.rule)
        for one in recorded
        if isinstance(one.event, DeadlineMissed)
    )
    return found


def _issued(case: Case) -> Iterator[Tally]:
    """The determination, its outcomes by topic, and whose work it was."""
    if case.issued is None:
        return
    month = _month(case.issued)
    yield Tally(month, "issued", case.priority.value)
    topics = {one.number: one.topic or "" for one in case.treatments}
    for answer in case.answers:
        key = BETWEEN.join((topics.get(answer.treatment, ""), answer.decision.value))
        yield Tally(month, "outcome", key)
    for seat in case.seats:
        yield Tally(month, "reviewed by", seat.standing.pseudonym)


def _stages(case: Case, recorded: Sequence[RecordedEvent]) -> Iterator[Tally]:
    """How long each stage took, in the month in which it ended; the first round alone."""
    at = _first_round(recorded)
    for name, (begun, ended) in STAGES.items():
        start = case.received if begun is None else at.get(begun)
        end = at.get(ended)
        if start and end and start <= end:
            yield Tally(_month(end), f"days: {name}", str(_days(start, end)))


def _first_round(recorded: Sequence[RecordedEvent]) -> dict[type, dt.datetime]:
    """When each kind of event came: the last time before the letter, or after it the first."""
    at: dict[type, dt.datetime] = {}
    issued = False
    for one in recorded:
        kind = type(one.event)
        if not issued or kind not in at:
            at[kind] = one.at
        issued = issued or kind is DeterminationIssued
    return at


def _records(case: Case, recorded: Sequence[RecordedEvent]) -> Iterator[Tally]:
    """Whether the claims administrator's records came in time, and after how many days."""
    office = _party(case, PartyRole.CLAIMS_ADMINISTRATOR)
    asked = next(
        (one.at for one in recorded if isinstance(one.event, NoticeOfAssignmentSent)), None
    )
    if not office or asked is None:
        return
    yield Tally(_month(asked), "records asked", office)
    for one in recorded:
        event = one.event
        if not isinstance(event, RecordsReceived) or one.at < asked:
            continue
        if event.receipt.sender is PartyRole.CLAIMS_ADMINISTRATOR:
            when = "late" if event.late else "in time"
            yield Tally(_month(asked), "records came", BETWEEN.join((office, when)))
            days = str(_days(asked, one.at))
            yield Tally(_month(asked), "records days", BETWEEN.join((office, days)))
            return


def _party(case: Case, role: PartyRole) -> str:
    return next((party.id for party in case.parties if party.role is role), "")


def _month(at: dt.datetime) -> dt.date:
    return pacific_day(at).replace(day=1)


def _days(start: dt.datetime, end: dt.datetime) -> int:
    return min(LONGEST, (pacific_day(end) - pacific_day(start)).days)
