"""The table of rounds, and those that only look at the record and its clocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from openimr.case.commands import Command
from openimr.case.commands.clocks import NoteMissedDeadline
from openimr.case.commands.intake import LetCureLapse
from openimr.case.deadlines import Deadline, Status, deadlines
from openimr.case.evolve import case_of
from openimr.case.limits import cure_is_decisive
from openimr.case.model import State
from openimr.case.record import RecordedEvent
from openimr.law.model import Law
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import Refused
from openimr.workflow.anchoring import HeadLists, anchor_days
from openimr.workflow.desk import Desk
from openimr.workflow.jobs import Task, TryLater
from openimr.workflow.reminders import remind
from openimr.workflow.rounds import Daily, Hourly, Round
from openimr.workflow.store import DeadlineMark, DeadlineQuery, EventStore, Ledger
from openimr.workflow.telling import Telling

CLOCKS = Actor(role=Role.SYSTEM, id="rounds")
"""Who notes what follows from the time alone."""

_NOT_FOR_NOW = ("not-in-this-state", "noted-already", "still-in-time", "cure-still-possible")
"""The case went on meanwhile, or not all readings are over: there is nothing to do."""


PAPERS_STAY = dt.timedelta(days=14)
"""How long papers stay that came to no case: time to receive them again, and no longer, because
they name patients whom nobody reviews."""


class LeftPapers(Protocol):
    """Papers that were read or taken in, and came to no case."""

    def remove(self, before: dt.datetime) -> int:
        """Remove those that nobody touched since; how many filings."""


@dataclass(frozen=True)
class RoundsNeed:
    """What the rounds work with.

    Attributes:
        telling: record, law, addresses and clock.
        desk: does commands.
        ledger, lists: the record day by day, and the heads of closed days.
        left: papers without a case.
    """

    telling: Telling
    desk: Desk
    ledger: Ledger
    lists: HeadLists
    left: LeftPapers

    @property
    def store(self) -> EventStore:
        """The record."""
        return self.telling.store

    @property
    def law(self) -> Law:
        """The law of the programme."""
        return self.telling.law

    @property
    def now(self) -> Callable[[], dt.datetime]:
        """The clock."""
        return self.telling.now


def office_rounds(need: RoundsNeed) -> tuple[Round, ...]:
    """Every round that is made; a further one is a further row."""
    return (
        Round(
            name="anchor",
            says="close the days (UTC) that are over, each with its root",
            rhythm=Daily(dt.time(1, 5), dt.UTC),
            run=lambda task, at: close_days(need, task),
        ),
        Round(
            name="deadlines",
            says="note every duty that was missed; what nobody cured goes to a person",
            rhythm=Hourly(minute=10),
            run=lambda task, at: fire_deadlines(need, task),
        ),
        Round(
            name="reminders",
            says="remind parties of what they owe within three days",
            rhythm=Daily(dt.time(8)),
            run=lambda task, at: remind(need.telling, task, at),
        ),
        Round(
            name="papers-left",
            says="remove papers that came to no case within 14 days",
            rhythm=Daily(dt.time(2, 30)),
            run=lambda task, _: remove_left_papers(need, task),
        ),
    )


def close_days(need: RoundsNeed, task: Task) -> None:
    """Anchor every day that is over.

    Raises:
        TryLater: when somebody does the same at this moment.
    """
    try:
        for number, _ in enumerate(anchor_days(need.ledger, need.lists, need.now()), 1):
            task.progress(number, number + 1, "days")
    except Refused as refused:
        if refused.rule != "anchors-stay":
            raise
        raise TryLater("Somebody else closed a day at this moment.") from None


def remove_left_papers(need: RoundsNeed, task: Task) -> None:
    """Remove papers of which no case was made, and the pages that were read of them."""
    count = need.left.remove(need.now() - PAPERS_STAY)
    if count:
        task.progress(count, count, "filings")


def fire_deadlines(need: RoundsNeed, task: Task) -> None:
    """Take, in every case with a duty overdue, the steps that follow from the time alone."""
    for done, case in enumerate(_overdue(need), 1):
        _fire(need, case)
        task.progress(done, done + 1, "cases")


def _overdue(need: RoundsNeed) -> Iterator[str]:
    """Cases in which something was due by the earliest reading, each at least once."""
    mark, before = None, need.now()
    while rows := need.store.deadlines(DeadlineQuery(due_before=before, after=mark)):
        yield from dict.fromkeys(row.case for row in rows)
        mark = DeadlineMark(due=rows[-1].due, case=rows[-1].case)


def _fire(need: RoundsNeed, case: str) -> None:
    """Each step is known by its clock and taken once, whoever takes it and however often."""
    recorded = need.store.load(case)
    known = {one.key for one in recorded}
    for key, command in _steps(need, recorded):
        if key not in known:
            _take(need, command, case, key)


def _steps(need: RoundsNeed, recorded: tuple[RecordedEvent, ...]) -> Iterator[tuple[str, Command]]:
    now = need.now()
    for one in deadlines(recorded, need.law, now):
        if one.ended is None and one.status is Status.MISSED:
            yield _key(one), _note(one)
    case = case_of(recorded)
    if case.state is State.INCOMPLETE and not cure_is_decisive(need.law, case, now):
        yield f"cure-lapsed:{recorded[-1].number}", LetCureLapse()


def _key(one: Deadline) -> str:
    treatments = "+".join(map(str, one.treatments))
    return f"missed:{one.rule}:{one.begun.number}:{treatments}"


def _note(one: Deadline) -> NoteMissedDeadline:
    return NoteMissedDeadline(
        rule=one.rule,
        begun=one.begun.number,
        treatments=one.treatments,
        who=one.who,
        due=one.due.latest,
        citation=one.citation,
    )


def _take(need: RoundsNeed, command: Command, case: str, key: str) -> None:
    try:
        need.desk.do(command, case, CLOCKS, key)
    except Refused as refused:
        if refused.rule == "someone-was-faster":
            raise TryLater("Others recorded events of the case at this moment.") from None
        if refused.rule not in _NOT_FOR_NOW:
            raise
