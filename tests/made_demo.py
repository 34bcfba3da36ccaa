"""The demo's organization for tests: made once in a run, and copied for whoever changes it."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.served import PATIENCE

PASSWORD = "quiet slate harbor nine"
CASE_FILE = Path(__file__).parents[1] / "examples" / "case-file"


def made_demo(factory: pytest.TempPathFactory, name: str, *options: str) -> Path:
    """The data folder of a demo of one's own.

    Args:
        factory: of the test; the first demo of a run lies beside all its folders.
        name: of the copy's folder.
        options: of ``openimr demo``.
    """
    made = _once(_shared(factory), options)
    copy = factory.mktemp(name) / "data"
    shutil.copytree(made, copy)
    return copy


def _shared(factory: pytest.TempPathFactory) -> Path:
    """The folder that the workers of one run have in common."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def _once(shared: Path, options: tuple[str, ...]) -> Path:
    """The folder of the demo with these options, made by whoever needs it first."""
    digest = hashlib.sha256("\n".join(options).encode()).hexdigest()[:8]
    made = shared / f"demo-{digest}"
    with (shared / f"demo-{digest}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            part = shared / f"demo-{digest}.part"
            shutil.rmtree(part, ignore_errors=True)
            _make(part, options)
            part.rename(made)
    return made


def _make(data: Path, options: tuple[str, ...]) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "openimr", "demo", "--password", PASSWORD, *options],
        env={**os.environ, "OPENIMR_DATA": str(data)},
        capture_output=True,
        timeout=6 * PATIENCE,
        check=False,
    )
    assert made.returncode == 0, made.stderr.decode()
