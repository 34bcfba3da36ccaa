"""Applications that repeat or belong to another: duplicates, and cases to be decided together.

Found by the digests of the record, never by names. A duplicate is proposed to the screen, which
finds it (8 CCR 9792.10.3); a consolidation is proposed to a person, who decides (9792.10.4(a)).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from openimr.case.commands.intake import EarlierApplication, EarlierOutcome
from openimr.case.events.intake import ApplicationReceived
from openimr.case.evolve import case_of
from openimr.case.funnel import Funnel, funnel
from openimr.case.model import Case, State
from openimr.law.calendar import pacific_day
from openimr.vocabulary.value import Value
from openimr.workflow.store import MOST_ROWS, CaseMark, CaseQuery, CaseRow, EventStore, Order

_NOT_SCREENED = (State.RECEIVED, State.INCOMPLETE, State.REFERRED, State.DEFERRED)
_NOT_REVIEWED = (State.INELIGIBLE, State.WITHDRAWN, State.TERMINATED)
_OPEN_TO_OTHERS = (State.ELIGIBLE, State.AWAITING_RECORDS, State.READY_TO_APPOINT)
"""States in which a case can still take in another's treatments or be decided elsewhere."""


def earlier_applications(store: EventStore, case: Case) -> tuple[EarlierApplication, ...]:
    """Other cases on the same dispute that came before this one, or were screened before it.

    A case that was itself found a duplicate is not named: the one that it repeats is.
    """
    others = _cases(store, CaseQuery(same_dispute=case.same_dispute, limit=MOST_ROWS))
    return tuple(
        EarlierApplication(
            case=other.number,
            same_dispute=other.same_dispute,
            received=other.received,
            outcome=outcome_of(store, other),
        )
        for other in others
        if other.number != case.number and funnel((other,)).unique and _goes_before(other, case)
    )


def _goes_before(other: Case, case: Case) -> bool:
    """Of two that nobody screened yet, the one that came first goes on."""
    if other.state not in _NOT_SCREENED:
        return True
    return (other.received, other.number) < (case.received, case.number)


def outcome_of(store: EventStore, case: Case) -> EarlierOutcome:
    """What became of an application; one that is decided in another case shares its fate."""
    if case.issued is not None:
        return EarlierOutcome.DECIDED
    if case.state is State.CONSOLIDATED or (case.state is State.CLOSED and case.other_case):
        other = _load(store, case.other_case or "")
        return outcome_of(store, other) if other else EarlierOutcome.OPEN
    if case.state in (*_NOT_REVIEWED, State.CLOSED):
        return EarlierOutcome.NOT_REVIEWED
    return EarlierOutcome.OPEN


def with_same_papers(store: EventStore, event: ApplicationReceived) -> str | None:
    """The case that the very same papers opened, or None."""
    papers = {paper.sha256 for paper in event.papers}
    for case in _cases(store, CaseQuery(same_dispute=event.same_dispute, limit=MOST_ROWS)):
        if papers and papers <= {paper.sha256 for paper in case.papers}:
            return case.number
    return None


class Together(Value, frozen=True, kw_only=True):
    """A case that may be decided together with the one asked about.

    Attributes:
        case: the other case.
        state: where it stands.
        received: when it came.
        same_course: the digest that both share; both commands ask for it.
        overlapping: treatments of the other case that are worded as in this one and contested
            in a decision of the same day: a filing on part of the same dispute.
        into: whether this case goes into the other, which came first.
    """

    case: str
    state: State
    received: dt.datetime
    same_course: str
    overlapping: tuple[int, ...]
    into: bool


def together_with(store: EventStore, case: Case) -> tuple[Together, ...]:
    """Open cases of the same employee, requesting physician and date of injury.

    They may be decided together on a person's decision: ``consolidate`` in one, ``take in`` in
    the other.
    """
    if case.state not in (*_NOT_SCREENED, *_OPEN_TO_OTHERS):
        return ()
    others = _cases(store, CaseQuery(same_course=case.same_course, limit=MOST_ROWS))
    return tuple(
        Together(
            case=other.number,
            state=other.state,
            received=other.received,
            same_course=other.same_course,
            overlapping=_overlapping(other, case),
            into=(other.received, other.number) < (case.received, case.number),
        )
        for other in others
        if other.number != case.number and other.state in (*_NOT_SCREENED, *_OPEN_TO_OTHERS)
    )


def _overlapping(other: Case, case: Case) -> tuple[int, ...]:
    if other.decision.decided is None or other.decision.decided != case.decision.decided:
        return ()
    mine = {" ".join(one.text.lower().split()) for one in case.treatments}
    return tuple(
        one.number for one in other.treatments if " ".join(one.text.lower().split()) in mine
    )


class IntakeCounts(Value, frozen=True, kw_only=True):
    """Applications as the department reports them: duplicates go before the screen.

    Attributes:
        total: every application received.
        duplicates: those on a dispute that is in another case.
        unique: total without duplicates.
        eligible, ineligible: what the screen found of the unique ones.
        undecided: unique ones that await a cure, a person or the end of a liability dispute.
        ended: unique ones withdrawn or authorized before the screen was over.
    """

    total: int = 0
    duplicates: int = 0
    unique: int = 0
    eligible: int = 0
    ineligible: int = 0
    undecided: int = 0
    ended: int = 0


def counts(store: EventStore, since: dt.date | None, until: dt.date | None) -> IntakeCounts:
    """Count the applications received from one day through another (Pacific time)."""
    found = dict.fromkeys(IntakeCounts.__struct_fields__, 0)
    for row in received_between(store, since, until):
        case = _load(store, row.case)
        if case is None:
            continue
        one = funnel((case,))
        found["total"] += one.total
        found["unique"] += one.unique
        found[_counted_as(case, one)] += 1
    return IntakeCounts(**found)


def _counted_as(case: Case, one: Funnel) -> str:
    if not one.unique:
        return "duplicates"
    if one.eligible:
        return "eligible"
    if case.found_ineligible is not None:
        return "ineligible"
    return "undecided" if case.state in _NOT_SCREENED else "ended"


def received_between(
    store: EventStore, since: dt.date | None, until: dt.date | None
) -> Iterator[CaseRow]:
    """Rows of the cases received from one day through another, in order of receipt."""
    start = dt.datetime.combine(since, dt.time(), tzinfo=dt.UTC) if since else None
    mark = CaseMark(at=start, case="") if start else None
    while True:
        page = store.cases(CaseQuery(order=Order.RECEIVED, after=mark, limit=MOST_ROWS))
        for row in page.rows:
            day = pacific_day(row.received)
            if until is not None and day > until:
                return
            if since is None or day >= since:
                yield row
        if page.next is None:
            return
        mark = page.next


def _cases(store: EventStore, query: CaseQuery) -> Iterator[Case]:
    for row in store.cases(query).rows:
        if case := _load(store, row.case):
            yield case


def _load(store: EventStore, number: str) -> Case | None:
    recorded = store.load(number)
    return case_of(recorded) if recorded else None
