"""Files known by what the disk tells of them: never taken for read when they changed."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.faults.test_library_killed import Unwatched
from tests.library_letters import changed_mind, letter, put

from openimr.adapters import library_files_seen
from openimr.adapters.library_build import Tally, build
from openimr.adapters.library_files_seen import FILES, TOO_FRESH, FilesSeen, stamp_of
from openimr.adapters.library_store import LibraryStore

DIGESTS = [hashlib.sha256(bytes([number])).hexdigest() for number in range(40)]
LATER = TOO_FRESH + 1


def stamps() -> list[bytes]:
    return [hashlib.blake2b(bytes([number]), digest_size=16).digest() for number in range(40)]


def test_what_was_noted_is_known_again(tmp_path: Path) -> None:
    seen = FilesSeen(tmp_path / FILES)
    for stamp, digest in zip(stamps(), DIGESTS, strict=True):
        assert seen.digest(stamp) is None
        seen.note(stamp, digest)
    seen.write()
    again = FilesSeen(tmp_path / FILES)
    assert [again.digest(stamp) for stamp in stamps()] == [digest[:32] for digest in DIGESTS]
    assert again.digest(bytes(16)) is None
    assert again.digest(None) is None


def test_stamps_that_begin_alike_are_told_apart(tmp_path: Path) -> None:
    seen = FilesSeen(tmp_path / FILES)
    ones = [b"the same" + bytes([number] * 8) for number in range(3)]
    for stamp, digest in zip(ones, DIGESTS, strict=False):
        seen.note(stamp, digest)
    seen.write()
    again = FilesSeen(tmp_path / FILES)
    assert [again.digest(stamp) for stamp in ones] == [digest[:32] for digest in DIGESTS[:3]]


def test_a_record_that_a_killed_run_wrote_in_part_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / FILES
    first, second, *_ = stamps()
    seen = FilesSeen(path)
    seen.note(first, DIGESTS[0])
    seen.write()
    with path.open("ab") as file:
        file.write(b"cut off")
    seen = FilesSeen(path)
    seen.note(second, DIGESTS[1])
    seen.write()
    again = FilesSeen(path)
    assert [again.digest(one) for one in (first, second)] == [one[:32] for one in DIGESTS[:2]]
    assert path.stat().st_size == 64


def test_rehashing_forgets_what_was_kept(tmp_path: Path) -> None:
    seen = FilesSeen(tmp_path / FILES)
    seen.note(stamps()[0], DIGESTS[0])
    seen.write()
    anew = FilesSeen(tmp_path / FILES, rehash=True)
    assert anew.digest(stamps()[0]) is None
    anew.note(stamps()[1], DIGESTS[1])
    anew.write()
    assert (tmp_path / FILES).stat().st_size == 32


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_bytes(b"other"),
        lambda path: path.write_bytes(b"longer than it was"),
        lambda path: os.utime(path, ns=(1, 1)),
        lambda path: (
            path.with_name("new").write_bytes(b"12345") and path.with_name("new").replace(path)
        ),
    ],
    ids=["other words", "other size", "time set by hand", "another file in its place"],
)
def test_a_file_that_changed_has_another_stamp(
    tmp_path: Path, change: Callable[[Path], object]
) -> None:
    path = tmp_path / "letter"
    path.write_bytes(b"12345")
    before = stamp_of(path, time.time_ns() + LATER)
    time.sleep(0.02)  # the coarsest step in which this system tells times
    change(path)
    assert stamp_of(path, time.time_ns() + LATER) != before is not None


def test_a_file_that_changed_just_now_is_not_trusted(tmp_path: Path) -> None:
    path = tmp_path / "letter"
    path.write_bytes(b"12345")
    changed = path.stat().st_mtime_ns
    assert stamp_of(path, changed + TOO_FRESH - 1) is None
    os.utime(path, ns=(changed, changed + 3600 * 10**9))
    assert stamp_of(path) is None, "nor one of an hour that is still to come"
    assert stamp_of(tmp_path / "none") is None


def test_a_second_run_hashes_no_file_that_rested_and_sees_each_that_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_files_seen, "TOO_FRESH", -LATER)  # as if all had rested
    letters = [put(tmp_path / "letters", f"{n}.json", letter(f"CM16-{n:07}")) for n in range(1, 6)]
    store = LibraryStore(tmp_path / "library")

    def run(*, rehash: bool = False) -> Tally:
        with store.writing():
            return build(store, letters, Unwatched(), workers=1, rehash=rehash)

    assert sum(run().taken.values()) == 5
    kept = (store.folder / FILES).read_bytes()
    assert len(kept) == 5 * 32
    assert run().there == 5
    assert (store.folder / FILES).read_bytes() == kept
    put(tmp_path / "letters", "2.json", changed_mind("CM16-0000002"))
    tally = run()
    assert (tally.there, tally.corrected) == (4, 1)
    assert run(rehash=True).there == 5
    (store.folder / FILES).unlink()
    assert run().there == 5
