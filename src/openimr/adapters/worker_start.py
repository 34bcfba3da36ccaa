"""Starting worker processes that never run the caller's own program again.

Python's process starters run the calling script a second time in every worker, so that functions
defined there can be found. OpenIMR's workers run functions of OpenIMR only, and a script that
calls it need not know that there are workers: it needs no ``if __name__ == "__main__":``, and may
as well come from standard input, ``python -c`` or a notebook.

Workers are forked from a server that has loaded OpenIMR's modules once. The server is our own:
what the calling program does with ``multiprocessing`` and what we do stay apart.
"""

from __future__ import annotations

import contextlib
import functools
import io
import os
import signal
from collections.abc import Iterator, Sequence
from multiprocessing import context, popen_forkserver, resource_tracker, spawn, util
from multiprocessing.forkserver import ForkServer, read_signed
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import dump
from typing import Any, Final

_CALLERS_PROGRAM: Final = ("init_main_from_name", "init_main_from_path")
"""What tells a starting worker which program to run again."""


class _Popen(popen_forkserver.Popen):
    """As Python's own, but from our server and without the caller's program."""

    def _launch(self, process_obj: Any) -> None:
        beginning = spawn.get_preparation_data(process_obj.name)
        for key in _CALLERS_PROGRAM:
            beginning.pop(key, None)
        message = io.BytesIO()
        context.set_spawning_popen(self)
        try:
            dump(beginning, message)
            dump(process_obj, message)
        finally:
            context.set_spawning_popen(None)
        shared: list[int] = self._fds  # type: ignore[attr-defined]
        self.sentinel, to_worker = _server(os.getpid()).connect_to_new_process(shared)
        alive = os.dup(to_worker)
        self.finalizer = util.Finalize(self, _close, (alive, self.sentinel))
        with open(to_worker, "wb") as pipe:  # noqa: PTH123 - a descriptor, not a path
            pipe.write(message.getbuffer())
        self.pid = read_signed(self.sentinel)


def _close(*descriptors: int) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


class WorkerProcess(context.ForkServerProcess):
    """A process that starts without the caller's program."""

    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Any:  # noqa: N802 - the name that Python calls
        return _Popen(process_obj)


def worker_context(preload: Sequence[str]) -> context.ForkServerContext:
    """The context in which a pool starts workers without the caller's program.

    Args:
        preload: modules that workers find loaded; the first call of a process decides.
    """
    server = _server(os.getpid())
    server.set_forkserver_preload(["openimr.adapters.worker_server", *preload])
    with deaf_to_interrupts():
        server.ensure_running()
    workers = context.ForkServerContext()
    workers.Process = WorkerProcess  # type: ignore[misc]
    return workers


@contextlib.contextmanager
def deaf_to_interrupts() -> Iterator[None]:
    """What starts in here never hears Ctrl-C, which a terminal sends to every process of a run.

    The program that was called hears it, as soon as this is over, and stops its workers.
    """
    resource_tracker.ensure_running()  # starting it would open the ears again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@functools.cache
def _server(owner: int) -> ForkServer:
    """The server of one process; a forked copy of that process gets its own."""
    return ForkServer()
