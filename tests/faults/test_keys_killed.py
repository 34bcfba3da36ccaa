"""Sealing older folders, and changing the master key, killed at any moment: nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.key_rings import key_ring

from openimr.adapters import sealed_file
from openimr.adapters.key_care import plain_files, rotate, seal_folders, survey
from openimr.adapters.key_ring import SEALED_FOLDERS
from openimr.adapters.master_key import fresh_master_key

FILES = {
    "cases/CM26-0000001/papers/a.pdf": b"%PDF the papers of one" * 9000,
    "cases/CM26-0000001/draft/.pages/ab/14-00001.msgpack": b"a page",
    "cases/CM26-0000001/draft/determination.json": b"{}",
    "cases/CM26-0000002/letters/cd.json": b"a letter",
    "being-sent/CM26-0000002/0123/parts/000000000000000": b"a part",
    "being-read/77/papers/b.pdf": b"",
    "to-be-posted/CM26-0000002.1.1-1.pdf": b"%PDF to be posted",
}
KILLED = """
import pathlib, sys
from tests.key_rings import key_ring
from tests.killed_at_a_step import be_killed_after
from openimr.adapters.key_care import rotate, seal_folders
from openimr.adapters.master_key import fresh_master_key

home, does = pathlib.Path(sys.argv[1]), sys.argv[3]
be_killed_after(int(sys.argv[2]))
ring = key_ring(home)
seal_folders(ring) if does == "seal" else rotate(ring, fresh_master_key)
"""


def older(home: Path) -> Path:
    for name, content in FILES.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, ns=(10**18, 10**18))
    return home


def killed(home: Path, before: int, does: str) -> bool:
    words = [sys.executable, "-c", KILLED, str(home), str(before), does]
    run = subprocess.run(words, check=False, cwd=Path(__file__).parents[2])
    assert run.returncode in {0, -signal.SIGKILL}
    return run.returncode != 0


def contents(home: Path) -> dict[str, bytes]:
    """What is in every file, sealed or plain, whichever name a part has."""
    ring, found = key_ring(home), {}
    for name in FILES:
        path = home / name
        sealed = path.with_suffix(".sealed")
        found[name] = sealed_file.content_of(sealed if sealed.exists() else path, ring)
    return found


@pytest.mark.parametrize("before", [*range(12), 17, 23, 29, 35])
def test_sealing_killed_at_any_write_loses_nothing_and_goes_on(before: int, tmp_path: Path) -> None:
    home = older(tmp_path)
    assert killed(home, before, "seal")
    assert contents(home) == FILES
    assert seal_folders(key_ring(home)) <= len(FILES)
    assert contents(home) == FILES
    assert list(plain_files(home, every_page=True)) == []
    left = [path for above in SEALED_FOLDERS for path in (home / above).rglob(".*")]
    assert not [path for path in left if path.is_file()], "nothing is left on its way"


def test_sealing_again_finds_nothing_to_do_and_keeps_the_times(tmp_path: Path) -> None:
    home = older(tmp_path)
    assert seal_folders(key_ring(home)) == len(FILES)
    assert seal_folders(key_ring(home)) == 0
    kept = home / "cases" / "CM26-0000001" / "draft" / "determination.json"
    assert kept.stat().st_mtime_ns == 10**18


@pytest.mark.parametrize("before", range(9))
def test_a_rotation_killed_at_any_write_is_finished_by_the_next(
    before: int, tmp_path: Path
) -> None:
    home = older(tmp_path)
    seal_folders(key_ring(home))
    running = key_ring(home)
    first = running.master.keys()[0].id
    was_killed = killed(home, before, "rotate")
    assert contents(home) == FILES
    if was_killed:
        rotate(key_ring(home), fresh_master_key)
    found = survey(key_ring(home))
    assert found.older == 0
    assert found.in_use != first
    assert contents(home) == FILES
    for name in ("cases/CM26-0000001/papers/a.pdf", "being-read/77/papers/b.pdf"):
        assert sealed_file.content_of(home / name, running) == FILES[name], "it runs meanwhile"


def test_what_was_wrapped_before_a_rotation_is_opened_after_it(tmp_path: Path) -> None:
    home = older(tmp_path)
    seal_folders(key_ring(home))
    key = home / "cases" / "CM26-0000001" / "key"
    backed_up = key.read_bytes()
    rotate(key_ring(home), fresh_master_key)
    key.write_bytes(backed_up)
    assert contents(home) == FILES
