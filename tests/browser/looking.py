"""People at a real browser, and whether everybody can use what they see.

A new browser of one's own for each look takes longer than the look: people come once to a server,
and a page is loaded once for all looks.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Page
from tests.served import PATIENCE, Served
from tests.signed_in import Visitor

NARROW, WIDE = 320, 1280
LOOKS = (("dark", NARROW), ("light", WIDE))
"""A telephone in the dark, and a desk's screen: the two ends of what is looked at."""

_PAGES: WeakKeyDictionary[Browser, dict[tuple[int, str], Page]] = WeakKeyDictionary()
"""Pages of people, by the port of the server and the login."""

_COMPLAINTS: WeakKeyDictionary[Page, list[str]] = WeakKeyDictionary()

_BARRIERS = """async () => (await axe.run({resultTypes: ['violations']})).violations
    .map(one => [one.id, one.nodes[0].html.slice(0, 200)])"""


def page_of(chromium: Browser, served: Served, login: str = "") -> Page:
    """The page of somebody, of nobody without a login; wide and light.

    It is the same one each time in a module's browser. How people sign in at the form is for
    `test_signing_in_pages` and `test_main_paths` to see.
    """
    pages = _PAGES.setdefault(chromium, {})
    key = served.port, login
    if key not in pages:
        pages[key] = entered(chromium, served, login)
    seen_as(pages[key], *LOOKS[-1])
    return pages[key]


def entered(chromium: Browser, served: Served, login: str = "", *, scripts: bool = True) -> Page:
    """A page in a browser of one's own, of nobody without a login; whoever asks closes it.

    Args:
        chromium: where it is opened.
        served: at which server, which asks for no second factor.
        login: of an account whose password is that of all tests.
        scripts: whether the browser runs any.
    """
    base = f"http://127.0.0.1:{served.port}"
    size = {"width": WIDE, "height": 900}
    context = chromium.new_context(viewport=size, java_script_enabled=scripts, base_url=base)
    page = listened(context.new_page())
    if login:
        visitor = Visitor(served)
        assert visitor.sign_in(login).status == 302, login
        go_on_as(page, visitor)
    return page


def go_on_as(page: Page, visitor: Visitor) -> None:
    """A page in the session of a visitor."""
    base = f"http://127.0.0.1:{visitor.served.port}"
    kept = [{"name": name, "value": it, "url": base} for name, it in visitor.cookies.items()]
    page.context.add_cookies(kept)  # type: ignore[arg-type]


def listened(page: Page) -> Page:
    """A page of which is known what the browser complains of; a busy machine has its time."""
    page.set_default_timeout(1000 * PATIENCE)
    heard = _COMPLAINTS[page] = []
    page.on("pageerror", lambda fault: heard.append(str(fault)))
    page.on("console", lambda told: heard.extend(_complaint(told)))
    return page


def _complaint(told: ConsoleMessage) -> list[str]:
    """What a page says, but for a browser's advice and the status of a page that tells a fault."""
    status = told.text.startswith("Failed to load resource: the server responded")
    return [] if status or told.type in {"debug", "verbose", "info"} else [told.text]


def complaints(page: Page) -> list[str]:
    """What the browser complained of since the page was opened: of a script, of the policy."""
    return _COMPLAINTS[page]


def clicked(page: Page, selector: str) -> None:
    """Click on what leads on, and wait until the whole of where it leads to is there."""
    with page.expect_navigation():
        page.click(selector)


def seen_as(page: Page, scheme: str, width: int) -> None:
    """A page in another look, as it stands."""
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})


def fine(page: Page) -> None:
    """Nothing is in anybody's way, the page fits, and its policy blocks nothing that it needs."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    barriers = page.evaluate(_BARRIERS)
    assert not barriers, f"{page.url}: {barriers}"
    assert fits(page), f"{page.url} is wider than the screen"
    assert not complaints(page), f"{page.url}: {complaints(page)}"


def fits(page: Page) -> bool:
    """Whether nothing lies beside the screen."""
    root = "document.documentElement"
    return bool(page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"))


def readable(page: Page) -> None:
    """Everybody can use what is shown, whatever they look at it with; it stays wide and light."""
    for scheme, width in LOOKS:
        seen_as(page, scheme, width)
        fine(page)
    assert page.locator("h1").count() == 1, page.url
