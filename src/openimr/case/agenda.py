"""Who must act today: the running deadlines of many cases as one role's daily list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from openimr.case.deadlines import Deadline
from openimr.law.calendar import pacific_day
from openimr.vocabulary.actor import Role
from openimr.vocabulary.value import Value

REMINDING = (Role.INTAKE, Role.CASE_MANAGER)
"""Roles that remind the parties of what these owe."""


class Task(Value, frozen=True, kw_only=True):
    """A deadline of a case, on somebody's list."""

    case: str
    deadline: Deadline


class Agenda(Value, frozen=True, kw_only=True):
    """What one role has before it on one day; each list has the earliest first.

    Attributes:
        role: whose list it is.
        overdue: due before now by the earliest reading, and not done.
        today: due by the end of the Pacific day.
        soon: due within the days after.
        awaited: what parties owe, overdue or within those days; for roles that remind them.
    """

    role: Role
    overdue: tuple[Task, ...]
    today: tuple[Task, ...]
    soon: tuple[Task, ...]
    awaited: tuple[Task, ...]


def agenda(tasks: Iterable[Task], role: Role, now: dt.datetime, days: int = 7) -> Agenda:
    """One role's list of the day.

    Args:
        tasks: deadlines of cases, as they stand at ``now``; those that ended are left out.
        role: whose list; PARTY lists what any party must or may do.
        now: the time of asking, with zone.
        days: how far to look ahead, in calendar days after today.
    """
    until = pacific_day(now) + dt.timedelta(days=days)
    near = [
        task
        for task in sorted(tasks, key=lambda task: (task.deadline.due.at, task.case))
        if task.deadline.running and pacific_day(task.deadline.due.at) <= until
    ]
    mine = [task for task in near if task.deadline.role is role]
    ahead = [task for task in mine if task.deadline.due.at >= now]
    return Agenda(
        role=role,
        overdue=tuple(task for task in mine if task.deadline.due.at < now),
        today=tuple(task for task in ahead if _is_today(task, now)),
        soon=tuple(task for task in ahead if not _is_today(task, now)),
        awaited=tuple(task for task in near if role in REMINDING and _is_owed(task)),
    )


def _is_today(task: Task, now: dt.datetime) -> bool:
    return pacific_day(task.deadline.due.at) <= pacific_day(now)


def _is_owed(task: Task) -> bool:
    """A party's duty; nobody is reminded of a right."""
    return task.deadline.role is Role.PARTY and not task.deadline.right
