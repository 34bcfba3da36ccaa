"""The pages of programs, of settings and of where one is signed in, in a real browser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import page_of, readable
from tests.served import Served, serving
from tests.signed_in import PASSWORD, Visitor, user

SIGNERS = "jo.vance=Jo Vance, President; ines.okafor=Ines Okafor, MD, Medical Director"
NAME = "nightly report of the claims department, with all of its attachments"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("programs-pages") / "data"
    for words in (("boss", "administrator"), ("the-claims-department-robot", "case manager")):
        assert user(data, "add", *words).returncode == 0
    return data


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[Served]:
    with serving(data, "--no-jobs", OPENIMR_SIGNERS=SIGNERS) as running:
        yield running


def a_token(page: Page) -> None:
    """Make a token with keys alone."""
    page.goto("/programs/token")
    page.focus("#login")
    for words in ("the-claims-department-robot", NAME):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    for _ in range(3):
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    page.focus("#again-make")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#secret")


def a_webhook(page: Page) -> None:
    """Add a webhook with keys alone."""
    page.goto("/programs/webhook")
    page.focus("#url")
    page.keyboard.type("http://127.0.0.1:9/a/long/way/to/the/program/that/is/told/of/everything")
    page.focus("summary")
    page.keyboard.press("Enter")
    page.focus("#kind-3")
    page.keyboard.press("Space")
    page.focus("#again-make")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#secret")


def several_messages(data: Path) -> None:
    """Messages to the webhooks that came and did not come."""
    assert user(data, "list").returncode == 0, "the database is there"
    import sqlite3  # noqa: PLC0415

    with sqlite3.connect(data / "record.sqlite3") as database:
        hooks = [one[0] for one in database.execute("select id from openimr_webhook")]
        at = dt.datetime.now(tz=dt.UTC).strftime("%Y-%m-%d %H:%M:%S")
        for hook in hooks:
            for attempt, status, outcome in ((1, 500, "not taken"), (2, 204, "taken")):
                database.execute(
                    "insert into openimr_webhook_delivery"
                    " (hook_id, message, at, attempt, status, outcome) values (?, ?, ?, ?, ?, ?)",
                    (hook, "msg-1", at, attempt, status, outcome),
                )


@pytest.mark.parametrize(
    "path", ["/programs", "/programs/token", "/programs/webhook", "/settings", "/account"]
)
def test_everybody_can_read_them(chromium: Browser, served: Served, path: str) -> None:
    page = page_of(chromium, served, "boss")
    page.goto(path)
    readable(page)


def test_programs_are_looked_after_with_keys_alone(
    chromium: Browser, served: Served, data: Path
) -> None:
    page = page_of(chromium, served, "boss")
    a_token(page)
    readable(page)
    a_webhook(page)
    readable(page)
    several_messages(data)
    page.goto("/programs")
    readable(page)
    page.focus("#tokens ~ form input[type=radio]")
    page.keyboard.press("Space")
    page.focus("#again-revoke")
    page.keyboard.type("not the password")
    page.keyboard.press("Enter")
    page.wait_for_selector("#errors")
    assert page.title().startswith("Error: ")
    readable(page)
    page.focus("#errors a")
    page.keyboard.press("Enter")
    page.wait_for_selector("#again-revoke:focus")
    page.focus("#tokens ~ form input[type=radio]")
    page.keyboard.press("Space")
    page.focus("#again-revoke")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=status]")


def test_another_browser_is_signed_out_with_keys_alone(chromium: Browser, served: Served) -> None:
    elsewhere = Visitor(served)
    assert elsewhere.sign_in("boss").status == 302
    page = page_of(chromium, served, "boss")
    page.goto("/account")
    readable(page)
    page.focus("#end-others")
    page.keyboard.press("Space")
    page.focus("#again-sessions")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=status]")
    assert "Nowhere else" in page.inner_text("main")
    readable(page)
    assert "/sign-in" in elsewhere.get("/work").headers["location"]
