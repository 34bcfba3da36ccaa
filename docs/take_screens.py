"""Takes the pictures of the main screens, in a real browser on the demo's organization.

    python docs/take_screens.py

Each picture lies in ``docs/screens``; ``docs/screens/made-from.json`` keeps a digest of the
templates, styles and scripts that it was made from, by which a test finds old pictures.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
SCREENS = ROOT / "docs" / "screens"
MADE_FROM = SCREENS / "made-from.json"
WEB = ROOT / "src" / "openimr" / "web"
PASSWORD = "quiet slate harbor nine"  # of invented people who live as long as this program
_COLORS = 128


class Screen(NamedTuple):
    """One picture.

    Attributes:
        name: of the file.
        login: who looks; "" for a visitor.
        path: the page; ``{state}`` stands for a case in that state, ``{published}`` for a
            determination of the library.
        rooms: whose templates, styles and scripts it is made from, besides what all pages share.
        width, height: of the window.
        dark: in the dark scheme.
    """

    name: str
    login: str
    path: str
    rooms: tuple[str, ...]
    width: int = 1280
    height: int = 900
    dark: bool = False


ALL = (
    Screen("front", "", "/", ("front",)),
    Screen("filing", "", "/file", ("filing",)),
    Screen("filing-phone", "", "/file", ("filing",), width=390, height=844),
    Screen("work", "ruiz", "/work", ("worklists",)),
    Screen("cases", "ruiz", "/cases", ("cases", "worklists")),
    Screen("case", "ruiz", "/cases/{awaiting records}", ("cases",)),
    Screen("case-dark", "ruiz", "/cases/{awaiting records}", ("cases",), dark=True),
    Screen("file", "ruiz", "/cases/{drafted}/file", ("casefile",)),
    Screen("desk", "reviewer", "/desk/{drafted}", ("desk", "casefile"), width=1680, height=1050),
    Screen("quality", "lindgren", "/quality", ("quality",)),
    Screen("letter", "ruiz", "/cases/{served}/letter", ("letters",)),
    Screen("publishing", "ruiz", "/cases/{served}/publishing", ("publishing",)),
    Screen("library", "", "/library?q=lumbar", ("library",)),
    Screen("determination", "", "/library/{published}", ("library",)),
    Screen("similar", "", "/library/{published}/alike", ("library",)),
    Screen("party", "worker", "/work", ("worklists",)),
    Screen("panel", "ruiz", "/panel", ("panel",)),
    Screen("guideline", "ruiz", "/guidelines/topic/acupuncture?on=2015-06-01", ("topics",)),
    Screen("law", "ruiz", "/law", ("lawbook",)),
    Screen("management", "ruiz", "/management", ("management",), height=1400),
    Screen("accounts", "hale", "/accounts", ("accounts",)),
    Screen("api", "ruiz", "/api/v1/docs", ("api",)),
)
"""The main screens, in the order of a case."""

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


def made_from(screen: Screen) -> str:
    """A digest of what a picture is made from."""
    looks = (WEB / "static" / name for name in ("openimr.css", "figures.css"))
    shared = [*(WEB / "templates").rglob("*.html"), *looks]
    own = [path for room in screen.rooms for path in (WEB / room).rglob("*.html")]
    own += [path for room in screen.rooms for path in (WEB / "static").glob(f"{room}*")]
    together = hashlib.sha256(repr(screen).encode())
    for path in sorted({*shared, *own}):
        together.update(path.relative_to(WEB).as_posix().encode())
        together.update(hashlib.sha256(path.read_bytes()).digest())
    return together.hexdigest()[:16]


def take(browser: Browser, address: str, screen: Screen, cases: dict[str, str]) -> None:
    """Take one picture."""
    context = browser.new_context(
        viewport={"width": screen.width, "height": screen.height},
        color_scheme="dark" if screen.dark else "light",
    )
    page = context.new_page()
    if screen.login:
        page.goto(f"{address}/sign-in")
        page.fill("#login", screen.login)
        page.fill("#password", PASSWORD)
        page.press("#password", "Enter")
        page.wait_for_url("**/work")
    answer = page.goto(address + screen.path.format_map(cases), wait_until="networkidle")
    assert answer is not None, screen.name
    assert answer.ok, f"{screen.name}: {answer.status}"
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    small = picture.quantize(_COLORS, dither=Image.Dither.NONE)
    small.save(SCREENS / f"{screen.name}.png", optimize=True)
    context.close()


def main(names: list[str]) -> None:
    """Take the pictures that are named, or all."""
    wanted = [one for one in ALL if one.name in names or not names]
    kept = json.loads(MADE_FROM.read_text()) if MADE_FROM.exists() else {}
    with tempfile.TemporaryDirectory(prefix="openimr-screens-") as folder:
        os.environ |= {"OPENIMR_DATA": f"{folder}/data", "OPENIMR_SECOND_FACTOR": "optional"}
        openimr = [sys.executable, "-m", "openimr"]
        case_file = str(ROOT / "examples" / "case-file")
        made = [*openimr, "demo", "--case-file", case_file, "--password", PASSWORD]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
        from tests.served import serving  # noqa: PLC0415 - as the tests serve it

        with serving(Path(folder) / "data", "--no-jobs") as served, sync_playwright() as playwright:
            program = subprocess.check_output([ROOT / "setup" / "browser"], text=True).strip()
            browser = playwright.chromium.launch(executable_path=program, args=QUIET)
            for screen in wanted:
                take(browser, f"http://127.0.0.1:{served.port}", screen, cases_by_state())
                kept[screen.name] = made_from(screen)
                print(f"{screen.name}.png")
            browser.close()
    kept = {one.name: kept[one.name] for one in ALL if one.name in kept}
    MADE_FROM.write_text(json.dumps(kept, indent=1) + "\n")


def cases_by_state() -> dict[str, str]:
    """The number of a case in each state, of the one that was drafted, of a published one."""
    listed = subprocess.check_output(
        [sys.executable, "-m", "openimr", "case", "list", "--limit", "500", "--json"], text=True
    )
    rows = json.loads(listed)["rows"]
    found = {row["state"]: row["case"] for row in rows}
    home = Path(os.environ["OPENIMR_DATA"])
    found["drafted"] = next(home.glob("cases/*/papers")).parent.name
    searched = subprocess.check_output(
        [sys.executable, "-m", "openimr", "library", "search", "--json"], text=True
    )
    found["published"] = json.loads(searched)["hits"][0]["determination"]["id"]
    return found


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(sys.argv[1:])
