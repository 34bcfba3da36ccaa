"""Long work as jobs: asked for by identifier, done exactly once, seen by a person when it fails.

A job names a kind and the identifiers of what to work on, never patient text: what an engine
keeps, lists and logs of a job can be shown to whoever runs the installation.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from openimr.vocabulary.value import Value, require

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,159}")
_ARGUMENT = re.compile(r"[A-Za-z0-9._:/-]{0,160}")


class Urgency(enum.IntEnum):
    """The order in which waiting jobs start; an expedited review goes before all others."""

    EXPEDITED = 1
    STANDARD = 10
    BACKGROUND = 100


class Job(Value, frozen=True, kw_only=True):
    """Work asked for.

    Attributes:
        key: what makes the job this job; asked for twice under one key, it is done once.
        kind: the name of a registered kind.
        arguments: identifiers by name.
        not_before: the job waits until then; None is at once.
    """

    key: str
    kind: str
    arguments: Mapping[str, str]
    urgency: Urgency = Urgency.STANDARD
    not_before: dt.datetime | None = None

    def __post_init__(self) -> None:
        require(bool(_KEY.fullmatch(self.key)), "a job's key is an identifier")
        for content in self.arguments.values():
            require(bool(_ARGUMENT.fullmatch(content)), "a job's arguments are identifiers")
        require(
            self.not_before is None or self.not_before.tzinfo is not None, "a time has its zone"
        )


class JobState(enum.Enum):
    """Where a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead letter"
    CANCELLED = "cancelled"


class Progress(Value, frozen=True, kw_only=True):
    """How far a running job is: ``done`` of ``of`` pages, files or whatever ``unit`` says."""

    done: int
    of: int
    unit: str


class JobStatus(Value, frozen=True, kw_only=True):
    """A job as it stands.

    Attributes:
        attempt: the number of the attempt that runs, waits or was the last, from 1.
        reason: why the last attempt failed, in words that a person can read; None otherwise.
    """

    key: str
    kind: str
    state: JobState
    attempt: int
    progress: Progress | None = None
    reason: str | None = None


class Jobs(Protocol):
    """An engine of jobs that survives the death of whatever runs it."""

    def enqueue(self, job: Job) -> None:
        """Ask for a job; nothing happens when its key was asked for before."""

    def status(self, key: str) -> JobStatus | None:
        """The job as it stands, or None when its key was never asked for."""

    def cancel(self, key: str) -> None:
        """End a job that waits; one that runs ends when it next tells its progress."""

    def dead_letters(self) -> tuple[JobStatus, ...]:
        """Jobs that failed for good and that nobody restarted, the oldest first."""

    def restart(self, key: str, by: str) -> None:
        """Try a dead letter again with all its attempts; ``by`` is the person's identifier.

        Raises:
            Refused: when the job is no dead letter.
        """

    def waiting(self) -> Mapping[JobState, int]:
        """How many jobs are waiting and how many running."""


class TryLater(Exception):
    """A job cannot go on now and asks for another attempt.

    ``reason`` is shown to a person when the attempts are used up: never patient text.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Stopping(Exception):
    """The worker stops: the job is handed back and goes on elsewhere or later."""


class Cancelled(Exception):
    """A person cancelled the job while it ran."""


@dataclass(frozen=True)
class Retries:
    """How often and after what time a failed job is tried again.

    Attributes:
        attempts: after so many the job is a dead letter.
        first: the wait before the second attempt; each further one is ``factor`` longer.
        longest: no wait is longer.
    """

    attempts: int = 8
    first: dt.timedelta = dt.timedelta(seconds=30)
    factor: float = 3.0
    longest: dt.timedelta = dt.timedelta(hours=3)

    def wait_after(self, failures: int) -> dt.timedelta | None:
        """The wait before the next attempt after so many failures; None when none is left."""
        if failures >= self.attempts:
            return None
        return min(self.first * self.factor ** (failures - 1), self.longest)


class Task(Protocol):
    """What a running job sees of the engine."""

    @property
    def key(self) -> str:
        """The job's key, the same in every attempt: side effects are made once by it."""

    @property
    def attempt(self) -> int:
        """The number of this attempt, the same when it is run again after a kill."""

    @property
    def last_attempt(self) -> bool:
        """Whether the job is a dead letter if it fails now."""

    def ask(self, job: Job) -> None:
        """Ask for another job; run again, the same job is asked for once."""

    def progress(self, done: int, of: int, unit: str) -> None:
        """Tell how far the job is.

        Raises:
            Stopping: when the worker stops; what was finished is kept.
            Cancelled: when a person cancelled the job.
        """


@dataclass(frozen=True)
class Kind:
    """A kind of job: a function that may be run twice with the same effect as once.

    Attributes:
        heavy: takes a processor for long; few run at once, beside many light ones.
    """

    name: str
    run: Callable[[Task, Mapping[str, str]], None]
    heavy: bool = False
    retries: Retries = field(default_factory=Retries)
