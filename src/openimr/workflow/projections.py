"""The rows of a case in the lists, drawn from its events and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from openimr.case.canonical import in_utc
from openimr.case.deadlines import Deadline, Status, deadlines
from openimr.case.evolve import case_of
from openimr.case.model import Case
from openimr.case.record import RecordedEvent
from openimr.case.states import STATES
from openimr.law.model import Law
from openimr.vocabulary.actor import Role
from openimr.vocabulary.filing import PartyRole
from openimr.workflow.store import CaseRow, DeadlineRow, Projected, SeatRow


class Projection:
    """Draws the rows of cases; the same events give the same rows at any time.

    Args:
        law: the law of the programme, by which clocks run.
    """

    def __init__(self, law: Law) -> None:
        self._law = law

    def __call__(self, recorded: Sequence[RecordedEvent]) -> Projected:
        """All rows of one case.

        Args:
            recorded: all events of the case in order; at least the application.
        """
        last = recorded[-1]
        clocks = deadlines(recorded, self._law, last.at)
        rows = tuple(_deadline_row(last.case, clock) for clock in clocks)
        return Projected(row=_row(case_of(recorded), last.number, _next(rows)), deadlines=rows)


def _deadline_row(case: str, clock: Deadline) -> DeadlineRow:
    return DeadlineRow(
        case=case,
        rule=clock.rule,
        role=clock.role.value,
        who=clock.who,
        due=in_utc(clock.due.at),
        right=clock.right,
        ended=clock.ended.at if clock.ended else None,
        satisfied=clock.status is Status.SATISFIED,
    )


def _next(rows: Sequence[DeadlineRow]) -> DeadlineRow | None:
    """What the case is listed by: the house's earliest open duty, else a party's."""
    running = [row for row in rows if row.ended is None and not row.right]
    return min(running, key=lambda row: (row.role == Role.PARTY.value, row.due), default=None)


def _row(case: Case, number: int, duty: DeadlineRow | None) -> CaseRow:
    return CaseRow(
        case=case.number,
        number=number,
        state=case.state.value,
        owner=STATES[case.state].owner.value,
        priority=case.priority.value,
        received=case.received,
        updated=case.changed,
        filer=case.filer.value,
        administrator=_administrator(case),
        due=duty.due if duty else None,
        due_rule=duty.rule if duty else "",
        seats=tuple(SeatRow(seat=seat.number, reviewer=seat.reviewer) for seat in case.seats),
        same_dispute=case.same_dispute,
        same_course=case.same_course,
        filer_party=_filer(case),
        to_publish=case.to_publish,
    )


def _filer(case: Case) -> str:
    """Who filed for the employee; of an employee alone nobody counts how often they file."""
    if case.filer is PartyRole.EMPLOYEE:
        return ""
    return next((party.id for party in case.parties if party.role is case.filer), "")


def _administrator(case: Case) -> str:
    role = PartyRole.CLAIMS_ADMINISTRATOR
    return next((party.id for party in case.parties if party.role is role), "")
