"""Whatever is asked of a case, by whomever and in whatever order, these things hold."""

from __future__ import annotations

import ast
import datetime as dt
import itertools
import random
import typing
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.case_life import ALWAYS, LAW, Life, Recorded
from tests.dispute_commands import Choose, actor_for, command_for, first, next_step, opening

import openimr.case as case_package
from openimr.case.commands.appointing import ApproveExtraReviewers
from openimr.case.commands.command import Command
from openimr.case.commands.intake import ReceiveApplication
from openimr.case.deadlines import deadlines
from openimr.case.decide import STEPS
from openimr.case.events import CaseEvent, notices
from openimr.case.model import Case, State
from openimr.case.states import STATES
from openimr.law.model import DeadlineRule, Law
from openimr.law.triggers import Trigger
from openimr.vocabulary.actor import Actor


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
    deviations = {chance.randrange(13) for _ in range(chance.choice((0, 1, 1, 2)))}
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


WANTED = {
    (state, command, after)
    for state, row in STATES.items()
    for command, following in row.moves.items()
    for after in following
}
"""Every arrow of the table of states."""

BY_JOBS = {one for one in typing.get_args(CaseEvent) if one.__module__ == notices.__name__}
"""Events that no command leads to: jobs record what became of a message."""


@pytest.fixture(scope="module")
def walked() -> Covered:
    """From every case reached so far the least tried step, until everything was seen."""
    covered = Covered()
    for seed in range(4610, 4618):
        for law in (LAW, STRICT):
            Walk(law, random.Random(seed), covered).go(3_500)
        if not (WANTED - covered.arrows or rules_of_refusal() - covered.rules):
            break
    print(covered)
    return covered


class TestAWalkCovers:
    """The walk checks what always holds at every case that it keeps."""

    def test_every_step_of_the_table_which_leads_where_the_table_says(
        self, walked: Covered
    ) -> None:
        missed = {f"{a.value}: {b.__name__} -> {c.value}" for a, b, c in WANTED - walked.arrows}
        assert missed == set()

    def test_every_state(self, walked: Covered) -> None:
        assert walked.states == set(State)

    def test_every_command_allowed_and_refused(self, walked: Covered) -> None:
        assert walked.allowed == {ReceiveApplication, *STEPS}
        assert walked.told_no == {ReceiveApplication, *STEPS}

    def test_every_event_that_a_command_leads_to(self, walked: Covered) -> None:
        assert walked.events == set(typing.get_args(CaseEvent)) - BY_JOBS

    def test_every_rule_by_which_something_is_refused(self, walked: Covered) -> None:
        missed = rules_of_refusal() - walked.rules
        assert missed == set()


