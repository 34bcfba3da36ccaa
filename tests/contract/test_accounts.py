"""Accounts on every database: proving, closing after wrong tries, ending."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.databases import KINDS, database

from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.workflow.accounts import LOCKED, MOST_FAILURES, Account, Accounts

NOW = dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC)
WORDS = "quiet slate harbor nine"
RIVERA = Account(login="rivera", actor=Actor(role=Role.CASE_MANAGER, id="rivera"))
WORKER = Account(
    login="worker", actor=Actor(role=Role.PARTY, id="employee-1"), cases=("CM26-0000001",)
)


@pytest.fixture(params=KINDS)
def accounts(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Accounts]:
    with database(request.param, tmp_path) as alias:
        from openimr.adapters.database.accounts import DatabaseAccounts  # noqa: PLC0415

        kept = DatabaseAccounts(alias)
        kept.add(RIVERA, WORDS, NOW)
        yield kept


def test_who_knows_the_password_is_who_the_account_says(accounts: Accounts) -> None:
    proven = accounts.prove(" Rivera ", WORDS, NOW).found
    assert proven is not None
    assert proven.account == RIVERA
    assert accounts.known("rivera") == proven


@pytest.mark.parametrize(("login", "password"), [("rivera", "wrong"), ("nobody", WORDS), ("", "")])
def test_nobody_else_is(accounts: Accounts, login: str, password: str) -> None:
    assert accounts.prove(login, password, NOW).found is None


def test_after_wrong_tries_it_is_closed_for_a_while_to_the_right_password_too(
    accounts: Accounts,
) -> None:
    for _ in range(MOST_FAILURES):
        assert accounts.prove("rivera", "wrong", NOW).found is None
    assert accounts.prove("rivera", WORDS, NOW + LOCKED / 2).found is None
    assert accounts.prove("rivera", WORDS, NOW + LOCKED).found is not None


def test_a_right_try_between_begins_the_count_anew(accounts: Accounts) -> None:
    for _ in range(2):
        for _ in range(MOST_FAILURES - 1):
            accounts.prove("rivera", "wrong", NOW)
        assert accounts.prove("rivera", WORDS, NOW).found is not None


def test_a_disabled_account_is_opened_by_a_new_password(accounts: Accounts) -> None:
    before = accounts.known("rivera")
    accounts.disable("rivera")
    assert accounts.known("rivera") is None
    assert accounts.prove("rivera", WORDS, NOW).found is None
    accounts.reset("rivera", "another slate harbor")
    after = accounts.prove("rivera", "another slate harbor", NOW).found
    assert before is not None
    assert after is not None
    assert after.proof != before.proof, "sessions of the old password have ended"


def test_a_party_has_its_cases_and_sees_no_other(accounts: Accounts) -> None:
    accounts.add(WORKER, WORDS, NOW)
    assert accounts.listed() == (RIVERA, WORKER)
    assert WORKER.may_see("CM26-0000001")
    assert not WORKER.may_see("CM26-0000002")
    assert RIVERA.may_see("CM26-0000002")


@pytest.mark.parametrize("weak", ["tiny-one", "123456789012"[:11], "1234567890qw"[:10]])
def test_a_weak_password_is_not_taken_and_not_repeated(accounts: Accounts, weak: str) -> None:
    with pytest.raises(BadInput) as told:
        accounts.reset("rivera", weak)
    assert weak not in str(told.value)


def test_a_login_is_given_once(accounts: Accounts) -> None:
    with pytest.raises(BadInput, match="is taken"):
        accounts.add(RIVERA, WORDS, NOW)
    with pytest.raises(BadInput, match="is nobody's"):
        accounts.disable("nobody")


@pytest.mark.parametrize(
    ("account", "why"),
    [
        (Account(login="Rivera", actor=RIVERA.actor), BadInput),
        (Account(login="rivera", actor=RIVERA.actor, cases=("CM26-0000001",)), BadInput),
        (Account(login="worker", actor=WORKER.actor), BadInput),
        (Account(login="robot", actor=Actor(role=Role.SYSTEM, id="robot")), Refused),
    ],
)
def test_an_account_that_cannot_be_is_refused(
    accounts: Accounts, account: Account, why: type[Exception]
) -> None:
    with pytest.raises(why):
        accounts.add(account, WORDS, NOW)


@pytest.mark.parametrize("kind", KINDS)
def test_a_party_gets_one_more_case_and_keeps_those_it_has(kind: str, tmp_path: Path) -> None:
    with database(kind, tmp_path) as alias:
        from openimr.adapters.database.accounts import DatabaseAccounts  # noqa: PLC0415
        from openimr.adapters.database.own_cases import (  # noqa: PLC0415
            DatabaseCasesOfAccounts,
        )

        accounts, cases = DatabaseAccounts(alias), DatabaseCasesOfAccounts(alias)
        accounts.add(WORKER, WORDS, NOW)
        assert cases.add_case("worker", "CM26-0000007")
        assert not cases.add_case("worker", "CM26-0000007")
        (kept,) = accounts.listed()
        assert kept.cases == ("CM26-0000001", "CM26-0000007")
        with pytest.raises(BadInput):
            cases.add_case("nobody", "CM26-0000007")
