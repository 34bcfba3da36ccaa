"""Runs jobs: as many workers as wanted, in one process or on many machines.

A worker is known by an id of its own and holds a lock for as long as it lives. Whoever finds a
running job whose worker's lock is free puts the job back into its queue: after a kill, a crash or
a lost machine the jobs go on elsewhere, without a time to wait for.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer

from openimr.adapters.asked_to_stop import AskedToStop
from openimr.adapters.durable_jobs import (
    APPLICATION,
    HEAVY_QUEUE,
    LIGHT_QUEUE,
    PROTOCOL,
    WORKFLOW,
    DurableJobs,
    Stored,
    enqueue_options,
    following,
)
from openimr.adapters.durable_jobs_alive import WorkerLocks, worker_locks
from openimr.workflow.jobs import Cancelled, Job, Kind, Stopping
from openimr.workflow.jobs_attempt import End, Outcome, attempt

_HEAVY_SELDOM = 2.5
"""Times as long between two looks for heavy jobs, which take minutes, as between others: a look
costs milliseconds of the processor, and most workers wait most of the time."""

_BETWEEN_LOOKS = 2.0
"""Seconds between two looks for jobs of dead workers, and for a cancellation while one runs."""

_MOST_DEATHS = 3
"""A job that took so many workers down with it becomes a dead letter."""


@dataclass
class JobWorker:
    """Runs jobs until it is told to stop; one per process.

    Attributes:
        database: of the jobs, as ``DurableJobs`` takes it.
        kinds: what it can run.
        jobs: the same engine as seen from outside.
        locks: a folder of lock files for SQLite; unused with PostgreSQL, which holds the locks.
        light: jobs of light kinds at once.
        heavy: jobs of heavy kinds at once.
        poll: seconds between two looks for errands and for light jobs.
    """

    database: str
    kinds: Mapping[str, Kind]
    jobs: DurableJobs
    locks: Path
    light: int = 8
    heavy: int = 2
    poll: float = 0.1
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    stopping: AskedToStop = field(default_factory=AskedToStop)

    def __post_init__(self) -> None:
        self._places = {
            heavy: threading.Semaphore(self.heavy if heavy else self.light)
            for heavy in (False, True)
        }

    def place(self, kind: Kind) -> threading.Semaphore:
        """What a job of a kind holds while it runs, so that no more run than there are places.

        The engine sees to it as well, but counts a job only once its thread has begun: on a busy
        machine it looks into the queue again before that and takes one more.
        """
        return self._places[kind.heavy]

    def run(self, tend: Callable[[], object] = lambda: None, grace: float = 30.0) -> bool:
        """Run jobs until ``stopping`` is set, then let running ones finish or hand them back.

        Args:
            tend: called again and again beside the jobs, to carry errands over.
            grace: seconds that running jobs have to finish or to tell their progress.

        Returns:
            Whether nothing was running any more at the end; what was goes on with another worker.
        """
        locks = worker_locks(self.database, self.locks)
        locks.keep(self.id)
        self._launch()
        try:
            self._tend(tend, locks)
        finally:
            left = self._stop(grace)
            if not left:
                locks.release()
        return not left

    def _launch(self) -> None:
        _RUNNING[:] = [self]
        DBOS(config=self._config())
        DBOS.launch()
        for queue, places, poll in (
            (LIGHT_QUEUE, self.light, self.poll),
            (HEAVY_QUEUE, self.heavy, _HEAVY_SELDOM * self.poll),
        ):
            DBOS.register_queue(
                queue,
                worker_concurrency=places,
                polling_interval_sec=poll,
                on_conflict="always_update",
            )

    def _config(self) -> DBOSConfig:
        return DBOSConfig(
            name=APPLICATION,
            system_database_url=self.database,
            application_version=PROTOCOL,
            executor_id=self.id,
            log_level="WARNING",
            enable_otlp=False,
            serializer=DBOSPortableJSONSerializer(),
        )

    def _tend(self, tend: Callable[[], object], locks: WorkerLocks) -> None:
        looked = 0.0
        while not self.stopping.wait(self.poll):
            tend()
            if time.monotonic() - looked >= _BETWEEN_LOOKS:
                locks.keep(self.id)
                self._take_over_from_the_dead(locks)
                looked = time.monotonic()

    def _take_over_from_the_dead(self, locks: WorkerLocks) -> None:
        running = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
        others = {one.executor_id for one in running if one.executor_id} - {self.id}
        dead = [other for other in others if locks.free(other)]
        if dead:
            DBOS._recover_pending_workflows(dead)

    def _stop(self, grace: float) -> int:
        """Take no more jobs and wait for those that run; how many still run after the grace."""
        DBOS.destroy(workflow_completion_timeout_sec=max(1, round(grace)))
        return len(_BUSY)


_RUNNING: list[JobWorker] = []
"""The process's worker: DBOS knows functions, not objects."""

_BUSY: set[str] = set()
"""Workflows in which a job runs, or waits for a place, at this moment."""


@dataclass
class _DurableTask:
    """A running job's sight of the engine."""

    key: str
    attempt: int
    last_attempt: bool
    workflow: str
    worker: JobWorker
    _told: float = 0.0

    def ask(self, job: Job) -> None:
        self.worker.jobs.enqueue(job)

    def progress(self, done: int, of: int, unit: str) -> None:
        if self.worker.stopping.is_set():
            raise Stopping
        now = time.monotonic()
        if now - self._told < _BETWEEN_LOOKS and done < of:
            return
        self._told = now
        if self.worker.jobs.cancelled(self.workflow):
            raise Cancelled
        DBOS.set_event("progress", {"done": done, "of": of, "unit": unit})


class DeadLetter(Exception):
    """A job failed for good; its words are the reason, for a person to read."""


@DBOS.step(name="run")
def _run(stored: Stored) -> dict[str, Any]:
    """Run the kind; done again when the worker died before the end was stored."""
    worker, workflow = _RUNNING[0], str(DBOS.workflow_id)
    kind = worker.kinds[stored["kind"]]
    last = kind.retries.wait_after(stored["failures"] + 1) is None
    task = _DurableTask(stored["key"], stored["number"], last, workflow, worker)
    _BUSY.add(workflow)
    try:
        with worker.place(kind):
            ended = (
                Outcome(end=End.HANDED_BACK, wait=dt.timedelta())
                if worker.stopping.is_set()  # while it waited for its place
                else attempt(kind, task, stored["arguments"], stored["failures"])
            )
    finally:
        _BUSY.discard(workflow)
    wait = 0.0 if ended.wait is None else ended.wait.total_seconds()
    return {"end": ended.end.value, "wait": wait, "reason": ended.reason}


@DBOS.workflow(name=WORKFLOW, max_recovery_attempts=_MOST_DEATHS)
def _attempt(stored: Stored) -> str:
    """One attempt; the next is put into the queue when one is due."""
    ended = _run(stored)
    end = End(str(ended["end"]))
    if end is End.DEAD:
        raise DeadLetter(ended["reason"])
    if end in (End.AGAIN, End.HANDED_BACK):
        again = following(stored, stored["failures"] + (end is End.AGAIN))
        options = enqueue_options(_RUNNING[0].kinds[stored["kind"]], again, ended["wait"])
        DBOS.enqueue_workflow_with_options(options, again)
    return str(end.value)
