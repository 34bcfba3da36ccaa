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
from tests.job_worker import kinds
from tests.postgres import shared_server

from openimr.adapters.durable_jobs import DurableJobs
from openimr.vocabulary.errors import Refused
from openimr.workflow.jobs import Job, JobState, Urgency

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/jobs.sqlite"
        return
    server = shared_server()
    name = server.make_database()
    yield server.url(name)
    server.drop_database(name)


@pytest.fixture
def jobs(database: str, tmp_path: Path) -> Iterator[DurableJobs]:
    made = DurableJobs(database, kinds(tmp_path))
    yield made
    made.close()


Start = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def start(database: str, tmp_path: Path) -> Iterator[Start]:
    """Starts a worker; all of them are ended after the test."""
    started: list[subprocess.Popen[bytes]] = []

    def one() -> subprocess.Popen[bytes]:
        (tmp_path / "ready").unlink(missing_ok=True)
        command = [sys.executable, "-W", "error", "-m", "tests.job_worker", database, str(tmp_path)]
        worker = subprocess.Popen(command, cwd=ROOT)
        started.append(worker)
        eventually((tmp_path / "ready").exists)
        return worker

    yield one
    for worker in started:
        with contextlib.suppress(ProcessLookupError):
            worker.kill()
        worker.wait()


def eventually(holds: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.03)


def state(jobs: DurableJobs, key: str) -> JobState | None:
    found = jobs.status(key)
    return found.state if found else None


def runs(folder: Path, key: str) -> int:
    return (folder / "runs").read_text().splitlines().count(key)


def test_a_job_asked_for_twice_is_done_once(
    jobs: DurableJobs, start: Start, tmp_path: Path
) -> None:
    job = Job(key="a", kind="note", arguments={})
    jobs.enqueue(job)
    jobs.enqueue(job)
    assert state(jobs, job.key) is JobState.WAITING
    start()
    eventually(lambda: state(jobs, job.key) is JobState.DONE)
    jobs.enqueue(job)
    time.sleep(0.3)
    assert runs(tmp_path, job.key) == 1
    assert jobs.status("never asked for") is None


def test_expedited_jobs_start_first(jobs: DurableJobs, start: Start, tmp_path: Path) -> None:
    for number in range(3):
        jobs.enqueue(Job(key=f"later{number}", kind="slow", arguments={"pages": "1"}))
    expedited = Job(key="now", kind="slow", arguments={"pages": "1"}, urgency=Urgency.EXPEDITED)
    jobs.enqueue(expedited)
    start()
    eventually(lambda: state(jobs, expedited.key) is JobState.DONE)
    assert (tmp_path / "runs").read_text().splitlines()[0] == expedited.key


def test_a_job_waits_for_its_time(jobs: DurableJobs, start: Start, tmp_path: Path) -> None:
    moment = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=5)
    jobs.enqueue(Job(key="later", kind="note", arguments={}, not_before=moment))
    start()
    eventually(lambda: state(jobs, "later") is JobState.DONE)
    began = float((tmp_path / "starts").read_text().split()[0])
    assert began >= moment.timestamp()


def test_what_fails_for_a_time_is_tried_again_until_it_goes(
    jobs: DurableJobs, start: Start, tmp_path: Path
) -> None:
    jobs.enqueue(Job(key="f", kind="flaky", arguments={"until": "3"}))
    start()
    eventually(lambda: state(jobs, "f") is JobState.DONE)
    found = jobs.status("f")
    assert found
    assert found.attempt == 3
    assert runs(tmp_path, "f") == 3


