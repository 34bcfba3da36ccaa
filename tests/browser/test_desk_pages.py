"""The reviewer's desk with keys alone in a real browser, and whether everybody can read it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import complaints, fits, page_of, readable, seen_as
from tests.desk_demo import OPTIONAL, DeskDemo, Sitting, desk_demo
from tests.served import Served, serving


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DeskDemo:
    return desk_demo(tmp_path_factory, "desk-pages")


@pytest.fixture(scope="module")
def served(demo: DeskDemo) -> Iterator[Served]:
    with serving(demo.data, "--no-jobs", **OPTIONAL) as running:
        yield running


def opened(chromium: Browser, served: Served, sitting: Sitting, path: str = "") -> Page:
    """A page of the desk of a case, before the eyes of its reviewer."""
    page = page_of(chromium, served, sitting.login)
    answer = page.goto("/".join(filter(None, ("/desk", sitting.case, path))))
    assert answer is not None and answer.status == 200
    return page


def pressed(page: Page, selector: str, key: str = "Enter") -> None:
    """Press a key on something that the keyboard reaches."""
    page.locator(selector).first.focus()
    assert page.evaluate("document.activeElement !== document.body"), selector
    page.keyboard.press(key)


def test_the_case_summary_is_written_with_keys_alone(
    chromium: Browser, served: Served, demo: DeskDemo
) -> None:
    page = opened(chromium, served, demo.drafted, "summary")
    first = page.locator("#text-1").input_value()
    pressed(page, "button[value=down-1]")
    page.wait_for_selector("#sentence-2:focus, #sentence-2:target")
    assert page.locator("#text-2").input_value() == first
    pressed(page, "button[value=after-2]")
    page.wait_for_selector("#sentence-3:target")
    page.locator("#text-3").focus()
    page.keyboard.type("Nothing is cited here.")
    page.wait_for_selector("#unresolved >> text=Sentence 3: cites no page")
    page.keyboard.type(" She said so [1:1].")
    page.wait_for_selector("#unresolved:not(:has(li))", state="attached")
    pressed(page, "text=Record the case summary")
    page.wait_for_selector("text=The case summary is recorded")
    assert complaints(page) == []


def test_from_the_first_opinion_to_quality_review_with_keys_alone(
    chromium: Browser, served: Served, demo: DeskDemo
) -> None:
    why = (
        "Six to ten sessions follow a gain [g:visits-after-trial]. She works again [4:1]. "
        "Therefore, the request for 6 sessions of psychotherapy is medically necessary."
    )
    page = opened(chromium, served, demo.drafted, "treatment/1")
    assert page.locator(".criterion").count() == 0
    pressed(page, "#opinion-overturned", "Space")
    page.keyboard.press("Tab")
    page.keyboard.type("As the papers stand.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Open the proposal")
    pressed(page, "text=Open the proposal")
    page.wait_for_selector(".criterion")
    judge_one_fact(page)
    unfolded(page)
    pressed(page, "#decision-overturned", "Space")
    page.locator("#rationale").focus()
    page.keyboard.type(why)
    page.wait_for_selector("#kept:has-text('Kept ')")
    pressed(page, "text=Record the finding")
    page.wait_for_selector("text=The finding is recorded")
    assert complaints(page) == []
    opened(chromium, served, demo.drafted, "send")
    pressed(page, "text=Hand over to quality review")
    page.wait_for_selector("text=findings are recorded while it is in review")


def unfolded(page: Page) -> None:
    """A treatment can be read with all that unfolds unfolded, and fits a wider screen as well."""
    page.reload()
    page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    assert page.locator("#rationale").is_visible()
    seen_as(page, "light", 1600)
    assert fits(page)
    readable(page)


def judge_one_fact(page: Page) -> None:
    pressed(page, ".criterion details summary")
    pressed(page, ".judging summary")
    pressed(page, ".judging[open] input[value=accepted]", "Space")
    pressed(page, ".judging[open] input[name=reason]", "End")
    page.keyboard.type("It says so.")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Recorded what you make of the fact")
    assert page.locator(".tag:has-text('you accepted it')").count() >= 1


def test_a_mark_is_put_where_the_caret_is_and_one_that_leads_nowhere_is_told_while_typing(
    chromium: Browser, served: Served, demo: DeskDemo
) -> None:
    page = opened(chromium, served, demo.late, "treatment/1")
    pressed(page, "#opinion-upheld", "Space")
    page.fill("#opinion-reason", "By hand.")
    pressed(page, "text=Record the first opinion")
    pressed(page, "text=Go on without a proposal")
    page.wait_for_selector("#rationale")
    page.fill("#rationale", "Said there [88:1].")
    page.wait_for_selector("#unresolved >> text=[88:1]")
    page.fill("#rationale", "Before after")
    page.evaluate("document.getElementById('rationale').setSelectionRange(6, 6)")
    pressed(page, ".rests .cite")
    assert page.locator("#rationale").input_value().startswith("Before [g:")
    page.wait_for_selector("#kept:has-text('Kept ')")


@pytest.mark.parametrize("path", ["treatment/1", "treatment/2", "summary", "send", "step-down"])
def test_every_page_of_the_desk_fits_and_can_be_read_by_everybody(
    chromium: Browser, served: Served, demo: DeskDemo, path: str
) -> None:
    readable(opened(chromium, served, demo.drafted, path))


def test_a_desk_of_many_treatments_does_too(
    chromium: Browser, served: Served, demo: DeskDemo
) -> None:
    page = opened(chromium, served, demo.many)
    assert page.locator(".desk-tabs li").count() == 21
    readable(page)
