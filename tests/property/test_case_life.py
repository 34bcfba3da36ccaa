"""Whatever is asked of a case, by whomever and in whatever order, these things hold."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.case_life import ALWAYS, LAW, Life, Recorded
from tests.dispute_commands import Choose, actor_for, command_for, first, next_step, opening

from openimr.case.commands.command import Command
from openimr.case.decide import STEPS
from openimr.case.model import Case, State
from openimr.case.states import STATES
from openimr.law.model import DeadlineRule, Law
from openimr.law.triggers import Trigger


def _strict(rule: DeadlineRule) -> DeadlineRule:
    answers = rule.after is Trigger.FOUND_INCOMPLETE
    return msgspec.structs.replace(rule, decisive=True) if answers else rule


STRICT = msgspec.structs.replace(LAW, deadlines=tuple(_strict(rule) for rule in LAW.deadlines))
"""A law under which review is lost when the parties do not answer in time."""


KINDS = tuple(STEPS)
CHANCE = st.randoms(use_true_random=True)
"""Seeded by Hypothesis: the same on every run, and each step is another one."""


def deviating(chance: random.Random) -> Choose:
    """Takes what fits but at a few choices, so that one thing is wrong and not everything."""
    deviations = {chance.randrange(6) for _ in range(chance.choice((0, 1, 1, 2)))}
    count = itertools.count()

    def choose(options: Sequence[object]) -> object:
        if next(count) not in deviations or len(options) == 1:
            return options[0]
        return chance.choice(options[1:])

    return choose


class CaseMachine(RuleBasedStateMachine):
    """Drives a case with commands that fit and commands that do not."""

    def __init__(self) -> None:
        super().__init__()
        self.life = Life()

    @initialize(chance=CHANCE, steps=st.integers(0, 22))
    def open(self, chance: random.Random, steps: int) -> None:
        """Begins anywhere on the straight way, so that no state is rarely reached."""
        command = opening(first if steps else deviating(chance))
        self.life.ask(command, actor_for(command, None, first))
        self.go_straight_on(steps)

    @precondition(lambda self: self.life.case is not None)
    @rule(chance=CHANCE, times=st.integers(1, 12))
    def steps(self, chance: random.Random, times: int) -> None:
        """Steps of the state, the one it waits for, now and then one that it has not."""
        for _ in range(times):
            case = self.life.case
            assert case is not None
            moves = tuple(STATES[case.state].moves) or KINDS
            waited_for = (next_step(case) or chance.choice(moves),)
            self._try(chance, chance.choice(chance.choice((moves, moves, waited_for, KINDS))))
            self.what_always_holds()

    def _try(self, chance: random.Random, kind: type[Command]) -> None:
        case = self.life.case
        assert case is not None
        choose = deviating(chance)
        command = command_for(kind, case, self.life.now, choose)
        self.life.ask(command, actor_for(command, case, choose))

    def go_straight_on(self, steps: int) -> None:
        for _ in range(steps):
            case = self.life.case
            if case is None or (kind := next_step(case)) is None:
                return
            command = command_for(kind, case, self.life.now, first)
            self.life.ask(command, actor_for(command, case, first))

    @rule(hours=st.integers(1, 24 * 45))
    def wait(self, hours: int) -> None:
        self.life.now += dt.timedelta(hours=hours)

    @invariant()
    def what_always_holds(self) -> None:
        for holds in ALWAYS:
            holds(self.life)


TestCaseLife = CaseMachine.TestCase
TestCaseLife.settings = settings(max_examples=100, stateful_step_count=25, deadline=None)


def test_every_step_of_the_table_can_be_taken_and_leads_where_it_says() -> None:
    """From every case reached so far the least tried step, until every arrow was seen."""
    wanted = {
        (state, command, after)
        for state, row in STATES.items()
        for command, following in row.moves.items()
        for after in following
    }
    seen: set[Arrow] = set()
    for law in (LAW, STRICT):
        seen |= Walk(law, random.Random(4610)).arrows(10_000)
    missed = {f"{a.value}: {b.__name__} -> {c.value}" for a, b, c in wanted - seen}
    assert missed == set()
    assert {after for _, _, after in seen} | {State.RECEIVED} == set(STATES)


Record = tuple[Recorded, ...]
Arrow = tuple[State | None, type[Command], State]


class Walk:
    """A walk through what can be reached; cases are frozen, so each can be returned to."""

    def __init__(self, law: Law, chance: random.Random) -> None:
        self.law, self.chance = law, chance
        self.reached: dict[State, list[tuple[Case, dt.datetime, Record]]] = defaultdict(list)
        self.tried: Counter[tuple[State, type[Command]]] = Counter()

    def choose(self, options: Sequence[object]) -> object:
        return options[0] if self.chance.random() < 0.75 else self.chance.choice(options)

    def arrows(self, steps: int) -> set[Arrow]:
        seen: set[Arrow] = set()
        for _ in range(100):
            life = Life(self.law)
            command = opening(self.choose)
            life.ask(command, actor_for(command, None, first))
            self._keep(life)
            self._go_on(life)
        for number in range(steps):
            state, kind = self._least_tried(seen if number % 2 else frozenset())
            self.tried[state, kind] += 1
            life = Life(self.law)
            life.case, life.now, life.record = self.chance.choice(self.reached[state])
            life.now += dt.timedelta(days=self.chance.choice((0, 0, 1, 40)))
            choose = deviating(self.chance)
            command = command_for(kind, life.case, life.now, choose)
            if life.ask(command, actor_for(command, life.case, choose)):
                seen.add((state, kind, life.case.state))
                self._keep(life)
        return seen

    def _least_tried(self, seen: Collection[Arrow]) -> tuple[State, type[Command]]:
        """A step that was tried least, of those that could lead where none led yet."""
        steps = [
            (state, kind)
            for state in self.reached
            for kind, following in STATES[state].moves.items()
            if not all((state, kind, after) in seen for after in following)
        ]
        return min(steps, key=lambda step: (self.tried[step], self.chance.random()))

    def _go_on(self, life: Life) -> None:
        """The straight way to service, with every case on it."""
        for _ in range(30):
            assert life.case is not None
            if (kind := next_step(life.case)) is None:
                return
            command = command_for(kind, life.case, life.now, self.choose)
            if life.ask(command, actor_for(command, life.case, first)):
                self._keep(life)

    def _keep(self, life: Life) -> None:
        assert life.case is not None
        for holds in ALWAYS:
            holds(life)
        self.reached[life.case.state].append((life.case, life.now, life.record))
