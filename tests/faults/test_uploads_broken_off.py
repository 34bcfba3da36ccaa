"""Papers that are being sent when something breaks: at most the part on its way is lost."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.papers import typeset

from openimr.adapters.papers_left import UploadsLeft
from openimr.adapters.uploads import FolderUploads
from openimr.vocabulary.errors import Refused
from openimr.workflow.papers import Announced, Sender, Stretch, UploadLimits

PAPER = typeset(["one", "two"])
JO = Sender(place="CM26-0000001", by="jo")
ID = "a" * 32

KILLED = """
import pathlib, sys
from tests.killed_at_a_step import be_killed_after
from openimr.adapters import uploads
from openimr.workflow.papers import Sender

be_killed_after(int(sys.argv[2]))
taken = uploads.FolderUploads(pathlib.Path(sys.argv[1]), str, count=lambda _: 2)
jo = Sender(place="CM26-0000001", by="jo")
content = sys.stdin.buffer.read()
taken.put(jo, "a" * 32, 500, content[500:])
taken.put(jo, "a" * 32, 0, content[:500])
taken.finish(jo, "a" * 32)
"""


def uploads(home: Path, limits: UploadLimits | None = None) -> FolderUploads:
    return FolderUploads(home, lambda: ID, limits, count=lambda _: 2)


def begun(home: Path) -> FolderUploads:
    taken = uploads(home)
    sha256 = hashlib.sha256(PAPER).hexdigest()
    taken.begin(JO, Announced(name="a.pdf", size=len(PAPER), sha256=sha256))
    return taken


@contextlib.contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("before", range(18))
def test_killed_at_any_write_it_goes_on_with_what_is_missing(before: int, tmp_path: Path) -> None:
    begun(tmp_path)
    words = [sys.executable, "-c", KILLED, str(tmp_path), str(before)]
    run = subprocess.run(words, input=PAPER, check=False, cwd=Path(__file__).parents[2])
    assert run.returncode == -signal.SIGKILL
    again = uploads(tmp_path)
    for one in again.progress(JO, ID).missing:
        again.put(JO, ID, one.start, PAPER[one.start : one.end])
    assert again.finish(JO, ID).paper is not None
    with again.opened(JO, ID) as file:
        assert Path(file.path).read_bytes() == PAPER


def test_a_full_disk_is_said_plainly_and_keeps_what_arrived(tmp_path: Path) -> None:
    taken = begun(tmp_path)
    taken.put(JO, ID, 0, PAPER[:500])
    with no_file_larger_than(600), pytest.raises(Refused, match="no room for this file") as told:
        taken.put(JO, ID, 500, PAPER[500:])
    assert told.value.rule == "room-on-the-disk"
    assert taken.progress(JO, ID).there == (Stretch(start=0, end=500),)
    taken.put(JO, ID, 500, PAPER[500:])
    with no_file_larger_than(600), pytest.raises(Refused, match="no room for this file"):
        taken.finish(JO, ID)
    assert taken.finish(JO, ID).paper is not None


def test_a_full_disk_when_it_begins_leaves_no_upload(tmp_path: Path) -> None:
    with no_file_larger_than(10), pytest.raises(Refused, match="no room for this file"):
        begun(tmp_path)
    assert uploads(tmp_path).waiting(JO) == ()


def test_many_at_once_put_together_one_paper(tmp_path: Path) -> None:
    taken = begun(tmp_path)
    step = len(PAPER) // 8
    starts = [start for start in range(0, len(PAPER), step) for _ in range(2)]

    def put(start: int) -> None:
        taken.put(JO, ID, start, PAPER[start : start + 2 * step])

    threads = [threading.Thread(target=put, args=(start,)) for start in starts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert taken.finish(JO, ID).paper is not None


def test_one_that_is_removed_meanwhile_is_no_upload(tmp_path: Path) -> None:
    taken = begun(tmp_path)
    shutil.rmtree(tmp_path / "being-sent" / JO.place / ID / "parts")
    with pytest.raises(Refused, match="no such upload"):
        taken.put(JO, ID, 0, PAPER)


def test_every_file_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        taken = begun(tmp_path)
        taken.put(JO, ID, 0, PAPER[:500])
        parts = list((tmp_path / "being-sent").rglob("*"))
        taken.put(JO, ID, 500, PAPER[500:])
        taken.finish(JO, ID)
    finally:
        os.umask(before)
    for path in {*parts, *(tmp_path / "being-sent").rglob("*")}:
        assert not path.exists() or path.stat().st_mode & 0o077 == 0, path


def test_papers_the_case_has_count_for_its_size(tmp_path: Path) -> None:
    papers = tmp_path / "cases" / JO.place / "papers"
    papers.mkdir(parents=True)
    (papers / "kept.pdf").write_bytes(b"x" * 90)
    taken = uploads(tmp_path, UploadLimits(place=100))
    with pytest.raises(Refused, match="more than 100 bytes"):
        taken.begin(JO, Announced(name="a.pdf", size=11))
    assert taken.begin(JO, Announced(name="a.pdf", size=10)).there == ()


def test_an_upload_nobody_takes_is_removed_by_the_round(tmp_path: Path) -> None:
    taken = begun(tmp_path)
    left, now = UploadsLeft(tmp_path), dt.datetime.now(tz=dt.UTC)
    assert left.remove(now - dt.timedelta(days=14)) == 0
    assert left.remove(now + dt.timedelta(days=14)) == 1
    with pytest.raises(Refused, match="no such upload"):
        taken.progress(JO, ID)
    assert taken.waiting(JO) == ()
