"""Whatever is asked of a case, by whomever and in whatever order, these things hold."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.dispute_commands import Choose, actor_for, command_for, first, next_step, opening
from tests.invented_dispute import START

from openimr.case.commands.command import Command
from openimr.case.decide import STEPS, decide
from openimr.case.events import CaseEvent
from openimr.case.events.appointing import ReviewerAppointed, ReviewerRecused
from openimr.case.events.intake import ApplicationReceived
from openimr.case.events.issuing import Closed, DeterminationIssued, Remanded
from openimr.case.events.records import RecordsFoundLater, RecordsReceived
from openimr.case.events.reviewing import (
    FindingRecorded,
    FirstOpinionRecorded,
    ProposalShown,
    TreatmentDecided,
)
from openimr.case.evolve import case_of, evolve
from openimr.case.model import Case, State
from openimr.case.permissions import PERMITTED
from openimr.case.states import STATES
from openimr.law.load import load_law
from openimr.law.model import DeadlineRule, Law
from openimr.law.triggers import Trigger
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import Refused

LAW = load_law()


def _strict(rule: DeadlineRule) -> DeadlineRule:
    answers = rule.after is Trigger.FOUND_INCOMPLETE
    return msgspec.structs.replace(rule, decisive=True) if answers else rule


STRICT = msgspec.structs.replace(LAW, deadlines=tuple(_strict(rule) for rule in LAW.deadlines))
"""A law under which review is lost when the parties do not answer in time."""


class Recorded(NamedTuple):
    """An event as the record gives it back."""

    event: CaseEvent
    at: dt.datetime
    actor: Actor


class Life:
    """A case under any sequence of commands; refusals leave it as it was."""

    def __init__(self, law: Law = LAW) -> None:
        self.law = law
        self.now = START
        self.case: Case | None = None
        self.record: list[Recorded] = []

    def ask(self, command: Command, by: Actor) -> bool:
        """Whether the command was allowed; anything but Refused goes through."""
        before = self.case.state if self.case else None
        try:
            events = decide(self.case, command, self.law, self.now, by)  # type: ignore[arg-type]
        except Refused as refusal:
            assert refusal.reason and refusal.rule
            return False
        assert events
        for event in events:
            self.case = evolve(self.case, event, self.now, by)
            self.record.append(Recorded(event, self.now, by))
        assert self.case is not None
        assert type(command) in PERMITTED and by.role in PERMITTED[type(command)]
        if before is not None:
            assert self.case.state in STATES[before].moves[type(command)]
        return True

    @property
    def events(self) -> list[CaseEvent]:
        return [one.event for one in self.record]


SEATED = (
    State.APPOINTED,
    State.IN_REVIEW,
    State.IN_QUALITY_REVIEW,
    State.DECIDED,
    State.ISSUED,
    State.SERVED,
)
KINDS = tuple(STEPS)
DEVIATIONS = st.sets(st.integers(0, 9), max_size=2)
"""Which of a command's choices are not the fitting one."""


def deviating(data: st.DataObject, deviations: set[int]) -> Choose:
    """Takes what fits but at a few choices, so that one thing is wrong and not everything."""
    count = itertools.count()

    def choose(options: Sequence[object]) -> object:
        if next(count) not in deviations or len(options) == 1:
            return options[0]
        return data.draw(st.sampled_from(options[1:]))

    return choose


