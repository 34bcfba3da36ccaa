"""What the workflow needs from a database: the record of cases, and the lists drawn from it.

The record is the truth; rows of lists are drawn from it in the same transaction, and drawn again
from nothing but the record by ``rebuild``.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from openimr.case.anchor import DailyAnchor, Head
from openimr.case.events import CaseEvent
from openimr.case.record import RecordedEvent
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.value import Value, require

MOST_ROWS = 500
"""Most rows of one page of a list."""


class SeatRow(Value, frozen=True, kw_only=True):
    """Who sits in a seat of a case, by the panel's identifier."""

    seat: int
    reviewer: str


class CaseRow(Value, frozen=True, kw_only=True):
    """One case as lists show it.

    Attributes:
        case: the case number.
        number: of its last event.
        state: the state's name in the table of states.
        owner: the role whose turn it is.
        priority: "standard" or "expedited".
        received: when the application came.
        updated: when the last event happened.
        filer: who filed, by role.
        filer_party: the filer's identifier; "" for the employee alone.
        administrator: the claims administrator's identifier, or "".
        due: when the earliest open duty is due: the house's, else a party's; None without one.
        due_rule: the rule of that due time, or "".
        seats: the reviewers now appointed.
        same_dispute, same_course: the application's digests, by which duplicates and cases to
            be consolidated are found.
        to_publish: the letter that stands was served, and is not published.
    """

    case: str
    number: int
    state: str
    owner: str
    priority: str
    received: dt.datetime
    updated: dt.datetime
    filer: str
    administrator: str
    due: dt.datetime | None
    due_rule: str
    seats: tuple[SeatRow, ...]
    same_dispute: str
    same_course: str
    filer_party: str = ""
    to_publish: bool = False


class DeadlineRow(Value, frozen=True, kw_only=True):
    """One clock of a case as daily lists show it.

    Whether an open one is missed follows from the time of asking and is therefore no column.

    Attributes:
        rule: the id of the law's value.
        role: who in the house must act now; "party" for a party.
        who: who must act by the rule, in words.
        due: by the earliest reading.
        right: somebody may act but need not.
        ended: when an event ended the clock, or None while it runs.
        satisfied: it ended because what was due was done, in time or late.
    """

    case: str
    rule: str
    role: str
    who: str
    due: dt.datetime
    right: bool = False
    ended: dt.datetime | None = None
    satisfied: bool = False


class Errand(Value, frozen=True, kw_only=True):
    """Something to be done outside because of an event; kept until it is done.

    Attributes:
        id: the same for the same event, however often it is drawn: a worker that starts a job
            under this id starts it once.
        kind: names the job.
        body: what the job needs, encoded.
        not_before: when it may begin at the earliest.
        priority: smaller goes first.
    """

    id: str
    case: str
    kind: str
    body: bytes
    not_before: dt.datetime
    priority: int = 0


class Projected(Value, frozen=True, kw_only=True):
    """All rows that one case has in the lists."""

    row: CaseRow
    deadlines: tuple[DeadlineRow, ...] = ()

    def __post_init__(self) -> None:
        others = [one.case for one in self.deadlines if one.case != self.row.case]
        require(not others, "rows of one case are drawn together")


Projector = Callable[[Sequence[RecordedEvent]], Projected]
"""Draws the rows of a case from all its events; the same events give the same rows."""

Errands = Callable[[Sequence[RecordedEvent], Sequence[RecordedEvent]], tuple[Errand, ...]]
"""What is to be done because of new events: called with all events of the case and the new ones."""


def no_errands(_: Sequence[RecordedEvent], __: Sequence[RecordedEvent]) -> tuple[Errand, ...]:
    """Nothing is done outside."""
    return ()


class Order(enum.Enum):
    """How a list of cases is ordered; cases without a running clock come last by due time."""

    DUE = "due"
    RECEIVED = "received"


class CaseQuery(Value, frozen=True, kw_only=True):
    """Which cases a list shows; what is None does not matter.

    Attributes:
        cases: only these, by number.
        due_before: only cases whose earliest open due time is before this.
        received_from, received_before: only cases received at the first or later, and before the
            second; such a list is in the order of receipt, so that it stays one walk.
        after: the ``next`` of the page before, or None for the first page.
        limit: most rows of the page.
    """

    state: str | None = None
    owner: str | None = None
    reviewer: str | None = None
    priority: str | None = None
    administrator: str | None = None
    same_dispute: str | None = None
    same_course: str | None = None
    cases: tuple[str, ...] | None = None
    to_publish: bool | None = None
    due_before: dt.datetime | None = None
    received_from: dt.datetime | None = None
    received_before: dt.datetime | None = None
    order: Order = Order.DUE
    after: CaseMark | None = None
    limit: int = 50

    def __post_init__(self) -> None:
        require(1 <= self.limit <= MOST_ROWS, f"a page has 1 to {MOST_ROWS} rows")
        ranged = self.received_from is not None or self.received_before is not None
        require(self.order is Order.RECEIVED or not ranged, "a time of receipt orders by it")


