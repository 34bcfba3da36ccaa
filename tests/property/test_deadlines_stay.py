"""No deadline is ever lost: it is open, or missed, or a named event ended it, whatever happens."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.dispute_commands import actor_for, command_for, first, next_step, opening
from tests.property.test_case_life import DEVIATIONS, Life, deviating

from openimr.case.commands import Command
from openimr.case.deadlines import Deadline, Status, deadlines
from openimr.case.model import State
from openimr.case.states import STATES


def opened(data: st.DataObject) -> Life:
    """A case that was filed, perhaps with something wrong in it."""
    life = Life()
    command = opening(deviating(data, data.draw(DEVIATIONS)))
    life.ask(command, actor_for(command, None, first))
    return life


def go_on(life: Life, data: st.DataObject) -> None:
    """One more command: the next towards service, or any that may be asked here."""
    case = life.case
    assert case is not None
    moves: tuple[type[Command], ...] = tuple(STATES[case.state].moves)
    straight: type[Command] | None = next_step(case)
    if straight is None or data.draw(st.integers(0, 3)) == 0:
        straight = data.draw(st.sampled_from(moves)) if moves else None
    life.now += dt.timedelta(hours=data.draw(st.integers(0, 24 * 9)))
    if straight is None:
        return
    choose = deviating(data, data.draw(DEVIATIONS))
    command = command_for(straight, case, life.now, choose)
    life.ask(command, actor_for(command, case, choose))


def told(life: Life) -> list[Deadline]:
    """The deadlines in the order they began."""
    found = deadlines(life.record, life.law, life.now)
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
                assert then <= (old.due.latest if old.right else old.due.at) < life.now


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
            assert (one.status is Status.OPEN) or one.due.at < life.now


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_nothing_is_due_in_a_closed_case(data: st.DataObject) -> None:
    life = opened(data)
    for _ in range(40):
        go_on(life, data)
        assert life.case is not None
        if life.case.state is State.CLOSED:
            assert not [one for one in told(life) if one.running]
