"""The engine of jobs by DBOS: in an SQLite file by default, in PostgreSQL by its address.

Each attempt at a job is one DBOS workflow. The first carries the job's key as its id, the next
ones the key with their number, so that whoever asks twice starts nothing twice, and a wait before
another attempt holds no place of a worker. What is stored is JSON made of identifiers.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
import time
from collections import Counter
from collections.abc import Mapping
from typing import TypedDict, cast

from dbos import DBOSClient, DBOSPortableJSONSerializer, EnqueueOptions, WorkflowStatus
from dbos import run_dbos_database_migrations as migrate

from openimr.adapters.durable_jobs_log import keep_log_plain
from openimr.vocabulary.errors import Refused
from openimr.workflow.jobs import Job, JobState, JobStatus, Kind, Progress

APPLICATION, WORKFLOW = "openimr", "attempt"
LIGHT_QUEUE, HEAVY_QUEUE = "openimr-light", "openimr-heavy"

PROTOCOL = "attempts-1"
"""Named in every stored job instead of the program's version: a newer program goes on with the
jobs of an older one as long as this stays; it changes when an attempt's steps change."""

_FILE = "sqlite:///"

_OPEN = ["DELAYED", "ENQUEUED", "PENDING"]
_DEAD = ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_STATES = {
    "DELAYED": JobState.WAITING,
    "ENQUEUED": JobState.WAITING,
    "PENDING": JobState.RUNNING,
    "SUCCESS": JobState.DONE,
    "CANCELLED": JobState.CANCELLED,
    "ERROR": JobState.DEAD,
    "MAX_RECOVERY_ATTEMPTS_EXCEEDED": JobState.DEAD,
}
_KILLED_WORKERS = "Every worker that ran it died; it may need more memory than there is."


class Stored(TypedDict):
    """An attempt as the engine keeps it.

    ``number`` goes on through restarts and hand-backs; ``failures`` came before it and count.
    """

    key: str
    kind: str
    arguments: dict[str, str]
    urgency: int
    number: int
    failures: int


class DurableJobs:
    """Asks for jobs and sees to them, from any process; running them is a worker's.

    Args:
        database: "sqlite:///..." or "postgresql://..." of the jobs.
        kinds: what may be asked for and restarted; whoever only looks names none.
    """

    def __init__(self, database: str, kinds: Mapping[str, Kind]) -> None:
        keep_log_plain()
        migrate(system_database_url=database)
        if database.startswith(_FILE):
            _let_readers_read(database.removeprefix(_FILE))
        self._kinds = kinds
        self._client = DBOSClient(
            system_database_url=database,
            serializer=DBOSPortableJSONSerializer(),
            application_name=APPLICATION,
        )

    def close(self) -> None:
        """Let go of the database."""
        self._client.destroy()

    def enqueue(self, job: Job) -> None:
        """As ``Jobs.enqueue``."""
        if job.kind not in self._kinds:
            raise Refused(
                f"There is no job of the kind {job.kind}.",
                rule="unknown-job",
                remedy=f"Ask for one of these: {', '.join(sorted(self._kinds))}.",
            )
        first = Stored(
            key=job.key,
            kind=job.kind,
            arguments=dict(job.arguments),
            urgency=int(job.urgency),
            number=1,
            failures=0,
        )
        wait = _seconds_until(job.not_before) if job.not_before else 0.0
        self._client.enqueue(enqueue_options(self._kinds[job.kind], first, wait), first)

    def status(self, key: str) -> JobStatus | None:
        """As ``Jobs.status``."""
        latest = self._latest(key)
        return self._status(latest) if latest else None

    def cancel(self, key: str) -> None:
        """As ``Jobs.cancel``."""
        if latest := self._latest(key):
            self._client.cancel_workflow(latest.workflow_id)

    def dead_letters(self) -> tuple[JobStatus, ...]:
        """As ``Jobs.dead_letters``."""
        found = self._client.list_workflows(status=_DEAD, name=WORKFLOW)
        return tuple(self._status(one) for one in found if not (one.attributes or {}))

    def restart(self, key: str, by: str) -> None:
        """As ``Jobs.restart``; who did it stays with the failed attempt."""
        latest = self._latest(key)
        if latest is None or latest.status not in _DEAD:
            raise Refused(
                f"The job {key} is no dead letter.",
                rule="dead-letters-are-restarted",
                remedy="See the dead letters with openimr jobs list --dead.",
            )
        again = following(_stored(latest), failures=0)
        self._client.enqueue(enqueue_options(self._kinds[again["kind"]], again, 0.0), again)
        self._client.update_workflow_attributes(latest.workflow_id, {"restarted_by": by})

    def waiting(self) -> Mapping[JobState, int]:
        """As ``Jobs.waiting``."""
        found = self._client.list_workflows(
            status=_OPEN, name=WORKFLOW, load_input=False, load_output=False
        )
        return Counter(_STATES[one.status] for one in found)

    def cancelled(self, workflow: str) -> bool:
        """Whether a person cancelled this attempt."""
        found = self._client.list_workflows(
            workflow_ids=[workflow], load_input=False, load_output=False
        )
        return bool(found) and found[0].status == "CANCELLED"

    def _latest(self, key: str) -> WorkflowStatus | None:
        first = self._client.list_workflows(workflow_ids=[key])
        later = self._client.list_workflows(workflow_id_prefix=f"{key}~") if first else []
        return max([*first, *later], key=lambda one: _stored(one)["number"], default=None)

    def _status(self, one: WorkflowStatus) -> JobStatus:
        stored = _stored(one)
        return JobStatus(
            key=stored["key"],
            kind=stored["kind"],
            state=_STATES[one.status],
            attempt=stored["number"],
            progress=self._progress(one),
            reason=_reason(one),
        )

    def _progress(self, one: WorkflowStatus) -> Progress | None:
        if one.status != "PENDING":
            return None
        told = self._client.get_event(one.workflow_id, "progress", timeout_seconds=0)
        return Progress(**told) if told else None


def enqueue_options(kind: Kind, stored: Stored, wait: float) -> EnqueueOptions:
    """How an attempt is put into its queue, to start after ``wait`` seconds."""
    number = stored["number"]
    options = EnqueueOptions(
        workflow_name=WORKFLOW,
        queue_name=HEAVY_QUEUE if kind.heavy else LIGHT_QUEUE,
        workflow_id=stored["key"] if number == 1 else f"{stored['key']}~{number}",
        app_version=PROTOCOL,
        application_name=APPLICATION,
        priority=stored["urgency"],
    )
    if wait > 0:
        options["delay_seconds"] = wait
    return options


def following(stored: Stored, failures: int) -> Stored:
    """The next attempt at the same job, after so many failures that count."""
    return {**stored, "number": stored["number"] + 1, "failures": failures}


def _let_readers_read(file: str) -> None:
    """Let looking and writing not wait for each other, which SQLite's older journal makes them do.

    Said once, it stays with the file. Every commit still waits for the disk.
    """
    with contextlib.closing(sqlite3.connect(file, timeout=30.0)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")


def _seconds_until(moment: dt.datetime) -> float:
    return max(0.0, moment.timestamp() - time.time())


def _stored(one: WorkflowStatus) -> Stored:
    return cast(Stored, cast(object, one.input)["args"][0])  # type: ignore[index]


def _reason(one: WorkflowStatus) -> str | None:
    if one.status == "MAX_RECOVERY_ATTEMPTS_EXCEEDED":
        return _KILLED_WORKERS
    if one.error is not None:
        return str(one.error)
    return None
