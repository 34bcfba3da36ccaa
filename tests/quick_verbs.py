"""``openimr <verb>`` as a process of its own, forked from one that has loaded what verbs need.

Most of a short verb is starting Python and importing. A server, one for each process of the suite,
does that once; each run is a fork of it with its own arguments, environment, folder, session and
streams, and ends as ``python -m openimr`` ends. It loads nothing that looks at the environment when
it is imported. Passwords are hashed at the least cost. Where starting itself is what a test looks
at, it starts ``python -m openimr``.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
import importlib
import json
import os
import runpy
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.quick_passwords import hash_at_least_cost

PATIENCE = 300.0
"""Seconds that a run may take on a busy machine."""

_LOADED = (
    "django.contrib.auth.hashers",
    "django.contrib.sessions.backends.base",
    "django.db.backends.sqlite3.base",
    "django.db.models",
    "django.db.migrations.executor",
    "openimr.bootstrap",
    "openimr.installation",
    "openimr.cli.case_office",
    "openimr.cli.token",
    "openimr.cli.user",
    "openimr.cli.user_verbs",
    "openimr.adapters.key_ring",
    "openimr.adapters.sign_in_settings",
    "openimr.workflow.account_office",
    "openimr.workflow.account_rounds",
    "openimr.workflow.security_log",
    "openimr.workflow.signing_in",
)
"""What short verbs import; the tables are not among it, which are Django's once it has settings."""


def run_verb(
    *words: str, environment: Mapping[str, str], typed: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run ``openimr`` with these words, without a terminal, as ``subprocess.run`` would.

    Args:
        words: verb and options.
        environment: all of it.
        typed: what it reads.
    """
    with tempfile.TemporaryDirectory() as folder:
        streams = [Path(folder) / name for name in ("typed", "out", "err")]
        streams[0].write_text(typed, encoding="utf-8")
        asked = {
            "words": words,
            "environment": dict(environment),
            "folder": str(Path.cwd()),
            "streams": list(map(str, streams)),
        }
        code = _server().ask(asked)
        out, err = (path.read_text(encoding="utf-8") for path in streams[1:])
    return subprocess.CompletedProcess(["openimr", *words], code, out, err)


class _Server:
    """The process that forks, from the side of the tests; it ends when they do."""

    def __init__(self) -> None:
        self._ours, its = socket.socketpair()
        self._one = threading.Lock()
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.quick_verbs", str(its.fileno())],
            cwd=Path(__file__).parents[1],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[its.fileno()],
        )
        its.close()
        self._ours.settimeout(PATIENCE)
        self._answers = self._ours.makefile("r")
        atexit.register(self.end)

    def ask(self, asked: Mapping[str, Any]) -> int:
        """The exit code of one run."""
        with self._one:
            self._ours.sendall(json.dumps(asked).encode() + b"\n")
            return int(self._answers.readline())

    def end(self) -> None:
        """End it: it sees that nobody asks any more."""
        self._answers.close()
        self._ours.close()
        self._program.wait(PATIENCE)


_server = functools.cache(_Server)


def _serve(number: int) -> None:
    """Fork for every line that asks, until nobody does; a fork returns and ends as a program."""
    for name in _LOADED:
        importlib.import_module(name)
    hash_at_least_cost()
    gc.freeze()
    with socket.socket(fileno=number) as asking, asking.makefile("r") as lines:
        for line in lines:
            child = os.fork()
            if child:
                _, ended = os.waitpid(child, 0)
                asking.sendall(b"%d\n" % os.waitstatus_to_exitcode(ended))
                continue
            asked = json.loads(line)
            break
        else:
            return
    _become(asked)


def _become(asked: Mapping[str, Any]) -> None:
    """Be the program that was asked for."""
    os.setsid()
    for at, path in enumerate(asked["streams"]):
        stream = os.open(path, os.O_RDWR | os.O_CREAT | (os.O_APPEND if at else 0), 0o600)
        os.dup2(stream, at)
        os.close(stream)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = ["openimr", *asked["words"]]
    runpy.run_module("openimr", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        _serve(int(sys.argv[1]))
