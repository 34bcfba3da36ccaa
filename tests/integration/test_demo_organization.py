"""The demo's organization: several cases in every state, by commands, in an empty folder only."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.verbs_on_cases import House, Said

from openimr import installation
from openimr.adapters.case_folders import CaseFolders
from openimr.assignment.policies import PanelRules, reasons_against
from openimr.bootstrap import panel_book
from openimr.case.evolve import case_of
from openimr.case.model import Case, State
from openimr.law.load import load_law
from openimr.vocabulary.actor import Role
from openimr.vocabulary.filing import Priority
from openimr.workflow.store import CaseQuery

NOW = dt.datetime(2026, 11, 21, 20, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[House, Said]:
    house = House(tmp_path_factory.mktemp("demo") / "data", NOW)
    return house, house.say("demo")


@pytest.fixture(scope="module")
def cases(made: tuple[House, Said]) -> list[Case]:
    store = made[0].office().store
    rows = store.cases(CaseQuery(limit=500)).rows
    return [case_of(store.load(row.case)) for row in rows]


def test_it_is_made_and_says_how_many_cases_stand_where(made: tuple[House, Said]) -> None:
    said = made[1]
    assert said.code == 0, said.err
    assert all(f"  {state.value}\n" in said.out for state in State)


@pytest.mark.parametrize("state", State, ids=lambda state: state.value)
def test_every_state_has_two_cases_or_more(cases: list[Case], state: State) -> None:
    assert sum(case.state is state for case in cases) >= 2


def test_nothing_happened_after_the_present(made: tuple[House, Said], cases: list[Case]) -> None:
    store = made[0].office().store
    last = max(event.at for case in cases for event in store.load(case.number))
    assert NOW - dt.timedelta(days=1) < last < NOW + dt.timedelta(minutes=5)


def test_unusual_cases_are_among_them(cases: list[Case]) -> None:
    assert any(case.priority is Priority.EXPEDITED for case in cases)
    assert any(len(case.seats) > 1 for case in cases)
    assert any(len(case.disputed) == 21 for case in cases)
    assert any(len(case.records) > 1 and case.seats for case in cases)
    assert any(case.review_round > 1 and case.seats for case in cases)


def test_some_of_the_panel_may_not_be_assigned(made: tuple[House, Said]) -> None:
    rules = PanelRules(law=load_law(), verification_days=None)
    with made[0].inside():
        members = [one.member for one in panel_book().latest() if one.member]
    barred = [one for one in members if reasons_against(one, NOW.date(), rules)]
    assert len(members) == 20
    assert len(barred) == 3


def test_its_export_verifies(made: tuple[House, Said], tmp_path: Path) -> None:
    house, _ = made
    assert house.say("record", "export", tmp_path / "record.jsonl").code == 0
    verified = house.say("record", "verify", tmp_path / "record.jsonl")
    assert verified.code == 0, verified.out


def test_it_is_not_made_twice(made: tuple[House, Said], cases: list[Case]) -> None:
    house, _ = made
    assert house.say("demo").code == 2
    assert len(house.office().store.cases(CaseQuery(limit=500)).rows) == len(cases)


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("kept")
    assert House(tmp_path, NOW).say("demo").code == 2
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


def test_one_case_may_stand_on_papers_that_are_indexed_and_drafted(tmp_path: Path) -> None:
    house = House(tmp_path / "data", NOW)
    papers = Path(__file__).parents[2] / "examples" / "case-file"
    assert house.say("demo", "--case-file", papers).code == 0
    folders = CaseFolders(house.data)
    store = house.office().store
    reviewed = store.cases(CaseQuery(state=State.IN_REVIEW.value, limit=500)).rows
    (number,) = [row.case for row in reviewed if (folders.of(row.case) / "papers").is_dir()]
    assert folders.index(number).is_file()
    assert (folders.draft(number) / "determination.json").is_file()


def test_somebody_of_every_role_may_sign_in(made: tuple[House, Said], cases: list[Case]) -> None:
    house, said = made
    with house.inside():
        accounts = {one.login: one for one in installation.account_office(lambda: NOW).accounts.listed()}
    roles = {one.actor.role for one in accounts.values()}
    assert roles == set(Role) - {Role.SYSTEM, Role.PUBLIC}
    assert all(f"  {login} " in said.out for login in accounts)
    seats = {seat.reviewer for case in cases for seat in case.seats}
    assert accounts["reviewer"].actor.id in seats
    assert len(accounts["adjuster"].cases) > 1
