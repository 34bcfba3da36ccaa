"""The second factor over real HTTP, from the first sign-in on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.served import Served, serving
from tests.signed_in import PASSWORD, Visitor, user

REQUIRED = {"OPENIMR_SECOND_FACTOR": "required"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("second-factor") / "data"


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[Served]:
    for login in ("rivera", "quill", "stone", "marsh", "lake"):
        assert user(data, "add", login, "case manager").returncode == 0
    assert user(data, "add", "worker", "party:employee-1", "--case", "CM26-1").returncode == 0
    with serving(data, "--no-jobs", **REQUIRED) as running:
        yield running


@pytest.fixture
def visitor(served: Served) -> Visitor:
    return Visitor(served)


def test_who_has_no_second_factor_sets_one_up_before_anything_else(visitor: Visitor) -> None:
    sent = visitor.sign_in("rivera", next="/work")
    assert (sent.status, sent.headers["location"]) == (302, "/second-factor")
    assert visitor.get("/work").status == 302, "the password alone opens nothing"
    app = visitor.set_up()
    assert len(app.recovery_codes) == 10
    assert visitor.get("/work").status == 200


def test_afterwards_a_code_is_asked_for_and_taken_once(served: Served, visitor: Visitor) -> None:
    visitor.sign_in("quill")
    app = visitor.set_up()
    sent = visitor.sign_in("quill", next="/work")
    assert (sent.status, sent.headers["location"]) == (302, "/sign-in/code")
    assert visitor.get("/work").status == 302
    code = app.code()
    arrived = visitor.give_code(code)
    assert (arrived.status, arrived.headers["location"]) == (302, "/work")
    assert visitor.get("/work").status == 200
    other = Visitor(served)
    other.sign_in("quill")
    assert other.give_code(code).status == 403, "seen over somebody's shoulder"
    assert other.get("/work").status == 302
    assert other.give_code(app.recovery_codes[3]).status == 302
    assert other.get("/work").status == 200


def test_who_knew_the_password_alone_can_set_no_other_second_factor_up(visitor: Visitor) -> None:
    visitor.sign_in("stone")
    visitor.set_up()
    visitor.sign_in("stone")
    assert visitor.get("/second-factor").headers["location"] == "/sign-in"


def test_another_one_needs_the_password_again(visitor: Visitor) -> None:
    visitor.sign_in("marsh")
    visitor.set_up()
    with pytest.raises(AssertionError, match="password is not right"):
        visitor.set_up(password="wrong")
    app = visitor.set_up(password=PASSWORD)
    assert visitor.get("/work").status == 200, "goes on"
    visitor.sign_in("marsh")
    assert visitor.give_code(app.code()).status == 302


def test_a_party_may_go_without_and_may_choose_to(visitor: Visitor) -> None:
    assert visitor.sign_in("worker").headers["location"] == "/work"
    app = visitor.set_up(password=PASSWORD)
    assert visitor.sign_in("worker").headers["location"] == "/sign-in/code"
    assert visitor.give_code(app.code()).status == 302


def test_a_code_without_the_password_leads_back_to_signing_in(visitor: Visitor) -> None:
    for path in ("/sign-in/code", "/second-factor"):
        assert visitor.get(path).headers["location"] == "/sign-in"


def test_a_secret_offered_to_somebody_else_is_not_taken(served: Served, visitor: Visitor) -> None:
    visitor.sign_in("lake")
    page = visitor.get("/second-factor")
    sent = visitor.send("/second-factor", page, offer="altered", code="123456")
    assert "open for too long" in sent.body
    assert 'src="data:image/svg+xml' in sent.body
