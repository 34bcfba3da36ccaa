"""Building a library on many machines: shares of its letters are jobs of the engine of jobs.

A share is a folder that every machine reaches: which letters it has, and the library that is built
of them, by the same function that builds on one machine. A share that is built again, after a kill
or by two at once, is the same: what its library holds is not read again, and one writes at a time.
In the end the shares' libraries are joined into the library, which reads no letter.
"""

from __future__ import annotations

import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from openimr.adapters.durable_jobs import DurableJobs
from openimr.adapters.durable_jobs_worker import JobWorker
from openimr.adapters.file_names import shown_name
from openimr.adapters.library_build import Building, Tally, Watch, take_others
from openimr.adapters.library_reading import Read, determinations_at
from openimr.adapters.library_sources import is_letter
from openimr.adapters.library_store import LibraryStore
from openimr.adapters.whole_file import refusals, whole_file
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value
from openimr.workflow.jobs import Job, Jobs, JobState, Kind, Task, TryLater, Urgency

SHARES: Final = "shares"
"""In the library's folder while a build goes on."""

LETTERS_OF_A_SHARE: Final = 1_000
"""Some minutes of one machine: what is read again after a kill, at most."""

KIND: Final = "library-share"
_PLAN: Final = "plan.json"
_LETTERS: Final = "letters.msgpack"
"""Paths as the system has them, which need not be text."""

_ENDED: Final = "ended.json"
_BETWEEN_LOOKS: Final = 0.5
_LOOKED_AT: Final = 32
"""Shares looked at each time, the first that wait: they are taken in their order."""
_Kept = TypeVar("_Kept")


class Plan(Value, frozen=True, kw_only=True):
    """The shares of one build.

    Attributes:
        run: makes the keys of its jobs its own.
        shares: letters in each, in the order in which they are joined.
    """

    run: str
    shares: tuple[int, ...]


class Ended(Value, frozen=True, kw_only=True):
    """How a share ended.

    Attributes:
        unreadable: why letters could not be read, one reason a letter.
    """

    unreadable: tuple[str, ...]


class BuildOnMachines:
    """Builds a library with the workers of a database of jobs.

    Args:
        store: the library; the right to write to it is held by the caller.
        jobs: where shares are asked for.
        watch: is told how it goes.
        pause: waits between two looks.
    """

    def __init__(
        self,
        store: LibraryStore,
        jobs: Jobs,
        watch: Watch,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._store, self._jobs, self._watch, self._pause = store, jobs, watch, pause
        self._folder = store.folder / SHARES

    def build(self, sources: Sequence[Path], *, rehash: bool = False) -> Tally:
        """Take sources in: letters by shares, all others here.

        What an earlier run had asked for and not joined is finished first.

        Raises:
            BadInput: when a share ended as a dead letter, or nothing can be written.
        """
        building = Building(self._store, self._watch, rehash=rehash)
        if (plan := self._kept()) is not None:
            self._finish(plan, building)
        letters = list(building.unread([path for path in sources if is_letter(path)]))
        if letters:
            self._finish(self._asked(letters), building)
        take_others(building, sources)
        return building.tally

    def _kept(self) -> Plan | None:
        try:
            return msgspec.json.decode((self._folder / _PLAN).read_bytes(), type=Plan)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.DecodeError) as error:
            remedy = "Remove the folder of shares; what they hold is read again."
            raise BadInput(
                shown_name(self._folder), "holds no plan to go on with", remedy
            ) from error

    def _asked(self, letters: Sequence[Path]) -> Plan:
        """Part letters into shares; the plan comes last, so that a killed run leaves none."""
        shutil.rmtree(self._folder, ignore_errors=True)
        parts = [
            letters[start : start + LETTERS_OF_A_SHARE]
            for start in range(0, len(letters), LETTERS_OF_A_SHARE)
        ]
        for number, part in enumerate(parts):
            paths = [os.fsencode(path.resolve()) for path in part]
            _put(share_folder(self._store.folder, number) / _LETTERS, msgspec.msgpack.encode(paths))
        plan = Plan(run=uuid.uuid4().hex, shares=tuple(map(len, parts)))
        _put(self._folder / _PLAN, msgspec.json.encode(plan))
        return plan

    def _finish(self, plan: Plan, building: Building) -> None:
        keys = [f"{KIND}/{plan.run}/{number}" for number in range(len(plan.shares))]
        for number, key in enumerate(keys):
            share = {"share": str(number)}
            self._jobs.enqueue(Job(key=key, kind=KIND, arguments=share, urgency=Urgency.BACKGROUND))
        self._wait(plan, keys)
        for number in range(len(keys)):
            folder = share_folder(self._store.folder, number)
            building.library(folder)
            for reason in _ended(folder).unreadable:
                building.tally.unreadable += 1
                self._watch.told(reason)
        shutil.rmtree(self._folder)

    def _wait(self, plan: Plan, keys: Sequence[str]) -> None:
        waiting = dict(zip(keys, plan.shares, strict=True))
        while waiting:
            for key in list(waiting)[:_LOOKED_AT]:
                state = self._jobs.status(key)
                if state is not None and state.state is JobState.DONE:
                    waiting.pop(key)
                elif state is not None and state.state in {JobState.DEAD, JobState.CANCELLED}:
                    raise BadInput(
                        f"share {key.rpartition('/')[2]}",
                        f"could not be built: {state.reason or 'it was cancelled'}",
                        "Mend that, remove the folder of shares and build again.",
                    )
            self._watch.advanced(sum(plan.shares) - sum(waiting.values()), sum(plan.shares))
            if waiting:
                self._pause(_BETWEEN_LOOKS)


