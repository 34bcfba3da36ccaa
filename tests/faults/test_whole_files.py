"""Files written whole or not at all: killed, without room, without a folder, two at once."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from openimr.adapters.whole_file import OWNER_ALONE, clear_unfinished, refusals, whole_file
from openimr.vocabulary.errors import BadInput

ROOT = Path(__file__).parents[2]
KILLED = """
import pathlib, sys
from tests.killed_at_a_step import be_killed_after
from openimr.adapters.whole_file import whole_file

place = pathlib.Path(sys.argv[1])
be_killed_after(int(sys.argv[2]))
with whole_file(place, on_disk=True) as unfinished:
    unfinished.write_bytes(b"new " * 1000)
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("before", "there"),
    [
        (0, b"old"),  # not on the disk yet
        (1, b"old"),  # not in its place yet
        (2, b"new " * 1000),
        (3, b"new " * 1000),  # its name not on the disk yet
    ],
)
def test_killed_at_any_step_the_old_or_the_new_one_is_there(
    before: int, there: bytes, tmp_path: Path
) -> None:
    place = tmp_path / "a.json"
    place.write_bytes(b"old")
    words = [sys.executable, "-c", KILLED, str(place), str(before)]
    assert subprocess.run(words, check=False, cwd=ROOT).returncode == -signal.SIGKILL
    assert place.read_bytes() == there
    assert len(names(tmp_path)) == (2 if there == b"old" else 1)
    clear_unfinished(tmp_path)
    assert names(tmp_path) == ["a.json"], "nothing is left of what was killed"


def test_what_anybody_else_left_in_a_folder_stays(tmp_path: Path) -> None:
    kept = [".writing", ".2026-11.unfinished", "part-000001.parquet", "a.0123abcd", ".a.0123abcde"]
    for name in kept:
        (tmp_path / name).touch()
    (tmp_path / ".part-000002.parquet.0123abcd").touch()
    clear_unfinished(tmp_path)
    assert names(tmp_path) == sorted(kept)


@pytest.mark.parametrize("step", ["the writing", "the disk", "the place"])
def test_without_room_the_place_stays_and_nothing_beside_it(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no room", "a name that nobody is told")

    place = tmp_path / "a.json"
    place.write_bytes(b"old")
    if step != "the writing":
        monkeypatch.setattr(os, "fsync" if step == "the disk" else "replace", full)
    with (
        pytest.raises(BadInput) as told,
        refusals(place),
        whole_file(place, on_disk=True) as unfinished,
    ):
        unfinished.write_bytes(b"half")
        if step == "the writing":
            full()
    assert str(told.value).startswith(f"{place}: cannot be written (No space left on device)")
    assert (names(tmp_path), place.read_bytes()) == (["a.json"], b"old")


def test_what_is_stopped_by_hand_leaves_the_place_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), whole_file(tmp_path / "a.json"):
        raise KeyboardInterrupt
    assert names(tmp_path) == []


def test_without_the_folder_it_is_told_and_no_folder_is_made(tmp_path: Path) -> None:
    place = tmp_path / "none" / "a.json"
    with (
        pytest.raises(BadInput, match="No such file or directory"),
        refusals(place),
        whole_file(place),
    ):
        pytest.fail("nothing can be written")
    assert names(tmp_path) == []


def test_of_two_at_once_the_last_one_done_has_the_place(tmp_path: Path) -> None:
    place = tmp_path / "a.json"
    with whole_file(place) as first:
        with whole_file(place) as second:
            first.write_bytes(b"first")
            second.write_bytes(b"second")
        assert place.read_bytes() == b"second"
    assert (names(tmp_path), place.read_bytes()) == (["a.json"], b"first")


def test_what_may_not_be_replaced_is_not_whoever_came_first(tmp_path: Path) -> None:
    place = tmp_path / "key"
    with pytest.raises(FileExistsError), whole_file(place, over=False) as late:
        with whole_file(place, over=False) as early:
            early.write_bytes(b"early")
        late.write_bytes(b"late")
    assert (names(tmp_path), place.read_bytes()) == (["key"], b"early")


def test_who_may_read_it_is_as_it_is_said(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with whole_file(tmp_path / "open"), whole_file(tmp_path / "own", mode=OWNER_ALONE):
            pass
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes == {"open": 0o640, "own": 0o600}


@pytest.mark.parametrize("letter", ["a", "é", "😀"])
def test_a_name_of_any_length_that_a_file_can_have(letter: str, tmp_path: Path) -> None:
    name = letter * (255 // len(letter.encode()))
    with whole_file(tmp_path / name) as unfinished:
        unfinished.write_bytes(b"whole")
    assert names(tmp_path) == [name]
