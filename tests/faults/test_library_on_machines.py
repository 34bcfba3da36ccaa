"""A library built by workers on many machines: one is killed, and nothing is lost or doubled."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from tests.faults.test_library_killed import Unwatched
from tests.library_letters import changed_mind, letter, put, put_many
from tests.postgres import shared_server

from openimr.adapters import library_machines
from openimr.adapters.durable_jobs import DurableJobs
from openimr.adapters.library_build import Tally, build
from openimr.adapters.library_machines import (
    SHARES,
    BuildOnMachines,
    build_share,
    share_folder,
    share_kinds,
)
from openimr.adapters.library_store import LibraryStore
from openimr.vocabulary.errors import BadInput
from openimr.workflow.jobs import Job, JobState, JobStatus, TryLater

LETTERS = 90
OF_A_SHARE = 15
STUCK = """
import pathlib, sys, time
from openimr.adapters.library_store import LibraryStore
from openimr.cli import main

add, mark = LibraryStore.add, pathlib.Path(sys.argv.pop(1))

def add_and_be_stuck(*more):
    add(*more)
    mark.touch()
    time.sleep(3600)

LibraryStore.add = add_and_be_stuck
main()
"""
"""A program that stays in the middle of the first share that it writes to."""


class Running:
    """What a share sees of an engine that is not there."""

    key, attempt, last_attempt = "library-share/1/0", 1, False

    def ask(self, job: Job) -> None:
        """Nothing."""

    def progress(self, done: int, of: int, unit: str) -> None:
        """Nothing."""


class AtOnce:
    """Jobs that are done while they are asked for; from one on the machine is off."""

    def __init__(self, library: Path, most: int = 99, state: JobState = JobState.DONE) -> None:
        self._library, self._most, self._state = library, most, state
        self.asked: dict[str, JobStatus] = {}

    def enqueue(self, job: Job) -> None:
        if job.key in self.asked:
            return
        if len(self.asked) == self._most:
            raise KeyboardInterrupt
        build_share(share_folder(self._library, int(job.arguments["share"])), Running(), 1)
        self.asked[job.key] = JobStatus(key=job.key, kind=job.kind, state=self._state, attempt=1)

    def status(self, key: str) -> JobStatus | None:
        return self.asked.get(key)

    def cancel(self, key: str) -> None:
        """Nothing."""

    def dead_letters(self) -> tuple[JobStatus, ...]:
        return ()

    def restart(self, key: str, by: str) -> None:
        """Nothing."""

    def waiting(self) -> Mapping[JobState, int]:
        return {}


@pytest.fixture(autouse=True)
def small_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_machines, "LETTERS_OF_A_SHARE", OF_A_SHARE)


def built(library: Path, letters: list[Path], jobs: AtOnce) -> Tally:
    store = LibraryStore(library)
    with store.writing():
        return BuildOnMachines(store, jobs, Unwatched()).build(letters)


def ids(library: Path) -> list[str]:
    return sorted(one.citation for one in LibraryStore(library).all())


def test_shares_joined_are_the_library_that_one_machine_builds(tmp_path: Path) -> None:
    letters = sorted(put_many(tmp_path / "letters", 40).iterdir())
    letters.append(put(tmp_path / "letters", "other.json", changed_mind("CM16-0000007")))
    (tmp_path / "letters" / "none.json").write_text("no letter")
    letters.append(tmp_path / "letters" / "none.json")
    jobs = AtOnce(tmp_path / "library")
    tally = built(tmp_path / "library", letters, jobs)
    alone = LibraryStore(tmp_path / "alone")
    with alone.writing():
        once = build(alone, letters, Unwatched(), workers=1)
    assert ids(tmp_path / "library") == ids(tmp_path / "alone")
    assert (tally.taken, tally.corrected, tally.unreadable) == (
        once.taken,
        once.corrected,
        once.unreadable,
    )
    assert len(jobs.asked) == 3
    assert not (tmp_path / "library" / SHARES).exists()


def test_what_the_library_has_read_is_no_share_again(tmp_path: Path) -> None:
    letters = sorted(put_many(tmp_path / "letters", 20).iterdir())
    built(tmp_path / "library", letters, AtOnce(tmp_path / "library"))
    letters.append(put(tmp_path / "letters", "new.json", letter("CM16-0000099")))
    jobs = AtOnce(tmp_path / "library")
    tally = built(tmp_path / "library", letters, jobs)
    assert (sum(tally.taken.values()), tally.there) == (1, 20)
    assert len(jobs.asked) == 1


def test_a_build_that_was_stopped_goes_on_with_the_shares_that_it_had_asked_for(
    tmp_path: Path,
) -> None:
    letters = sorted(put_many(tmp_path / "letters", 40).iterdir())
    jobs = AtOnce(tmp_path / "library", most=1)
    with pytest.raises(KeyboardInterrupt):
        built(tmp_path / "library", letters, jobs)
    assert ids(tmp_path / "library") == []
    jobs._most = 99
    built(tmp_path / "library", letters, jobs)
    assert len(ids(tmp_path / "library")) == 40
    assert len(jobs.asked) == 3, "the share that was done is not asked for anew"


def test_a_share_that_ended_for_good_is_told_with_what_to_do(tmp_path: Path) -> None:
    letters = sorted(put_many(tmp_path / "letters", 3).iterdir())
    with pytest.raises(BadInput, match="could not be built"):
        built(tmp_path / "library", letters, AtOnce(tmp_path / "library", state=JobState.DEAD))


def test_a_share_is_built_by_one_worker_at_a_time(tmp_path: Path) -> None:
    letters = sorted(put_many(tmp_path / "letters", 3).iterdir())
    with pytest.raises(KeyboardInterrupt):
        built(tmp_path / "library", letters, AtOnce(tmp_path / "library", most=0))
    folder = share_folder(tmp_path / "library", 0)
    with LibraryStore(folder).writing(), pytest.raises(TryLater):
        build_share(folder, Running(), 1)
    build_share(folder, Running(), 1)
    build_share(folder, Running(), 1)
    assert LibraryStore(folder).count == 3


@pytest.fixture
def database() -> Iterator[str]:
    server = shared_server()
    name = server.make_database()
    yield server.url(name)
    server.drop_database(name)


def started(*words: str | Path) -> subprocess.Popen[bytes]:
    """A worker, in a session of its own."""
    environment = {**os.environ, "OPENIMR_DATA": "/nowhere"}
    return subprocess.Popen(
        [sys.executable, *words],
        env=environment,
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )


def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(
    database: str, tmp_path: Path
) -> None:
    letters = sorted(put_many(tmp_path / "letters", LETTERS).iterdir())
    store = LibraryStore(tmp_path / "library")
    stuck = tmp_path / "stuck"
    words = ["library", "worker", database, "--workers", "1", "--library", store.folder]
    workers = [started("-c", STUCK, stuck, *words)]

    def pause(_: float) -> None:
        time.sleep(0.02)
        assert any(one.poll() is None for one in workers), "somebody works"
        if stuck.exists() and len(workers) == 1:
            workers.append(started("-m", "openimr", *words))
        ended = list((store.folder / SHARES).glob("*/ended.json"))
        if ended and workers[0].poll() is None:
            os.killpg(workers[0].pid, signal.SIGKILL)
            assert workers[0].wait() == -signal.SIGKILL

    try:
        with store.writing(), closing(DurableJobs(database, share_kinds(store.folder))) as jobs:
            tally = BuildOnMachines(store, jobs, Unwatched(), pause).build(letters)
    finally:
        for one in workers:
            if one.poll() is None:
                os.killpg(one.pid, signal.SIGKILL)
            one.wait()
    assert len(workers) == 2, "another worker went on"
    assert sum(tally.taken.values()) == LETTERS
    assert ids(store.folder) == [f"ca-wc/CM16-{n:07}" for n in range(1, LETTERS + 1)]
    assert (tally.copies, tally.there, tally.corrected) == (0, 0, 0)
