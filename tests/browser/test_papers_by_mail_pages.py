"""Papers by mail, cures by code and records of many cases, looked at in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.browser.looking import complaints, entered, page_of, readable
from tests.browser.test_filing_pages import DECISION, FORM, NUMBER, PAPERS, Keys
from tests.served import Served, serving
from tests.signed_in import user

from openimr.bootstrap import record_store
from openimr.case.evolve import case_of
from openimr.vocabulary.filing import PartyRole


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mail-pages") / "data"


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[Served]:
    with serving(data) as running:
        assert user(data, "add", "mara", "intake:mara").returncode == 0
        yield running


@pytest.fixture(scope="module")
def read(chromium: Browser, served: Served) -> None:
    """The form and the decision lie in the tray, and were read."""
    page = page_of(chromium, served, "mara")
    page.goto("/intake/mail")
    for paper in (FORM, DECISION):
        with page.expect_navigation():  # it is loaded anew when the paper is there
            page.set_input_files("#file-mail", paper)
        page.wait_for_selector(f".sent li:has-text('{paper.name}') .tag.done")
    page.goto("/intake/mail")
    readable(page)
    page.click("button:has-text('Read 2 papers')")
    page.wait_for_selector("text=See what was read")


@pytest.mark.usefixtures("read")
def test_each_value_stands_beside_its_place_on_the_page(chromium: Browser, served: Served) -> None:
    page = entered(chromium, served, "mara")  # nothing of it was loaded before
    drawn: dict[str, int] = {}
    page.on("response", lambda one: drawn.__setitem__(one.url, one.status))
    page.goto("/intake/mail/application")
    page.wait_for_load_state("networkidle")
    assert page.locator("svg.stretch .frame").count() >= 10
    images = {url: status for url, status in drawn.items() if url.endswith("/image")}
    assert set(images.values()) == {200}
    assert len(images) == 3, "each page is asked for once"
    assert complaints(page) == [], "nothing is in the way of the browser's policy"
    Keys(page).to("a[href*='/intake/mail/page/']").press("Enter")
    page.wait_for_selector("h1:has-text('Page 1 of 2')")
    Keys(page).go("nav a[href='/intake/mail/application']", "The application as read")
    page.context.close()


@pytest.mark.usefixtures("read")
def test_everybody_can_read_what_came_by_mail_and_what_came_before(
    chromium: Browser, served: Served, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENIMR_DATA", str(data))
    page = page_of(chromium, served, "mara")
    page.goto("/intake/mail/application")
    readable(page)
    page.click(".told a >> nth=0")
    page.wait_for_selector("h1:has-text('Page')")
    readable(page)
    page.goto("/intake/mail/application")
    page.click("button:has-text('Open the case')")
    page.wait_for_url("**/cases/CM*")
    number = page.url.rpartition("/")[2]
    page.goto("/intake/mail")
    with page.expect_navigation():
        page.set_input_files("#file-mail", FORM)
    page.wait_for_selector(".sent .tag.done")
    page.goto("/intake/mail/application")
    assert f"as case {number}." in page.inner_text("main")
    page.click("button:has-text('Open the case')")
    page.wait_for_selector("[role=alert]")
    readable(page)
    _many_cases(chromium, served, data, number)


def _many_cases(chromium: Browser, served: Served, data: Path, number: str) -> None:
    with ThreadPoolExecutor(1) as beside:  # a browser's loop runs in this thread
        recorded = beside.submit(lambda: record_store().load(number)).result()
    parties = {one.role: one.id for one in case_of(recorded).parties}
    actor = f"party:{parties[PartyRole.CLAIMS_ADMINISTRATOR]}"
    assert user(data, "add", "heron", actor, "--case", number).returncode == 0
    page = page_of(chromium, served, "heron")
    page.goto("/send-records")
    content = (PAPERS / "03-RFA-060915.pdf").read_bytes()
    named = {"name": f"{number} request.pdf", "mimeType": "application/pdf", "buffer": content}
    page.set_input_files("#file-many", named)  # type: ignore[arg-type] - as playwright takes it
    page.wait_for_selector(f"td:has-text('{number} request.pdf')")
    for one in page.locator("details > summary").all():
        one.click()
    readable(page)


def test_who_filed_sends_what_is_missing_by_code_with_keys_alone(
    chromium: Browser, served: Served
) -> None:
    page = entered(chromium, served)
    page.goto("/file")
    page.click("main button")
    code = page.inner_text(".code").split()[-1]
    for step, field, words in (
        ("worker", "#q-employee", "Ivo Lindqvist-Aoki"),
        ("treatments", "#q-treatments", "MRI, lumbar spine"),
    ):
        page.goto(f"/file/step/{step}")
        page.fill(field, words)
        page.click("button[value=on]")
    page.goto("/file/check")
    page.click("form[action='/file/submit'] button")
    page.wait_for_selector("h1:has-text('was received')")
    page.context.clear_cookies()  # another browser, later
    page.goto("/file/resume")
    keys = Keys(page)
    keys.to("#code").type(code.lower()).press("Enter")
    page.wait_for_selector("h1:has-text('was received')")
    assert NUMBER.search(page.inner_text("main"))
    readable(page)
    with page.expect_navigation():
        keys.choose("#file-application-cure", FORM, "#papers-application-cure")
    keys.to("input[value='signature-not-read']").press("Space")
    keys.to("form[action='/file/receipt/cure'] button").press("Enter")
    page.wait_for_selector("text=What you sent came.")
    readable(page)
    page.context.close()
