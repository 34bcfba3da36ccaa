"""Administrators look after programs over real HTTP: tokens, webhooks, and the settings shown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.api_visitor import Program
from tests.served import Answer, Served, serving
from tests.signed_in import PASSWORD, Visitor, user

SIGNERS = "jo.vance=Jo Vance, President"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("programs") / "data"
    for words in (("boss", "administrator"), ("robot", "case manager"), ("rivera", "intake")):
        assert user(data, "add", *words).returncode == 0
    return data


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[Served]:
    settings = {"OPENIMR_SIGNERS": SIGNERS, "OPENIMR_SECOND_OPINIONS": "7.5"}
    with serving(data, "--no-jobs", **settings) as running:
        yield running


@pytest.fixture
def boss(served: Served) -> Visitor:
    visitor = Visitor(served)
    visitor.sign_in("boss")
    return visitor


def in_days(days: int) -> str:
    return (dt.datetime.now(tz=dt.UTC) + dt.timedelta(days=days)).date().isoformat()


def made(boss: Visitor, **fields: str | list[str]) -> Answer:
    usual = {
        "login": "robot",
        "name": "nightly report",
        "scope": ["cases:read", "agenda:read"],
        "ends": in_days(30),
        "again": PASSWORD,
    }
    return boss.send("/programs/token", boss.get("/programs/token"), **{**usual, **fields})


def secret_of(page: Answer) -> str:
    found = re.search(r'id="secret">([^<]+)<', page.body)
    assert found, page.body
    return found[1]


def number_of(page: Answer, kind: str) -> str:
    found = re.search(rf"{kind} (\d+)", page.body)
    assert found, page.body
    return found[1]


def test_a_token_is_made_shown_once_used_and_revoked(
    served: Served, boss: Visitor, data: Path
) -> None:
    page = made(boss)
    program = Program(served, secret_of(page))
    assert program.get("/token").fields["scopes"] == ["cases:read", "agenda:read"]
    listed = boss.get("/programs")
    assert "nightly report" in listed.body
    assert secret_of(page) not in listed.body
    number = number_of(page, "Token")
    sent = {"number": number, "again": PASSWORD}
    assert "opens nothing any more" in boss.send("/programs/token/revoke", listed, **sent).body
    assert program.get("/token").status == 401
    assert "revoked" in boss.get("/programs").body
    noted = user(data, "log", "robot").stdout
    assert "token of a program made" in noted
    assert "token of a program revoked" in noted
    assert noted.count("by boss") == 2


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"login": "nobody-at-all"}, "is nobody&#x27;s"),
        ({"scope": []}, "is for something"),
        ({"ends": ""}, "the last day: is missing"),
        ({"ends": "soon"}, "Write it like"),
        ({"ends": in_days(800)}, "at most 366 days"),
        ({"ends": in_days(-3)}, "at least a day"),
        ({"again": "wrong"}, "password is not right"),
    ],
)
def test_what_cannot_be_made_is_told_and_what_was_typed_stays(
    boss: Visitor, fields: dict[str, str | list[str]], told: str
) -> None:
    page = made(boss, **fields)
    assert page.status == 400
    assert told.casefold() in page.body.casefold()
    assert 'value="nightly report"' in page.body


def test_a_token_whose_account_got_another_password_is_told_so(boss: Visitor, data: Path) -> None:
    assert user(data, "add", "changing", "auditor").returncode == 0
    made(boss, login="changing")
    assert "ended with the account" not in boss.get("/programs").body
    assert user(data, "reset", "changing", typed="another slate harbor").returncode == 0
    assert "ended with the account" in boss.get("/programs").body


def test_a_webhook_is_added_with_its_events_and_removed(boss: Visitor, data: Path) -> None:
    form = boss.get("/programs/webhook")
    sent = {"url": "http://127.0.0.1:9/told", "kind": ["closed", "took-in"], "again": PASSWORD}
    page = boss.send("/programs/webhook", form, **sent)
    assert secret_of(page).startswith("whsec_")
    listed = boss.get("/programs")
    assert "http://127.0.0.1:9/told" in listed.body
    assert "closed, took in" in listed.body
    assert "nothing was sent yet" in listed.body
    removed = {"number": number_of(page, "Webhook"), "again": PASSWORD}
    assert "told nothing" in boss.send("/programs/webhook/remove", listed, **removed).body
    assert "No program is told of anything" in boss.get("/programs").body
    assert "webhook made" in user(data, "log", "boss").stdout


def test_an_address_that_is_none_is_told(boss: Visitor) -> None:
    form = boss.get("/programs/webhook")
    page = boss.send("/programs/webhook", form, url="ftp://x", again=PASSWORD)
    assert page.status == 400
    assert 'value="ftp://x"' in page.body


def test_a_number_that_is_none_ends_nothing(boss: Visitor) -> None:
    page = boss.get("/programs")
    for number in ("", "x", "99999999999999999999", "4711"):
        sent = {"number": number, "again": PASSWORD}
        for path in ("/programs/token/revoke", "/programs/webhook/remove"):
            assert "is not kept" in boss.send(path, page, **sent).body


def test_settings_are_shown_with_how_to_set_them(boss: Visitor) -> None:
    page = boss.get("/settings").body
    assert "Jo Vance, President, who acts as jo.vance" in page
    assert "7.5 of 100" in page
    for variable in ("OPENIMR_SIGNERS", "OPENIMR_SECOND_OPINIONS", "OPENIMR_IDLE_MINUTES"):
        assert variable in page


def test_programs_are_for_administrators_alone(served: Served) -> None:
    rivera = Visitor(served)
    rivera.sign_in("rivera")
    for path in ("/programs", "/programs/token", "/programs/webhook", "/settings"):
        assert rivera.get(path).status == 409
