"""What a program is refused stands in the security log, as what people are refused does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.api_visitor import Program, token
from tests.served import Served, serving
from tests.signed_in import PASSWORD, Visitor, user

from openimr.workflow.signing_in import REFUSED_TOKENS


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("programs") / "data"
    for login in ("rivera", "leaver"):
        assert user(data, "add", login, "case manager").returncode == 0
    for login in ("worker", "narrow", "guard"):
        assert user(data, "add", login, "party:employee-1", "--case", "CM26-1").returncode == 0
    return data


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[Served]:
    settings = {"OPENIMR_SECOND_FACTOR": "required", "OPENIMR_PROXY": "127.0.0.1"}
    with serving(data, "--no-jobs", **settings) as running:
        yield running


def told(data: Path, *login: str) -> list[str]:
    """What was noted, the newest first."""
    said = user(data, "log", *login, "--json")
    assert said.returncode == 0, said.stderr
    entries = [one["entry"] for one in msgspec.json.decode(said.stdout)]
    return [f"{one['happened']}: {one['about']}" for one in entries]


def test_a_case_that_is_not_theirs_and_a_missing_scope_are_noted_by_pattern(
    served: Served, data: Path
) -> None:
    program = Program(served, token(data, "worker", "cases:read"))
    assert program.get("/cases").status == 200
    assert program.get("/cases/CM26-2").status in {403, 404}
    assert program.get("/law/values").status == 403
    scope, case = told(data, "worker")[:2]
    assert scope == "access refused: not-in-scope, /api/v1/law/values"
    assert case.startswith("access refused: case-is-not-yours, /api/v1/cases/<")
    assert "CM26-2" not in case


def test_a_token_that_is_over_is_noted_with_its_number_and_whose_it_was(
    served: Served, data: Path
) -> None:
    secret = token(data, "leaver", "cases:read")
    assert user(data, "disable", "leaver").returncode == 0
    assert Program(served, secret).get("/cases").status == 401
    assert told(data, "leaver")[0].startswith("token of a program refused: token ")
    assert told(data, "leaver")[0].endswith(" is over, /api/v1/cases")


def test_what_never_was_a_token_is_noted_as_a_digest_and_not_without_end(
    served: Served, data: Path
) -> None:
    windows = set()
    for _ in range(25 + REFUSED_TOKENS.most):  # so that one window has more than are noted
        answer = Program(served, "openimr_guessed").ask(
            "GET", "/cases", b"", X_Forwarded_For="198.51.100.7"
        )
        assert answer.status == 401
        windows.add(REFUSED_TOKENS.window(dt.datetime.now(tz=dt.UTC)))
    found = [one for one in told(data) if "no such token" in one]
    assert 1 <= len(found) <= REFUSED_TOKENS.most * len(windows)
    assert "guessed" not in user(data, "log").stdout
    assert any("further ones are not noted" in one for one in told(data))


def test_who_asks_without_any_token_is_not_noted(served: Served, data: Path) -> None:
    before = told(data)
    assert Program(served).get("/cases").status == 401
    assert told(data) == before


def test_an_account_without_the_second_factor_it_needs_cannot_use_a_token(
    served: Served, data: Path
) -> None:
    program = Program(served, token(data, "rivera", "cases:read"))
    refused = program.get("/cases")
    assert (refused.status, refused.fields["rule"]) == (403, "account-not-ready")
    assert "no second factor" in str(refused.fields["detail"])
    assert "Sign in with it once" in str(refused.fields["remedy"])
    assert told(data, "rivera")[0] == "access refused: account-not-ready, /api/v1/cases"
    visitor = Visitor(served)
    visitor.sign_in("rivera")
    visitor.set_up()
    assert program.get("/cases").status == 200


def test_an_account_with_a_first_password_cannot_either(served: Served, data: Path) -> None:
    assert user(data, "add", "boss", "administrator").returncode == 0
    boss = Visitor(served)
    boss.sign_in("boss")
    app = boss.set_up()
    page = boss.get("/accounts")
    sent = {"login": "guard", "do": "first password", "again": app.recovery_codes[0]}
    assert "signs in as party" in boss.send("/accounts/one", page, **sent).body
    program = Program(served, token(data, "guard", "cases:read"))
    assert "no password of its own" in str(program.get("/cases").fields["detail"])


def test_the_secret_of_no_token_stands_in_the_log(served: Served, data: Path) -> None:
    secret = token(data, "narrow", "cases:read")
    Program(served, secret).get("/law/values")
    said = user(data, "log").stdout
    assert secret not in said
    assert PASSWORD not in said
    assert "token of a program made" in said
