"""The viewer of a case file in a real browser: keys alone, words to be selected, no script."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import clicked, complaints, entered, page_of, readable
from tests.served import Served, serving
from tests.viewed_cases import BARE, READY, UNREAD

FILE = f"/cases/{READY}/file"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("viewer") / "data"
    # In a process of its own: the database refuses to be asked beside the browser's event loop.
    command = [sys.executable, "-m", "tests.viewed_cases", str(data)]
    subprocess.run(command, check=True, cwd=Path(__file__).parents[2], timeout=600)
    with serving(data, "--no-jobs") as running:
        yield running


@pytest.fixture
def desk(chromium: Browser, served: Served) -> Page:
    """Somebody at a wide screen."""
    return page_of(chromium, served, "rivera")


def where(page: Page) -> str:
    return page.inner_text(".casefile-where")


def pressed(page: Page, key: str, then: str) -> None:
    page.keyboard.press(key)
    page.wait_for_selector(f".casefile-where:has-text('{then}')")


def test_keys_turn_pages_and_documents_without_loading_the_page_anew(desk: Page) -> None:
    desk.goto(f"{FILE}/1/1")
    desk.evaluate("window.stays = true")
    pressed(desk, "j", "Page 2 of 30 of 01")
    pressed(desk, "n", "Page 6 of 30 of 01")
    pressed(desk, "n", "Page 11 of 30 of 01")
    pressed(desk, "k", "Page 10 of 30 of 01")
    pressed(desk, "p", "Page 1 of 30 of 01")
    assert desk.evaluate("window.stays")
    assert desk.url.endswith(f"{FILE}/1/1")
    desk.go_back()
    desk.wait_for_selector(".casefile-where:has-text('Page 10 of')")
    assert desk.evaluate("window.stays")
    assert complaints(desk) == []


def test_keys_make_the_page_larger_and_smaller(desk: Page) -> None:
    desk.goto(f"{FILE}/1/1")
    desk.keyboard.press("+")
    desk.wait_for_selector("text=125%")
    desk.evaluate("document.querySelector('.casefile-sheet img').decode()")
    width = desk.evaluate("document.querySelector('.casefile-sheet img').naturalWidth")
    assert desk.evaluate("document.querySelector('.casefile-sheet img').clientWidth") == 1020
    desk.keyboard.press("-")
    desk.wait_for_selector("text=100%")
    assert width >= 1020


def test_keys_are_letters_where_one_types_and_can_be_switched_off(desk: Page) -> None:
    desk.goto(f"{FILE}/1/1")
    desk.focus("#casefile-words")
    desk.keyboard.type("jjnn")
    assert desk.input_value("#casefile-words") == "jjnn"
    assert "Page 1 of" in where(desk)
    desk.click(".casefile-keys summary")
    desk.uncheck("#casefile-keys-on")
    desk.focus("#casefile-title")
    desk.keyboard.press("j")
    desk.wait_for_timeout(300)
    assert "Page 1 of" in where(desk)
    desk.check("#casefile-keys-on")
    desk.focus("#casefile-title")
    pressed(desk, "j", "Page 2 of")


def test_words_on_the_page_can_be_selected_and_stand_where_they_are_seen(desk: Page) -> None:
    desk.goto(f"{FILE}/1/1")
    lines = desk.evaluate(
        """() => {
          const [first] = document.querySelectorAll('.words text');
          getSelection().selectAllChildren(first);
          const image = document.querySelector('.casefile-sheet img').getBoundingClientRect();
          const word = first.querySelector('tspan').getBoundingClientRect();
          return [getSelection().toString(), word.left > image.left && word.right < image.right];
        }"""
    )
    desk.click(".casefile-text summary")
    text = desk.inner_text(".casefile-text pre")
    assert lines[0].strip() == text.splitlines()[0].strip()
    assert lines[1]


def test_what_was_found_stays_beside_its_pages(desk: Page) -> None:
    desk.goto(FILE)
    desk.fill("#casefile-words", "cognitive behavioral")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("#casefile-found")
    assert desk.evaluate("document.activeElement.id") == "casefile-found"
    assert "cognitive" not in desk.url
    desk.click(".casefile-hits a >> nth=1")
    desk.wait_for_selector(".mark")
    assert desk.locator(".casefile-hits li").count() > 1
    desk.click("text=Back to the documents")
    desk.wait_for_selector(".casefile-list")


def test_a_passage_opens_from_anywhere_on_the_page(desk: Page) -> None:
    desk.goto(FILE)
    desk.evaluate(
        """path => document.querySelector('footer').insertAdjacentHTML(
             'beforeend', `<a id="open" href="${path}" data-passage="${path}">open passage</a>`)""",
        f"{FILE}/2/12?at=10-40",
    )
    desk.focus("#open")
    desk.keyboard.press("Enter")
    desk.wait_for_selector(".mark")
    assert "Page 12 of 30 of 02" in where(desk)


@pytest.mark.parametrize(
    "path",
    [
        FILE,
        f"{FILE}/1/12?at=10-40&zoom=200&order=date",
        f"{FILE}/1/6",
        f"/cases/{BARE}/file",
        f"/cases/{UNREAD}/file",
    ],
)
def test_everybody_can_read_it(desk: Page, path: str) -> None:
    desk.goto(path)
    readable(desk)


def test_everything_works_without_a_script(chromium: Browser, served: Served) -> None:
    page = entered(chromium, served, "rivera", scripts=False)
    page.goto(FILE)
    clicked(page, "text=Next page")
    assert page.url.endswith(f"{FILE}/1/2")
    clicked(page, "text=Larger")
    assert page.url.endswith(f"{FILE}/1/2?zoom=125")
    page.fill("#casefile-number", "12")
    clicked(page, "button:has-text('Go')")
    assert "Page 12 of 30" in page.inner_text(".casefile-where")
    page.select_option("#casefile-type", index=1)
    clicked(page, "button:has-text('Show')")
    assert "type=" in page.url
    page.fill("#casefile-words", "cognitive")
    clicked(page, "button:has-text('Search')")
    clicked(page, ".casefile-hits a >> nth=0")
    assert page.locator(".mark").count() > 0
    page.context.close()
