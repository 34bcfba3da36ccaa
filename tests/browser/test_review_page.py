"""`review.html` as a reviewer uses it, in a real Chromium."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page
from tests.browser.looking import complaints

WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def shown_page(page: Page) -> int:
    return int(page.locator("figure:not([hidden])").get_attribute("id").removeprefix("page-"))


def marks(page: Page) -> list[dict[str, float]]:
    """The marked rectangles of the shown page, as fractions of its image."""
    return page.evaluate(
        """() => {
          const sheet = document.querySelector("figure:not([hidden]) img").getBoundingClientRect();
          const across = (x) => (x - sheet.left) / sheet.width;
          const down = (y) => (y - sheet.top) / sheet.height;
          return [...document.querySelectorAll("figure:not([hidden]) rect")].map((rect) => {
            const { left, right, top, bottom } = rect.getBoundingClientRect();
            const [l, r, t, b] = [across(left), across(right), down(top), down(bottom)];
            return { left: l, right: r, top: t, bottom: b };
          });
        }"""
    )


def covers(mark: dict[str, float], box: tuple[float, float, float, float]) -> bool:
    middle_x, middle_y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return mark["left"] <= middle_x <= mark["right"] and mark["top"] <= middle_y <= mark["bottom"]


def assert_marked(page: Page, record: Any, places: list[dict[str, Any]]) -> None:
    read = record.pages[shown_page(page)]
    assert {(read.file, read.number)} == {(place["file"], place["page"]) for place in places}
    found = marks(page)
    inside = [
        word
        for word in read.words
        if any(word.end > p["span"][0] and word.start < p["span"][1] for p in places)
    ]
    outside = [word for word in read.words if word not in inside]
    assert inside and all(any(covers(mark, word.box) for mark in found) for word in inside)
    assert not any(covers(mark, word.box) for mark in found for word in outside)


def test_where_the_guidelines_were_searched_is_shown_for_each_treatment(desk: Page) -> None:
    searched = desk.locator(".treatment").first.locator(".search")
    searched.locator("summary").click()
    assert "06/09/2015" in searched.locator("summary").inner_text()
    assert "nothing found" in searched.locator("li").first.inner_text()
    applies = searched.locator("li.applies").inner_text()
    assert "ACOEM or ODG" in applies and "ACOEM, p. 400" in applies


def test_unverified_criteria_are_marked_and_only_they(desk: Page) -> None:
    marked = desk.locator(".criterion:has(.tag)")
    assert marked.count() == 1
    told = marked.inner_text()
    assert "Within the trial" in told and "does not decide" in told


def test_a_statement_opens_its_page_with_exactly_its_words_marked(desk: Page, record: Any) -> None:
    desk.locator("#summary .says").first.click()
    assert_marked(desk, record, record.draft()["summary"][0]["sources"][:2])
    assert "completed the 4 authorized sessions" in desk.locator("#passage").inner_text()


def test_each_page_of_a_sentence_opens_with_its_own_passages(desk: Page, record: Any) -> None:
    desk.locator("#summary .sentence").first.locator(".ref").nth(1).click()
    assert_marked(desk, record, record.draft()["summary"][0]["sources"][2:])


def test_every_statement_opens_a_page_and_marks_words(desk: Page) -> None:
    desk.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    links = desk.locator("main [data-spans]")
    assert links.count() >= 10
    for n in range(links.count()):
        links.nth(n).click()
        assert shown_page(desk) == int(links.nth(n).get_attribute("data-page"))
        assert marks(desk), links.nth(n).inner_text()


def test_the_marked_passage_is_scrolled_into_view(desk: Page) -> None:
    desk.locator("#larger").click(click_count=3)
    desk.locator("#summary .says").first.click()
    box = desk.locator("figure:not([hidden]) rect").first.bounding_box()
    stage = desk.locator("#stage").bounding_box()
    assert stage["y"] <= box["y"] <= stage["y"] + stage["height"]


def test_the_keyboard_alone_opens_a_statement_and_comes_back(desk: Page) -> None:
    first = desk.locator("#summary .says").first
    first.focus()
    desk.keyboard.press("ArrowDown")
    assert desk.evaluate("document.activeElement.textContent").startswith("<img")
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("ArrowRight")
    assert desk.evaluate("document.activeElement.id") == "stage"
    before = shown_page(desk)
    desk.keyboard.press("ArrowLeft")
    assert shown_page(desk) == before - 1
    desk.keyboard.press("Escape")
    assert first.evaluate("one => one === document.activeElement")


def test_tab_reaches_statements_before_the_pages(desk: Page) -> None:
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.className") == "skip"
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.closest('main') !== null")


def test_search_finds_words_across_pages_and_line_ends(desk: Page) -> None:
    desk.fill("#words", "full  shifts")
    desk.keyboard.press("Enter")
    assert desk.locator("#hits li").count() >= 3
    assert marks(desk)
    desk.fill("#words", "no such words")
    desk.keyboard.press("Enter")
    assert "Not found" in desk.locator("#passage").inner_text()


def test_criteria_say_their_outcome_in_words_and_the_proposal_waits(desk: Page) -> None:
    verdicts = [one.inner_text().strip() for one in desk.locator(".verdict").all()]
    assert verdicts == ["Met", "Not met", "Not documented"]
    assert not desk.locator(".decision").is_visible()
    desk.locator(".proposal summary").click()
    assert desk.locator(".decision").inner_text() == "Overturn the UR decision"


def test_an_absence_shows_what_was_searched_and_the_nearest_passage(desk: Page) -> None:
    assert "self-harm" in desk.locator(".searched").inner_text()
    desk.locator(".not_documented .says", has_text="No suicidal ideation").click()
    assert "No suicidal ideation" in desk.locator("#passage").inner_text()


def test_another_persons_page_is_named_veiled_and_not_searchable(desk: Page) -> None:
    assert "Concerns another person" in desk.locator("#documents").inner_text()
    desk.locator("#documents .says").last.click()
    assert desk.locator("figure:not([hidden]) .veil").is_visible()
    assert desk.locator("#text").inner_text() == ""
    desk.fill("#words", "shoulder")
    desk.keyboard.press("Enter")
    assert "Not found" in desk.locator("#passage").inner_text()


def test_words_of_the_case_file_never_become_markup_or_script(desk: Page) -> None:
    desk.locator("#documents .says").nth(1).click()
    assert desk.title() == "Case review"
    assert desk.locator("main img, main script").count() == 0


def test_the_page_asks_nothing_of_the_network_and_breaks_no_policy(desk: Page) -> None:
    desk.locator("#summary .says").first.click()
    desk.locator("#larger").click()
    assert complaints(desk) == []


def test_on_a_phone_a_statement_fills_the_screen_and_back_returns(phone: Page, record: Any) -> None:
    assert not phone.locator("#viewer").is_visible()
    phone.locator("#summary .says").first.click()
    assert phone.locator("#viewer").is_visible()
    assert_marked(phone, record, record.draft()["summary"][0]["sources"][:2])
    assert phone.evaluate("document.activeElement.id") == "close"
    phone.keyboard.press("Escape")
    assert not phone.locator("#viewer").is_visible()
    assert phone.evaluate("document.activeElement.matches('#summary .says')")


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_cut_off_at_the_side(request: pytest.FixtureRequest, width: int) -> None:
    page: Page = request.getfixturevalue("desk" if width == 1280 else "phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("screen", ["desk", "phone"])
@pytest.mark.parametrize("state", ["as opened", "with a passage open"])
def test_axe_finds_no_barrier(request: pytest.FixtureRequest, screen: str, state: str) -> None:
    page: Page = request.getfixturevalue(screen)
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
    if state == "with a passage open":
        page.locator("#summary .says").first.click()
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("tags => axe.run({runOnly: tags})", WCAG_22_AA)
    barriers = [
        (rule["id"], rule["help"], [node["html"][:120] for node in rule["nodes"]][:3])
        for rule in found["violations"]
    ]
    assert barriers == []


def test_without_script_every_statement_still_links_to_its_page(
    chromium: Any, review_file: Path
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(review_file.as_uri())
    target = page.locator("#summary .says").first.get_attribute("href")
    assert page.locator(f"figure{target} img").is_visible()
    context.close()


def test_print_shows_statements_and_proposals_without_the_viewer(desk: Page) -> None:
    desk.emulate_media(media="print")
    assert not desk.locator("#viewer").is_visible()
    desk.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert desk.locator(".decision").is_visible()


def test_forty_pages_make_a_file_that_can_be_mailed(review_file: Path, record: Any) -> None:
    assert review_file.stat().st_size / len(record.pages) * 40 < 15_000_000
