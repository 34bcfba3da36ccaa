"""No deadline is ever lost: it is open, or missed, or a named event ended it, whatever happens."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.dispute_commands import Choose, actor_for, command_for, first, next_step, opening
from tests.invented_dispute import START

from openimr.case.commands import Command
from openimr.case.deadlines import Deadline, Status, deadlines
from openimr.case.decide import decide
from openimr.case.evolve import case_of
from openimr.case.model import Case, State
from openimr.case.record import RecordedEvent, chain
from openimr.case.states import STATES
from openimr.law.load import load_law
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import Refused

LAW = load_law()
DEVIATIONS = st.sets(st.integers(0, 9), max_size=2)
"""Which of a command's choices are not the fitting one."""


class Life:
    """A case under any sequence of commands; what is refused leaves it as it was."""

    def __init__(self) -> None:
        self.now = START
        self.record: tuple[RecordedEvent, ...] = ()

    @property
    def case(self) -> Case:
        return case_of(self.record)

    def ask(self, command: Command, by: Actor) -> None:
        case = self.case if self.record else None
        try:
            events = decide(case, command, LAW, self.now, by)
        except Refused:
            return
        self.record += chain(
            events,
            case="CM26-0000001",
            after=self.record[-1] if self.record else None,
            actor=by,
            key=f"key-{len(self.record)}",
            at=self.now,
        )


def deviating(data: st.DataObject) -> Choose:
    """Takes what fits but at a few choices, so that one thing is wrong and not everything."""
    deviations = data.draw(DEVIATIONS)
    count = itertools.count()

    def choose(options: Sequence[object]) -> object:
        if next(count) not in deviations or len(options) == 1:
            return options[0]
        return data.draw(st.sampled_from(options[1:]))

    return choose


def opened(data: st.DataObject) -> Life:
    """A case that was filed, perhaps with something wrong in it."""
    life = Life()
    command = opening(deviating(data))
    life.ask(command, actor_for(command, None, first))
    return life


def go_on(life: Life, data: st.DataObject) -> None:
    """One more command: the next towards service, or any that may be asked here."""
    case = life.case
    moves = list(STATES[case.state].moves)
    straight = next_step(case)
    life.now += dt.timedelta(hours=data.draw(st.integers(0, 24 * 9)))
    if straight is not None and data.draw(st.integers(0, 3)):
        moves = [straight]
    if not moves:
        return
    kind = data.draw(st.sampled_from(moves))
    choose = deviating(data)
    command = command_for(kind, case, life.now, choose)
    life.ask(command, actor_for(command, case, choose))


def told(life: Life) -> list[Deadline]:
    """The deadlines in the order they began."""
    found = deadlines(life.record, LAW, life.now)
    return sorted(found, key=lambda one: (one.begun.number, one.rule, one.treatments))


def same(one: Deadline) -> tuple[object, ...]:
    """What never changes of a deadline."""
    return one.rule, one.treatments, one.due, one.begun, one.party, one.right


@settings(max_examples=60, deadline=None, stateful_step_count=30)
@given(st.data())
def test_a_deadline_stays_until_an_event_of_the_record_ends_it(data: st.DataObject) -> None:
    life = opened(data)
    for _ in range(30):
        before, events, then = told(life), len(life.record), life.now
        go_on(life, data)
        after = told(life)
        assert [same(one) for one in after[: len(before)]] == [same(one) for one in before]
        assert all(one.begun.number > events for one in after[len(before) :])
        for old, new in zip(before, after, strict=False):
            if old.ended is not None:
                assert (new.ended, new.status) == (old.ended, old.status)
            elif new.ended is not None:
                assert new.ended.number > events
            elif new.status is not old.status:
                assert old.status is Status.OPEN
                assert then <= old.due.latest < life.now


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_an_ended_deadline_names_the_event_that_ended_it(data: st.DataObject) -> None:
    life = opened(data)
    for _ in range(30):
        go_on(life, data)
    for one in told(life):
        for mark in (one.begun, one.ended):
            if mark is not None:
                event = life.record[mark.number - 1].event
                assert mark.event == event.__struct_config__.tag
        if one.ended is None:
            assert one.status in {Status.OPEN, Status.MISSED, Status.LAPSED}
            assert one.status is Status.OPEN or one.due.latest < life.now


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_nothing_is_due_in_a_closed_case(data: st.DataObject) -> None:
    life = opened(data)
    for _ in range(40):
        go_on(life, data)
        if life.case.state is State.CLOSED:
            assert not [one for one in told(life) if one.running]
