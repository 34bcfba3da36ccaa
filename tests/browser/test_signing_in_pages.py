"""Signing in with keys alone in a real browser, and whether everybody can read the pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import entered, go_on_as, readable
from tests.served import Served, serving
from tests.signed_in import PASSWORD, App, Visitor, user

LONG = "whoever-has-a-very-long-login-indeed-and-more.of-it"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("signing-in") / "data"
    for login in ("newcomer", "boss"):
        assert user(data, "add", login, "administrator").returncode == 0
    worker = ("add", LONG, "party:employee-1", "--case", "CM26-0000001")
    assert user(data, *worker).returncode == 0
    with serving(data, "--no-jobs", OPENIMR_SECOND_FACTOR="required") as running:
        yield running


def shown(page: Page, heading: str) -> None:
    page.wait_for_selector(f"h1:has-text('{heading}')")


def told(page: Page, heading: str) -> None:
    shown(page, heading)
    readable(page)


def typed(page: Page, *words: str) -> None:
    """Type into one field after another, from the one in focus, and send with Enter."""
    for number, one in enumerate(words):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.type(one)
    page.keyboard.press("Enter")


def begun(page: Page, login: str, password: str = PASSWORD) -> None:
    page.goto("/account")
    for _ in range(3):
        page.keyboard.press("Tab")
    typed(page, login, password)


def test_from_the_first_sign_in_to_signing_out_with_keys_alone(
    chromium: Browser, served: Served
) -> None:
    page = entered(chromium, served)
    login = "newcomer"
    begun(page, login, "not the password")
    page.wait_for_selector("[role=alert]")
    assert page.title().startswith("Not signed in")
    readable(page)
    page.focus("#login")
    typed(page, login, PASSWORD)
    told(page, "Set up the second factor")
    app = App(page.inner_text("#key"))
    page.focus("#code")
    typed(page, "000000")
    page.wait_for_selector("#wrong")
    assert app.secret == page.inner_text("#key").replace(" ", ""), "the same key stays"
    readable(page)
    page.focus("#code")
    typed(page, app.code())
    told(page, "Recovery codes")
    recovery = page.inner_text(".codes li:first-child")
    page.focus("text=Go on")
    page.keyboard.press("Enter")
    told(page, "Your account")
    page.focus("text=Sign out")
    page.keyboard.press("Enter")
    told(page, "Signed out")
    begun(page, login)
    told(page, "Second factor")
    page.focus("#code")
    typed(page, app.code())
    shown(page, "Your account")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.context.clear_cookies()
    begun(page, login)
    page.wait_for_selector("#code")
    page.focus("text=Use a recovery code")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    readable(page)
    page.focus("#code")
    typed(page, recovery)
    shown(page, "Your account")
    page.context.close()


@pytest.fixture(scope="module")
def boss(chromium: Browser, served: Served) -> tuple[Page, list[str]]:
    """The page of an administrator with a second factor, and their recovery codes."""
    visitor = Visitor(served)
    assert visitor.sign_in("boss").status == 302
    codes = visitor.set_up().recovery_codes
    page = entered(chromium, served)
    go_on_as(page, visitor)
    return page, codes


@pytest.mark.parametrize(
    "path", ["account/password", "second-factor", "accounts", "accounts/add", "security"]
)
def test_every_page_of_accounts_can_be_read_by_everybody(
    boss: tuple[Page, list[str]], path: str
) -> None:
    page, _ = boss
    page.goto(f"/{path}")
    readable(page)


def test_an_account_is_added_and_changed_with_keys_alone(boss: tuple[Page, list[str]]) -> None:
    page, codes = boss
    page.goto("/accounts/add")
    page.focus("#again-add")
    page.keyboard.type(codes.pop())
    page.focus("#login")
    typed(page, LONG)
    page.wait_for_selector("#errors")
    assert page.title().startswith("Error: ")
    readable(page)
    page.focus("#errors a")
    page.keyboard.press("Enter")
    page.wait_for_selector("#login:focus")
    page.keyboard.press("Control+a")
    page.keyboard.type("added-by-keys")
    page.keyboard.press("Tab")
    page.keyboard.type("auditor")
    page.focus("#again-add")
    typed(page, codes.pop())
    told(page, "Account added")
    page.focus("text=Back to the accounts")
    page.keyboard.press("Enter")
    page.focus("button:has-text('added-by-keys')")
    page.keyboard.press("Enter")
    told(page, "added-by-keys")
    page.focus("#again-disable")
    typed(page, codes.pop())
    page.wait_for_selector("[role=status]")
    assert "disabled" in page.inner_text(".facts")
    readable(page)
