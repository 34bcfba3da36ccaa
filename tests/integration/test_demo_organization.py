"""The demo's organization: several cases in every state, by commands, in an empty folder only."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest
from tests.verbs_on_cases import House, Said

from openimr import installation
from openimr.adapters.case_folders import CaseFolders
from openimr.adapters.signer_settings import signers
from openimr.assignment.policies import PanelRules, reasons_against
from openimr.bootstrap import (
    appointing,
    panel_book,
    paper_uploads,
    record_alias,
    record_kept,
)
from openimr.case.events.clocks import DeadlineMissed
from openimr.case.events.judging import FactJudged, Judgement
from openimr.case.events.notices import NoticeFailed, NoticePosted, NoticePrinted, NoticeSent
from openimr.case.events.reviewing import FindingRecorded
from openimr.case.evolve import case_of
from openimr.case.model import Case, State
from openimr.demo.conduct import QUALITY
from openimr.law.load import load_law
from openimr.vocabulary.actor import Role
from openimr.vocabulary.filing import PartyRole, Priority
from openimr.workflow.appointing_ties import Ties
from openimr.workflow.filing_mail import tray_of_login
from openimr.workflow.panel_office import panel_rows
from openimr.workflow.quality_report import quality_report
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
    recorded = store.load(number)
    found = {one.event.treatment for one in recorded if isinstance(one.event, FindingRecorded)}
    assert found == {case_of(recorded).disputed[-1].number}, "the others stay blind"
    judged = [one.event.fact.judgement for one in recorded if isinstance(one.event, FactJudged)]
    assert judged == [Judgement.CORRECTED, Judgement.REJECTED]


def test_somebody_of_every_role_may_sign_in(made: tuple[House, Said], cases: list[Case]) -> None:
    house, said = made
    password = re.search(r"Sign in with the password (\S+) as:", said.out)
    assert password is not None
    with house.inside():
        kept = installation.account_office(lambda: NOW).accounts
        accounts = {one.login: one for one in kept.listed()}
        assert all(kept.prove(login, password[1], NOW).found for login in accounts)
    roles = {one.actor.role for one in accounts.values()}
    assert roles == set(Role) - {Role.SYSTEM, Role.PUBLIC}
    assert all(f"  {login} " in said.out for login in accounts)
    seats = {seat.reviewer for case in cases for seat in case.seats}
    assert accounts["reviewer"].actor.id in seats
    assert len(accounts["adjuster"].cases) > 1


@pytest.fixture(scope="module")
def happened(made: tuple[House, Said], cases: list[Case]) -> Counter[type]:
    """How often each kind of event is in the record."""
    store = made[0].office().store
    return Counter(type(one.event) for case in cases for one in store.load(case.number))


def test_one_attorney_files_more_than_all_others(cases: list[Case]) -> None:
    attorney = PartyRole.EMPLOYEE_ATTORNEY
    filed = [one for one in cases if one.filer is attorney]
    assert len(cases) / 4 < len(filed) < len(cases) / 2
    who = Counter(party.id for one in filed for party in one.parties if party.role is attorney)
    assert len(who) > 2
    assert who.most_common(1)[0][1] > len(filed) / 2


def test_missed_duties_are_noted_and_days_are_closed_up_to_yesterday(
    made: tuple[House, Said], happened: Counter[type]
) -> None:
    assert happened[DeadlineMissed] > 10
    with made[0].inside():
        anchors = record_kept().ledger.anchors()
    assert anchors[-1].day == NOW.date() - dt.timedelta(days=1)


def test_second_opinions_are_enough_for_a_kappa(made: tuple[House, Said]) -> None:
    with made[0].inside():
        report = quality_report(installation.tallies(), dt.date(2026, 1, 1), dt.date(2026, 11, 1))
    assert report.whole is not None
    assert report.whole.pairs >= 20
    assert report.whole.low is not None
    assert any(one.returned for one in report.reviewers)


def test_quality_review_has_cases_that_are_blind_in_part_in_whole_and_not_at_all(
    cases: list[Case],
) -> None:
    waiting = [one for one in cases if one.state is State.IN_QUALITY_REVIEW]
    given = {(len(one.second_opinions), len(one.disputed)) for one in waiting}
    assert any(second == 0 for second, _ in given)
    assert any(0 < second < of for second, of in given)
    assert any(second == of for second, of in given)


def test_letters_are_signed_corrected_and_told_in_every_way(
    cases: list[Case], happened: Counter[type]
) -> None:
    assert any(one.state is State.DECIDED and one.signature for one in cases)
    assert any(one.state is State.SERVED and len(one.letters) == 2 for one in cases)
    assert all(happened[kind] for kind in (NoticeSent, NoticeFailed, NoticePrinted, NoticePosted))


def test_a_tie_waits_for_an_answer_and_a_verification_ends_within_days(
    made: tuple[House, Said],
) -> None:
    house, _ = made
    with house.inside():
        at = appointing(lambda: NOW)
        assert [one.tie.reviewer for one in Ties(at).waiting()] == ["R-003"]
        rows = panel_rows(panel_book(), {}, NOW.date(), PanelRules(law=load_law()))
    ends = [row.verify_by for row in rows if row.verify_by]
    assert NOW.date() < min(ends) < NOW.date() + dt.timedelta(days=7)


def test_a_worker_has_a_letter_and_a_case_that_waits(
    made: tuple[House, Said], cases: list[Case]
) -> None:
    with made[0].inside():
        listed = installation.account_office(lambda: NOW).accounts.listed()
    own = next(one.cases for one in listed if one.login == "worker")
    states = {one.state for one in cases if one.number in own}
    assert states == {State.SERVED, State.AWAITING_RECORDS}


def test_what_it_prints_serves_it_and_opens_the_application_that_is_not_filed(
    made: tuple[House, Said],
) -> None:
    house, said = made
    line = re.search(r"export OPENIMR_SIGNERS='(.+)'", said.out)
    assert line is not None
    assert QUALITY.id in signers({"OPENIMR_SIGNERS": line[1]})
    code = re.search(r"under the code (\S+)", said.out)
    assert code is not None
    with house.inside():
        alias = record_alias()
        from openimr.adapters.database.filing_drafts import (  # noqa: PLC0415 - it is open
            DatabaseSavedApplications,
        )

        saved = DatabaseSavedApplications(alias).of_code(code[1], NOW)
    assert saved is not None
    assert saved.answers.fit_to_file


def test_papers_by_mail_wait_for_intake_whole_and_unread(made: tuple[House, Said]) -> None:
    house, _ = made
    with house.inside():
        (paper,) = paper_uploads().waiting(tray_of_login("moreau"))
    assert paper.paper is not None
    assert paper.paper.pages >= 1
