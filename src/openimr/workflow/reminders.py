"""Parties are reminded of what they owe some days before it is due; staff have the daily list.

Each duty is reminded of once. Only mail goes out: a letter would come after the date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from openimr.case.deadlines import Deadline, deadlines
from openimr.case.events.notices import NoticeKind, NoticeQueued
from openimr.case.evolve import case_of
from openimr.case.record import RecordedEvent
from openimr.law.calendar import pacific_day
from openimr.vocabulary.actor import Role
from openimr.workflow.jobs import Task
from openimr.workflow.notices import reminds_of_records
from openimr.workflow.store import DeadlineMark, DeadlineQuery
from openimr.workflow.telling import Telling, record_outcome

AHEAD = dt.timedelta(days=3)
"""Calendar days before the earliest reading on which a party is reminded; the house's own choice:
no law asks for reminders."""


def remind(telling: Telling, task: Task, at: dt.datetime) -> None:
    """Queue a reminder for every party's duty that is due within the next days.

    Args:
        telling: record, law and addresses.
        task: is told how far it is.
        at: the time of the round, from which days are counted.
    """
    for done, case in enumerate(_with_duties_of_parties(telling, at), 1):
        recorded = telling.store.load(case)
        for notice in reminders(recorded, telling, at):
            record_outcome(telling, case, (notice,), _key(notice))
        task.progress(done, done + 1, "cases")


def _with_duties_of_parties(telling: Telling, at: dt.datetime) -> Iterator[str]:
    mark, before = DeadlineMark(due=at), at + AHEAD + dt.timedelta(days=1)
    asked: set[str] = set()
    while rows := telling.store.deadlines(
        DeadlineQuery(role=Role.PARTY.value, due_before=before, after=mark)
    ):
        yield from (case for case in dict.fromkeys(row.case for row in rows) if case not in asked)
        asked |= {row.case for row in rows}
        mark = DeadlineMark(due=rows[-1].due, case=rows[-1].case)


def _key(notice: NoticeQueued) -> str:
    """The same for every reminder of one party about one event: there is one."""
    return f"remind:{notice.notice.rpartition('-')[0]}"


def reminders(
    recorded: Sequence[RecordedEvent], telling: Telling, at: dt.datetime
) -> tuple[NoticeQueued, ...]:
    """The reminders that a case calls for at a time, to parties who are reached by mail."""
    soon = [one for one in deadlines(recorded, telling.law, at) if _is_near(one, at)]
    parties = case_of(recorded).parties
    found = {}
    for duty in soon:
        for place, party in enumerate(parties, 1):
            if party.role is duty.party and telling.book.address(party.id):
                notice = f"{duty.begun.number}.{place}-{pacific_day(at):%Y%m%d}"
                of_records = reminds_of_records(recorded[duty.begun.number - 1].event)
                found[notice] = NoticeQueued(
                    notice=notice,
                    kind=NoticeKind.RECORDS_REMINDER if of_records else NoticeKind.DUTY_REMINDER,
                    to=party.role,
                    party=party.id,
                    tells_of=duty.begun.number,
                )
    return tuple(found.values())


def _is_near(duty: Deadline, at: dt.datetime) -> bool:
    """A party's duty, due within the days ahead, that the party was not told of this very day."""
    today = pacific_day(at)
    owed = duty.running and not duty.right and duty.party is not None
    ahead = at <= duty.due.at and pacific_day(duty.due.at) - today <= AHEAD
    return owed and ahead and pacific_day(duty.begun.at) < today
