"""Pages that few people come to: everybody can read them, on a telephone and in the dark."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import clicked, page_of, readable
from tests.made_demo import CASE_FILE, PASSWORD, made_demo
from tests.served import Served, serving
from tests.signed_in import App

SETTINGS = {
    "OPENIMR_SECOND_FACTOR": "optional",
    "OPENIMR_SECOND_OPINIONS": "100",
    "OPENIMR_SIGNERS": "quality.lindgren=Runa Lindgren, MD, Medical Director",
}

FAULTS = """
import json
from openimr.web.wsgi import application
application()
from django.test import RequestFactory
from openimr.vocabulary.errors import Refused
from openimr.web import faults
asked = RequestFactory().get("/")
refused = Refused("The case is closed.", rule="not-in-this-state", citation="8 CCR 9792.10.3",
                  remedy="Ask intake.")
pages = {
    "400": faults.not_understood(asked), "403": faults.not_allowed(asked),
    "404": faults.not_found(asked), "form": faults.form_too_old(asked),
    "409": faults.page_of(asked, refused), "500": faults.own_fault(asked),
    "503": faults.away(asked),
}
print(json.dumps({name: page.content.decode() for name, page in pages.items()}))
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_demo(tmp_path_factory, "seldom-seen", "--case-file", str(CASE_FILE))


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[Served]:
    drafted = _drafted(data)
    _verb(data, "name-party", drafted, "role=insurer", "name=Brass Lantern Indemnity")
    with serving(data, "--no-jobs", **SETTINGS) as running:
        yield running


def _drafted(data: Path) -> str:
    """The case on the desk of the account `reviewer`, with a file."""
    (found,) = (place.parent.name for place in (data / "cases").glob("*/papers"))
    return found


def _verb(data: Path, command: str, case: str, *fields: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "openimr", "case", "do", case, command, *fields],
        env={**os.environ, "OPENIMR_DATA": str(data)},
        capture_output=True,
        check=True,
    )


class People(NamedTuple):
    """The people of the demo, each with a page."""

    chromium: Browser
    served: Served

    def page(self, login: str = "") -> Page:
        """The page of somebody; of nobody without a login."""
        return page_of(self.chromium, self.served, login)

    def see(self, login: str, path: str) -> Page:
        """What somebody sees at an address."""
        page = self.page(login)
        page.goto(path)
        return page


@pytest.fixture(scope="module")
def people(chromium: Browser, served: Served) -> People:
    return People(chromium, served)


def test_a_correction_that_is_prepared_and_what_a_correction_changed(people: People) -> None:
    case = "CM26-0000014"
    page = people.see("lindgren", f"/cases/{case}/letter/next")
    assert "Letter" in page.inner_text("main")
    readable(page)
    page = people.see("worker", f"/cases/{case}/letter")
    clicked(page, "text=What changed")
    assert "/letter/changes/" in page.url
    readable(page)


def test_the_declaration_about_somebody_named_later(people: People, data: Path) -> None:
    page = people.see("reviewer", f"/desk/{_drafted(data)}/treatment/1")
    assert "Brass Lantern Indemnity" in page.inner_text("main")
    readable(page)


def test_a_page_that_is_not_shown_to_reviewers(people: People, data: Path) -> None:
    page = people.see("reviewer", f"/cases/{_drafted(data)}/file/1/1")
    assert "not shown to reviewers" in page.inner_text("main")
    readable(page)


def test_the_request_that_is_decided_blind_stands_in_figures(people: People, data: Path) -> None:
    with sqlite3.connect(data / "record.sqlite3") as record:
        asked = "SELECT \"case\" FROM openimr_case WHERE state = 'in quality review'"
        cases = [case for (case,) in record.execute(asked)]
    for case in cases:
        readable(people.see("lindgren", f"/cases/{case}/quality"))


@pytest.mark.parametrize("path", ["send-records", "send-records/receipt"])
def test_records_that_are_sent_and_their_receipts(people: People, path: str) -> None:
    readable(people.see("adjuster", f"/cases/CM26-0000018/{path}"))


