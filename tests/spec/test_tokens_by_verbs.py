"""`openimr token`: made and shown once, listed without it, revoked."""

from __future__ import annotations

from pathlib import Path

from tests.invented_dispute import START
from tests.signed_in import user
from tests.verbs_on_cases import House

from openimr.cli.token_verbs import SCOPES
from openimr.workflow.api_tokens import PREFIX, scope_names


def test_a_token_is_shown_once_and_then_only_told_of(tmp_path: Path) -> None:
    house = House(tmp_path / "house", START)
    assert house.say("token", "list").out.startswith("There are no tokens")
    assert user(house.data, "add", "rivera", "case manager").returncode == 0
    made = house.say("token", "add", "Rivera", "--scope", "cases:read", "--name", "the report")
    assert made.code == 0, made.err
    assert made.out.startswith(PREFIX)
    listed = house.say("token", "list")
    assert made.out.strip() not in listed.out
    assert listed.out.startswith("1  rivera  cases:read  until 2026-05-31, never used  the report")
    assert house.say("token", "revoke", "1").code == 0
    assert "revoked 2026-03-02" in house.say("token", "list").out
    assert house.say("token", "list", "--json").fields[0]["scopes"] == ["cases:read"]


def test_a_token_is_for_an_account(tmp_path: Path) -> None:
    house = House(tmp_path / "house", START)
    refused = house.say("token", "add", "nobody", "--scope", "cases:read")
    assert refused.code == 2
    assert "openimr user list" in refused.err


def test_the_scopes_that_can_be_typed_are_all_there_are() -> None:
    assert scope_names() == SCOPES


def test_who_made_and_revoked_a_token_is_in_the_security_log(tmp_path: Path) -> None:
    house = House(tmp_path / "house", START)
    user(house.data, "add", "rivera", "case manager")
    house.say("token", "add", "rivera", "--scope", "cases:read")
    house.say("token", "revoke", "1")
    told = house.say("user", "log", "rivera").out
    assert "token of a program made" in told
    assert "token of a program revoked" in told
    assert "token 1: cases:read" in told
