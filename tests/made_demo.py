"""The demo's organization for tests: made once in a run, and copied for whoever changes it."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.quick_passwords import hashed_anew
from tests.served import PATIENCE

PASSWORD = "quiet slate harbor nine"
CASE_FILE = Path(__file__).parents[1] / "examples" / "case-file"


def made_demo(
    factory: pytest.TempPathFactory,
    name: str,
    *options: str,
    furnish: Callable[[Path], None] | None = None,
) -> Path:
    """The data folder of a demo of one's own.

    Args:
        factory: of the test; the first demo of a run lies beside all its folders.
        name: of the copy's folder.
        options: of ``openimr demo``.
        furnish: a function of a module that puts something into the data folder, once in a run
            too: accounts that several files of tests need.
    """
    made = made_once(factory, "demo", options, lambda data: _make(data, options))
    if furnish is not None:
        named = (*options, furnish.__module__, furnish.__qualname__)
        made = made_once(factory, "furnished", named, lambda data: _furnished(made, data, furnish))
    copy = factory.mktemp(name) / "data"
    shutil.copytree(made, copy)
    return copy


def _shared(factory: pytest.TempPathFactory) -> Path:
    """The folder that the workers of one run have in common."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def made_once(
    factory: pytest.TempPathFactory,
    kind: str,
    words: tuple[str, ...],
    make: Callable[[Path], None],
) -> Path:
    """The folder that is known by these words, made in a run by whoever needs it first."""
    shared = _shared(factory)
    digest = hashlib.sha256("\n".join(words).encode()).hexdigest()[:8]
    made = shared / f"{kind}-{digest}"
    with (shared / f"{kind}-{digest}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            part = shared / f"{kind}-{digest}.part"
            shutil.rmtree(part, ignore_errors=True)
            make(part)
            part.rename(made)
    return made


def _furnished(made: Path, data: Path, furnish: Callable[[Path], None]) -> None:
    shutil.copytree(made, data)
    furnish(data)


def _make(data: Path, options: tuple[str, ...]) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "openimr", "demo", "--password", PASSWORD, *options],
        env={**os.environ, "OPENIMR_DATA": str(data)},
        capture_output=True,
        timeout=6 * PATIENCE,
        check=False,
    )
    assert made.returncode == 0, made.stderr.decode()
    hashed_anew(data, PASSWORD)
