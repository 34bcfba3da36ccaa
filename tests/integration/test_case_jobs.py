"""A worker reads, indexes, drafts and renders a whole invented case file, as the record asks."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.happenings import CLERK, NOON, received
from tests.key_rings import kept_folders, unsealed

from openimr.adapters.case_folders import CaseFolders
from openimr.adapters.case_index import FolderIndex
from openimr.adapters.case_pages import KeptPages
from openimr.adapters.database.configuration import database_settings
from openimr.adapters.database.connect import connect, disconnect, open_store
from openimr.adapters.durable_jobs import DurableJobs
from openimr.case.events import NoticeOfAssignmentSent, RecordsClosed
from openimr.case.events.records import Sent
from openimr.guidelines.load import PACKS_VARIABLE
from openimr.guidelines.studies import STUDIES_VARIABLE
from openimr.law.load import load_law
from openimr.papers_on_disk import PapersOnDisk
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.filing import Delivery, PartyRole
from openimr.workflow.case_errands import case_errands
from openimr.workflow.case_search import search
from openimr.workflow.jobs import Job, JobState, Kind
from openimr.workflow.projections import Projection
from openimr.workflow.store import EventStore

DEMO = Path(__file__).parents[2] / "examples" / "case-file"
CASE = "CM26-0000001"
CHAIN = [f"{kind}:{CASE}:3" for kind in ("read-case-file", "index", "draft")]


class Installation:
    """A data folder with the papers of one case, its record, and its jobs seen from outside."""

    def __init__(self, home: Path, store: EventStore) -> None:
        self.home, self.store = home, store
        self.folders = kept_folders(home)
        shutil.copytree(DEMO, self.folders.of(CASE) / "papers")
        nothing = {"render-letter": Kind(name="render-letter", run=lambda *_: None)}
        self.jobs = DurableJobs(f"sqlite:///{home}/jobs.sqlite3", nothing)

    def close_records(self) -> None:
        sent = (Sent(to=PartyRole.CLAIMS_ADMINISTRATOR, by=Delivery.MAIL, at=NOON),)
        events = [
            received(CASE),
            NoticeOfAssignmentSent(sent=sent, sha256="ab" * 32),
            RecordsClosed(complete=True),
        ]
        self.store.append(CASE, events, after=0, actor=CLERK, key="close", at=NOON)

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        command = [sys.executable, "-W", "error", "-m", "openimr", "work"]
        process = subprocess.Popen(command, env=environment(self.home))
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def state(self, key: str) -> JobState | None:
        found = self.jobs.status(key)
        assert found is None or found.state is not JobState.DEAD, found
        return found.state if found else None

    def all_done(self) -> bool:
        return all(self.state(key) is JobState.DONE for key in CHAIN)

    def kept_pages(self) -> int:
        return len(list((self.folders.draft(CASE) / ".pages").rglob("*.msgpack")))


def environment(home: Path) -> dict[str, str]:
    named = {**os.environ, "OPENIMR_DATA": str(home)}
    named.pop("OPENIMR_DATABASE", None)
    return named


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The records are closed, and workers do what follows; the first is killed while it reads."""
    home = tmp_path_factory.mktemp("home")
    settings = database_settings(environment(home), home)
    store = open_store(settings, Projection(load_law()), case_errands)
    made = Installation(home, store)
    made.close_records()
    with made.worker() as first:
        until(lambda: made.kept_pages() >= 1)
        first.kill()
    with made.worker() as second:
        until(made.all_done)
        key = f"render-letter:{CASE}"
        made.jobs.enqueue(Job(key=key, kind="render-letter", arguments={"case": CASE}))
        until(lambda: made.state(key) is JobState.DONE)
        second.send_signal(signal.SIGTERM)
        assert second.wait(300) == 0
    yield made
    made.jobs.close()
    disconnect(connect(settings))


def until(holds: Callable[[], bool], seconds: float = 600.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "the work does not go on"
        time.sleep(0.1)


def test_closed_records_are_read_indexed_and_drafted_though_a_worker_is_killed(
    done: Installation,
) -> None:
    assert (done.folders.draft(CASE) / "review.html").is_file()
    assert done.folders.index(CASE).is_file()
    assert [done.state(key) for key in CHAIN] == [JobState.DONE] * 3


def test_a_draft_is_rendered_as_a_letter(done: Installation) -> None:
    assert unsealed(done.home, done.folders.letter(CASE, ".pdf")).startswith(b"%PDF")


def test_a_hit_opens_the_very_words_on_its_page(done: Installation) -> None:
    folders = done.folders
    pages = KeptPages(folders.papers(CASE), folders.draft(CASE) / ".pages", folders.keys)
    hits = search(FolderIndex(done.folders), CASE, "physical therapy")
    assert hits
    for hit in hits:
        for place in hit.places:
            page = pages.page(place.file, place.page)
            assert page
            found = page.text[place.start : place.end].lower()
            assert found.startswith(("physic", "therap")), found


def test_every_word_must_stand_on_the_page_and_phrases_together(done: Installation) -> None:
    index = FolderIndex(done.folders)
    every = search(index, CASE, "physical therapy", 1000)
    together = search(index, CASE, '"physical therapy"', 1000)
    assert 0 < len(together) <= len(every)
    assert search(index, CASE, "physical zebra") == ()


@pytest.mark.parametrize("words", ["NEAR(", '"', "AND OR", "knee*", "text:knee", "a^2", "-knee"])
def test_no_sign_of_a_query_language_is_an_error(done: Installation, words: str) -> None:
    try:
        search(FolderIndex(done.folders), CASE, words)
    except BadInput as refused:
        assert "no letter" in str(refused)


def test_a_case_that_was_not_read_says_what_to_ask_for(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="jobs add index"):
        search(FolderIndex(CaseFolders(tmp_path)), CASE, "knee")


def test_the_index_is_its_owners_alone(done: Installation) -> None:
    assert done.folders.index(CASE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("variable", [PACKS_VARIABLE, STUDIES_VARIABLE])
def test_a_draft_follows_what_the_environment_names_beside_the_shipped_guidelines(
    tmp_path: Path, variable: str
) -> None:
    named = {variable: str(tmp_path / "our-guidelines")}
    shutil.copytree(DEMO, CaseFolders(tmp_path).of(CASE) / "papers")
    papers = PapersOnDisk(CaseFolders(tmp_path), lambda: NOON, named)
    with pytest.raises(BadInput, match="our-guidelines"):
        papers.draft(CASE, lambda done, total: None)
