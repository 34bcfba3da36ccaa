"""The pages of the law and of the guidelines in a real browser: readable by everybody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.browser.looking import page_of, readable
from tests.served import Served, serving
from tests.signed_in import user

PAGES = (
    "/law",
    "/law/ur-decision?on=2016-05-02",
    "/law/holidays/2026",
    "/guidelines",
    "/guidelines/topic/acupuncture?on=2015-06-01",
    "/guidelines/editions?before=cpmtg-2009&after=cpmtg-2016",
    "/guidelines/try",
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("lookup-pages") / "data"
    assert user(data, "add", "ruiz", "case manager").returncode == 0
    with serving(data, "--no-jobs", OPENIMR_SECOND_FACTOR="optional") as running:
        yield running


@pytest.mark.parametrize("path", PAGES)
def test_everybody_can_read_them(chromium: Browser, served: Served, path: str) -> None:
    page = page_of(chromium, served, "ruiz")
    page.goto(path)
    readable(page)


def test_a_request_is_tried_with_keys_alone(chromium: Browser, served: Served) -> None:
    page = page_of(chromium, served, "ruiz")
    page.goto("/guidelines/try")
    page.focus("#request")
    page.keyboard.type("Acupuncture, 24 sessions, lumbar spine")
    page.keyboard.press("Tab")
    page.keyboard.type("No acupuncture so far.")
    page.focus("#request")
    page.keyboard.press("Enter")
    page.wait_for_selector(".answer")
    readable(page)
