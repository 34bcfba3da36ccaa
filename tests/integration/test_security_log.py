"""What the security log tells of a served installation, and what it never does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.served import Served, serving
from tests.signed_in import PASSWORD, Visitor, user


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("security") / "data"
    assert user(data, "add", "rivera", "case manager").returncode == 0
    assert user(data, "add", "worker", "party:employee-1", "--case", "CM26-1").returncode == 0
    return data


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[Served]:
    with serving(data, "--no-jobs", OPENIMR_PROXY="127.0.0.1") as running:
        yield running


@pytest.fixture
def visitor(served: Served) -> Visitor:
    return Visitor(served)


def told(data: Path, *login: str) -> list[dict[str, str]]:
    said = user(data, "log", *login, "--json")
    assert said.returncode == 0, said.stderr
    return [one["entry"] for one in msgspec.json.decode(said.stdout)]


def test_a_day_of_an_account_can_be_read(visitor: Visitor, data: Path) -> None:
    visitor.sign_in("rivera", "wrong password of mine")
    visitor.sign_in("rivera")
    visitor.set_up(password=PASSWORD)
    visitor.send("/sign-out", visitor.get("/work"))
    found = told(data, "rivera")
    assert [one["happened"] for one in reversed(found)] == [
        "account made",
        "wrong login or password",
        "signed in",
        "second factor set up",
        "signed out",
    ]
    assert found[-1]["by"], "whoever sat at the terminal"
    assert {one["client"] for one in found[:-1]} == {"127.0.0.1"}
    assert "from the terminal" in user(data, "log").stdout


def test_neither_passwords_nor_what_was_typed_for_a_login_are_told(
    visitor: Visitor, data: Path
) -> None:
    visitor.sign_in("my password in the wrong field", "wrong password of mine")
    kept = user(data, "log").stdout
    assert "nobody:" in kept
    for word in (PASSWORD, "wrong password of mine", "wrong field"):
        assert word not in kept


def test_who_asks_for_a_page_of_another_role_is_noted_by_pattern(
    visitor: Visitor, data: Path
) -> None:
    visitor.sign_in("worker")
    assert visitor.get("/security").status == 409
    last = told(data, "worker")[0]
    assert last["happened"] == "access refused"
    assert last["about"] == "pages-are-for-roles, /security"


def test_a_proxy_that_is_named_says_who_asks(visitor: Visitor, data: Path) -> None:
    visitor.headers["X-Forwarded-For"] = "203.0.113.9, 198.51.100.4"
    visitor.sign_in("worker")
    assert told(data, "worker")[0]["client"] == "198.51.100.4", "what the proxy added"


def test_too_many_wrong_tries_from_one_address_are_answered_without_a_look(
    visitor: Visitor, data: Path
) -> None:
    visitor.headers["X-Forwarded-For"] = "198.51.100.77"
    tries = 0
    while (answer := visitor.sign_in(f"guess-{tries}", "of a password")).status == 403:
        tries += 1
    assert 20 <= tries <= 40, "twenty, and twenty more where ten minutes end between them"
    assert answer.status == 429
    assert 0 < int(answer.headers["retry-after"]) <= 601
    assert "too many tries" in answer.body
    assert visitor.sign_in("worker").status == 429, "the right password neither"
    visitor.headers["X-Forwarded-For"] = "198.51.100.78"
    assert visitor.sign_in("worker").status == 302, "others go on"
    assert "too many tries from one address" in {one["happened"] for one in told(data)}


def test_a_party_s_cases_are_changed_by_a_verb(visitor: Visitor, data: Path) -> None:
    said = user(data, "cases", "worker", "CM26-1", "CM26-2")
    assert said.returncode == 0, said.stderr
    visitor.sign_in("worker")
    assert "<dd>CM26-1, CM26-2</dd>" in visitor.get("/account").body
    assert told(data, "worker")[1]["about"] == "CM26-1, CM26-2"
    assert "needs its cases" not in said.stderr
    refused = user(data, "cases", "rivera", "CM26-1")
    assert "sees cases by its role" in refused.stderr


def test_a_lost_second_factor_is_taken_away_by_a_verb(visitor: Visitor, data: Path) -> None:
    assert user(data, "add", "lost", "intake").returncode == 0
    visitor.sign_in("lost")
    visitor.set_up(password=PASSWORD)
    assert user(data, "reset", "lost", "--second-factor").returncode == 0
    assert visitor.get("/work").status == 302, "sessions end"
    assert visitor.sign_in("lost").headers["location"] == "/work"
    assert told(data, "lost")[1]["happened"] == "second factor taken away"
