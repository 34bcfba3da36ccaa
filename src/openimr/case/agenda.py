"""Who must act today: the running deadlines of many cases as one role's daily list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

from openimr.case.deadlines import Deadline
from openimr.law.calendar import pacific_day
from openimr.vocabulary.actor import Role
from openimr.vocabulary.value import Value

REMINDING = (Role.INTAKE, Role.CASE_MANAGER)
"""Roles that remind the parties of what these owe."""


class Pending(Protocol):
    """Something of a case that must be done."""

    @property
    def case(self) -> str:
        """The case number."""

    @property
    def due(self) -> dt.datetime:
        """When, by the earliest reading."""

    @property
    def role(self) -> Role:
        """Who in the house must act now; PARTY for a party."""

    @property
    def right(self) -> bool:
        """Whether somebody may act but need not."""

    @property
    def running(self) -> bool:
        """Whether it is still to be done."""


Waiting = TypeVar("Waiting", bound=Pending)


class Task(Value, frozen=True, kw_only=True):
    """A deadline of a case, on somebody's list."""

    case: str
    deadline: Deadline

    @property
    def due(self) -> dt.datetime:
        """As ``Pending.due``."""
        return self.deadline.due.at

    @property
    def role(self) -> Role:
        """As ``Pending.role``."""
        return self.deadline.role

    @property
    def right(self) -> bool:
        """As ``Pending.right``."""
        return self.deadline.right

    @property
    def running(self) -> bool:
        """As ``Pending.running``."""
        return self.deadline.running


class Agenda(Value, Generic[Waiting], frozen=True, kw_only=True):
    """What one role has before it on one day; each list has the earliest first.

    Attributes:
        role: whose list it is.
        overdue: due before now by the earliest reading, and not done.
        today: due by the end of the Pacific day.
        soon: due within the days after.
        awaited: what parties owe, overdue or within those days; for roles that remind them.
    """

    role: Role
    overdue: tuple[Waiting, ...]
    today: tuple[Waiting, ...]
    soon: tuple[Waiting, ...]
    awaited: tuple[Waiting, ...]


def agenda(
    tasks: Iterable[Waiting], role: Role, now: dt.datetime, days: int = 7
) -> Agenda[Waiting]:
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
        for task in sorted(tasks, key=lambda task: (task.due, task.case))
        if task.running and pacific_day(task.due) <= until
    ]
    mine = [task for task in near if task.role is role]
    ahead = [task for task in mine if task.due >= now]
    return Agenda(
        role=role,
        overdue=tuple(task for task in mine if task.due < now),
        today=tuple(task for task in ahead if _is_today(task, now)),
        soon=tuple(task for task in ahead if not _is_today(task, now)),
        awaited=tuple(task for task in near if role in REMINDING and _is_owed(task)),
    )


def _is_today(task: Pending, now: dt.datetime) -> bool:
    return pacific_day(task.due) <= pacific_day(now)


def _is_owed(task: Pending) -> bool:
    """A party's duty; nobody is reminded of a right."""
    return task.role is Role.PARTY and not task.right
