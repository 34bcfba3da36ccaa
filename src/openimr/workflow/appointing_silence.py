"""Reviewers who gave no answer to their appointment in time: their seats are given anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from openimr.case.commands.appointing import Recuse
from openimr.case.model import Case, Seat, State
from openimr.vocabulary.actor import Actor, Role
from openimr.workflow.appointing_cases import Ground, rows_in
from openimr.workflow.appointing_outcome import TakenOff
from openimr.workflow.store import CaseQuery

SILENT = "gave no answer to the appointment in time"


@dataclass(frozen=True)
class Silence:
    """Looks for reviewers who did not answer.

    Attributes:
        ground: record, desk and clock.
    """

    ground: Ground

    def taken_off(self, actor: Actor, only: str | None, *, rehearse: bool) -> tuple[TakenOff, ...]:
        """Take those off whose time to answer is over; nobody is barred for it.

        Args:
            actor: who appoints; a program takes nobody off, because a person decides that.
            only: the number of the one case, or None for all.
            rehearse: only tell who would be taken off.
        """
        if actor.role is not Role.CASE_MANAGER:
            return ()
        found = []
        for case, seat in self._silent(only):
            if not rehearse:
                command = Recuse(seat=seat.number, reason=SILENT, barred=False)
                key = f"silent-seat-{seat.number}-since-{seat.appointed.isoformat()}"
                self.ground.desk.do(command, case.number, actor, key)
            found.append(TakenOff(case=case.number, seat=seat.number, reviewer=seat.reviewer))
        return tuple(found)

    def _silent(self, only: str | None) -> Iterator[tuple[Case, Seat]]:
        now = self.ground.now()
        for state in (State.APPOINTED, State.READY_TO_APPOINT):
            overdue = CaseQuery(state=state.value, due_before=now)
            numbers = [row.case for row in rows_in(self.ground.store, overdue)]
            for number in numbers:
                if only not in {None, number}:
                    continue
                case = self.ground.case(number)
                for seat in case.seats:
                    if seat.accepted is None and seat.accept_by and seat.accept_by < now:
                        yield case, seat
