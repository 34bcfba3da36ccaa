"""Somebody at a browser who has a keyboard and no mouse."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, CDPSession, Error, Page
from tests.browser.looking import complaints, fine, page_of
from tests.served import Served

_FIRST = "link 'Skip to the content'"
_OF_ONE = re.compile(r"[0-9a-f]{64}|CM\d\d-\d{7}|R-\d{3}|(?<=/)[0-9a-z-]*-[0-9a-f]{4,}\b|\d+")


class Focused(NamedTuple):
    """What has the focus, as those who cannot see it are told."""

    role: str
    name: str


class Met:
    """Pages that somebody met, each looked at once for what is in anybody's way."""

    def __init__(self) -> None:
        self.pages: set[str] = set()

    def look(self, page: Page, how: str = "") -> None:
        """Look at a page that was not met yet; with papers, say, it is another one."""
        path = page.url.partition("?")[0].partition("#")[0].split("/", 3)[-1]
        role = page.locator("a.who")  # the same address is another page for another role
        who = role.inner_text().rpartition(",")[2] if role.count() else ""
        name = f"/{_OF_ONE.sub('*', path)}{who} {how}".strip()
        if name not in self.pages:
            self.pages.add(name)
            fine(page)


class Keys:
    """Somebody with a page of their own: every move is a key, every page that comes is looked at.

    Names are accessible names, and a beginning of one is enough.
    """

    def __init__(self, page: Page, met: Met) -> None:
        self.page, self.met = page, met
        self.tree: CDPSession = page.context.new_cdp_session(page)

    def focused(self) -> Focused:
        """What has the focus now."""
        there = self.tree.send("Runtime.evaluate", {"expression": "document.activeElement"})
        asked = {"objectId": there["result"]["objectId"], "fetchRelatives": False}
        [node, *_] = self.tree.send("Accessibility.getPartialAXTree", asked)["nodes"]
        role, name = (node.get(part, {}).get("value", "") for part in ("role", "name"))
        return Focused(role, " ".join(str(name).split()))

    def to(self, name: str, role: str = "", most: int = 150, key: str = "Tab") -> Keys:
        """Press Tab until something has the focus.

        Raises:
            AssertionError: it cannot be reached; with everything that was passed.
        """
        passed: list[str] = []
        for _ in range(most):
            self.page.keyboard.press(key)
            found = self.focused()
            if found.name.startswith(name) and role in found.role:
                return self
            passed.append(f"{found.role} {found.name[:60]!r}")
            if passed.count(_FIRST) == 2:  # round the page once, and again from its head
                break
        told = "\n".join(passed)
        raise AssertionError(f"no {role} {name!r} by keys on {self.page.url}; passed:\n{told}")

    def back_to(self, name: str, role: str = "") -> Keys:
        """Press Shift and Tab until something has the focus."""
        return self.to(name, role, key="Shift+Tab")

    def press(self, key: str) -> Keys:
        """One key."""
        self.page.keyboard.press(key)
        return self

    def write(self, name: str, words: str) -> Keys:
        """Come to a field and type."""
        self.to(name).page.keyboard.type(words)
        return self

    def write_day(self, name: str, day: dt.date) -> Keys:
        """Come to a field for a day and type one as Americans do."""
        return self.write(name, f"{day:%m%d%Y}")

    def tick(self, name: str) -> Keys:
        """Tick a box."""
        return self.to(name, "checkbox").press("Space")

    def choose(self, name: str, of: str = "") -> Keys:
        """Choose one of several answers with the arrows.

        Args:
            name: of the answer.
            of: beginning of the question, where there are several.
        """
        self._to_answers(of)
        for _ in range(12):
            if self.focused().name.startswith(name):
                return self.press("Space")
            self.press("ArrowDown")
        raise AssertionError(f"no answer {name!r} of {of!r} on {self.page.url}")

    def _to_answers(self, of: str) -> None:
        legend = "document.activeElement.closest('fieldset')?.querySelector('legend')?.innerText"
        for _ in range(60):
            self.to("", "radio")
            if (self.page.evaluate(legend) or "").strip().startswith(of):
                return
        raise AssertionError(f"no question {of!r} on {self.page.url}")

    def pick(self, name: str, option: str) -> Keys:
        """Choose from a list by typing what stands in it."""
        self.to(name, "combobox")
        chosen = "document.activeElement.selectedOptions[0].label"
        for _ in range(20):
            self.page.keyboard.type(option)
            if self.page.evaluate(chosen).lower().startswith(option.lower()):
                return self
            self.page.wait_for_timeout(1_500)  # letters that come too slowly begin a word anew
        raise AssertionError(f"no {option!r} in {name!r} on {self.page.url}")

    def send_paper(self, name: str, *papers: Path) -> Keys:
        """Give papers to the field for files that has the focus; its dialog is the browser's own.

        The dialog itself is not opened: a browser without a screen does not always show one.
        """
        self.to(name)
        assert self.page.evaluate("document.activeElement.type") == "file"
        self.page.locator("*:focus").set_input_files(papers)
        return self

    def go(self, name: str, role: str = "", key: str = "Enter") -> Keys:
        """Press what leads on, and look at the page that it leads to."""
        self.to(name, role)
        return self.led(key)

    def led(self, key: str = "Enter") -> Keys:
        """Press a key that leads on, and look at the page that it leads to."""
        with self.page.expect_navigation():
            self.press(key)
        self.met.look(self.page)
        return self

    def look(self, how: str) -> Keys:
        """Look at a page again that became another one."""
        self.met.look(self.page, how)
        return self

    def skip(self) -> Keys:
        """Past what stands at the head of every page."""
        return self.to("Skip to the content").press("Enter")

    def open(self, address: str) -> Keys:
        """Type an address."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        self.met.look(self.page)
        return self

    def saved(self, name: str) -> bytes:
        """Press what leads to a file, and take what is saved."""
        return self.to(name).saves()

    def saves(self) -> bytes:
        """Take the file to which leads what has the focus."""
        with self.page.expect_download() as saving:
            self.press("Enter")
        return saving.value.path().read_bytes()

    def reads(self) -> str:
        """The words of the page."""
        return self.page.inner_text("main")

    def says(self, words: str) -> Keys:
        """Some words stand on the page."""
        assert words in self.reads(), f"not on {self.page.url}: {words}\n{self.reads()}"
        return self

    def until(self, holds: Callable[[], bool], name: str, most: int = 1_200) -> Keys:
        """Load the page anew until something holds that a worker does."""
        for _ in range(most):
            if holds():
                return self
            self.page.wait_for_timeout(500)
            with contextlib.suppress(Error):  # it may just be loading itself anew
                self.page.reload()  # the browser's own key
        raise AssertionError(f"{name} did not come about: {self.reads()}")


@contextmanager
def at_keyboard(chromium: Browser, served: Served, met: Met) -> Iterator[Keys]:
    """Somebody at the keyboard that all share, after whom nothing remains of whoever was there.

    The pages tell of no fault at the end.
    """
    page = page_of(chromium, served)
    page.context.clear_cookies()
    keys = Keys(page, met)
    yield keys
    assert complaints(page) == []
    keys.tree.detach()
