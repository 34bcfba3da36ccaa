"""Signing in at a real provider of OpenID Connect, and every answer of one that is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import RSAKey
from tests.oidc_provider import CLIENT, SECRET, OpenIdProvider, provider
from tests.served import Served, serving
from tests.signed_in import PASSWORD, Visitor, user

from openimr.adapters.oidc_settings import oidc_settings
from openimr.vocabulary.errors import BadInput

BACK = "/sign-in/elsewhere/back"


@pytest.fixture(scope="module")
def house() -> Iterator[OpenIdProvider]:
    with provider() as made:
        yield made


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("elsewhere") / "data"
    for login in ("rivera", "leaver"):
        assert user(data, "add", login, "case manager").returncode == 0
    assert user(data, "link", "rivera", "subject-1").returncode == 0
    return data


@pytest.fixture(scope="module")
def served(house: OpenIdProvider, data: Path) -> Iterator[Served]:
    secret = data.parent / "secret"
    secret.write_text(SECRET)
    secret.chmod(0o600)
    settings = {
        "OPENIMR_OIDC_ISSUER": house.issuer,
        "OPENIMR_OIDC_CLIENT_ID": CLIENT,
        "OPENIMR_OIDC_CLIENT_SECRET_FILE": str(secret),
        "OPENIMR_SECOND_FACTOR": "required",
        "OPENIMR_PROXY": "127.0.0.1",
    }
    with serving(data, "--no-jobs", **settings) as running:
        yield running


@pytest.fixture
def visitor(
    served: Served, house: OpenIdProvider, request: pytest.FixtureRequest
) -> Iterator[Visitor]:
    one = Visitor(served)
    one.headers["X-Forwarded-For"] = f"198.51.100.{hash(request.node.name) % 250}"
    key = house.key
    yield one
    house.claims, house.named, house.key = {}, "subject-1", key


def sent_back(visitor: Visitor, house: OpenIdProvider, path: str = "/sign-in/elsewhere") -> str:
    return house.signs_in(visitor.get(path).headers["location"])


def test_for_whom_the_provider_asked_two_factors_is_let_in_at_once(
    visitor: Visitor, house: OpenIdProvider, data: Path
) -> None:
    assert "Sign in with your organization" in visitor.get("/sign-in").body
    house.claims = {"amr": ["pwd", "otp", "mfa"]}
    arrived = visitor.get(sent_back(visitor, house, "/sign-in/elsewhere?next=%2Faccount"))
    assert (arrived.status, arrived.headers["location"]) == (302, "/account")
    assert "rivera" in visitor.get("/account").body
    assert "signed in, a sign-in elsewhere" in user(data, "log", "rivera").stdout


def test_else_our_second_factor_is_asked_for(visitor: Visitor, house: OpenIdProvider) -> None:
    house.claims = {"amr": ["pwd"]}
    assert visitor.get(sent_back(visitor, house)).headers["location"] == "/second-factor"
    assert visitor.get("/account").status == 302
    app = visitor.set_up()
    visitor.get(sent_back(visitor, house))
    assert visitor.give_code(app.code()).status == 302
    assert visitor.get("/account").status == 200


def test_an_answer_is_taken_once_and_by_the_browser_that_asked(
    served: Served, visitor: Visitor, house: OpenIdProvider
) -> None:
    house.claims = {"amr": ["mfa"]}
    answer = sent_back(visitor, house)
    assert Visitor(served).get(answer).status == 403, "another browser"
    assert visitor.get(answer).status == 302
    assert visitor.get(answer).status == 403, "again"


def test_the_state_of_another_sign_in_is_refused(visitor: Visitor, house: OpenIdProvider) -> None:
    older = sent_back(visitor, house)
    visitor.get("/sign-in/elsewhere")
    assert "belongs to another sign-in" in visitor.get(older).body


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "https://another.example.org"},
        {"aud": "another-program"},
        {"aud": [CLIENT, "another-program"], "azp": "another-program"},
        {"exp": 1_500_000_000},
        {"exp": None},
        {"sub": None},
    ],
    ids=repr,
)
def test_what_is_not_signed_for_this_sign_in_is_refused(
    visitor: Visitor, house: OpenIdProvider, claims: dict[str, Any]
) -> None:
    house.claims = claims
    page = visitor.get(sent_back(visitor, house))
    assert page.status == 403
    assert "what the provider signed" in page.body
    assert visitor.get("/account").status == 302


def test_what_another_key_signed_is_refused(visitor: Visitor, house: OpenIdProvider) -> None:
    known = house.key
    house.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}, private=True)
    page = visitor.get(sent_back(visitor, house))
    house.key = known
    assert "what the provider signed" in page.body


def test_a_code_that_somebody_else_brings_is_refused(
    visitor: Visitor, house: OpenIdProvider
) -> None:
    answer = sent_back(visitor, house)
    house.asked["code_challenge"] = "of another browser"
    assert "did not take the code" in visitor.get(answer).body


def test_an_answer_of_another_provider_is_refused(visitor: Visitor, house: OpenIdProvider) -> None:
    answer = sent_back(visitor, house).partition("&iss=")[0]
    assert "another provider" in visitor.get(f"{answer}&iss=https%3A%2F%2Fevil.example").body


def test_who_says_no_at_the_provider_is_not_signed_in(
    visitor: Visitor, house: OpenIdProvider
) -> None:
    answer = sent_back(visitor, house)
    state = house.asked["state"]
    page = visitor.get(f"{answer.partition('?')[0]}?error=access_denied&state={state}")
    assert "vouches for nobody" in page.body


def test_nobody_gets_an_account_by_it_and_who_is_disabled_does_not_come_back(
    visitor: Visitor, house: OpenIdProvider, data: Path
) -> None:
    house.named = "subject-2"
    assert "no account here is linked" in visitor.get(sent_back(visitor, house)).body
    assert user(data, "link", "leaver", "subject-2").returncode == 0
    assert visitor.get(sent_back(visitor, house)).status == 302
    assert user(data, "disable", "leaver").returncode == 0
    assert visitor.get(sent_back(visitor, house)).status == 403
    assert "subject-2" not in user(data, "log").stdout


def test_two_accounts_are_not_linked_to_one(data: Path) -> None:
    said = user(data, "link", "leaver", "subject-1")
    assert said.returncode != 0
    assert "belongs to another account" in said.stderr


def test_the_password_goes_on_beside_it(visitor: Visitor) -> None:
    assert visitor.sign_in("rivera", PASSWORD).headers["location"] == "/sign-in/code"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"OPENIMR_OIDC_ISSUER": "https://login.example.org"}, "CLIENT_ID: is missing"),
        ({"OPENIMR_OIDC_CLIENT_ID": "us"}, "ISSUER: is missing"),
        (
            {"OPENIMR_OIDC_ISSUER": "http://login.example.org", "OPENIMR_OIDC_CLIENT_ID": "us"},
            "no address by HTTPS",
        ),
        (
            {
                "OPENIMR_OIDC_ISSUER": "https://login.example.org",
                "OPENIMR_OIDC_CLIENT_ID": "us",
                "OPENIMR_OIDC_CLIENT_SECRET_FILE": "/nowhere",
            },
            "cannot be read",
        ),
    ],
)
def test_settings_that_cannot_be_are_told(settings: dict[str, str], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        oidc_settings(settings)


def test_a_secret_that_others_can_read_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "secret"
    place.write_text(SECRET)
    place.chmod(0o644)
    settings = {
        "OPENIMR_OIDC_ISSUER": "https://login.example.org",
        "OPENIMR_OIDC_CLIENT_ID": "us",
        "OPENIMR_OIDC_CLIENT_SECRET_FILE": str(place),
    }
    with pytest.raises(BadInput, match="others can read"):
        oidc_settings(settings)
    assert oidc_settings({}) is None
