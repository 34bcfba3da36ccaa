"""One installation, and the ways of everybody through it with the keyboard alone.

A worker files, and at the end has the letter; nobody on the way touches a mouse. Every page that
comes up is looked at for what is in anybody's way.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.browser.keyboard import Met
from tests.browser.way_to_the_letter import (
    DECISION,
    FORM,
    NUMBER,
    OWN_PASSWORD,
    House,
    accepts,
    adds,
    assigns,
    closes_records,
    decides,
    exported,
    files,
    gives_out,
    has_the_letter,
    identifiers,
    issues_and_serves,
    passes_and_signs,
    reads,
    screens,
    sends_records,
)
from tests.made_demo import made_demo
from tests.served import Served, serving

SETTINGS = {
    "OPENIMR_SECOND_FACTOR": "optional",
    "OPENIMR_SECOND_OPINIONS": "100",
    "OPENIMR_SIGNERS": "quality.lindgren=Runa Lindgren, MD, Medical Director",
    "OPENIMR_ORGANIZATION": "Example Review Organization",
}
"""Every treatment is decided a second time, and the quality reviewer of the demo signs letters."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(made_demo(tmp_path_factory, "main-paths"), **SETTINGS) as running:
        yield running


@pytest.fixture(scope="module")
def house(served: Served, chromium: Browser) -> House:
    return House(served, chromium, Met(), {})


@pytest.fixture(scope="module")
def filed(house: House) -> str:
    """The case that a worker's application opened."""
    return files(house)


def test_from_a_workers_application_to_the_letter_in_everybodys_hands(
    house: House, filed: str
) -> None:
    screens(house, filed)
    assigns(house, filed)
    named = identifiers(house, filed)
    adds(house, "blue-heron", "party", named["Claims administrator"], filed)
    sends_records(house, filed)
    closes_records(house, filed)
    adds(house, "a-reviewer", "reviewer", gives_out(house, filed))
    accepts(house, filed)
    reads(house, filed)
    decides(house, filed)
    signed = passes_and_signs(house, filed)
    issues_and_serves(house, filed)
    adds(house, "applewhite", "party", named["Employee"], filed)
    adds(house, "tuttleby", "party", named["Employee's attorney"], filed)
    for login in ("applewhite", "tuttleby", "blue-heron"):
        assert has_the_letter(house, login, filed) == signed
    assert signed in exported(house, filed)


def test_papers_that_come_by_mail_are_read_and_become_a_case(house: House, filed: str) -> None:
    with house.somebody("moreau") as intake:
        intake.go("Papers by mail", "link").skip()
        while "Remove" in intake.reads():  # what waits in the tray since before
            intake.go("Remove", "button").skip()
        intake.send_paper("Choose PDFs", FORM, DECISION)
        intake.page.wait_for_selector("button:has-text('Read 2 papers')")
        intake.look("with papers").go("Read 2 papers", "button")
        intake.until(lambda: "See what was read" in intake.reads(), "papers that were read")
        intake.skip().go("See what was read", "link").skip()
        intake.to("Claim number")
        assert intake.page.evaluate("document.activeElement.value") == "BH-14-330871"
        intake.says(f"as case {filed}").write("Why another case", "The dispute of another year.")
        intake.go("Open the case", "button").says("eligible")


def test_a_case_manager_takes_figures_and_a_list_home(house: House) -> None:
    with house.somebody("ruiz") as manager:
        manager.go("Management", "link").skip()
        assert manager.saved("Volumes by month as CSV").startswith(b"Month,")
        manager.go("Cases", "link").skip()
        assert NUMBER.search(manager.saved("This list as CSV").decode())
        manager.back_to("Your account")  # the list below has more rows than anybody tabs through


def test_an_administrator_lets_somebody_in_whose_first_sign_in_changes_the_password(
    house: House,
) -> None:
    adds(house, "new-in-intake", "intake")
    with house.somebody("new-in-intake", OWN_PASSWORD) as newcomer:
        newcomer.says("Your work")


def test_a_worker_stops_goes_on_with_the_code_and_removes_the_application(house: House) -> None:
    with house.anybody() as worker:
        worker.go("Ask for a review").go("Begin an application")
        code = worker.page.inner_text(".code").rpartition("code is")[2].strip()
        worker.go("I wrote it down").go("Stop and go on later")
    with house.anybody() as worker:
        worker.go("Ask for a review").go("Go on with a saved one").write("Your code", code).led()
        worker.go("Remove this application", "link").go("Remove", "button")


ROOMS = {
    "moreau": ("Your work", "Cases", "Papers by mail", "Post tray", "Guidelines", "Law"),
    "ruiz": ("Post tray", "Panel", "Management"),
    "reviewer": ("Your work", "Cases", "Guidelines", "Law"),
    "hale": ("Quality", "Panel", "Management", "Accounts"),
    "voss": ("Quality", "Panel", "Management", "Security log"),
    "adjuster": ("Your work", "Cases", "Send records"),
}


@pytest.mark.parametrize("login", ROOMS)
def test_everybody_comes_into_their_rooms(house: House, login: str) -> None:
    with house.somebody(login) as somebody:
        for room in ROOMS[login]:
            somebody.go(room, "link")
            here = somebody.page.locator("nav.rooms [aria-current]")
            assert here.inner_text() == room
    house.leaves(login)
