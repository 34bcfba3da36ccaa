"""Reviewers who sit in open cases, looked at again: credentials end, and ties come to light."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openimr.assignment.conflicts import Conflict
from openimr.assignment.policies import reasons_against
from openimr.assignment.reviewer_law import AVAILABLE, ROOM_LEFT
from openimr.case.model import Case, Seat
from openimr.vocabulary.value import Value
from openimr.workflow.appointing import Appointing
from openimr.workflow.appointing_cases import AT_WORK, rows_in
from openimr.workflow.appointing_day import Day
from openimr.workflow.store import CaseQuery

_OF_THE_APPOINTMENT = (AVAILABLE, ROOM_LEFT)
"""What keeps somebody from another case and not from the one they have."""


class Doubt(Value, frozen=True, kw_only=True):
    """A reviewer who sits in an open case and could not be appointed to it today.

    Attributes:
        reasons: in words that name nobody.
    """

    case: str
    seat: int
    reviewer: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Seated:
    """Looks at everybody who sits; what follows is for a person to decide.

    Attributes:
        at: knows the panel, its ties and answers.
    """

    at: Appointing

    def doubts(self) -> Iterator[Doubt]:
        """Every seat of an open case against whose reviewer something speaks today."""
        ground, day = self.at.ground, self.at.day()
        rows = (rows_in(ground.store, CaseQuery(state=state.value)) for state in AT_WORK)
        for row in (row for each in rows for row in each if row.seats):
            case = ground.case(row.case)
            names = ground.book.named([party.id for party in case.parties])
            ties = day.ties(case, names)
            for seat in case.seats:
                said = (*_not_declared(case, seat), *self._against(seat.reviewer, day, ties))
                if reasons := tuple(dict.fromkeys(said)):
                    yield Doubt(
                        case=case.number, seat=seat.number, reviewer=seat.reviewer, reasons=reasons
                    )

    def _against(self, reviewer: str, day: Day, ties: Sequence[Conflict]) -> Iterator[str]:
        member = day.member(reviewer)
        if member is None:
            yield "no longer on the panel"
            return
        for reason in reasons_against(member, day.on, self.at.rules):
            if reason.rule.name not in _OF_THE_APPOINTMENT:
                yield reason.says
        yield from (tie.told for tie in ties if tie.reviewer == reviewer and tie.bars)


def _not_declared(case: Case, seat: Seat) -> Iterator[str]:
    """Who was named after the reviewer accepted, and not declared about since."""
    if seat.declaration is None:
        return
    for party in case.undeclared(seat):
        yield f"has not declared about the {party.role.value}, named after the acceptance"
