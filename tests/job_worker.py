"""A worker for tests, in a process of its own so that it can be killed: python -m tests.job_worker.

Called with a database, a folder and, if wished, "late": its jobs then begin later than it looks
into the queues again.

Its kinds leave marks in a folder: ``runs`` has a line per run, ``effects`` one file per job, made
once however often the job runs. Slow ones go on until the folder holds a file ``enough``.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from openimr.adapters.durable_jobs import DurableJobs
from openimr.adapters.durable_jobs_worker import JobWorker
from openimr.vocabulary.errors import Refused
from openimr.workflow.jobs import Kind, Retries, Task, TryLater

T = TypeVar("T")

SOON = Retries(attempts=3, first=dt.timedelta(milliseconds=50), factor=2.0)


def marked(folder: Path, task: Task) -> None:
    """Leave the marks of one run; the effect is made once."""
    with (folder / "runs").open("a") as runs:
        runs.write(f"{task.key}\n")
    with (folder / "starts").open("a") as starts:
        starts.write(f"{time.time()} {task.key}\n")
    (folder / "effects").mkdir(exist_ok=True)
    try:
        with (folder / "effects" / task.key.replace("/", "_")).open("x") as effect:
            effect.write(task.key)
    except FileExistsError:
        pass


def alone_in(folder: Path, task: Task) -> None:
    """Leave a mark when another one is at work already."""
    place = folder / "narrow"
    try:
        place.mkdir()
    except FileExistsError:
        (folder / "crowded").touch()
        return
    time.sleep(0.05)
    place.rmdir()
    marked(folder, task)


def kinds(folder: Path) -> dict[str, Kind]:
    """Kinds that leave marks in a folder."""

    def note(task: Task, _: Mapping[str, str]) -> None:
        marked(folder, task)

    def slow(task: Task, _: Mapping[str, str]) -> None:
        marked(folder, task)
        for page in itertools.count(1):
            time.sleep(0.1)
            task.progress(page, page + 1, "pages")
            if (folder / "enough").exists():
                break
        with (folder / "finished").open("a") as finished:
            finished.write(f"{task.key}\n")

    def flaky(task: Task, arguments: Mapping[str, str]) -> None:
        marked(folder, task)
        runs = (folder / "runs").read_text().splitlines().count(task.key)
        if runs < int(arguments["until"]):
            raise TryLater("The mail server does not answer.")

    def faulty(task: Task, _: Mapping[str, str]) -> None:
        marked(folder, task)
        raise ValueError("Jane Roe, knee")

    def refused(task: Task, _: Mapping[str, str]) -> None:
        marked(folder, task)
        raise Refused("The case is closed.", rule="closed")

    def deadly(task: Task, _: Mapping[str, str]) -> None:
        marked(folder, task)
        os.kill(os.getpid(), signal.SIGKILL)

    made = (
        Kind(name="note", run=note, retries=SOON),
        Kind(name="slow", run=slow, heavy=True, retries=SOON),
        Kind(name="narrow", run=lambda task, _: alone_in(folder, task), heavy=True, retries=SOON),
        Kind(name="flaky", run=flaky, retries=SOON),
        Kind(name="faulty", run=faulty, retries=SOON),
        Kind(name="refused", run=refused, retries=SOON),
        Kind(name="deadly", run=deadly, retries=SOON),
    )
    return {kind.name: kind for kind in made}


def threads_begin_late() -> None:
    """As on a machine with much else to do."""
    begin = ThreadPoolExecutor.submit

    def submit(self: ThreadPoolExecutor, job: Callable[..., T], *args: Any) -> Future[T]:
        def late() -> T:
            time.sleep(0.2)
            return job(*args)

        return begin(self, late)

    ThreadPoolExecutor.submit = submit  # type: ignore[method-assign,assignment]


def main(database: str, place: str, manner: str = "") -> int:
    """Work until SIGTERM."""
    if manner == "late":
        threads_begin_late()
    folder = Path(place)
    chosen = kinds(folder)
    worker = JobWorker(
        database=database,
        kinds=chosen,
        jobs=DurableJobs(database, chosen),
        locks=folder / "locks",
        light=4,
        heavy=1,
        poll=0.03,
    )
    signal.signal(signal.SIGTERM, lambda *_: worker.stopping.set())
    ready = folder / "ready"
    clean = worker.run(ready.touch, grace=10)
    return 0 if clean else 3


if __name__ == "__main__":
    os._exit(main(*sys.argv[1:]))
