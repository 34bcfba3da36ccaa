"""The pages of the law and of the guidelines in a real browser: readable by everybody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.browser.looking import fine, signed_in
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


@pytest.mark.parametrize(("scheme", "width"), [("dark", 320), ("light", 1280)])
def test_everybody_can_read_them(
    chromium: Browser, served: Served, scheme: str, width: int
) -> None:
    with signed_in(chromium, served, "ruiz", scheme, width) as page:
        for path in PAGES:
            page.goto(f"http://127.0.0.1:{served.port}{path}")
            fine(page, width)


def test_a_request_is_tried_with_keys_alone(chromium: Browser, served: Served) -> None:
    with signed_in(chromium, served, "ruiz", "light", 1280) as page:
        page.goto(f"http://127.0.0.1:{served.port}/guidelines/try")
        page.focus("#request")
        page.keyboard.type("Acupuncture, 24 sessions, lumbar spine")
        page.keyboard.press("Tab")
        page.keyboard.type("No acupuncture so far.")
        page.focus("#request")
        page.keyboard.press("Enter")
        page.wait_for_selector(".answer")
        fine(page, 1280)
