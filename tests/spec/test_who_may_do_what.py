"""Whose step is it? Every step of every state has its roles, and refusals say whose it is."""

from __future__ import annotations

import datetime as dt
import typing

import pytest
from tests.dispute import LAW, Dispute
from tests.invented_dispute import INTAKE, QUALITY, START, SYSTEM, actor, application

from openimr.case.commands import Command
from openimr.case.commands.intake import DecideReferral, ReceiveApplication, Screen
from openimr.case.commands.issuing import Issue, Withdraw
from openimr.case.commands.reviewing import RecordFinding
from openimr.case.decide import STEPS, decide
from openimr.case.events import CaseEvent
from openimr.case.events.intake import ApplicationReceived
from openimr.case.evolve import CHANGES, case_of, evolve
from openimr.case.model import State
from openimr.case.permissions import PERMITTED
from openimr.case.states import STATES
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import Refused

COMMANDS = typing.get_args(Command)


def test_every_command_has_its_roles_and_its_step() -> None:
    assert set(PERMITTED) == set(COMMANDS)
    assert {*STEPS, ReceiveApplication} == set(COMMANDS)


def test_every_command_can_be_asked_in_some_state() -> None:
    asked = {command for row in STATES.values() for command in row.moves}
    assert asked == set(COMMANDS) - {ReceiveApplication}


def test_every_state_has_its_row() -> None:
    assert set(STATES) == set(State)


def test_only_notices_change_nothing_in_a_case() -> None:
    silent = set(typing.get_args(CaseEvent)) - set(CHANGES) - {ApplicationReceived}
    assert {one.__module__.rpartition(".")[2] for one in silent} <= {"notices"}


@pytest.mark.parametrize("command", [DecideReferral, Issue, RecordFinding, Withdraw])
def test_what_a_person_decides_is_never_left_to_the_system(command: type) -> None:
    assert Role.SYSTEM not in PERMITTED[command]


def test_a_refusal_says_whose_step_it_is() -> None:
    refusal = Dispute().refusal(Screen(), QUALITY)
    assert refusal.rule == "not-your-step"
    assert "intake" in (refusal.remedy or "")


def test_a_refusal_says_what_the_case_waits_for() -> None:
    refusal = Dispute().reach(State.AWAITING_RECORDS).refusal(Screen())
    assert refusal.rule == "not-in-this-state"
    assert "records from the claims administrator" in (refusal.remedy or "")


def test_a_stranger_is_no_party() -> None:
    stranger = actor(Role.PARTY, "stranger")
    assert Dispute().refusal(Withdraw(reason="mine"), stranger).rule == "not-your-case"


def test_a_party_files_in_its_own_name() -> None:
    filed = ReceiveApplication(application=application())
    with pytest.raises(Refused) as refused:
        decide(None, filed, LAW, START, actor(Role.PARTY, "administrator-1"))
    assert refused.value.rule == "not-your-case"
    assert decide(None, filed, LAW, START, actor(Role.PARTY, "employee-1"))


def test_there_is_no_case_before_its_application_and_no_second_one() -> None:
    with pytest.raises(Refused) as refused:
        decide(None, Screen(), LAW, START, SYSTEM)
    assert refused.value.rule == "no-such-case"
    again = ReceiveApplication(application=application())
    assert Dispute().refusal(again).rule == "received-already"


def test_an_application_is_not_received_in_the_future() -> None:
    ahead = ReceiveApplication(application=application(received=START + dt.timedelta(days=1)))
    with pytest.raises(Refused) as refused:
        decide(None, ahead, LAW, START, INTAKE)
    assert refused.value.rule == "in-the-future"


def test_a_record_begins_with_its_application() -> None:
    dispute = Dispute().reach(State.ELIGIBLE)
    with pytest.raises(ValueError, match="begins with its application"):
        case_of(dispute.record[1:])
    with pytest.raises(ValueError, match="at least its application"):
        case_of(())
    with pytest.raises(ValueError, match="opened once"):
        evolve(dispute.case, application(), START, INTAKE)
