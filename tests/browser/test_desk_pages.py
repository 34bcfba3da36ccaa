"""The reviewer's desk with keys alone in a real browser, and whether everybody can read it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page
from tests.desk_demo import OPTIONAL, DeskDemo, Sitting, desk_demo
from tests.served import Served, serving
from tests.signed_in import PASSWORD


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DeskDemo:
    return desk_demo(tmp_path_factory, "desk-pages")


@pytest.fixture(scope="module")
def served(demo: DeskDemo) -> Iterator[Served]:
    with serving(demo.data, "--no-jobs", **OPTIONAL) as running:
        yield running


def seated(context: BrowserContext, served: Served, sitting: Sitting) -> Page:
    """A page on which the reviewer is signed in."""
    page = context.new_page()
    page.complaints = []  # type: ignore[attr-defined]
    page.on("console", lambda told: page.complaints.append(told.text))  # type: ignore[attr-defined]
    page.on("pageerror", lambda told: page.complaints.append(str(told)))  # type: ignore[attr-defined]
    page.goto(f"http://127.0.0.1:{served.port}/sign-in")
    page.fill("#login", sitting.login)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/work**")
    return page


def opened(page: Page, served: Served, path: str) -> None:
    answer = page.goto(f"http://127.0.0.1:{served.port}{path}")
    assert answer is not None and answer.status == 200


def fine(page: Page) -> None:
    """Nothing is in anybody's way, and the page fits."""
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    width = page.evaluate("document.documentElement.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def pressed(page: Page, selector: str, key: str = "Enter") -> None:
    """Press a key on something that the keyboard reaches."""
    page.locator(selector).first.focus()
    assert page.evaluate("document.activeElement !== document.body"), selector
    page.keyboard.press(key)


def test_the_case_summary_is_written_with_keys_alone(
    chromium: Browser, served: Served, demo: DeskDemo
) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = seated(context, served, demo.drafted)
    here = f"/desk/{demo.drafted.case}/summary"
    opened(page, served, here)
    first = page.locator("#text-1").input_value()
    pressed(page, "button[value=down-1]")
    page.wait_for_selector("#sentence-2:focus, #sentence-2:target")
    assert page.locator("#text-2").input_value() == first
    pressed(page, "button[value=after-2]")
    page.wait_for_selector("#sentence-3:target")
    page.locator("#text-3").focus()
    page.keyboard.type("Nothing is cited here.")
    page.wait_for_selector("#unresolved >> text=Sentence 3: cites no page", timeout=15_000)
    page.keyboard.type(" She said so [1:1].")
    page.wait_for_selector("#unresolved:not(:has(li))", state="attached", timeout=15_000)
    pressed(page, "text=Record the case summary")
    page.wait_for_selector("text=The case summary is recorded")
    assert page.complaints == []  # type: ignore[attr-defined]
    context.close()


def test_from_the_first_opinion_to_quality_review_with_keys_alone(
    chromium: Browser, served: Served, demo: DeskDemo
) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = seated(context, served, demo.drafted)
    here = f"/desk/{demo.drafted.case}"
    opened(page, served, here)
    why = (
        "Six to ten sessions follow a gain [g:visits-after-trial]. She works again [4:1]. "
        "Therefore, the request for 6 sessions of psychotherapy is medically necessary."
    )
    opened(page, served, f"{here}/treatment/1")
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
    readable(chromium, served, demo.drafted, f"{here}/treatment/1")
    pressed(page, "#decision-overturned", "Space")
    page.locator("#rationale").focus()
    page.keyboard.type(why)
    page.wait_for_selector("#kept:has-text('Kept ')", timeout=15_000)
    pressed(page, "text=Record the finding")
    page.wait_for_selector("text=The finding is recorded")
    assert page.complaints == []  # type: ignore[attr-defined]
    opened(page, served, f"{here}/send")
    pressed(page, "text=Hand over to quality review")
    page.wait_for_selector("text=findings are recorded while it is in review")
    context.close()


def readable(chromium: Browser, served: Served, sitting: Sitting, path: str) -> None:
    """A page is fine in every width and scheme, with all that unfolds unfolded."""
    context = chromium.new_context(bypass_csp=True)
    page = seated(context, served, sitting)
    for width in (320, 1280, 1600):
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            opened(page, served, path)
            page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
            assert page.locator("#rationale").is_visible()
            fine(page)
    context.close()


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
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = seated(context, served, demo.late)
    opened(page, served, f"/desk/{demo.late.case}/treatment/1")
    pressed(page, "#opinion-upheld", "Space")
    page.fill("#opinion-reason", "By hand.")
    pressed(page, "text=Record the first opinion")
    pressed(page, "text=Go on without a proposal")
    page.wait_for_selector("#rationale")
    page.fill("#rationale", "Said there [88:1].")
    page.wait_for_selector("#unresolved >> text=[88:1]", timeout=15_000)
    page.fill("#rationale", "Before after")
    page.evaluate("document.getElementById('rationale').setSelectionRange(6, 6)")
    pressed(page, ".rests .cite")
    assert page.locator("#rationale").input_value().startswith("Before [g:")
    page.wait_for_function("document.querySelector('#kept').textContent.startsWith('Kept')")
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_every_page_of_the_desk_fits_and_can_be_read_by_everybody(
    chromium: Browser, served: Served, demo: DeskDemo, scheme: str, width: int
) -> None:
    size = {"width": width, "height": 900}
    context = chromium.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
    page = seated(context, served, demo.drafted)
    for path in ("treatment/1", "treatment/2", "summary", "send", "step-down"):
        opened(page, served, f"/desk/{demo.drafted.case}/{path}")
        fine(page)
    context.close()
    context = chromium.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
    page = seated(context, served, demo.many)
    opened(page, served, f"/desk/{demo.many.case}")
    assert page.locator(".desk-tabs li").count() == 21
    fine(page)
    context.close()