class CaseMark(Value, frozen=True, kw_only=True):
    """A place in an ordered list of cases: what the last row is ordered by, and its case."""

    at: dt.datetime | None
    case: str


class CasePage(Value, frozen=True, kw_only=True):
    """One page of a list of cases; ``next`` asks for the following one, None at the end."""

    rows: tuple[CaseRow, ...]
    next: CaseMark | None


class DeadlineMark(Value, frozen=True, kw_only=True):
    """A place among duties ordered by due time and case; without a case, before all of a time."""

    due: dt.datetime
    case: str = ""


class DeadlineQuery(Value, frozen=True, kw_only=True):
    """Which open duties a daily list shows, earliest first; rights are nobody's task.

    Attributes:
        cases: only duties of these, by number.
        after: only duties after this place: to walk through many case by case.
    """

    role: str | None = None
    case: str | None = None
    cases: tuple[str, ...] | None = None
    due_before: dt.datetime | None = None
    after: DeadlineMark | None = None
    limit: int = MOST_ROWS

    def __post_init__(self) -> None:
        require(1 <= self.limit <= MOST_ROWS, f"a page has 1 to {MOST_ROWS} rows")


class EventStore(Protocol):
    """The record of all cases: appended to, never altered; and lists drawn from it."""

    def load(self, case: str) -> tuple[RecordedEvent, ...]:
        """All events of a case in order; none when there is no such case."""
        ...

    def append(  # noqa: PLR0913
        self,
        case: str,
        events: Sequence[CaseEvent],
        *,
        after: int,
        actor: Actor,
        key: str,
        at: dt.datetime,
    ) -> tuple[RecordedEvent, ...]:
        """Record events, rows of lists and errands together, or nothing.

        Args:
            case: the case number.
            events: what happened, in order.
            after: the number of the last event that the decision was made on; 0 for a new case.
            actor: who did it.
            key: names the command, once and for all: the same key again records nothing and
                returns what was recorded under it, also when both come at the same moment.
            at: when, with zone.

        Raises:
            Refused: rule "someone-was-faster" when the case has other events by now; rule
                "day-is-anchored" when the day of ``at`` is over and closed.
        """
        ...

    def cases(self, query: CaseQuery) -> CasePage:
        """One page of a list of cases."""
        ...

    def count(self, query: CaseQuery) -> int:
        """How many cases a list has, up to ``query.limit``; no more are looked for."""
        ...

    def deadlines(self, query: DeadlineQuery) -> tuple[DeadlineRow, ...]:
        """Open duties, earliest first."""
        ...

    def numbers(self) -> Iterator[str]:
        """Every case number, in order of the numbers."""
        ...

    def rebuild(self) -> int:
        """Draw every row of the lists anew from the record; the number of cases.

        Errands are not drawn again: what they asked for was done or will be.
        """
        ...


class Ledger(Protocol):
    """The whole record day by day, for its daily roots and for export."""

    def first_day(self) -> dt.date | None:
        """The day (UTC) of the very first event, or None."""
        ...

    def heads(self, day: dt.date) -> Iterator[Head]:
        """Each case's last event of a day (UTC), in the order of the cases by code points."""
        ...

    def anchors(self) -> tuple[DailyAnchor, ...]:
        """The anchors kept, in order of the days."""
        ...

    def keep(self, anchor: DailyAnchor) -> None:
        """Keep a day's anchor; from then on nothing is recorded on that day or before.

        Raises:
            Refused: rule "anchors-stay" when the day has another one.
        """
        ...


class Access(Value, frozen=True, kw_only=True):
    """Someone looked at something of a case.

    Attributes:
        at: when, with zone.
        actor: who.
        case: the case number, or "" for what belongs to no single case: a list, an export.
        what: what was looked at, by its kind or digest, never in its words.
    """

    at: dt.datetime
    actor: Actor
    case: str
    what: str

    def __post_init__(self) -> None:
        require(self.at.tzinfo is not None, "a time has its zone")


class AccessLog(Protocol):
    """Who looked at what; reading changes no case and is therefore no event."""

    def note(self, access: Access) -> None:
        """Keep an access; it is on the disk when this returns, before anything is shown."""
        ...

    def of(self, case: str) -> tuple[Access, ...]:
        """All accesses to a case in the order of time."""
        ...


def someone_was_faster(case: str) -> Refused:
    """The case went on since it was looked at."""
    return Refused(
        f"Case {case} has gone on since you looked at it: someone else was faster.",
        rule="someone-was-faster",
        remedy="Look at the case again and decide anew.",
    )
