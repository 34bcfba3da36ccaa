"""Where somebody is signed in, over real HTTP: told, and ended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.served import Answer, Served, serving
from tests.signed_in import PASSWORD, Visitor, user

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("where") / "data"
    for words in (("boss", "administrator"), ("rivera", "intake"), ("quill", "intake")):
        assert user(data, "add", *words).returncode == 0
    return data


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[Served]:
    with serving(data, "--no-jobs", OPENIMR_PROXY="127.0.0.1") as running:
        yield running


def entered(served: Served, login: str, browser: str, client: str = "198.51.100.4") -> Visitor:
    visitor = Visitor(served)
    visitor.headers |= {"User-Agent": browser, "X-Forwarded-For": client}
    assert visitor.sign_in(login).status == 302
    return visitor


def named(page: Answer) -> list[str]:
    return re.findall(r'name="end" value="([^"]+)"', page.body)


def test_each_browser_is_told_with_its_network_and_no_key_of_any(served: Served) -> None:
    here = entered(served, "quill", FIREFOX)
    assert "Nowhere else" in here.get("/account").body
    phone = entered(served, "quill", PHONE, "203.0.113.9")
    page = here.get("/account")
    assert "Safari on iPhone" in page.body
    assert "203.0.113.9" in page.body
    assert re.search(r"Firefox on Linux<span[^>]*>this browser", page.body)
    assert len(named(page)) == 2, "the other one, and all others"
    for one in (here, phone):
        assert one.cookies["openimr"] not in page.body


def test_one_is_ended_with_the_password_again_and_all_others_at_once(
    served: Served, data: Path
) -> None:
    here = entered(served, "rivera", FIREFOX)
    others = [entered(served, "rivera", PHONE) for _ in range(3)]
    stranger = entered(served, "quill", PHONE)
    page = here.get("/account")
    first = named(page)[0]
    wrong = here.send("/account/sessions", page, end=first, again="wrong")
    assert wrong.status == 403
    assert 'href="#again-sessions"' in wrong.body
    ended = here.send("/account/sessions", page, end=first, again=PASSWORD)
    assert ended.headers["location"] == "/account?done=sessions"
    assert sorted(one.get("/work").status for one in others) == [200, 200, 302]
    here.send("/account/sessions", page, end="others", again=PASSWORD)
    assert [one.get("/work").status for one in others] == [302] * 3
    assert here.get("/work").status == 200
    assert stranger.get("/work").status == 200
    assert "signed out in other browsers" in user(data, "log", "rivera").stdout


def test_nobody_ends_a_session_of_another_by_its_name(served: Served) -> None:
    here, stranger = entered(served, "rivera", FIREFOX), entered(served, "quill", PHONE)
    other = entered(served, "quill", FIREFOX)
    name = named(other.get("/account"))[0]
    here.send("/account/sessions", here.get("/account"), end=name, again=PASSWORD)
    assert stranger.get("/work").status == 200


def test_an_administrator_ends_every_session_of_an_account(served: Served, data: Path) -> None:
    boss = entered(served, "boss", FIREFOX)
    rivera = entered(served, "rivera", PHONE)
    sent = {"login": "rivera", "do": "end sessions"}
    page = boss.send("/accounts/one", boss.get("/accounts"), login="rivera")
    assert "Safari on iPhone" in page.body
    assert "password is not right" in boss.send("/accounts/one", page, again="no", **sent).body
    assert rivera.get("/work").status == 200
    assert "no longer is" in boss.send("/accounts/one", page, again=PASSWORD, **sent).body
    assert rivera.get("/work").status == 302
    assert "by boss" in user(data, "log", "rivera").stdout


def test_signing_out_ends_the_session_and_it_is_told_no_more(served: Served) -> None:
    here, other = entered(served, "quill", FIREFOX), entered(served, "quill", PHONE)
    before = len(named(here.get("/account")))
    other.send("/sign-out", other.get("/work"))
    assert len(named(here.get("/account"))) < before