def test_what_keeps_failing_becomes_a_dead_letter_that_a_person_restarts(
    jobs: DurableJobs, start: Start, tmp_path: Path
) -> None:
    jobs.enqueue(Job(key="f", kind="flaky", arguments={"until": "5"}))
    start()
    eventually(lambda: state(jobs, "f") is JobState.DEAD)
    (letter,) = (one for one in jobs.dead_letters() if one.key == "f")
    assert letter.reason == "The mail server does not answer."
    jobs.restart(letter.key, by="clerk-7")
    eventually(lambda: state(jobs, "f") is JobState.DONE)
    assert runs(tmp_path, "f") == 5
    assert "f" not in {one.key for one in jobs.dead_letters()}
    with pytest.raises(Refused):
        jobs.restart(letter.key, by="clerk-7")


def test_a_dead_letter_says_why_without_the_words_of_the_fault(
    jobs: DurableJobs, start: Start
) -> None:
    jobs.enqueue(Job(key="x", kind="faulty", arguments={}))
    jobs.enqueue(Job(key="r", kind="refused", arguments={}))
    start()
    eventually(lambda: state(jobs, "x") is state(jobs, "r") is JobState.DEAD)
    said = {one.key: one.reason or "" for one in jobs.dead_letters()}
    assert "ValueError in job_worker.py" in said["x"]
    assert "Roe" not in said["x"]
    assert said["r"] == "The case is closed."
    refused = jobs.status("r")
    assert refused
    assert refused.attempt == 1


def test_a_running_job_tells_its_progress_and_ends_when_it_is_cancelled(
    jobs: DurableJobs, start: Start, tmp_path: Path
) -> None:
    jobs.enqueue(Job(key="s", kind="slow", arguments={"pages": "300"}))
    jobs.enqueue(Job(key="w", kind="slow", arguments={"pages": "300"}))
    start()

    def told() -> bool:
        found = jobs.status("s")
        return bool(found and found.progress and found.progress.unit == "pages")

    eventually(told)
    jobs.cancel("w")
    jobs.cancel("s")
    jobs.enqueue(Job(key="n", kind="slow", arguments={"pages": "1"}))
    eventually(lambda: state(jobs, "n") is JobState.DONE)
    assert state(jobs, "s") is state(jobs, "w") is JobState.CANCELLED
    assert runs(tmp_path, "w") == 0


def test_a_worker_told_to_stop_hands_its_job_back(
    jobs: DurableJobs, start: Start, tmp_path: Path
) -> None:
    jobs.enqueue(Job(key="s", kind="slow", arguments={"pages": "30"}))
    worker = start()
    eventually(lambda: state(jobs, "s") is JobState.RUNNING)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    assert state(jobs, "s") is JobState.WAITING
    start()
    eventually(lambda: state(jobs, "s") is JobState.DONE)
    assert (tmp_path / "finished").read_text().splitlines() == ["s"]


def test_another_worker_goes_on_with_the_job_of_a_killed_one(
    jobs: DurableJobs, start: Start, tmp_path: Path
) -> None:
    jobs.enqueue(Job(key="s", kind="slow", arguments={"pages": "20"}))
    first = start()
    eventually(lambda: state(jobs, "s") is JobState.RUNNING)
    start()
    time.sleep(0.5)
    assert runs(tmp_path, "s") == 1, "a living worker's job is left to it"
    first.kill()
    eventually(lambda: state(jobs, "s") is JobState.DONE)
    assert (tmp_path / "finished").read_text().splitlines() == ["s"]


def test_a_job_that_kills_every_worker_becomes_a_dead_letter(
    jobs: DurableJobs, start: Start
) -> None:
    jobs.enqueue(Job(key="d", kind="deadly", arguments={}))
    for _ in range(8):
        worker = start()
        end = time.monotonic() + 15
        while worker.poll() is None and time.monotonic() < end:
            if state(jobs, "d") is JobState.DEAD:
                break
            time.sleep(0.05)
        if worker.poll() is None:
            break
    (letter,) = (one for one in jobs.dead_letters() if one.key == "d")
    assert "memory" in (letter.reason or "")


def test_an_unknown_kind_is_refused_when_it_is_asked_for(jobs: DurableJobs) -> None:
    with pytest.raises(Refused):
        jobs.enqueue(Job(key="k", kind="unheard-of", arguments={}))
