"""Building the library, killed or hindered: what is there stays whole, and the next run goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.contract.test_determinations import CORRECTED, FIRST, OTHER
from tests.library_letters import put_many

from openimr.adapters.library_build import Building, build
from openimr.adapters.library_store import DETERMINATIONS, LibraryStore
from openimr.publication.model import PublishedDetermination
from openimr.vocabulary.errors import BadInput

LETTERS = 240
KILLED_AT = (0.0, 0.3, 0.9)


class Unwatched:
    """Wants to know nothing."""

    def advanced(self, done: int, total: int | None) -> None:
        """Nothing."""

    def told(self, message: str) -> None:
        """Nothing."""


BUILD = """
import sys
from pathlib import Path
from openimr.adapters import library_build
from openimr.cli import main
library_build.AT_ONCE = 20
sys.argv = ["openimr", "library", "build", *sys.argv[1:]]
main()
"""


def building(letters: Path, library: Path) -> subprocess.Popen[str]:
    """A build that writes a part every twenty letters."""
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, str(letters), "--library", str(library)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def parts(library: Path) -> list[Path]:
    return sorted((library / DETERMINATIONS).glob("part-*.parquet"))


def test_a_build_killed_again_and_again_ends_with_every_letter_once(tmp_path: Path) -> None:
    letters, library = put_many(tmp_path / "letters", LETTERS), tmp_path / "library"
    held = 0
    for moment in KILLED_AT:
        run = building(letters, library)
        try:
            before = len(parts(library))
            while len(parts(library)) <= before and run.poll() is None:
                time.sleep(0.005)
            time.sleep(moment / 10)
        finally:
            if run.poll() is None:  # else it was through before it could be killed
                os.killpg(run.pid, signal.SIGKILL)
            run.communicate()
        store = LibraryStore(library)
        assert store.count >= held, "what was written stays"
        held = store.count
    assert held > 0
    run = building(letters, library)
    out, err = run.communicate(timeout=600)
    assert run.returncode == 0, err
    ids = sorted(one.id for one in LibraryStore(library).all())
    assert ids == [f"ca-wc/CM16-{number:07}" for number in range(1, LETTERS + 1)]
    assert f"{held} sources or rows left out: read before" in out


def test_a_build_stopped_by_hand_keeps_what_it_has_read(tmp_path: Path) -> None:
    elsewhere = msgspec.structs.replace(OTHER.provenance, sha256="1" * 64)
    read = iter([FIRST, msgspec.structs.replace(OTHER, provenance=elsewhere)])

    def stopped(paths: object, workers: object) -> Iterator[PublishedDetermination]:
        yield from read
        raise KeyboardInterrupt

    store = LibraryStore(tmp_path)
    with store.writing(), pytest.raises(KeyboardInterrupt):
        Building(store, Unwatched(), read=stopped).letters([Path(str(n)) for n in range(3)])
    assert LibraryStore(tmp_path).count == 2


def test_what_a_killed_run_left_unfinished_is_cleared_away(tmp_path: Path) -> None:
    store = LibraryStore(tmp_path)
    with store.writing():
        store.add([FIRST])
    unfinished = tmp_path / DETERMINATIONS / ".part-000002.parquet.0123abcd"
    unfinished.write_bytes(b"PAR1 and no more")
    assert LibraryStore(tmp_path).count == 1
    with store.writing():
        store.add([OTHER])
    assert not unfinished.exists()
    assert LibraryStore(tmp_path).count == 2


def test_parts_that_could_not_be_removed_after_joining_count_for_nothing(tmp_path: Path) -> None:
    store = LibraryStore(tmp_path)
    with store.writing():
        for one in (FIRST, OTHER, CORRECTED):
            store.add([one])
    kept = {path: path.read_bytes() for path in parts(tmp_path)}
    with store.writing():
        store.join_small_parts(many=2)
    for path, content in kept.items():  # as if killed between joining and removing
        path.write_bytes(content)
    again = LibraryStore(tmp_path)
    assert again.count == 3
    assert again.versions(FIRST.id) == (FIRST, CORRECTED)
    with again.writing():
        assert len(parts(tmp_path)) == 1


def test_a_reader_that_has_parts_open_reads_on_while_they_are_joined(tmp_path: Path) -> None:
    store = LibraryStore(tmp_path)
    with store.writing():
        for one in (FIRST, OTHER, CORRECTED):
            store.add([one])
        reader = LibraryStore(tmp_path)
        store.join_small_parts(many=2)
    assert len(list(reader.all())) == 3
    reader.refresh()
    assert reader.get(FIRST.id) == CORRECTED


def test_two_runs_do_not_write_at_once(tmp_path: Path) -> None:
    store = LibraryStore(tmp_path)
    with (
        store.writing(),
        pytest.raises(BadInput, match="being built by another run"),
        LibraryStore(tmp_path).writing(),
    ):
        pass
    with LibraryStore(tmp_path).writing():
        pass


def test_a_broken_part_is_named_with_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / DETERMINATIONS
    folder.mkdir()
    (folder / "part-000001.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(BadInput, match="is no whole Parquet file"):
        LibraryStore(tmp_path)


def test_a_part_of_another_schema_is_refused(tmp_path: Path) -> None:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    folder = tmp_path / DETERMINATIONS
    folder.mkdir()
    pq.write_table(pa.table({"id": ["x"]}), folder / "part-000001.parquet")
    with pytest.raises(BadInput, match="columns of another OpenIMR"):
        LibraryStore(tmp_path)


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with (
        pytest.raises(BadInput, match="Not a directory"),
        LibraryStore(tmp_path / "file").writing(),
    ):
        pass


def test_a_letter_that_crashes_its_reader_costs_only_itself(tmp_path: Path) -> None:
    letters = put_many(tmp_path / "letters", 3)
    (letters / "0002.json").write_bytes(b"[" * 100_000)
    store = LibraryStore(tmp_path / "library")
    with store.writing():
        tally = build(store, sorted(letters.iterdir()), Unwatched())
    assert (sum(tally.taken.values()), tally.unreadable) == (2, 1)


def test_little_is_written_too_when_reading_takes_long(tmp_path: Path) -> None:
    hours = iter(range(0, 1_000_000, 3600))
    store = LibraryStore(tmp_path)
    with store.writing():
        run = Building(store, Unwatched(), clock=lambda: next(hours))
        run.take("one.json", FIRST)
        assert LibraryStore(tmp_path).count == 1
