"""What every engine of jobs promises: on SQLite, and on PostgreSQL where one can be started."""

from __future__ import annotations

import contextlib
import datetime as dt
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.databases import KINDS
from tests.job_worker import kinds
from tests.postgres import shared_server

from openimr.adapters.durable_jobs import DurableJobs
from openimr.vocabulary.errors import Refused
from openimr.workflow.jobs import Job, JobState, JobStatus, Urgency

ROOT = Path(__file__).parents[2]


class Engine:
    """Jobs in a database of their own, marks in a folder, and workers that are started."""

    def __init__(self, database: str, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.jobs = DurableJobs(database, kinds(folder))
        self.started: list[subprocess.Popen[bytes]] = []

    def start(self, *manner: str) -> subprocess.Popen[bytes]:
        """Start a worker and wait until it works, or has ended by a job that it took."""
        (self.folder / "ready").unlink(missing_ok=True)
        command = [sys.executable, "-W", "error", "-m", "tests.job_worker"]
        worker = subprocess.Popen([*command, self.database, str(self.folder), *manner], cwd=ROOT)
        self.started.append(worker)
        eventually(lambda: (self.folder / "ready").exists() or worker.poll() is not None)
        return worker

    def ask(self, key: str, kind: str, **arguments: str) -> Job:
        job = Job(key=key, kind=kind, arguments=arguments)
        self.jobs.enqueue(job)
        return job

    def state(self, key: str) -> JobState | None:
        found = self.jobs.status(key)
        return found.state if found else None

    def comes_to(self, key: str, state: JobState) -> JobStatus:
        eventually(lambda: self.state(key) is state)
        found = self.jobs.status(key)
        assert found
        return found

    def enough(self) -> None:
        """Slow jobs may end now."""
        (self.folder / "enough").touch()

    def marks(self, name: str, key: str) -> int:
        """How many lines of a file of marks are about a job."""
        file = self.folder / name
        return file.read_text().split().count(key) if file.exists() else 0

    def end(self) -> None:
        for worker in self.started:
            with contextlib.suppress(ProcessLookupError):
                worker.kill()
            worker.wait()
        self.jobs.close()


@contextlib.contextmanager
def made_engine(kind: str, folder: Path) -> Iterator[Engine]:
    if kind == "sqlite":
        engine = Engine(f"sqlite:///{folder}/jobs.sqlite", folder)
        yield engine
        engine.end()
        return
    server = shared_server()
    name = server.make_database()
    engine = Engine(server.url(name), folder)
    yield engine
    engine.end()
    server.drop_database(name)


@pytest.fixture(scope="module", params=KINDS)
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """One engine with one worker, for every test that leaves it running."""
    with made_engine(request.param, tmp_path_factory.mktemp("shared")) as engine:
        engine.start()
        yield engine


@pytest.fixture(params=KINDS)
def alone(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine without a worker, for a test that starts, stops or kills its own."""
    with made_engine(request.param, tmp_path) as engine:
        yield engine


def eventually(holds: Callable[[], bool], seconds: float = 180.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.03)


def test_a_job_asked_for_twice_is_done_once(shared: Engine) -> None:
    job = shared.ask("once", "note")
    shared.jobs.enqueue(job)
    shared.comes_to(job.key, JobState.DONE)
    shared.jobs.enqueue(job)
    after = shared.ask("after-it", "note")  # by then a second run would have begun
    shared.comes_to(after.key, JobState.DONE)
    assert shared.marks("runs", job.key) == 1
    assert shared.jobs.status("never asked for") is None


def test_a_job_waits_for_its_time(shared: Engine) -> None:
    now = dt.datetime.now(dt.UTC)
    moments = {"later": now + dt.timedelta(seconds=1.5), "tomorrow": now + dt.timedelta(days=1)}
    for key, moment in moments.items():
        shared.jobs.enqueue(Job(key=key, kind="note", arguments={}, not_before=moment))
    shared.comes_to("later", JobState.DONE)
    starts = [line.split() for line in (shared.folder / "starts").read_text().splitlines()]
    assert min(float(at) for at, key in starts if key == "later") >= moments["later"].timestamp()
    assert shared.state("tomorrow") is JobState.WAITING


def test_what_fails_for_a_time_is_tried_again_until_it_goes(shared: Engine) -> None:
    shared.ask("flaky", "flaky", until="3")
    assert shared.comes_to("flaky", JobState.DONE).attempt == 3
    assert shared.marks("runs", "flaky") == 3


def test_what_keeps_failing_becomes_a_dead_letter_that_a_person_restarts(shared: Engine) -> None:
    shared.ask("bad", "flaky", until="5")
    shared.comes_to("bad", JobState.DEAD)
    (letter,) = (one for one in shared.jobs.dead_letters() if one.key == "bad")
    assert letter.reason == "The mail server does not answer."
    shared.jobs.restart("bad", by="clerk-7")
    shared.comes_to("bad", JobState.DONE)
    assert shared.marks("runs", "bad") == 5
    assert "bad" not in {one.key for one in shared.jobs.dead_letters()}
    with pytest.raises(Refused):
        shared.jobs.restart("bad", by="clerk-7")


def test_a_dead_letter_says_why_without_the_words_of_the_fault(shared: Engine) -> None:
    shared.ask("fault", "faulty")
    shared.ask("no", "refused")
    said = shared.comes_to("fault", JobState.DEAD).reason or ""
    assert "ValueError in job_worker.py" in said
    assert "Roe" not in said
    refused = shared.comes_to("no", JobState.DEAD)
    assert (refused.reason, refused.attempt) == ("The case is closed.", 1)


def test_a_running_job_tells_its_progress_and_ends_when_it_is_cancelled(shared: Engine) -> None:
    shared.ask("long", "slow")
    shared.comes_to("long", JobState.RUNNING)
    shared.ask("waits", "slow")

    def told() -> bool:
        found = shared.jobs.status("long")
        return bool(found and found.progress and found.progress.unit == "pages")

    eventually(told)
    shared.jobs.cancel("waits")
    shared.jobs.cancel("long")
    shared.ask("next", "slow")
    shared.enough()
    shared.comes_to("next", JobState.DONE)
    assert shared.state("long") is shared.state("waits") is JobState.CANCELLED
    assert shared.marks("runs", "waits") == 0


def test_an_unknown_kind_is_refused_when_it_is_asked_for(shared: Engine) -> None:
    with pytest.raises(Refused):
        shared.ask("k", "unheard-of")


@pytest.mark.parametrize("manner", ["", "late"])
def test_expedited_jobs_go_first_and_a_stopped_worker_hands_its_job_back(
    alone: Engine, manner: str
) -> None:
    alone.ask("standard", "slow")
    urgent = Job(key="urgent", kind="slow", arguments={}, urgency=Urgency.EXPEDITED)
    alone.jobs.enqueue(urgent)
    worker = alone.start(manner)
    eventually(lambda: alone.marks("runs", "urgent") == 1)
    assert alone.marks("runs", "standard") == 0
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(180) == 0
    assert alone.state("urgent") is alone.state("standard") is JobState.WAITING
    alone.enough()
    alone.start(manner)
    alone.comes_to("standard", JobState.DONE)
    assert (alone.folder / "finished").read_text().split() == ["urgent", "standard"]


def test_no_more_heavy_jobs_run_at_once_than_there_are_places(alone: Engine) -> None:
    """However often the queue is looked at: a job that was taken is not yet one that runs."""
    keys = [f"narrow-{n}" for n in range(4)]
    for key in keys:
        alone.ask(key, "narrow")
    alone.start("late")
    for key in keys:
        alone.comes_to(key, JobState.DONE)
    assert not (alone.folder / "crowded").exists()


def test_another_worker_goes_on_with_the_job_of_a_killed_one(alone: Engine) -> None:
    alone.ask("long", "slow")
    first = alone.start()
    eventually(lambda: alone.marks("runs", "long") == 1)
    alone.start()
    time.sleep(0.5)
    assert alone.marks("runs", "long") == 1, "a living worker's job is left to it"
    first.kill()
    eventually(lambda: alone.marks("runs", "long") == 2)
    alone.enough()
    alone.comes_to("long", JobState.DONE)
    assert (alone.folder / "finished").read_text().split() == ["long"]


def test_a_job_that_kills_every_worker_becomes_a_dead_letter(alone: Engine) -> None:
    alone.ask("deadly", "deadly")
    for _ in range(8):
        worker = alone.start()
        eventually(lambda w=worker: w.poll() is not None or alone.state("deadly") is JobState.DEAD)  # type: ignore[misc]
        if worker.poll() is None:
            break
    (letter,) = alone.jobs.dead_letters()
    assert "memory" in (letter.reason or "")
