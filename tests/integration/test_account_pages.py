"""One's own account, and the accounts of everybody, over real HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.served import Answer, Served, serving
from tests.signed_in import PASSWORD, Visitor, user

NEW = "another slate harbor ten"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("accounts") / "data"


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[Served]:
    for words in (("boss", "administrator"), ("rivera", "intake"), ("quill", "intake")):
        assert user(data, "add", *words).returncode == 0
    with serving(data, "--no-jobs") as running:
        yield running


@pytest.fixture
def visitor(served: Served) -> Visitor:
    return Visitor(served)


@pytest.fixture
def boss(served: Served) -> Visitor:
    visitor = Visitor(served)
    visitor.sign_in("boss")
    return visitor


def changed(visitor: Visitor, old: str, new: str, again: str | None = None) -> Answer:
    page = visitor.get("/account/password")
    return visitor.send("/account/password", page, old=old, new=new, again=again or new)


def first_password(page: Answer) -> str:
    found = re.search(r'id="first">([^<]+)<', page.body)
    assert found, page.body
    return found[1]


def added(boss: Visitor, **fields: str) -> Answer:
    sent = {"named": "", "cases": "", "again": PASSWORD, **fields}
    return boss.send("/accounts/add", boss.get("/accounts/add"), **sent)


def asked(boss: Visitor, login: str, do: str, **fields: str) -> Answer:
    sent = {"again": PASSWORD, **fields}
    return boss.send("/accounts/one", boss.get("/accounts"), login=login, do=do, **sent)


def test_ones_own_password_is_changed_with_the_old_one_and_others_are_signed_out(
    served: Served, visitor: Visitor
) -> None:
    elsewhere = Visitor(served)
    elsewhere.sign_in("rivera")
    visitor.sign_in("rivera")
    assert changed(visitor, "not the old one", NEW).status == 403
    assert "not typed the same twice" in changed(visitor, PASSWORD, NEW, "else").body
    assert "shorter than 12" in changed(visitor, PASSWORD, "rivera openimr").body
    assert "is the old one" in changed(visitor, PASSWORD, PASSWORD).body
    assert elsewhere.get("/work").status == 200
    assert changed(visitor, PASSWORD, NEW).headers["location"] == "/account?done=password"
    assert "Your password is changed" in visitor.get("/account?done=password").body
    assert elsewhere.get("/work").status == 302
    assert Visitor(served).sign_in("rivera").status == 403
    assert Visitor(served).sign_in("rivera", NEW).status == 302


def test_new_recovery_codes_are_given_for_the_password_and_a_code(visitor: Visitor) -> None:
    visitor.sign_in("quill")
    app = visitor.set_up(password=PASSWORD)
    page = visitor.get("/account")
    assert "10 left" in page.body
    renewed = "/account/recovery-codes"
    refused = visitor.send(renewed, page, password="wrong", present=app.code())
    assert "password is not right" in refused.body
    refused = visitor.send(renewed, page, password=PASSWORD, present="000000")
    assert "code is not right" in refused.body
    given = visitor.send(renewed, page, password=PASSWORD, present=app.code())
    codes = re.findall(r"<li><code>([^<]+)</code>", given.body)
    visitor.sign_in("quill")
    assert visitor.give_code(app.recovery_codes[0]).status == 403
    assert visitor.give_code(codes[0]).status == 302
    assert "9 left" in visitor.get("/account").body


def test_a_first_password_opens_nothing_but_its_own_change(
    served: Served, boss: Visitor, visitor: Visitor
) -> None:
    first = first_password(added(boss, login=" Newton ", role="case manager"))
    assert visitor.sign_in("newton", first).status == 302
    for page in ("/work", "/account"):
        assert visitor.get(page).headers["location"] == "/account/password"
    assert changed(visitor, first, NEW).status == 302
    assert visitor.get("/work").status == 200
    assert "newton" in boss.get("/accounts").body


def test_a_party_is_added_with_its_cases_which_can_be_changed(
    boss: Visitor, visitor: Visitor
) -> None:
    fields = {"login": "worker", "role": "party", "named": "employee-1"}
    assert "needs its cases" in added(boss, **fields).body
    assert "identifier" in added(boss, **fields | {"named": "", "cases": "CM26-1"}).body
    first = first_password(added(boss, **fields, cases="CM26-1\nCM26-2"))
    page = asked(boss, "worker", "change cases", cases="CM26-3")
    assert "no others" in page.body
    assert "needs its cases" in asked(boss, "worker", "change cases", cases="").body
    visitor.sign_in("worker", first)
    changed(visitor, first, NEW)
    assert "<dt>Your cases</dt><dd>CM26-3</dd>" in visitor.get("/account").body


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"login": "rivera", "role": "intake"}, "is taken"),
        ({"login": "", "role": "intake"}, "is missing"),
        ({"login": "robot", "role": "system"}, "Nobody signs in"),
        ({"login": "robot", "role": ""}, "The role: is missing"),
        ({"login": "clerk", "role": "intake", "cases": "CM26-1"}, "sees cases by its role"),
    ],
)
def test_what_cannot_be_added_is_told_beside_what_was_typed(
    boss: Visitor, fields: dict[str, str], told: str
) -> None:
    page = added(boss, **fields)
    assert page.status == 400
    assert told in page.body
    assert f'value="{fields["login"]}"' in page.body


def test_an_account_is_disabled_opened_again_and_freed_of_a_lost_second_factor(
    served: Served, boss: Visitor, visitor: Visitor
) -> None:
    first = first_password(added(boss, login="leaver", role="intake"))
    visitor.sign_in("leaver", first)
    changed(visitor, first, NEW)
    visitor.set_up(password=NEW)
    assert "second factor is taken away" in asked(boss, "leaver", "clear factor").body
    assert visitor.get("/work").status == 302
    visitor.sign_in("leaver", NEW)
    assert visitor.get("/work").status == 200
    assert "Nobody signs in" in asked(boss, "leaver", "disable").body
    assert visitor.get("/work").status == 302
    again = first_password(asked(boss, "leaver", "first password"))
    assert Visitor(served).sign_in("leaver", NEW).status == 403
    assert Visitor(served).sign_in("leaver", again).status == 302


def test_nobody_shuts_themselves_out(boss: Visitor) -> None:
    assert "they are signed in with" in asked(boss, "boss", "disable").body
    assert boss.get("/accounts").status == 200


def test_what_was_done_stands_in_the_log_with_who_did_it(boss: Visitor) -> None:
    added(boss, login="logged", role="auditor")
    page = boss.get("/security")
    assert "<td>account made</td><td>boss</td>" in page.body
    found = boss.send("/security", page, login="logged")
    assert "The latest entries of logged" in found.body
    assert "rivera" not in found.body
    assert "Nothing is noted of nobody" in boss.send("/security", page, login="nobody").body


def test_accounts_are_for_administrators_alone(visitor: Visitor) -> None:
    visitor.sign_in("rivera", NEW)
    for page in ("/accounts", "/accounts/add", "/accounts/one", "/security"):
        assert visitor.get(page).status == 409
