"""Worker processes with a limit on memory and time: a hostile file costs only itself.

Work is sent in chunks for speed. When a chunk crashes its worker, runs out of memory or time,
its parts are tried again one by one, so that only the guilty part fails.
"""

from __future__ import annotations

import itertools
import os
import resource
import signal
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from functools import partial
from multiprocessing import util
from typing import Any, Final, Generic, TypeVar, cast

from pebble import ProcessExpired, ProcessPool

from openimr.adapters.worker_start import deaf_to_interrupts, worker_context
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value, require

Work = TypeVar("Work")
Answer = TypeVar("Answer")

CHUNK: Final = 16
"""Parts sent to a worker at once where there are many."""

AHEAD: Final = 4
"""Chunks that wait for each worker, so that none is ever idle."""

_EXTRA_SECONDS: Final = 5.0
"""What starting a worker may take on a busy machine."""


class Limits(Value, frozen=True, kw_only=True):
    """What one part may use.

    Attributes:
        memory: bytes of address space of a worker.
        seconds: wall time of one part.
        cpu_seconds: processor time of one part.
    """

    memory: int = 1 << 30
    seconds: float = 30.0
    cpu_seconds: int = 30

    def __post_init__(self) -> None:
        require(
            self.memory > 0 and self.seconds > 0 and self.cpu_seconds > 0, "limits are positive"
        )


USUAL: Final = Limits()


class Answered(Generic[Answer]):
    """What became of one part: its answer, or why there is none in plain words."""

    __slots__ = ("answer", "failure", "index")

    def __init__(self, index: int, answer: Answer | None, failure: BadInput | None) -> None:
        self.index = index
        self.answer = answer
        self.failure = failure


