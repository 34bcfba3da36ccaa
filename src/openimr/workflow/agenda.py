"""The daily list of a role over all cases, from the lists that are drawn from the record."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator

from openimr.case.agenda import REMINDING, Agenda, agenda
from openimr.case.clocks.clock import ACCEPTANCE, SERVICE
from openimr.law.calendar import PACIFIC, pacific_day
from openimr.law.model import Law
from openimr.vocabulary.actor import Role
from openimr.vocabulary.value import Value
from openimr.workflow.office import Office
from openimr.workflow.seen_by import Sight
from openimr.workflow.store import MOST_ROWS, DeadlineQuery, DeadlineRow

_OF_THE_HOUSE = {
    SERVICE: "Serving the determination on the parties",
    ACCEPTANCE: "Accepting the appointment",
}
"""Rules that no law of their own limits, as the case's clocks call them."""


class Duty(Value, frozen=True, kw_only=True):
    """One duty on a daily list.

    Attributes:
        case: the case number.
        rule: the id of the law's value.
        name: what must be done, in words.
        citation: the rule's law, or "".
        verified: whether the rule's text was seen.
        due: by the earliest reading.
        role: who in the house must act now; PARTY for a party.
        who: who must act by the rule, in words.
    """

    case: str
    rule: str
    name: str
    citation: str
    verified: bool
    due: dt.datetime
    role: Role
    who: str

    @property
    def right(self) -> bool:
        """Rights are on no daily list of the store."""
        return False

    @property
    def running(self) -> bool:
        """What ended is on no daily list of the store."""
        return True


class DailyList(Value, frozen=True, kw_only=True):
    """A role's day.

    Attributes:
        at: the moment for which it is drawn; what is due before is overdue.
        days: how far it looks ahead.
        agenda: the duties.
        more: there are more than one list holds; the earliest are shown.
    """

    at: dt.datetime
    days: int
    agenda: Agenda[Duty]
    more: bool


def daily_list(
    office: Office,
    role: Role,
    days: int = 7,
    day: dt.date | None = None,
    sight: Sight | None = None,
) -> DailyList:
    """What a role has before it.

    Args:
        office: the office on its record; the look is noted as one list.
        role: whose list.
        days: calendar days to look ahead.
        day: the list as of the beginning of another day (Pacific); today as of now without.
        sight: only cases that are open to an account; every case without.
    """
    rows_of = functools.partial(sight.deadlines, office) if sight else office.deadlines
    now = office.now()
    if day is not None and day != pacific_day(now):
        now = dt.datetime.combine(day, dt.time(), tzinfo=PACIFIC)
    last = dt.datetime.combine(
        pacific_day(now) + dt.timedelta(days=days + 1), dt.time(), tzinfo=PACIFIC
    )
    roles = [role, *([Role.PARTY] if role in REMINDING else [])]
    found = [
        rows_of(DeadlineQuery(role=one.value, due_before=last, limit=MOST_ROWS)) for one in roles
    ]
    duties = (duty for rows in found for duty in _duties(rows, office.law))
    return DailyList(
        at=now,
        days=days,
        agenda=agenda(duties, role, now, days),
        more=any(len(rows) == MOST_ROWS for rows in found),
    )


def _duties(rows: tuple[DeadlineRow, ...], law: Law) -> Iterator[Duty]:
    rules = {rule.id: rule for rule in law.deadlines}
    for row in rows:
        rule = rules.get(row.rule)
        yield Duty(
            case=row.case,
            rule=row.rule,
            name=rule.name if rule else _OF_THE_HOUSE.get(row.rule, row.rule),
            citation=rule.citation if rule else "",
            verified=rule.verified if rule else True,
            due=row.due,
            role=Role(row.role),
            who=row.who,
        )