def rules_of_refusal() -> set[str]:
    """The names of rules in the source of the case: of refusals, and of faults of a standing."""
    found = set()
    for path in Path(case_package.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                named = [word.value for word in node.keywords if word.arg == "rule"]
                named += node.args[:1] if node.func.id == "Fault" else []
                if node.func.id in {"Refused", "Fault"}:
                    found |= {one.value for one in named if isinstance(one, ast.Constant)}
    return found


Record = tuple[Recorded, ...]
Arrow = tuple[State | None, type[Command], State]


@dataclass
class Covered:
    """What a walk has seen."""

    arrows: set[Arrow] = field(default_factory=set)
    states: set[State] = field(default_factory=set)
    allowed: set[type[Command]] = field(default_factory=set)
    told_no: set[type[Command]] = field(default_factory=set)
    events: set[type] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        return (
            f"{len(self.arrows & WANTED)} of {len(WANTED)} arrows, {len(self.states)} of "
            f"{len(State)} states, {len(self.allowed)} of {len(STEPS) + 1} commands allowed and "
            f"{len(self.told_no)} refused by {len(self.rules)} rules, {len(self.events)} kinds "
            "of events"
        )


LOOKED_AT = 0.03
"""Share of the cases whose deadlines are drawn twice, from part of the record and from all."""


def no_deadline_is_lost(life: Life) -> None:
    """What ran at any time is still told: open, missed, or ended by a named event."""
    half = life.record[: max(1, len(life.record) // 2)]
    before = deadlines(half, life.law, life.now)
    after = {
        (one.rule, one.begun, one.treatments): one
        for one in deadlines(life.record, life.law, life.now)
    }
    for one in before:
        still = after[one.rule, one.begun, one.treatments]
        assert still.due == one.due
        assert one.ended is None or still.ended == one.ended
        assert still.ended is None or still.ended.number <= len(life.record)


class Walk:
    """A walk through what can be reached; cases are frozen, so each can be returned to."""

    def __init__(self, law: Law, chance: random.Random, covered: Covered) -> None:
        self.law, self.chance, self.covered = law, chance, covered
        self.reached: dict[State, list[tuple[Case, dt.datetime, Record]]] = defaultdict(list)
        self.tried: Counter[tuple[State, type[Command]]] = Counter()

    def choose(self, options: Sequence[object]) -> object:
        return options[0] if self.chance.random() < 0.75 else self.chance.choice(options)

    def go(self, steps: int) -> None:
        for _ in range(100):
            life = Life(self.law)
            command = opening(self.choose)
            if self._ask(life, command, actor_for(command, None, first)):
                self._go_on(life)
        for number in range(steps):
            state, kind = self._least_tried(self.covered.arrows if number % 2 else frozenset())
            if number % 50 == 0:
                state = self.chance.choice(list(self.reached))
                kind = self.chance.choice((ReceiveApplication, *KINDS))
            self.tried[state, kind] += 1
            life = Life(self.law)
            life.case, life.now, life.record = self.chance.choice(self._reached_late(state))
            life.now += dt.timedelta(days=self.chance.choice((0, 0, 1, 40)))
            choose = deviating(self.chance)
            command = command_for(kind, life.case, life.now, choose)
            by = actor_for(command, life.case, choose)
            self._ask(life, command, by)
            if number % 500 == 0:
                self._ask(Life(self.law), command, by)

    def _reached_late(self, state: State) -> Sequence[tuple[Case, dt.datetime, Record]]:
        """Half of the time those reached last: what needs several steps in a row is met there."""
        reached = self.reached[state]
        return reached[-20:] if self.chance.random() < 0.5 else reached

    def _ask(self, life: Life, command: Command, by: Actor) -> bool:
        before = life.case.state if life.case else None
        events = len(life.record)
        allowed = life.ask(command, by)
        self.covered.rules |= life.refused
        (self.covered.allowed if allowed else self.covered.told_no).add(type(command))
        if allowed and life.case is not None:
            self.covered.events |= {type(one.event) for one in life.record[events:]}
            self.covered.states.add(life.case.state)
            self.covered.arrows.add((before, type(command), life.case.state))
            for holds in ALWAYS:
                holds(life)
            self.reached[life.case.state].append((life.case, life.now, life.record))
            if self.chance.random() < LOOKED_AT:
                no_deadline_is_lost(life)
        return allowed

    def _least_tried(self, seen: Collection[Arrow]) -> tuple[State, type[Command]]:
        """A step that was tried least, of those that could lead where none led yet."""
        steps = [
            (state, kind)
            for state in self.reached
            for kind, following in STATES[state].moves.items()
            if not all((state, kind, after) in seen for after in following)
        ]
        if not steps:
            return self._least_tried(frozenset())
        return min(steps, key=lambda step: (self.tried[step], self.chance.random()))

    def _go_on(self, life: Life) -> None:
        """The straight way to service, with every case on it."""
        for _ in range(30):
            assert life.case is not None
            if (kind := next_step(life.case)) is None:
                return
            if life.case.state is State.READY_TO_APPOINT and self.chance.random() < 0.3:
                kind = ApproveExtraReviewers
            command = command_for(kind, life.case, life.now, self.choose)
            self._ask(life, command, actor_for(command, life.case, first))