class CaseMachine(RuleBasedStateMachine):
    """Drives a case with commands that fit and commands that do not."""

    def __init__(self) -> None:
        super().__init__()
        self.life = Life()

    @initialize(data=st.data(), deviations=DEVIATIONS)
    def open(self, data: st.DataObject, deviations: set[int]) -> None:
        command = opening(deviating(data, deviations))
        self.life.ask(command, actor_for(command, None, first))

    @precondition(lambda self: self.life.case is not None)
    @rule(data=st.data(), deviations=DEVIATIONS, any_kind=st.integers(0, 9))
    def step(self, data: st.DataObject, deviations: set[int], any_kind: int) -> None:
        case = self.life.case
        assert case is not None
        moves = tuple(STATES[case.state].moves)
        kind = data.draw(st.sampled_from(moves if moves and any_kind else KINDS))
        choose = deviating(data, deviations)
        command = command_for(kind, case, self.life.now, choose)
        self.life.ask(command, actor_for(command, case, choose))

    @precondition(lambda self: self.life.case is not None)
    @rule(data=st.data(), deviations=DEVIATIONS)
    def onward(self, data: st.DataObject, deviations: set[int]) -> None:
        """The step that the case waits for, with something wrong or unusual about it."""
        case = self.life.case
        assert case is not None
        if (kind := next_step(case)) is not None:
            choose = deviating(data, deviations)
            command = command_for(kind, case, self.life.now, choose)
            self.life.ask(command, actor_for(command, case, choose))

    @precondition(lambda self: self.life.case is not None)
    @rule(steps=st.integers(1, 12))
    def go_on(self, steps: int) -> None:
        for _ in range(steps):
            case = self.life.case
            assert case is not None
            if (kind := next_step(case)) is None:
                return
            command = command_for(kind, case, self.life.now, first)
            self.life.ask(command, actor_for(command, case, first))

    @rule(hours=st.integers(1, 24 * 45))
    def wait(self, hours: int) -> None:
        self.life.now += dt.timedelta(hours=hours)

    @invariant()
    def the_record_makes_the_same_case_again(self) -> None:
        if self.life.record:
            assert case_of(self.life.record) == self.life.case

    @invariant()
    def nothing_follows_closing(self) -> None:
        closings = [n for n, e in enumerate(self.life.events) if isinstance(e, Closed)]
        assert not closings or closings == [len(self.life.events) - 1]

    @invariant()
    def no_determination_without_records_beyond_the_ur_decision(self) -> None:
        beyond = False
        for event in self.life.events:
            beyond |= isinstance(event, RecordsReceived | RecordsFoundLater) and event.beyond_ur
            assert beyond or not isinstance(event, DeterminationIssued)

    @invariant()
    def no_finding_without_first_opinion_and_shown_proposal(self) -> None:
        opined: set[tuple[int, int]] = set()
        shown: set[tuple[int, int]] = set()
        for event in self.life.events:
            if isinstance(event, Remanded):
                opined, shown = set(), set()
            if isinstance(event, ReviewerRecused):
                opined = {one for one in opined if one[0] != event.seat}
                shown = {one for one in shown if one[0] != event.seat}
            if isinstance(event, FirstOpinionRecorded):
                assert (event.seat, event.treatment) not in opined | shown
                opined.add((event.seat, event.treatment))
            if isinstance(event, ProposalShown):
                assert (event.seat, event.treatment) in opined
                shown.add((event.seat, event.treatment))
            if isinstance(event, FindingRecorded):
                assert (event.seat, event.treatment) in shown

    @invariant()
    def nobody_sits_who_must_not(self) -> None:
        out: set[str] = set()
        sitting: dict[int, str] = {}
        for recorded in self.life.record:
            event = recorded.event
            if isinstance(event, ReviewerRecused):
                assert sitting.pop(event.seat) == event.reviewer
                out.add(event.reviewer)
            if isinstance(event, Remanded):
                assert set(event.barred) >= set(sitting.values())
                out |= set(event.barred)
                sitting = {}
            if isinstance(event, ReviewerAppointed):
                who = event.standing
                assert who.reviewer not in out
                assert who.reviewer not in sitting.values()
                assert event.seat not in sitting
                assert not who.conflicts and not who.disciplined and who.active_practice
                assert who.verified and 0 <= (who.checked - who.verified).days <= 180
                assert who.licensed_until and who.licensed_until >= who.checked
                assert any(why for _, why in who.qualified_for)
                sitting[event.seat] = who.reviewer

    @invariant()
    def every_answer_rests_on_a_finding(self) -> None:
        found: set[int] = set()
        for event in self.life.events:
            if isinstance(event, FindingRecorded):
                found.add(event.treatment)
            if isinstance(event, TreatmentDecided):
                assert event.treatment in found

    @invariant()
    def a_letter_answers_everything_in_dispute(self) -> None:
        case = self.life.case
        if case and case.state in {State.DECIDED, State.ISSUED, State.SERVED}:
            assert {one.treatment for one in case.answers} == {one.number for one in case.disputed}
            assert case.records_beyond_ur and case.answers

    @invariant()
    def everything_in_dispute_has_somebody_qualified_and_all_of_them_find(self) -> None:
        case = self.life.case
        if case is None or case.state not in SEATED:
            return
        for treatment in case.disputed:
            seats = [seat for seat in case.seats if seat.qualified(treatment.number)]
            assert seats
            if case.state not in {State.APPOINTED, State.IN_REVIEW}:
                assert all(seat.finding(treatment.number) for seat in seats)

    @invariant()
    def a_case_is_opened_once(self) -> None:
        opened = [isinstance(event, ApplicationReceived) for event in self.life.events]
        assert opened.count(True) <= 1 and not any(opened[1:])


TestCaseLife = CaseMachine.TestCase
TestCaseLife.settings = settings(max_examples=250, stateful_step_count=40, deadline=None)


def test_every_step_of_the_table_can_be_taken_and_leads_where_it_says() -> None:
    """From every case reached so far the least tried step, until every arrow was seen."""
    wanted = {
        (state, command, after)
        for state, row in STATES.items()
        for command, following in row.moves.items()
        for after in following
    }
    seen: set[tuple[State | None, type[Command], State]] = set()
    for law in (LAW, STRICT):
        seen |= Walk(law, random.Random(4610)).arrows(9000)
    missed = {f"{a.value}: {b.__name__} -> {c.value}" for a, b, c in wanted - seen}
    assert missed == set()
    assert {after for _, _, after in seen} | {State.RECEIVED} == set(STATES)


class Walk:
    """A walk through what can be reached; cases are frozen, so each can be returned to."""

    def __init__(self, law: Law, chance: random.Random) -> None:
        self.law, self.chance = law, chance
        self.reached: dict[State, list[tuple[Case, dt.datetime]]] = defaultdict(list)
        self.tried: Counter[tuple[State, type[Command]]] = Counter()

    def choose(self, options: Sequence[object]) -> object:
        return options[0] if self.chance.random() < 0.75 else self.chance.choice(options)

    def arrows(self, steps: int) -> set[tuple[State | None, type[Command], State]]:
        seen: set[tuple[State | None, type[Command], State]] = set()
        for _ in range(100):
            life = Life(self.law)
            command = opening(self.choose)
            life.ask(command, actor_for(command, None, first))
            self._keep(life)
            self._go_on(life)
        for _ in range(steps):
            state, kind = min(
                ((one, kind) for one in self.reached for kind in STATES[one].moves),
                key=lambda step: (self.tried[step], self.chance.random()),
            )
            self.tried[state, kind] += 1
            life = Life(self.law)
            life.case, life.now = self.chance.choice(self.reached[state])
            life.now += dt.timedelta(days=self.chance.choice((0, 0, 1, 40)))
            command = command_for(kind, life.case, life.now, self.choose)
            if life.ask(command, actor_for(command, life.case, first)):
                seen.add((state, kind, life.case.state))
                self._keep(life)
        return seen

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
        self.reached[life.case.state].append((life.case, life.now))
