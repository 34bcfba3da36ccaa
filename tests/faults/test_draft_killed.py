"""`openimr draft` killed in the middle goes on where it stopped and drafts the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

DEMO = Path(__file__).parents[2] / "examples" / "case-file"


def draft(out: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "openimr", "draft", str(DEMO), "--out", str(out)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def kept(out: Path) -> dict[str, int]:
    """The finished pages with the time each was written."""
    return {str(page): page.stat().st_mtime_ns for page in out.glob(".pages/*/*.msgpack")}


def files(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}


def test_a_draft_killed_in_the_middle_goes_on_and_says_the_same(tmp_path: Path) -> None:
    broken, whole = tmp_path / "broken", tmp_path / "whole"
    first = draft(broken)
    try:
        while len(kept(broken)) < 3:
            assert first.poll() is None, "the draft was finished before it was killed"
            time.sleep(0.01)
    finally:
        os.kill(first.pid, signal.SIGKILL)
        first.communicate()
    finished = kept(broken)
    assert not files(broken)
    for out in (broken, whole):
        run = draft(out)
        _, said = run.communicate(timeout=120)
        assert run.returncode in {0, 1}, said
    again = kept(broken)
    assert {page: again[page] for page in finished} == finished
    assert len(again) == len(kept(whole)) > len(finished)
    assert files(broken) == files(whole)
