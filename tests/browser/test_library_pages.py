"""The public library in a real browser: with keys alone, without scripts, readable by everybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.browser.looking import entered, page_of, readable
from tests.integration.test_library_in_the_web import build
from tests.library_letters import letter, put
from tests.published_determinations import invented
from tests.served import Served, serving

from openimr.adapters.library_audit import Looked, Wanted, audited_findings
from openimr.adapters.library_audit_file import keep
from openimr.adapters.library_store import LibraryStore
from openimr.adapters.open_data_writer import write_release
from openimr.publication.audit.published import audited
from openimr.publication.open_data.release import checked_terms


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("library-pages")
    for number in range(1, 13):
        put(home / "letters", f"{number}.json", letter(f"CM16-{number:07}"))
    build(home / "data", home / "letters")
    decided = (one for said in invented(120) for one in audited(said))
    found = audited_findings(list(decided), Looked(120), Wanted(dt.date(2026, 11, 22)))
    keep(home / "data" / "library", found)
    library = LibraryStore(home / "data" / "library")
    terms = checked_terms("2026-11", "Invented Reviews", None)
    write_release(library, library.folder / "releases", terms, version="1")
    with serving(home / "data", "--no-jobs") as running:
        yield running


@pytest.mark.parametrize(
    "path",
    [
        "/library",
        "/library?q=PT&decision=upheld",
        "/library?q=year%3A(",
        "/library?q=zzzzqqq",
        "/library/ca-wc/CM16-0000001",
        "/library/ca-wc/CM16-0000001/alike",
        "/library/topics?words=mri",
        "/library/topics/mri-lumbar-spine",
        "/library/data",
        "/library/api",
        "/library/statistics",
        "/library/statistics/rates",
        "/library/statistics/audit",
    ],
)
def test_everybody_can_read_it(chromium: Browser, served: Served, path: str) -> None:
    page = page_of(chromium, served)
    page.goto(path)
    readable(page)


def test_a_determination_is_found_with_keys_alone_and_without_scripts(
    chromium: Browser, served: Served
) -> None:
    page = entered(chromium, served, scripts=False)
    page.goto("/")
    page.focus("text=library of determinations")
    page.keyboard.press("Enter")
    page.wait_for_url("**/library")
    page.focus("#q")
    page.keyboard.type("MRI")
    page.keyboard.press("Enter")
    page.wait_for_selector("h2:has-text('12 determinations found, page 1 of 2')")
    page.focus("a[rel~=next]")
    page.keyboard.press("Enter")
    page.wait_for_selector("h2:has-text('page 2 of 2')")
    page.focus(".library-results a >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Determination ca-wc/CM16-')")
    page.context.close()
