"""Filing in a real browser: with keys alone, without scripts, and whether everybody can read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import clicked, entered, readable
from tests.served import Served, serving

PAPERS = Path(__file__).parents[2] / "examples" / "case-file"
FORM, DECISION = PAPERS / "01-DWC-form-IMR.pdf", PAPERS / "02-UR-determination-061615.pdf"
STEPS = ("you", "worker", "claim", "decision", "treatments", "speed", "papers")
NUMBER = re.compile(r"CM\d\d-\d{7}")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("filing-pages") / "data", "--no-jobs") as running:
        yield running


class Keys:
    """Somebody who uses no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, selector: str) -> Keys:
        """Tab until something has the focus, as long as there is anything to tab to."""
        for _ in range(80):
            if self.page.evaluate("one => document.activeElement?.matches(one) ?? false", selector):
                return self
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way to {selector} by keys")

    def press(self, key: str) -> Keys:
        self.page.keyboard.press(key)
        return self

    def type(self, words: str) -> Keys:
        self.page.keyboard.type(words)
        return self

    def go(self, selector: str, title: str) -> Keys:
        """Press what leads on, and wait for the page that it leads to."""
        self.to(selector).press("Enter")
        self.page.wait_for_selector(f"h1:has-text('{title}')")
        return self

    def fill(self, **fields: str) -> Keys:
        for name, words in fields.items():
            self.to(f"#q-{name}").type(words)
        return self

    def choose(self, selector: str, paper: Path, arrived: str) -> Keys:
        self.to(selector)  # a browser without a screen does not always show its dialog
        self.page.locator("*:focus").set_input_files(paper)
        self.page.wait_for_selector(f"{arrived} .tag.done")
        return self


def test_a_worker_files_with_two_papers_by_keys_alone(chromium: Browser, served: Served) -> None:
    page = entered(chromium, served)
    keys, on = Keys(page), "button[value=on]"
    page.goto("/")
    keys.go("a[href='/file']", "Ask for a review").go("main button", "Your code")
    keys.go("main a.button", "Who is filing").to("#q-filer-1").press("Space")
    keys.go(on, "The injured worker").fill(employee="Ona Bright", date_of_birth="02111980")
    keys.go(on, "The injury and the claim").fill(date_of_injury="06012025", claim_number="QT-25-1")
    keys.go(on, "The decision that you dispute").fill(decided="02172026", served="02182026")
    keys.go(on, "What was denied or changed").fill(treatments="Acupuncture, 6 visits")
    keys.go(on, "Regular or expedited").to("#q-priority-1").press("Space")
    keys.go(on, "Papers")
    at = "#file-application-{0}", "#papers-application-{0}"
    keys.choose(at[0].format("decision"), DECISION, at[1].format("decision"))
    keys.choose(at[0].format("form"), FORM, at[1].format("form"))
    keys.to("#q-signature-1").press("Space").fill(signed_on="02252026")
    keys.go(on, "Check and file").go("form[action='/file/submit'] button", "was received")
    told = page.inner_text("main")
    assert NUMBER.search(told)
    assert told.count("\t2\t") == 2, "two papers of two pages"
    page.context.close()


def test_without_scripts_a_worker_files_as_well(chromium: Browser, served: Served) -> None:
    page = entered(chromium, served, scripts=False)
    at = "/file"
    page.goto(at)
    page.click("main button")
    page.goto(f"{at}/step/worker")
    page.fill("#q-employee", "Ivo Lindqvist-Aoki")
    page.click("button[value=on]")
    page.goto(f"{at}/step/treatments")
    page.fill("#q-treatments", "MRI, lumbar spine")
    page.click("button[value=on]")
    for kind, paper in (("form", FORM), ("decision", DECISION), ("other", PAPERS / "README.md")):
        page.goto(f"{at}/step/papers")
        if paper.exists():
            page.set_input_files(f"#file-application-{kind}", paper)
        clicked(page, f"#papers-application-{kind} .plain button")
    assert page.locator(".tag.done").count() == 2
    assert page.locator("#papers-application-other [role=alert]").count() == 1
    page.goto(f"{at}/check")
    clicked(page, "form[action='/file/submit'] button")
    assert NUMBER.search(page.inner_text("main"))
    page.context.close()


def test_a_paper_waits_while_it_is_paused_and_while_the_net_is_away(
    chromium: Browser, served: Served
) -> None:
    page = entered(chromium, served)
    page.goto("/file")
    page.click("main button")
    page.goto("/file/step/papers")
    page.wait_for_selector("#file-application-other[multiple]")
    page.context.set_offline(True)
    page.set_input_files("#file-application-other", [FORM, PAPERS / "03-RFA-060915.pdf"])
    page.wait_for_selector("text=No connection; waiting.")
    page.click("#papers-application-other li:first-child button")
    page.wait_for_selector("text=Paused. What arrived is kept.")
    page.context.set_offline(False)
    page.click("#papers-application-other li:first-child button")
    page.wait_for_selector("#papers-application-other li:nth-child(2) .tag.done")
    assert page.locator("#papers-application-other .tag.done").count() == 2
    page.reload()
    assert page.locator("#papers-application-other .tag.done").count() == 2
    page.context.close()


def test_everybody_can_read_every_page_of_it(chromium: Browser, served: Served) -> None:
    page = entered(chromium, served)
    page.goto("/file")
    readable(page)
    page.click("main button")
    readable(page)
    for step in STEPS:
        page.goto(f"/file/step/{step}")
        readable(page)
    page.set_input_files("#file-application-form", FORM)
    page.wait_for_selector(".tag.done")
    readable(page)
    page.goto("/file/step/worker")
    page.fill("#q-employee", "Maximiliana Featherstonehaugh-Quillfeather")
    page.fill("#q-date_of_birth", "2199-01-01")
    page.click("button[value=on]")
    page.wait_for_selector("[role=alert]")
    assert page.title().startswith("Error: ")
    readable(page)
    page.goto("/file/step/treatments")
    page.fill("#q-treatments", "\n".join(f"Treatment {one}, 6 visits" for one in range(21)))
    page.click("button[value=on]")
    page.goto("/file/check")
    readable(page)
    page.click("form[action='/file/submit'] button")
    page.wait_for_selector("h1:has-text('was received')")
    readable(page)
    page.context.close()