def share_folder(library: Path, number: int) -> Path:
    """The folder of a share."""
    return library / SHARES / f"{number:06}"


def share_kinds(library: Path, workers: int | None = None) -> Mapping[str, Kind]:
    """What a worker of a library can run.

    Args:
        library: its folder, as this machine reaches it.
        workers: processes that read letters; one a core when None.
    """

    def run(task: Task, arguments: Mapping[str, str]) -> None:
        build_share(share_folder(library, int(arguments["share"])), task, workers)

    return {KIND: Kind(name=KIND, run=run, heavy=True)}


def build_share(folder: Path, task: Task, workers: int | None = None) -> None:
    """Build the library of one share; built again, it goes on where it was.

    Raises:
        TryLater: while another worker writes to it.
        BadInput: when its list of letters cannot be read, or nothing can be written.
    """
    letters = _letters(folder / _LETTERS)
    unreadable: list[str] = []

    def read(paths: Sequence[Path], workers: int | None) -> Iterator[Read]:
        for one in determinations_at(paths, workers):
            if isinstance(one, BadInput):
                unreadable.append(str(one))
            yield one

    store = LibraryStore(folder)
    try:
        with store.writing():
            Building(store, _Telling(task), read=read).letters(letters, workers)
    except BadInput as error:
        if error.found == "is being built by another run":
            raise TryLater("Another worker builds it.") from error
        raise
    _put(folder / _ENDED, msgspec.json.encode(Ended(unreadable=tuple(unreadable))))


def worker_of(database: str, library: Path, workers: int | None = None) -> JobWorker:
    """A worker that builds shares of a library.

    Args:
        database: of the jobs, as ``DurableJobs`` takes it; not that of an installation's own jobs.
        library: its folder, as this machine reaches it.
        workers: processes that read letters; one a core when None.
    """
    kinds = share_kinds(library, workers)
    jobs = DurableJobs(database, kinds)
    return JobWorker(
        database=database, kinds=kinds, jobs=jobs, locks=library / ".workers", light=1, heavy=1
    )


class _Telling:
    """Tells the engine how far a share is; its words are told when it is joined."""

    def __init__(self, task: Task) -> None:
        self._task = task

    def advanced(self, done: int, total: int | None) -> None:
        self._task.progress(done, total or done, "letters")

    def told(self, message: str) -> None:
        """Nothing: versions and copies are counted anew when shares are joined."""


def _ended(folder: Path) -> Ended:
    return _read(folder / _ENDED, msgspec.json.Decoder(Ended).decode)


def _letters(path: Path) -> list[Path]:
    return [Path(os.fsdecode(one)) for one in _read(path, _PATHS.decode)]


_PATHS: Final = msgspec.msgpack.Decoder(list[bytes])


def _read(path: Path, decode: Callable[[bytes], _Kept]) -> _Kept:
    try:
        return decode(path.read_bytes())
    except (OSError, msgspec.DecodeError) as error:
        remedy = "Every machine must reach the library's folder; else build it again."
        raise BadInput(shown_name(path), "cannot be read", remedy) from error


def _put(path: Path, content: bytes) -> None:
    with refusals(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path, on_disk=True) as unfinished:
            unfinished.write_bytes(content)
