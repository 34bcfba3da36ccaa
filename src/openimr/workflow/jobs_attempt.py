"""One attempt at a job, and what follows from how it ended."""

from __future__ import annotations

import datetime as dt
import enum
import traceback
from collections.abc import Mapping
from pathlib import PurePath

from openimr.vocabulary.errors import OpenIMRError
from openimr.vocabulary.value import Value
from openimr.workflow.jobs import Cancelled, Kind, Stopping, Task, TryLater


class End(enum.Enum):
    """How an attempt ended."""

    DONE = "done"
    AGAIN = "again"
    DEAD = "dead"
    HANDED_BACK = "handed back"
    CANCELLED = "cancelled"


class Outcome(Value, frozen=True, kw_only=True):
    """The end of an attempt.

    Attributes:
        wait: time until the next attempt, when there is one.
        reason: why it failed, for a person to read.
    """

    end: End
    wait: dt.timedelta | None = None
    reason: str | None = None


def attempt(kind: Kind, task: Task, arguments: Mapping[str, str], failures: int) -> Outcome:
    """Run a kind once; whatever it raises becomes an outcome, so that an engine never sees it.

    Args:
        kind: what to run.
        task: what it sees of the engine.
        arguments: the job's identifiers.
        failures: attempts that failed before this one.
    """
    try:
        kind.run(task, arguments)
    except Stopping:
        return Outcome(end=End.HANDED_BACK, wait=dt.timedelta())
    except Cancelled:
        return Outcome(end=End.CANCELLED)
    except OpenIMRError as error:
        return Outcome(end=End.DEAD, reason=str(error))
    except Exception as error:
        return _again(kind, failures + 1, _why(error))
    return Outcome(end=End.DONE)


def _why(error: Exception) -> str:
    """Why another attempt is needed; the words of a fault may name a patient and are left out."""
    if isinstance(error, TryLater):
        return error.reason
    if isinstance(error, OSError):
        return f"The system refused: {error.strerror or type(error).__name__}."
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{PurePath(last.filename).name}, line {last.lineno}"
    return f"A fault of OpenIMR: {type(error).__name__} in {place}. Please report it."


def _again(kind: Kind, failures: int, reason: str) -> Outcome:
    wait = kind.retries.wait_after(failures)
    return Outcome(end=End.DEAD if wait is None else End.AGAIN, wait=wait, reason=reason)
