"""Tokens on every database: made, used, ended by their day, their revoking and their account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.databases import KINDS, database

from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import BadInput
from openimr.workflow.accounts import Account, Accounts
from openimr.workflow.api_tokens import PREFIX, ApiTokens, Scope, digest_of, new_token

NOW = dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
RIVERA = Account(login="rivera", actor=Actor(role=Role.CASE_MANAGER, id="rivera"))
WORKER = Account(
    login="worker", actor=Actor(role=Role.PARTY, id="employee-1"), cases=("CM26-0000001",)
)
WORDS = "quiet slate harbor nine"


class Kept(NamedTuple):
    tokens: ApiTokens
    accounts: Accounts

    def new(self, login: str = "rivera", *scopes: Scope, lasts: dt.timedelta = DAY) -> str:
        wanted = scopes or (Scope.CASES_READ,)
        secret, _ = new_token(
            self.tokens, login, wanted, name="nightly report", lasts=lasts, now=NOW
        )
        return secret


@pytest.fixture(params=KINDS)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    with database(request.param, tmp_path) as alias:
        from openimr.adapters.database.accounts import DatabaseAccounts  # noqa: PLC0415
        from openimr.adapters.database.api_tokens import DatabaseApiTokens  # noqa: PLC0415

        accounts = DatabaseAccounts(alias)
        accounts.add(RIVERA, WORDS, NOW)
        accounts.add(WORKER, WORDS, NOW)
        yield Kept(DatabaseApiTokens(alias), accounts)


def test_a_token_acts_as_its_account_for_what_it_is_for(kept: Kept) -> None:
    secret = kept.new("worker", Scope.CASES_READ, Scope.LETTERS_READ)
    caller = kept.tokens.caller(digest_of(secret), NOW)
    assert caller is not None
    assert caller.account == WORKER
    assert caller.token.scopes == (Scope.CASES_READ, Scope.LETTERS_READ)


def test_a_token_holds_256_random_bits_and_is_not_kept(kept: Kept) -> None:
    secrets = {kept.new() for _ in range(5)}
    assert len(secrets) == 5
    assert all(len(one) == len(PREFIX) + 43 for one in secrets)
    listed = str(kept.tokens.listed())
    assert not any(one in listed or digest_of(one) in listed for one in secrets)


def test_whoever_has_no_token_is_nobody(kept: Kept) -> None:
    kept.new()
    assert kept.tokens.caller(digest_of("openimr_something"), NOW) is None


def test_a_token_ends_on_its_day(kept: Kept) -> None:
    digest = digest_of(kept.new(lasts=DAY))
    assert kept.tokens.caller(digest, NOW + DAY - dt.timedelta(seconds=1)) is not None
    assert kept.tokens.caller(digest, NOW + DAY) is None


def test_a_revoked_token_opens_nothing_at_once(kept: Kept) -> None:
    digest, other = digest_of(kept.new()), digest_of(kept.new())
    kept.tokens.revoke(kept.tokens.listed()[0].id, NOW)
    assert kept.tokens.caller(digest, NOW) is None
    assert kept.tokens.caller(other, NOW) is not None
    kept.tokens.revoke(kept.tokens.listed()[0].id, NOW + DAY)
    assert kept.tokens.listed()[0].revoked == NOW


def test_tokens_end_with_their_account_and_do_not_come_back_with_it(kept: Kept) -> None:
    digest = digest_of(kept.new())
    kept.accounts.disable("rivera")
    assert kept.tokens.caller(digest, NOW) is None
    kept.accounts.reset("rivera", "another slate harbor")
    assert kept.tokens.caller(digest, NOW) is None


def test_the_last_use_is_noted_to_the_minute(kept: Kept) -> None:
    digest = digest_of(kept.new())
    assert kept.tokens.listed()[0].last_used is None
    for seconds in (0, 30, 61):
        kept.tokens.caller(digest, NOW + dt.timedelta(seconds=seconds))
    assert kept.tokens.listed()[0].last_used == NOW + dt.timedelta(seconds=61)


def test_nobody_gets_a_token_of_an_account_that_is_not_there_or_disabled(kept: Kept) -> None:
    kept.accounts.disable("worker")
    for login in ("worker", "stranger"):
        with pytest.raises(BadInput):
            kept.new(login)


@pytest.mark.parametrize("lasts", [dt.timedelta(0), dt.timedelta(days=367)])
def test_a_token_lasts_no_longer_than_a_year(kept: Kept, lasts: dt.timedelta) -> None:
    with pytest.raises(BadInput):
        kept.new(lasts=lasts)


def test_only_a_token_that_there_is_can_be_revoked(kept: Kept) -> None:
    with pytest.raises(BadInput):
        kept.tokens.revoke(404, NOW)


def test_one_that_ended_is_still_known_by_its_number(kept: Kept) -> None:
    secret = kept.new()
    token = kept.tokens.listed()[0]
    ended = kept.tokens.revoke(token.id, NOW)
    assert kept.tokens.kept(digest_of(secret)) == ended
    assert kept.tokens.kept(digest_of("never made")) is None
