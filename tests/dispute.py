"""A dispute that a test leads through its life, one command at a time."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

import pytest
from tests.dispute_commands import actor_for, command_for, first, next_step
from tests.invented_dispute import START, application, digest

from openimr.case.commands import Command
from openimr.case.commands.intake import ReceiveApplication
from openimr.case.commands.reviewing import RecordFinding, RecordFirstOpinion, ShowProposal
from openimr.case.commands.signing import SignLetter
from openimr.case.decide import decide
from openimr.case.events import CaseEvent
from openimr.case.events.reviewing import Decision, Opinion
from openimr.case.evolve import case_of
from openimr.case.model import Case, State
from openimr.case.record import RecordedEvent, chain
from openimr.law.load import load_law
from openimr.law.model import Law
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.errors import Refused

LAW = load_law()
CITED = Citation(source="MTUS Chronic Pain 2009", sections=("Acupuncture",))
E = TypeVar("E")


class Dispute:
    """A case that was filed; every allowed command is recorded."""

    def __init__(self, law: Law = LAW, start: dt.datetime = START, **fields: object) -> None:
        self.law = law
        self.now = start
        self.record: tuple[RecordedEvent, ...] = ()
        self.ask(ReceiveApplication(application=application(**fields)))

    @property
    def case(self) -> Case:
        return case_of(self.record)

    @property
    def state(self) -> State:
        return self.case.state

    def wait(self, **span: int) -> Dispute:
        self.now += dt.timedelta(**span)
        return self

    def ask(self, command: Command, by: Actor | None = None) -> tuple[CaseEvent, ...]:
        """What follows; asked by somebody who may, unless somebody is named."""
        case = self.case if self.record else None
        actor = by or actor_for(command, case, first)
        events = decide(case, command, self.law, self.now, actor)
        self.record += chain(
            events,
            case="CM26-0000001",
            after=self.record[-1] if self.record else None,
            actor=actor,
            key=f"key-{len(self.record)}",
            at=self.now,
        )
        return events

    def one(self, command: Command, kind: type[E], by: Actor | None = None) -> E:
        """The only event that follows, of this kind."""
        (event,) = self.ask(command, by)
        assert isinstance(event, kind)
        return event

    def refusal(self, command: Command, by: Actor | None = None) -> Refused:
        """Why it may not be."""
        with pytest.raises(Refused) as refused:
            self.ask(command, by)
        return refused.value

    def fitting(self, kind: type[Command]) -> Command:
        """A command of this kind that fits the case."""
        return command_for(kind, self.case, self.now, first)

    def find(self, treatment: int, decision: Decision, seat: int = 1) -> Dispute:
        """Opinion, proposal and finding of a seat that did nothing on the treatment yet."""
        place = {"seat": seat, "treatment": treatment}
        self.ask(RecordFirstOpinion(**place, opinion=Opinion.NOT_YET, reason="not read yet"))
        self.ask(ShowProposal(**place, proposal_sha256=digest("proposal")))
        self.ask(RecordFinding(**place, decision=decision, rationale="Page 4.", cited=(CITED,)))
        return self

    def sign(self, letter: str) -> Dispute:
        """A named person signs a letter."""
        named = {"name": "Ines Okafor, MD", "title": "Medical Director"}
        self.ask(SignLetter(letter_sha256=letter, second_factor_at=self.now, **named))
        return self

    def reach(self, state: State) -> Dispute:
        """Go straight on until the case is there."""
        for _ in range(60):
            if self.state is state:
                return self
            kind = next_step(self.case)
            assert kind is not None
            self.ask(self.fitting(kind))
        raise AssertionError(f"{state} was not reached")
