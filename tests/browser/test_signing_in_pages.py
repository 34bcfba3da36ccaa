"""Signing in with keys alone in a real browser, and whether everybody can read the pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page
from tests.served import Served, serving
from tests.signed_in import PASSWORD, App, user

LONG = "whoever-has-a-very-long-login-indeed-and-more.of-it"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("signing-in") / "data"
    for login in ("wide", "narrow", "boss"):
        assert user(data, "add", login, "administrator").returncode == 0
    worker = ("add", LONG, "party:employee-1", "--case", "CM26-0000001")
    assert user(data, *worker).returncode == 0
    with serving(data, "--no-jobs", OPENIMR_SECOND_FACTOR="required") as running:
        yield running


def context_of(chromium: Browser, width: int, scheme: str) -> BrowserContext:
    size = {"width": width, "height": 800}
    return chromium.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)


def fine(page: Page, width: int) -> None:
    """Nothing is in anybody's way, and the page fits."""
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["impact"]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def told(page: Page, heading: str, width: int) -> None:
    page.wait_for_selector(f"h1:has-text('{heading}')")
    fine(page, width)


def typed(page: Page, *words: str) -> None:
    """Type into one field after another, from the one in focus, and send with Enter."""
    for number, one in enumerate(words):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.type(one)
    page.keyboard.press("Enter")


def begun(page: Page, served: Served, login: str, password: str = PASSWORD) -> None:
    page.goto(f"http://127.0.0.1:{served.port}/account")
    for _ in range(3):
        page.keyboard.press("Tab")
    typed(page, login, password)


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_from_the_first_sign_in_to_signing_out_with_keys_alone(
    chromium: Browser, served: Served, width: int, scheme: str
) -> None:
    context = context_of(chromium, width, scheme)
    page = context.new_page()
    login = "wide" if width > 320 else "narrow"
    begun(page, served, login, "not the password")
    page.wait_for_selector("[role=alert]")
    assert page.title().startswith("Not signed in")
    fine(page, width)
    page.focus("#login")
    typed(page, login, PASSWORD)
    told(page, "Set up the second factor", width)
    app = App(page.inner_text("#key"))
    page.focus("#code")
    typed(page, "000000")
    page.wait_for_selector("#wrong")
    assert app.secret == page.inner_text("#key").replace(" ", ""), "the same key stays"
    fine(page, width)
    page.focus("#code")
    typed(page, app.code())
    told(page, "Recovery codes", width)
    recovery = page.inner_text(".codes li:first-child")
    page.focus("text=Go on")
    page.keyboard.press("Enter")
    told(page, "Your account", width)
    page.focus("text=Sign out")
    page.keyboard.press("Enter")
    told(page, "Signed out", width)
    begun(page, served, login)
    told(page, "Second factor", width)
    page.focus("#code")
    typed(page, app.code())
    told(page, "Your account", width)
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    context.clear_cookies()
    begun(page, served, login)
    page.wait_for_selector("#code")
    page.focus("text=Use a recovery code")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Recovery code >> nth=0")
    fine(page, width)
    page.focus("#code")
    typed(page, recovery)
    told(page, "Your account", width)
    context.close()


@pytest.fixture(scope="module")
def entered(chromium: Browser, served: Served) -> Iterator[tuple[BrowserContext, list[str]]]:
    """A browser in which an administrator is signed in, and their recovery codes."""
    context = context_of(chromium, 1280, "light")
    page = context.new_page()
    begun(page, served, "boss")
    page.wait_for_selector("#key")
    page.focus("#code")
    typed(page, App(page.inner_text("#key")).code())
    page.wait_for_selector(".codes")
    codes = page.locator(".codes code").all_inner_texts()
    page.close()
    yield context, codes
    context.close()


@pytest.fixture
def signed_in(entered: tuple[BrowserContext, list[str]]) -> BrowserContext:
    return entered[0]


@pytest.fixture
def codes(entered: tuple[BrowserContext, list[str]]) -> list[str]:
    return entered[1]


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
@pytest.mark.parametrize(
    "path", ["account", "account/password", "second-factor", "accounts", "accounts/add", "security"]
)
def test_every_page_of_accounts_can_be_read_by_everybody(
    signed_in: BrowserContext, served: Served, path: str, width: int, scheme: str
) -> None:
    page = signed_in.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"http://127.0.0.1:{served.port}/{path}")
    fine(page, width)
    page.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_an_account_is_added_and_changed_with_keys_alone(
    signed_in: BrowserContext, codes: list[str], served: Served, width: int
) -> None:
    page = signed_in.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"http://127.0.0.1:{served.port}/accounts/add")
    page.focus("#again-add")
    page.keyboard.type(codes.pop())
    page.focus("#login")
    typed(page, LONG)
    page.wait_for_selector("#errors")
    assert page.title().startswith("Error: ")
    fine(page, width)
    page.focus("#errors a")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "login"
    page.keyboard.press("Control+a")
    page.keyboard.type(f"added-{width}")
    page.keyboard.press("Tab")
    page.keyboard.type("auditor")
    page.focus("#again-add")
    typed(page, codes.pop())
    told(page, "Account added", width)
    page.focus("text=Back to the accounts")
    page.keyboard.press("Enter")
    page.focus(f"button:has-text('added-{width}')")
    page.keyboard.press("Enter")
    told(page, f"added-{width}", width)
    page.focus("#again-disable")
    typed(page, codes.pop())
    page.wait_for_selector("[role=status]")
    assert "disabled" in page.inner_text(".facts")
    fine(page, width)
    page.close()
