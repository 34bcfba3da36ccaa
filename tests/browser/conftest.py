"""A review page of the demo case file, and a real Chromium to look at it with."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser.looking import complaints, listened
from tests.served import PATIENCE

from openimr.adapters.page_reader import read_page, render_page
from openimr.adapters.review_page import build_review_page
from openimr.adapters.review_records import as_records
from openimr.application.model import Application, Cited, CitedDate
from openimr.casefile.model import CaseFile, Document, DocumentType
from openimr.casefile.model import Page as CasePage
from openimr.vocabulary.places import PageSpan

ROOT = Path(__file__).parents[2]
PAPERS = ROOT / "examples" / "case-file"
PR2, SUMMARY, FOREIGN = (
    "04-Ravenscroft-PR2-060915.pdf",
    "07-Whitcombe-session-notes.pdf",
    "11-carrier-papers.pdf",
)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=2</script>'


class Record:
    """Pages that were read, and places on them by the words that stand there."""

    def __init__(self) -> None:
        wanted = [(PR2, 1), (PR2, 2), (SUMMARY, 1), (SUMMARY, 2), (FOREIGN, 2)]
        self.pages = [read_page(str(PAPERS / name), name, number) for name, number in wanted]

    def place(self, file: str, words: str) -> dict[str, Any]:
        for page in self.pages:
            found = re.search(r"\s+".join(map(re.escape, words.split())), page.text)
            if page.file == file and found:
                return {"file": file, "page": page.number, "span": list(found.span())}
        raise AssertionError(f"{file} does not say: {words}")

    def case_file(self) -> CaseFile:
        def paper(file: str, pages: tuple[int, int], kind: DocumentType, **more: Any) -> Document:
            day = dt.date(2015, 6, 9)
            return Document(file=file, pages=pages, type=kind, date=day, **more)

        return CaseFile(
            pages=tuple(self.pages),
            documents=(
                paper(PR2, (1, 2), DocumentType.PROGRESS_REPORT, author="Theodora M. Ravenscroft"),
                paper(SUMMARY, (1, 1), DocumentType.THERAPY_NOTE, title=HOSTILE, author=HOSTILE),
                paper(SUMMARY, (2, 2), DocumentType.THERAPY_NOTE, duplicate_of=1),
                paper(FOREIGN, (2, 2), DocumentType.PROGRESS_REPORT, other_patient=True),
            ),
        )

    def draft(self) -> dict[str, Any]:
        back_at_work = self.place(SUMMARY, "Since May 4, 2015 she has worked full shifts")
        return {
            "facts": [
                {"kind": "work_status", "statement": "Works full shifts", "quote": "",
                 "date": "2015-05-19", **back_at_work},
                {"kind": "symptom", "statement": "No numbness in the legs", "quote": "",
                 "assertion": "absent", **self.place(PR2, "Denies pain, numbness or tingling")},
            ],
            "summary": [
                {"sentence": "She completed four sessions.", "sources": [
                    self.place(SUMMARY, "completed the 4 authorized sessions"), back_at_work,
                    self.place(PR2, "finished the 4 sessions")]},
                {"sentence": HOSTILE, "sources": [self.place(PR2, "Motor strength 5/5")]},
            ],
            "disputed_treatments": [
                {"text": "Cognitive behavioral therapy, 6 additional sessions", "quantity": 6,
                 "unit": "sessions", "ur_decision": "denied",
                 "sources": [self.place(PR2, "6 additional sessions")]},
            ],
            "proposals": [
                {"disputed_treatment": "Cognitive behavioral therapy, 6 additional sessions",
                 "decision": "overturned", "arithmetic": "asked 6, had 4, guideline 6-10",
                 "search": [
                     {"level": "mtus", "on": "2015-06-09", "applies": False,
                      "why": "no edition was in force", "searched": ["MTUS Chronic Pain 2016"]},
                     {"level": "acoem_odg", "on": "2015-06-09", "applies": True,
                      "why": "ACOEM addresses psychotherapy", "found": ["ACOEM, p. 400"]},
                 ],
                 "criteria": [
                     {"id": "gain", "statement": "Earlier treatment helped", "outcome": "met",
                      "facts": [0], "citation": "MTUS, p. 101"},
                     {"id": "trial", "statement": "Within the trial", "outcome": "not_met",
                      "verified": "unverified", "decides": False},
                     {"id": "risk", "statement": "Risk assessed", "outcome": "not_documented",
                      "searched": ["self-harm"], "nearest": [
                          {"file": SUMMARY, "page": 1, "quote": "No suicidal ideation"}]},
                 ],
                 "rationale": [{"sentence": "She returned to work.", "sources": [back_at_work]}]},
            ],
        }  # fmt: skip

    def application(self) -> Application:
        at = self.place(PR2, "Rowena T. Applewhite")
        place = PageSpan(file=PR2, page=1, start=at["span"][0], end=at["span"][1])
        return Application(
            employee=Cited(value="Rowena T. Applewhite", place=place),
            date_of_injury=CitedDate(value=dt.date(2014, 11, 3), place=place),
        )


@pytest.fixture(scope="session")
def record() -> Record:
    return Record()


@pytest.fixture(scope="session")
def review_file(record: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    def picture(page: CasePage) -> bytes:
        return render_page(str(PAPERS / page.file), page.number, page.turned, page.skew, 100.0)

    html = build_review_page(
        record.case_file(), as_records(record.draft()), picture, record.application()
    )
    path = tmp_path_factory.mktemp("review") / "review.html"
    path.write_text(html, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser that ends with its module: while it runs, its event loop does too, and the
    database of other tests in the same process refuses to be asked from inside a loop."""
    executable = subprocess.check_output(["setup/browser"], cwd=ROOT, text=True).strip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=QUIET, timeout=1000 * PATIENCE
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def sheet(chromium: Browser) -> Iterator[Page]:
    """The page on which a module looks at the review page; what it asks of the network is told."""
    page = listened(chromium.new_page())
    page.on(
        "request", lambda asked: complaints(page).extend(u for u in [asked.url] if "http" in u[:5])
    )
    yield page
    page.close()


def opened(page: Page, review_file: Path, width: int, height: int) -> Page:
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(media="screen")
    complaints(page).clear()
    page.goto(review_file.as_uri())
    return page


@pytest.fixture
def desk(sheet: Page, review_file: Path) -> Page:
    """The review page on a desk's screen, as it opens."""
    return opened(sheet, review_file, 1280, 860)


@pytest.fixture
def phone(sheet: Page, review_file: Path) -> Page:
    """The review page on a phone, as it opens."""
    return opened(sheet, review_file, 390, 844)