def test_what_an_incomplete_application_lacks(people: People, data: Path) -> None:
    with sqlite3.connect(data / "record.sqlite3") as record:
        asked = "SELECT \"case\" FROM openimr_case WHERE state = 'incomplete' ORDER BY 1"
        (case, *_) = record.execute(asked).fetchone()
    page = people.see("ruiz", f"/cases/{case}/send-records")
    readable(page)


def test_claims_administrators_by_a_part_of_their_name(people: People) -> None:
    page = people.see("ruiz", "/cases")
    page.click("summary:has-text('Filters')")
    page.fill("#administrator-name", "a")
    page.press("#administrator-name", "Enter")
    page.wait_for_selector("h1:has-text('Claims administrators')")
    assert "name" not in page.url
    readable(page)


def test_the_list_is_reached_past_its_filters_with_keys(people: People) -> None:
    page = people.see("ruiz", "/cases")
    page.focus("a[href='#listed']")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "listed"


def test_a_party_reads_what_is_its_own_to_do(people: People) -> None:
    page = people.see("adjuster", "/work")
    said = page.inner_text("main")
    assert said.index("you must") < said.index("Nothing is asked of you at the moment")
    readable(page)


def test_new_recovery_codes(people: People) -> None:
    page = people.see("voss", "/second-factor")
    app = App(page.inner_text("#key"))
    for field in page.locator("main input[type=password]").all():
        field.fill(PASSWORD)
    page.fill("#code", app.code())
    page.press("#code", "Enter")
    page.wait_for_selector(".codes")
    first = page.inner_text(".codes")
    people.see("voss", "/account")
    form = page.locator("form[action$='recovery-codes']")
    form.locator("input[type=password]").fill(PASSWORD)
    form.locator("input[name=present]").fill(app.code())
    form.locator("button").click()
    page.wait_for_selector(".codes")
    assert page.inner_text(".codes") != first
    readable(page)


def test_coming_back_from_a_provider_that_vouches_for_nobody(people: People) -> None:
    page = people.see("", "/sign-in/elsewhere/back?state=x&code=y")
    assert "nothing was begun in this browser" in page.inner_text("main")
    readable(page)


def test_the_pages_of_the_program_interface(people: People) -> None:
    """Its operations are told alike: a few of them are looked at."""
    page = people.see("", "/api/v1/docs")
    few = """document.querySelectorAll('main section').forEach(part =>
        [...part.children].slice(4).forEach(one => one.remove()))"""
    page.evaluate(few)
    readable(page)


@pytest.fixture(scope="module")
def faults(data: Path) -> dict[str, str]:
    """Every page of a fault, as the web makes it."""
    made = subprocess.run(
        [sys.executable, "-c", FAULTS],
        env={**os.environ, "OPENIMR_DATA": str(data)},
        capture_output=True,
        text=True,
        check=True,
    )
    return msgspec.json.decode(made.stdout, type=dict[str, str])


@pytest.mark.parametrize("status", ["400", "403", "404", "form", "409", "500", "503"])
def test_a_fault_is_told_so_that_everybody_can_read_it(
    people: People, faults: dict[str, str], status: str
) -> None:
    page = people.page()
    told = {"body": faults[status], "content_type": "text/html"}
    page.route("**/a-fault", lambda route: route.fulfill(**told))
    page.goto("/a-fault")
    page.unroute("**/a-fault")
    assert re.search(r"\w", page.inner_text("h1"))
    readable(page)


def test_a_form_that_is_too_large(people: People) -> None:
    page = people.see("", "/sign-in")
    page.evaluate("document.querySelector('#login').removeAttribute('maxlength')")
    page.evaluate("document.querySelector('#login').value = 'x'.repeat(6_000_000)")
    page.evaluate("document.querySelector('#password').value = 'x'")
    with page.expect_navigation():
        page.evaluate("document.querySelector('main form').submit()")
    readable(page)
