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
    for login in ("rivera", "quill", "stone", "marsh", "reed", "lake"):
        assert user(data, "add", login, "case manager").returncode == 0
    assert user(data, "add", "boss", "administrator").returncode == 0
    for login in ("worker", "claimant"):
        assert user(data, "add", login, "party:employee-1", "--case", "CM26-1").returncode == 0
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


def test_another_one_needs_the_password_and_a_code_of_the_one_before(visitor: Visitor) -> None:
    visitor.sign_in("marsh")
    before = visitor.set_up()
    with pytest.raises(AssertionError, match="password is not right"):
        visitor.set_up(password="wrong", present=before.recovery_codes[0])
    with pytest.raises(AssertionError, match="code is not right, or it was used"):
        visitor.set_up(password=PASSWORD, present="000000")
    app = visitor.set_up(password=PASSWORD, present=before.recovery_codes[0])
    assert visitor.get("/work").status == 200, "goes on"
    visitor.sign_in("marsh")
    assert visitor.give_code(app.code()).status == 302


def test_it_is_not_taken_away_where_the_role_needs_one(visitor: Visitor) -> None:
    visitor.sign_in("reed")
    app = visitor.set_up()
    page = visitor.get("/account")
    assert "Take it away" not in page.body
    both = {"password": PASSWORD, "present": app.recovery_codes[0]}
    assert "needs a second factor" in visitor.send("/account/no-second-factor", page, **both).body
    visitor.sign_in("reed")
    assert visitor.give_code(app.recovery_codes[0]).status == 302, "the code was not used up"


def test_a_party_takes_its_own_away_with_password_and_code(
    served: Served, visitor: Visitor
) -> None:
    visitor.sign_in("claimant")
    app = visitor.set_up(password=PASSWORD)
    elsewhere = Visitor(served)
    elsewhere.sign_in("claimant")
    elsewhere.give_code(app.recovery_codes[0])
    page = visitor.get("/account")
    sent = {"password": PASSWORD, "present": "000000"}
    assert "code is not right" in visitor.send("/account/no-second-factor", page, **sent).body
    sent["present"] = app.recovery_codes[1]
    away = visitor.send("/account/no-second-factor", page, **sent)
    assert away.headers["location"] == "/account?done=factor"
    assert "not set up" in visitor.get("/account").body
    assert elsewhere.get("/work").status == 302
    assert visitor.sign_in("claimant").headers["location"] == "/work"


def test_an_administrator_changes_accounts_with_a_fresh_code(visitor: Visitor) -> None:
    visitor.sign_in("boss")
    app = visitor.set_up()
    page = visitor.get("/accounts")
    asked = {"login": "rivera", "do": "disable"}
    wrong = visitor.send("/accounts/one", page, again=PASSWORD, **asked)
    assert "code is not right" in wrong.body
    assert ">open<" in wrong.body
    done = visitor.send("/accounts/one", page, again=app.recovery_codes[0], **asked)
    assert "Nobody signs in with this account any more" in done.body


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
