"""What would be unsafe for others is refused in one line before anything is served."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.served import PATIENCE, free_port

from openimr.adapters.master_key import make_master_key

PUBLIC = {"OPENIMR_URL": "https://imr.example.org"}


def refused(data: Path, **settings: str) -> str:
    """What `openimr serve` says of settings for everybody, with the rest in order."""
    key = data.parent / "apart" / "master.key"
    if not key.exists():
        make_master_key(key)
    safe = {**PUBLIC, "OPENIMR_MASTER_KEY_FILE": str(key), "OPENIMR_PROXY": "127.0.0.1"}
    said = subprocess.run(
        [sys.executable, "-m", "openimr", "serve", "--no-jobs", "--port", str(free_port())],
        env={**os.environ, "OPENIMR_DATA": str(data), **safe, **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert said.returncode == 2, said.stderr
    assert len(said.stderr.strip().splitlines()) == 1
    return said.stderr


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"OPENIMR_SECOND_FACTOR": "optional"}, "may not be optional where others sign in"),
        ({"OPENIMR_PROXY": ""}, "a proxy is in front"),
        ({"OPENIMR_MASTER_KEY_FILE": ""}, "OPENIMR_MASTER_KEY_FILE"),
        ({"OPENIMR_OIDC_ISSUER": "http://login.example.org"}, "OPENIMR_OIDC"),
        ({"OPENIMR_IDLE_MINUTES": "never"}, "no number of minutes"),
    ],
)
def test_a_setting_that_is_missing_or_unsafe(
    tmp_path: Path, settings: dict[str, str], told: str
) -> None:
    assert told in refused(tmp_path / "data", **settings)


def test_a_data_folder_that_is_open_to_others(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    data.chmod(0o755)
    told = refused(data)
    assert "open to other users" in told
    assert "chmod 700" in told
