"""The rows of a case in the lists, drawn from its events and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from openimr.case.events.event import PartyRole
from openimr.case.evolve import case_of
from openimr.case.model import Case
from openimr.case.record import RecordedEvent
from openimr.case.states import STATES
from openimr.workflow.store import CaseRow, Projected, SeatRow


class Projection:
    """Draws the rows of cases; the same events give the same rows at any time."""

    def __call__(self, recorded: Sequence[RecordedEvent]) -> Projected:
        """All rows of one case.

        Args:
            recorded: all events of the case in order; at least the application.
        """
        return Projected(row=_row(case_of(recorded), recorded[-1].number))


def _row(case: Case, number: int) -> CaseRow:
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
        due=None,
        due_rule="",
        seats=tuple(SeatRow(seat=seat.number, reviewer=seat.reviewer) for seat in case.seats),
        same_dispute=case.same_dispute,
        same_course=case.same_course,
    )


def _administrator(case: Case) -> str:
    role = PartyRole.CLAIMS_ADMINISTRATOR
    return next((party.id for party in case.parties if party.role is role), "")
