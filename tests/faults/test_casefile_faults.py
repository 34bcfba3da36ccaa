"""A case file with broken, locked and hostile papers, and runs that are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from tests.papers import plain, scanned, typeset

from openimr.adapters.page_store import DiskPageStore
from openimr.bootstrap import gather_case_file
from openimr.casefile.gather import Progress
from openimr.casefile.model import Page
from openimr.vocabulary.errors import BadInput

GOOD = typeset(
    [plain("Progress report\nPatient: Ada Lindgren   Date of visit: 05/05/2019\nNeck pain.")]
)


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    folder = tmp_path / "file"
    folder.mkdir()
    (folder / "01-good.pdf").write_bytes(GOOD)
    return folder


def test_broken_papers_are_named_and_stop_nothing(case_file: Path, tmp_path: Path) -> None:
    (case_file / "02-cut.pdf").write_bytes(GOOD[: len(GOOD) // 3])
    (case_file / "03-no.pdf").write_text("this is no PDF")
    (case_file / "04-empty.pdf").write_bytes(b"")
    with pikepdf.open(case_file / "01-good.pdf") as pdf:
        lock = pikepdf.Encryption(user="secret", owner="secret")
        pdf.save(case_file / "05-locked.pdf", encryption=lock)
    gathered = gather_case_file(case_file, tmp_path / "pages")
    assert [page.file for page in gathered.pages] == ["01-good.pdf"]
    unread = {u.file: u.found for u in gathered.unreadable}
    assert sorted(unread) == ["02-cut.pdf", "03-no.pdf", "04-empty.pdf", "05-locked.pdf"]
    assert "password" in unread["05-locked.pdf"]


def test_a_page_of_monstrous_size_does_not_take_the_memory(case_file: Path, tmp_path: Path) -> None:
    with pikepdf.open(case_file / "01-good.pdf") as pdf:
        pdf.pages[0].MediaBox = pikepdf.Array([0, 0, 200_000, 200_000])
        pdf.save(case_file / "02-huge.pdf")
    gathered = gather_case_file(case_file, tmp_path / "pages")
    assert "01-good.pdf" in {page.file for page in gathered.pages}


def test_a_folder_without_a_pdf_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no PDF"):
        gather_case_file(tmp_path, tmp_path / "pages")


def test_a_second_run_reads_no_page_again(case_file: Path, tmp_path: Path) -> None:
    first = gather_case_file(case_file, tmp_path / "pages")
    seen: list[Progress] = []
    second = gather_case_file(case_file, tmp_path / "pages", seen.append)
    assert first == second
    assert seen == [Progress(done=1, total=1, kept=1)]


def test_a_renamed_file_keeps_its_pages(case_file: Path, tmp_path: Path) -> None:
    gather_case_file(case_file, tmp_path / "pages")
    (case_file / "01-good.pdf").rename(case_file / "renamed.pdf")
    again = gather_case_file(case_file, tmp_path / "pages")
    assert [page.file for page in again.pages] == ["renamed.pdf"]


def test_half_a_kept_page_is_no_page(tmp_path: Path) -> None:
    store = DiskPageStore(tmp_path)
    store.keep("abc", "1", Page(file="a.pdf", number=1, text="words"))
    kept = next(path for path in (tmp_path / "abc").iterdir() if path.name.endswith(".msgpack"))
    kept.write_bytes(kept.read_bytes()[:5])
    assert store.load("abc", 1, "1") is None


def test_a_killed_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    folder, pages = tmp_path / "file", tmp_path / "pages"
    folder.mkdir()
    random = np.random.default_rng(3)
    images = [
        np.where(random.random((1100, 850)) < 0.01, 0, 255).astype(np.uint8) for _ in range(12)
    ]
    scanned(images, folder / "scans.pdf", dpi=100)
    run = subprocess.Popen([sys.executable, "-c", _GATHER, str(folder), str(pages)])
    try:
        _wait_for_pages(pages, 2)
    finally:
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
    finished = len(list(pages.rglob("*.msgpack")))
    seen: list[Progress] = []
    gathered = gather_case_file(folder, pages, seen.append)
    assert len(gathered.pages) == 12
    assert seen[0].kept >= min(finished, 2) > 0


_GATHER = """
import sys
from pathlib import Path
from openimr.bootstrap import gather_case_file
gather_case_file(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def _wait_for_pages(pages: Path, count: int) -> None:
    for _ in range(6_000):
        if len(list(pages.rglob("*.msgpack"))) >= count:
            return
        time.sleep(0.05)
    pytest.fail("no page was finished within five minutes")
