"""Chapter: the desk. A command is decided on the case as it stands, and recorded once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest
from tests.dispute_commands import actor_for, command_for, first, opening
from tests.invented_dispute import START
from tests.memory_event_store import MemoryEventStore

from openimr.case.commands import Command
from openimr.case.commands.clocks import NoteMissedDeadline
from openimr.case.commands.intake import ReceiveApplication, Screen
from openimr.case.commands.records import SendNoticeOfAssignment
from openimr.case.evolve import case_of
from openimr.case.model import State
from openimr.case.record import RecordedEvent
from openimr.law.load import load_law
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.workflow.desk import Desk
from openimr.workflow.projections import Projection
from openimr.workflow.rounds_office import CLOCKS
from openimr.workflow.store import CaseQuery, DeadlineQuery

LAW = load_law()
NUMBER = "CM26-1"


class Office:
    """A desk on an empty record, and its clock."""

    def __init__(self, store: MemoryEventStore | None = None) -> None:
        self.now = START
        self.store = store or MemoryEventStore(Projection(LAW))
        self.desk = Desk(self.store, LAW, lambda: self.now)

    def do(self, command: Command, key: str) -> tuple[RecordedEvent, ...]:
        return self.desk.do(command, NUMBER, actor_for(command, None, first), key)

    def filed(self) -> tuple[RecordedEvent, ...]:
        return self.do(application(), "filing")


def application(number: str = NUMBER) -> ReceiveApplication:
    filed = opening(first).application
    return ReceiveApplication(application=msgspec.structs.replace(filed, number=number))


def test_an_application_opens_the_case_and_puts_it_on_a_work_list() -> None:
    office = Office()
    (filed,) = office.filed()
    assert (filed.number, filed.at, filed.key) == (1, START, "filing")
    (row,) = office.store.cases(CaseQuery(owner=Role.INTAKE.value)).rows
    assert (row.case, row.state) == (NUMBER, State.RECEIVED.value)


def test_a_command_asked_twice_is_done_once_and_answered_alike() -> None:
    office = Office()
    first_answer = office.filed()
    office.now += dt.timedelta(days=2)
    assert office.filed() == first_answer
    assert len(office.store.load(NUMBER)) == 1


def test_a_key_of_someone_else_is_refused() -> None:
    office = Office()
    office.filed()
    with pytest.raises(Refused, match="someone else"):
        office.desk.do(Screen(), NUMBER, Actor(role=Role.INTAKE, id="another"), "filing")


class Overtaken(MemoryEventStore):
    """A record in which another command is recorded between somebody's look and their step."""

    meanwhile: Callable[[], object] | None = None

    def load(self, case: str) -> tuple[RecordedEvent, ...]:
        seen = super().load(case)
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()
        return seen


def overtaken_by(command: Command, actor: Actor) -> Office:
    """An office in which a case just came, and whose next step is overtaken by a command."""
    office = Office(store := Overtaken(Projection(LAW)))
    office.filed()
    store.meanwhile = lambda: office.desk.do(command, NUMBER, actor, "faster")
    return office


def test_a_step_overtaken_by_a_clock_is_decided_on_the_case_as_it_is_by_then() -> None:
    missed = NoteMissedDeadline(
        rule="screening",
        begun=1,
        treatments=(),
        who="intake",
        due=START - dt.timedelta(days=1),
        citation="invented",
    )
    office = overtaken_by(missed, CLOCKS)
    office.do(Screen(), "screening")
    assert [one.key for one in office.store.load(NUMBER)][:3] == ["filing", "faster", "screening"]


def test_a_step_that_another_has_taken_is_refused_with_the_reason() -> None:
    office = overtaken_by(Screen(), actor_for(Screen(), None, first))
    with pytest.raises(Refused) as refused:
        office.do(Screen(), "screening")
    assert refused.value.rule != "someone-was-faster"


def test_what_may_not_be_leaves_the_record_as_it_was() -> None:
    office = Office()
    office.filed()
    with pytest.raises(Refused) as refused:
        office.do(application(), "filing again")
    assert refused.value.rule == "received-already"
    assert len(office.store.load(NUMBER)) == 1


def test_no_command_but_an_application_opens_a_case() -> None:
    with pytest.raises(Refused, match="no such case"):
        Office().do(Screen(), "screening")


def test_an_application_opens_no_case_of_another_number() -> None:
    with pytest.raises(ValueError, match="its own number"):
        Office().do(application("CM26-2"), "filing")


def test_the_daily_list_of_a_role_shows_what_it_owes_first_due_first() -> None:
    office = Office()
    office.filed()
    office.do(Screen(), "screening")
    case = case_of(office.store.load(NUMBER))
    assert case.state is State.ELIGIBLE
    duties = office.store.deadlines(DeadlineQuery(role=Role.CASE_MANAGER.value))
    assert [one.case for one in duties] == [NUMBER]
    (row,) = office.store.cases(CaseQuery(state=State.ELIGIBLE.value)).rows
    assert (row.due, row.due_rule) == (duties[0].due, duties[0].rule)
    notice = command_for(SendNoticeOfAssignment, case, office.now, first)
    office.do(notice, "notice")
    assert office.store.deadlines(DeadlineQuery(role=Role.CASE_MANAGER.value)) == ()


class AlteredStore(MemoryEventStore):
    """A record in which somebody changed who filed, past the program."""

    def load(self, case: str) -> tuple[RecordedEvent, ...]:
        somebody = Actor(role=Role.INTAKE, id="somebody else")
        return tuple(msgspec.structs.replace(one, actor=somebody) for one in super().load(case))


def test_nothing_is_decided_on_a_case_that_somebody_altered() -> None:
    office = Office()
    office.store = AlteredStore(Projection(LAW))
    office.desk = Desk(office.store, LAW, lambda: office.now)
    office.filed()
    with pytest.raises(BadInput, match="event 1 is not as it was recorded") as told:
        office.do(Screen(), "screening")
    assert "openimr record verify" in str(told.value)
