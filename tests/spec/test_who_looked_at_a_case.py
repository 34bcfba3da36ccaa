"""Every look at a case is noted before anything is shown, and told to those who audit."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from tests.filed_applications import papers_read
from tests.invented_dispute import INTAKE
from tests.verbs_on_cases import House

from openimr.case.evolve import case_of
from openimr.vocabulary.actor import Role
from openimr.workflow.accesses import Looked, list_looked_at
from openimr.workflow.receive import Filing
from openimr.workflow.store import Access, CaseQuery, DeadlineQuery

MONDAY = dt.datetime(2026, 3, 2, 18, 0, tzinfo=dt.UTC)
CASE = "CM26-0000001"


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house with one eligible case."""
    house = House(tmp_path / "house", MONDAY)
    house.office().intake.take(papers_read(), Filing(), INTAKE, "the filing")
    return house


def looks(house: House, case: str = CASE) -> list[tuple[Role, str, str]]:
    """Who looked at what, as the log has it."""
    found = house.office().accesses.of(case)
    return [(one.actor.role, one.actor.id, one.what) for one in found]


@pytest.mark.parametrize(("verb", "looked"), [("show", Looked.CASE), ("commands", Looked.COMMANDS)])
def test_looking_at_a_case_leaves_who_and_what(house: House, verb: str, looked: Looked) -> None:
    assert house.say("case", verb, CASE, "--as", "quality reviewer:Q-2").code == 0
    assert looks(house) == [(Role.QUALITY, "Q-2", looked.value)]


def test_a_command_reads_the_case_once(house: House) -> None:
    said = house.say(
        "case", "do", CASE, "send-notice-of-assignment", "sent=all:mail", f"sha256={'0' * 64}",
        "--as", "case manager:M-1",
    )  # fmt: skip
    assert said.code == 0, said.err
    assert looks(house) == [(Role.CASE_MANAGER, "M-1", Looked.COMMAND.value)]


def test_a_refused_command_was_a_look_as_well(house: House) -> None:
    assert house.say("case", "do", CASE, "close-records", "--as", "reviewer:R-9").code == 2
    assert looks(house) == [(Role.REVIEWER, "R-9", Looked.COMMAND.value)]


def test_a_list_is_noted_once_and_not_for_every_case(house: House) -> None:
    house.say("case", "list", "--role", "case manager")
    house.say("agenda")
    assert looks(house) == []
    assert [what for _, _, what in looks(house, "")] == [
        "list of 1 case, by owner",
        "list of 1 deadline, by role, due before",
        "list of 0 deadlines, by role, due before",
    ]


def test_a_list_is_noted_by_what_was_asked_for_never_by_the_words() -> None:
    query = CaseQuery(reviewer="R-17", administrator="claims-administrator-1", limit=7)
    assert list_looked_at(3, query) == "list of 3 cases, by reviewer, administrator"
    assert list_looked_at(0, DeadlineQuery()) == "list of 0 deadlines"


def test_a_case_that_is_not_there_was_not_looked_at(house: House) -> None:
    assert house.say("case", "show", "CM26-0000404").code == 2
    assert looks(house, "CM26-0000404") == []


def test_auditors_see_who_looked_and_are_noted_themselves(house: House) -> None:
    house.say("case", "show", CASE, "--as", "case manager:M-1")
    seen = house.say("case", "accesses", CASE, "--as", "auditor:A-1", "--json").fields
    assert [(one["actor"]["id"], one["what"]) for one in seen] == [("M-1", "the case")]
    again = house.say("case", "accesses", CASE, "--as", "administrator:A-2")
    assert "A-1" in again.out
    assert "who looked at it" in again.out
    assert "Looked at 2 times." in again.out


@pytest.mark.parametrize("role", ["intake", "case manager", "reviewer", "party"])
def test_nobody_else_sees_who_looked(house: House, role: str) -> None:
    said = house.say("case", "accesses", CASE, "--as", f"{role}:X-1")
    assert said.code == 2
    assert "Rule: accesses-are-for-auditors" in said.err
    assert looks(house) == []


def test_a_case_that_nobody_looked_at_says_so(house: House) -> None:
    assert house.say("case", "accesses", CASE).out == "Nobody looked at it yet.\n"


class NoRoom:
    """A log that cannot keep anything."""

    def note(self, access: Access) -> None:
        raise OSError("no room")

    def of(self, case: str) -> tuple[Access, ...]:
        return ()


def test_what_cannot_be_noted_is_not_shown(house: House) -> None:
    office = dataclasses.replace(house.office(), accesses=NoRoom())
    with pytest.raises(OSError, match="no room"):
        office.case(CASE)


def test_an_export_of_the_whole_record_is_a_look(house: House, tmp_path: Path) -> None:
    assert house.say("record", "export", tmp_path / "record.jsonl").code == 0
    ((role, _, what),) = looks(house, "")
    assert (role, what) == (Role.ADMINISTRATOR, Looked.EXPORT.value)


def test_programs_that_show_nothing_leave_no_look(house: House) -> None:
    assert case_of(house.office().store.load(CASE)).number == CASE
    assert looks(house) == []
