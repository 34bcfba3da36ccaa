"""`openimr draft` killed in the middle goes on where it stopped and drafts the same."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

DEMO = Path(__file__).parents[2] / "examples" / "case-file"
KILLED = """
import os, signal
from openimr.adapters.page_store import DiskPageStore
from openimr.cli import main

keep, kept = DiskPageStore.keep, []

def keep_three(*page):
    keep(*page)
    kept.append(page)
    if len(kept) == 3:
        os.kill(os.getpid(), signal.SIGKILL)

DiskPageStore.keep = keep_three
main()
"""


def draft(out: Path, *program: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *(program or ("-m", "openimr")), "draft", str(DEMO)]
    return subprocess.run(
        [*command, "--out", str(out)],
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )


def kept(out: Path) -> dict[str, int]:
    """The finished pages with the time each was written."""
    return {str(page): page.stat().st_mtime_ns for page in out.glob(".pages/*/*.msgpack")}


def files(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}


def test_a_draft_killed_in_the_middle_goes_on_and_says_the_same(tmp_path: Path) -> None:
    broken, whole = tmp_path / "broken", tmp_path / "whole"
    assert draft(broken, "-c", KILLED).returncode == -signal.SIGKILL
    finished = kept(broken)
    assert len(finished) == 3
    assert not files(broken)
    for out in (broken, whole):
        run = draft(out)
        assert run.returncode in {0, 1}, run.stderr
    again = kept(broken)
    assert {page: again[page] for page in finished} == finished
    assert len(again) == len(kept(whole)) > len(finished)
    assert files(broken) == files(whole)
