"""Signing in over real HTTP, with accounts made by ``openimr user``."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.served import Served, serving
from tests.signed_in import PASSWORD, Visitor, user


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with four accounts."""
    data = tmp_path_factory.mktemp("signing-in") / "data"
    for words in (
        ("rivera", "case manager"),
        ("okafor", "reviewer:MD-0042"),
        ("worker", "party:employee-1", "--case", "CM26-0000001"),
        ("audit", "auditor"),
    ):
        said = user(data, "add", *words)
        assert said.returncode == 0, said.stderr
    return data


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[Served]:
    with serving(data, "--no-jobs") as running:
        yield running


@pytest.fixture
def visitor(served: Served) -> Visitor:
    return Visitor(served)


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(visitor: Visitor) -> None:
    away = visitor.get("/work")
    assert (away.status, away.headers["location"]) == (302, "/sign-in?next=%2Fwork")
    back = visitor.sign_in("rivera", next="/work")
    assert (back.status, back.headers["location"]) == (302, "/work")
    page = visitor.get("/work")
    assert page.status == 200
    assert "rivera, case manager" in page.body


def test_the_program_keeps_a_password_at_a_cost_and_it_signs_in(
    data: Path, visitor: Visitor
) -> None:
    words = ("-m", "openimr", "user", "add", "costly", "intake")
    added = subprocess.run(
        [sys.executable, *words],
        env={**os.environ, "OPENIMR_DATA": str(data)},
        input=f"{PASSWORD}\n" * 2,
        text=True,
        capture_output=True,
        check=False,
    )
    assert added.returncode == 0, added.stderr
    asked = "SELECT password FROM openimr_account WHERE login = 'costly'"
    (kept,) = sqlite3.connect(data / "record.sqlite3").execute(asked).fetchone()
    cost = re.match(r"argon2\$argon2id\$v=19\$m=(\d+),t=(\d+),", kept)
    assert cost is not None, kept.partition("$")[0]
    assert int(cost[1]) >= 19_456, "KiB, as OWASP asks for"
    assert int(cost[2]) >= 2
    assert visitor.sign_in("costly").status == 302
    assert Visitor(visitor.served).sign_in("costly", "not-the-one").status == 403


def test_nobody_is_sent_away_to_another_site(visitor: Visitor) -> None:
    for away in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        assert visitor.sign_in("rivera", next=away).headers["location"] == "/work"


@pytest.mark.parametrize(("login", "password"), [("rivera", "not-the-one"), ("nobody", PASSWORD)])
def test_a_wrong_login_and_a_wrong_password_are_answered_alike(
    visitor: Visitor, login: str, password: str
) -> None:
    page = visitor.sign_in(login, password)
    assert page.status == 403
    assert "login or password is not right" in page.body
    assert password not in page.body
    assert "openimr" not in visitor.cookies, "no session"
    assert visitor.get("/work").status == 302


def test_a_form_that_does_not_come_from_a_page_of_ours_signs_nobody_in(visitor: Visitor) -> None:
    visitor.get("/sign-in")
    nothing = visitor.get("/sign-out")
    assert nothing.status == 405
    assert visitor.send("/sign-in", nothing, login="rivera", password=PASSWORD).status == 403


def test_the_cookie_of_a_session_is_for_the_server_alone_and_new_each_time(
    visitor: Visitor,
) -> None:
    answer = visitor.sign_in("rivera")
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "samesite=lax" in answer.headers["set-cookie"].lower()
    first = visitor.cookies["openimr"]
    visitor.sign_in("rivera")
    second, visitor.cookies["openimr"] = visitor.cookies["openimr"], first
    assert first != second
    assert visitor.get("/work").status == 302, "the first session has ended"


def test_signing_out_ends_the_session_on_the_server_too(visitor: Visitor) -> None:
    visitor.sign_in("rivera")
    kept = dict(visitor.cookies)
    assert "Signed out" in visitor.send("/sign-out", visitor.get("/work")).body
    visitor.cookies = kept
    assert visitor.get("/work").status == 302


def test_whoever_is_signed_in_sees_as_whom_they_act(visitor: Visitor) -> None:
    visitor.sign_in("worker")
    assert "<dd>CM26-0000001</dd>" in visitor.get("/account").body
    visitor.sign_in("okafor")
    assert "<dd>MD-0042</dd>" in visitor.get("/account").body


def test_a_look_at_ones_work_is_noted_under_ones_own_name(visitor: Visitor, data: Path) -> None:
    visitor.sign_in("audit")
    assert visitor.get("/work").status == 200
    with sqlite3.connect(data / "record.sqlite3") as kept:
        looks = kept.execute("SELECT role, actor, what FROM openimr_access").fetchall()
    assert any(one[:2] == ("auditor", "audit") and "deadlines" in one[2] for one in looks)


def test_who_is_disabled_is_signed_out_at_once(visitor: Visitor, data: Path) -> None:
    assert user(data, "add", "leaver", "intake").returncode == 0
    visitor.sign_in("leaver")
    assert visitor.get("/work").status == 200
    assert user(data, "disable", "leaver").returncode == 0
    assert visitor.get("/work").status == 302
    assert visitor.sign_in("leaver").status == 403
    assert user(data, "reset", "leaver", typed="another slate harbor").returncode == 0
    assert visitor.sign_in("leaver", "another slate harbor").status == 302


def test_the_accounts_are_listed_without_anything_secret(data: Path) -> None:
    listed = user(data, "list", "--json")
    found = {one["login"]: one for one in msgspec.json.decode(listed.stdout)}
    assert found["okafor"]["actor"] == {"role": "reviewer", "id": "MD-0042"}
    assert found["worker"]["cases"] == ["CM26-0000001"]
    assert "argon2" not in listed.stdout
    assert "worker: party employee-1, CM26-0000001" in user(data, "list").stdout


@pytest.mark.parametrize(
    ("words", "typed", "told"),
    [
        (("add", "weak", "intake"), "tiny-one", "shorter than 12 characters"),
        (("add", "md", "reviewer"), PASSWORD, "Say which reviewer"),
        (("add", "robot", "system"), PASSWORD, "Nobody signs in for the role system"),
        (("add", "kin", "party:employee-1"), PASSWORD, "needs its cases"),
        (("disable", "nobody"), PASSWORD, "is nobody's"),
    ],
)
def test_what_cannot_be_is_told(data: Path, words: tuple[str, ...], typed: str, told: str) -> None:
    said = user(data, *words, typed=typed)
    assert said.returncode != 0
    assert told in said.stderr
    assert typed not in said.stdout + said.stderr
