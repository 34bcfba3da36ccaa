"""A real ``openimr serve`` for tests, asked over real HTTP."""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

PATIENCE = 180.0
"""Seconds that something may take on a busy machine; whoever waits for it goes on at once."""

GRACE = 90
"""Seconds that a server's parts have to stop: more than any busy machine takes."""


class Answer(NamedTuple):
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def fields(self) -> dict[str, object]:
        """The body as JSON."""
        return msgspec.json.decode(self.body, type=dict[str, object])


_PORTS = range(20_000, 32_000)
"""Below those that a system gives out by itself, for a connection, say, before a server has it."""

_KEPT: list[socket.socket] = []


def free_port() -> int:
    """A port that nobody has, and that no other process of tests takes while this one lives."""
    while True:
        port = random.choice(_PORTS)
        kept = socket.socket(socket.AF_UNIX)
        with contextlib.suppress(OSError), socket.socket() as tried:
            kept.bind(f"\0openimr-tests-{port}")  # a name that is gone with its process
            tried.bind(("127.0.0.1", port))
            _KEPT.append(kept)
            return port
        kept.close()


class Served:
    """One running ``openimr serve``."""

    def __init__(self, data: Path, *words: str, **environment: str) -> None:
        self.port = free_port()
        self.told = data.parent / f"told-{self.port}"
        if "OPENIMR_URL" not in environment:  # `tests.signed_in` says how codes are given
            environment.setdefault("OPENIMR_SECOND_FACTOR", "optional")
        command = [sys.executable, "-m", "openimr", "serve", "--port", str(self.port)]
        with self.told.open("wb") as told:
            self.program = subprocess.Popen(
                [*command, "--workers", "1", "--grace", str(GRACE), *words],
                stderr=told,
                env={**os.environ, "OPENIMR_DATA": str(data), **environment},
            )

    def ask(
        self, path: str, host: str | None = None, method: str = "GET", **headers: str
    ) -> Answer:
        """The answer to one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        with contextlib.closing(connection):
            connection.request(method, path, headers={**({"Host": host} if host else {}), **sent})
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, named, answer.read().decode())

    def answers(self) -> bool:
        """Whether the web is up."""
        try:
            return self.ask("/health/alive").status == 200
        except OSError:
            return False

    def well(self) -> bool:
        """Whether the web is up and a worker lives."""
        try:
            return self.ask("/health.json").status == 200
        except OSError:
            return False

    def comes_to_say(self, path: str, holds: Callable[[Answer], object], **headers: str) -> Answer:
        """The first answer of which something holds."""
        said: list[Answer] = []

        def told() -> bool:
            with contextlib.suppress(OSError):
                said[:] = [self.ask(path, **headers)]
            return bool(said and holds(said[0]))

        until(told, f"{path} says it")
        return said[0]

    def words(self) -> str:
        """What it told on standard error."""
        return self.told.read_text()

    def programs(self, part: str) -> list[int]:
        """Processes that run a part of it: ``web`` or ``work``."""
        found = []
        for place in Path("/proc").iterdir():
            with contextlib.suppress(OSError, ValueError):
                words = (place / "cmdline").read_bytes().split(b"\0")
                parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
                ours = b"openimr.cli.serve_child" in words and parent == self.program.pid
                if ours and part.encode() in words:
                    found.append(int(place.name))
        return found

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Stop it and wait; the exit code."""
        self.program.send_signal(how)
        return self.program.wait(PATIENCE)


def until(holds: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"waited in vain until {what}"
        time.sleep(0.1)


@contextlib.contextmanager
def serving(data: Path, *words: str, **environment: str) -> Iterator[Served]:
    """A server that is up, and ends with its test."""
    served = Served(data, *words, **environment)
    try:
        until(lambda: served.answers() or served.program.poll() is not None, "the web is up")
        assert served.program.poll() is None, served.words()
        yield served
    finally:
        if served.program.poll() is None:
            served.program.terminate()
            served.program.wait(PATIENCE)
