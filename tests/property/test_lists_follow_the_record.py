"""Whatever is asked at the desk, every store answers alike; its lists say what the record says."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.databases import KINDS, database, store_in
from tests.dispute_commands import actor_for, command_for, first, next_step, opening
from tests.invented_dispute import START
from tests.memory_event_store import MemoryEventStore
from tests.waiting_cases import done_at

from openimr.case.commands import Command
from openimr.case.evolve import case_of
from openimr.case.states import STATES
from openimr.law.load import load_law
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import Refused
from openimr.workflow.desk import Desk
from openimr.workflow.projections import Projection
from openimr.workflow.store import CaseQuery, CaseRow, DeadlineQuery, DeadlineRow, EventStore

LAW = load_law()
PROJECTION = Projection(LAW)
CHANCE = st.randoms(use_true_random=True)
"""Seeded by Hypothesis: the same on every run."""

_COUNT = itertools.count(1)


@pytest.fixture(scope="module", params=KINDS)
def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EventStore]:
    with database(request.param, Path(tmp_path_factory.mktemp("record"))) as alias:
        yield store_in(alias, PROJECTION)


class Twins:
    """One case in memory and in a database, asked the same at the same time."""

    def __init__(self, store: EventStore) -> None:
        self.number = f"CM26-{next(_COUNT)}"
        self.now = START
        self.stores = (MemoryEventStore(PROJECTION), store)
        self.desks = tuple(Desk(one, LAW, lambda: self.now) for one in self.stores)
        self.keys = itertools.count()

    def ask(self, command: Command, actor: Actor) -> None:
        """Both answer alike, and once more under the same key as before."""
        key = f"key-{next(self.keys)}"
        answers = [self.answer(desk, command, actor, key) for desk in self.desks]
        assert answers[0] == answers[1]
        if not isinstance(answers[0], str):
            assert self.answer(self.desks[1], command, actor, key) == answers[1]

    def answer(self, desk: Desk, command: Command, actor: Actor, key: str) -> object:
        try:
            return done_at(desk, command, self.number, actor, key)
        except Refused as refused:
            return refused.rule

    def go(self, chance: random.Random, steps: int) -> None:
        """Mostly straight on, sometimes aside, now and then after a while."""
        command = opening(first)
        assert hasattr(command, "application")
        dispute = f"dispute of {self.number}"
        application = msgspec.structs.replace(
            command.application, number=self.number, same_dispute=dispute
        )
        opens = msgspec.structs.replace(command, application=application)
        self.ask(opens, actor_for(opens, None, first))
        for _ in range(steps):
            case = case_of(self.stores[0].load(self.number))
            moves = tuple(STATES[case.state].moves)
            kind = next_step(case) if chance.random() < 0.8 else None
            if kind is None and not moves:
                return
            self.now += dt.timedelta(hours=chance.choice((0, 1, 30, 300)))
            asked = command_for(kind or chance.choice(moves), case, self.now, first)
            self.ask(asked, actor_for(asked, case, first))


def shown(store: EventStore, number: str) -> tuple[CaseRow, tuple[DeadlineRow, ...]]:
    """What the lists say of a case."""
    (row,) = store.cases(CaseQuery(same_dispute=f"dispute of {number}")).rows
    return row, store.deadlines(DeadlineQuery(case=number))


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(chance=CHANCE, steps=st.integers(0, 30))
def test_lists_say_what_the_record_says_on_every_store_and_after_drawing_them_anew(
    store: EventStore, chance: random.Random, steps: int
) -> None:
    twins = Twins(store)
    twins.go(chance, steps)
    memory, kept = twins.stores
    record = kept.load(twins.number)
    assert record == memory.load(twins.number)
    projected = PROJECTION(record)
    duties = [one for one in projected.deadlines if one.ended is None and not one.right]
    live = shown(kept, twins.number)
    assert live[0] == projected.row
    assert sorted(live[1], key=str) == sorted(duties, key=str)
    assert live == shown(memory, twins.number)


def test_all_these_cases_drawn_anew_are_as_they_were(store: EventStore) -> None:
    before = store.cases(CaseQuery(limit=500)), store.deadlines(DeadlineQuery())
    assert store.rebuild() == len(list(store.numbers()))
    assert (store.cases(CaseQuery(limit=500)), store.deadlines(DeadlineQuery())) == before