def each_limited(  # noqa: PLR0913 - one argument for each limit
    function: Callable[[Work], Answer],
    parts: Sequence[Work],
    *,
    name: Callable[[Work], str] = str,
    limits: Limits = USUAL,
    workers: int | None = None,
    preload: Sequence[str] = (),
    chunk: int = CHUNK,
) -> Iterator[Answered[Answer]]:
    """Apply a function to every part in limited worker processes; answers come as they finish.

    Args:
        function: importable by name; its argument and answer must pickle.
        parts: what to apply it to.
        name: how a part is called in messages.
        limits: what one part may use.
        workers: processes; as many as there are cores when None.
        preload: modules that workers import once before they start.
        chunk: the most parts sent to a worker at once; 1 where each part takes long.

    Yields:
        One ``Answered`` for each part. A ``BadInput`` that the function raises becomes the
        failure; so do a crash, a hang and an exhausted memory.
    """
    if not parts:
        return
    count = min(workers or _cores(), len(parts))
    size = max(1, min(chunk, len(parts) // (4 * count)))
    with limited_pool(count, limits, preload) as pool:
        try:
            yield from _Run(pool, function, parts, name, limits).answers(size, AHEAD * count)
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise


def limited_pool(
    workers: int, limits: Limits, preload: Sequence[str], parts_of_each: int = 0
) -> ProcessPool:
    """A pool of worker processes whose memory is limited; they are started.

    Whatever interrupts the program, none of them outlives it: no interrupt comes while they start,
    and a pool that was left running ends before the program waits for its children. Without that,
    pebble ends the workers that it sees at the end of a program, while its manager may start
    another in place of one that it misses, for which the program would wait for ever.

    Args:
        workers: processes.
        limits: what one part may use.
        preload: modules that workers import once before they start.
        parts_of_each: after so many calls a worker makes room for a new one; 0 is never.
    """
    context = worker_context(["openimr.adapters.limited", *preload])
    pool = ProcessPool(
        workers, parts_of_each, context=context, initializer=_limit_memory, initargs=(limits,)
    )
    util.Finalize(pool, _end_left, (weakref.ref(pool),), exitpriority=10)
    with deaf_to_interrupts():
        require(pool.active, "workers have started")
    return pool


def _end_left(kept: weakref.ref[ProcessPool]) -> None:
    pool = kept()
    if pool is not None:
        end_pool(pool)


def end_pool(pool: ProcessPool) -> None:
    """End the workers of a pool, whatever they do."""
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


def one_limited(
    pool: ProcessPool, function: Callable[[Work], Answer], part: Work, name: str, limits: Limits
) -> Answer:
    """Apply a function to one part in a pool that is kept.

    Raises:
        BadInput: that the function raised, or that tells of a crash, a hang or exhausted memory.
    """
    run = _Run(pool, function, [part], lambda _: name, limits)
    (answered,) = run.answers(1, 1)
    if answered.failure is not None:
        raise answered.failure
    return cast(Answer, answered.answer)


class _Run(Generic[Work, Answer]):
    """One pass over all parts."""

    def __init__(
        self,
        pool: ProcessPool,
        function: Callable[[Work], Answer],
        parts: Sequence[Work],
        name: Callable[[Work], str],
        limits: Limits,
    ) -> None:
        self._pool = pool
        self._function = function
        self._parts = parts
        self._name = name
        self._limits = limits
        self._running: dict[Future[Any], list[int]] = {}

    def answers(self, size: int, at_once: int) -> Iterator[Answered[Answer]]:
        """Answers of chunks of ``size``, of which ``at_once`` are sent before any has come back."""
        starts = iter(range(0, len(self._parts), size))
        for start in itertools.islice(starts, at_once):
            self._send_from(start, size)
        while self._running:
            done, _ = wait(self._running, return_when=FIRST_COMPLETED)
            for future in done:
                yield from self._collected(future, self._running.pop(future))
                for start in itertools.islice(starts, 1):
                    self._send_from(start, size)

    def _send_from(self, start: int, size: int) -> None:
        self._send(list(range(start, min(start + size, len(self._parts)))))

    def _send(self, chunk: list[int]) -> None:
        work = [self._parts[index] for index in chunk]
        timeout = self._limits.seconds + _EXTRA_SECONDS
        call = partial(_each, self._function, self._limits.cpu_seconds)
        self._running[self._pool.schedule(call, args=[work], timeout=timeout)] = chunk

    def _collected(self, future: Future[Any], chunk: list[int]) -> Iterator[Answered[Answer]]:
        try:
            outcomes = future.result()
        except (TimeoutError, ProcessExpired, MemoryError, OSError) as error:
            if len(chunk) > 1:
                for index in chunk:
                    self._send([index])
                return
            outcomes = [(None, self._why(error))]
        for index, (answer, failure) in zip(chunk, outcomes, strict=True):
            yield self._answered(index, answer, failure)

    def _answered(self, index: int, answer: Any, failure: Any) -> Answered[Answer]:
        if isinstance(failure, str):
            failure = BadInput(self._name(self._parts[index]), failure)
        return Answered(index, answer, failure)

    def _why(self, error: BaseException) -> str:
        if isinstance(error, TimeoutError):
            return f"took longer than {self._limits.seconds:.0f} seconds to read and was left out"
        if isinstance(error, ProcessExpired) and error.exitcode == -signal.SIGXCPU:
            return f"took longer than {self._limits.cpu_seconds} seconds to read and was left out"
        return _TOO_MUCH if isinstance(error, MemoryError) else _CRASHED


_CRASHED: Final = "made its reader crash or run out of memory and was left out"
_TOO_MUCH: Final = "needs more memory to read than is allowed and was left out"
_BUG: Final = "could not be read because of an error in OpenIMR"


def _limit_memory(limits: Limits) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    allowed = limits.memory if hard == resource.RLIM_INFINITY else min(limits.memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_cpu(seconds: int) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    allowed = int(time.process_time()) + 1 + seconds
    resource.setrlimit(
        resource.RLIMIT_CPU,
        (allowed if hard == resource.RLIM_INFINITY else min(allowed, hard), hard),
    )


def _each(
    function: Callable[[Any], Any], cpu_seconds: int, work: list[Any]
) -> list[tuple[Any, BadInput | str | None]]:
    """In the worker: every part of a chunk with its answer or its failure."""
    outcomes: list[tuple[Any, BadInput | str | None]] = []
    for part in work:
        _limit_cpu(cpu_seconds)
        try:
            outcomes.append((function(part), None))
        except BadInput as error:
            outcomes.append((None, error))
        except MemoryError:
            outcomes.append((None, _TOO_MUCH))
        except Exception as error:  # one part must not stop the others
            outcomes.append((None, f"{_BUG} ({type(error).__name__})"))
    return outcomes


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1
