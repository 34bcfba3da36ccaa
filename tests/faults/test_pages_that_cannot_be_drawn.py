"""Pages that are hostile, gone or cut short, workers that are killed, disks that are full."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from tests.papers import plain, typeset
from tests.served import until

from openimr.adapters.case_folders import CaseFolders
from openimr.adapters.image_cache import ImageCache
from openimr.adapters.limited import Limits
from openimr.adapters.page_images import FAILED_FOR, DrawnPages
from openimr.vocabulary.errors import BadInput
from openimr.workflow.case_contents import Paper

CASE = "CM26-0000001"
GOOD = typeset([plain("Progress report, page one"), plain("Progress report, page two")])
PNG = b"\x89PNG"
BRIEF = Limits(memory=1 << 30, seconds=60.0, cpu_seconds=1)
"""What never ends uses its time of the processor up; a busy machine takes none of it away."""


class Hours:
    """A clock that is set by hand."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Drawing:
    """The pages of one case, and its papers."""

    def __init__(self, home: Path) -> None:
        self.papers = CaseFolders(home).of(CASE) / "papers"
        self.papers.mkdir(parents=True)
        self.clock = Hours()
        self.cache = ImageCache(home)
        self.pages = DrawnPages(CaseFolders(home), self.cache, BRIEF, self.clock)

    def add(self, name: str, content: bytes, number: int = 1) -> Paper:
        (self.papers / name).write_bytes(content)
        return Paper(number=number, name=name, fingerprint=f"{number:064x}", pages=2, version="1")

    def image(self, paper: Paper, page: int = 1, zoom: int = 50) -> bytes:
        return self.pages.image(CASE, paper, page, zoom)


@pytest.fixture
def drawing(tmp_path: Path) -> Iterator[Drawing]:
    made = Drawing(tmp_path)
    yield made
    made.pages.close()


def endless(tmp_path: Path) -> bytes:
    """A page whose forms draw each other until the end of time."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    form = pdf.make_stream(b"0 0 m 100 100 l S", Type=pikepdf.Name.XObject)
    form.Subtype, form.BBox = pikepdf.Name.Form, [0, 0, 612, 792]
    for _ in range(24):
        outer = pdf.make_stream(b"/F Do " * 16, Type=pikepdf.Name.XObject)
        outer.Subtype, outer.BBox = pikepdf.Name.Form, [0, 0, 612, 792]
        outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        form = outer
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    page.Contents = pdf.make_stream(b"/F Do")
    pdf.save(tmp_path / "endless.pdf")
    return (tmp_path / "endless.pdf").read_bytes()


def test_a_page_that_never_ends_costs_its_worker_and_the_next_page_is_drawn(
    drawing: Drawing, tmp_path: Path
) -> None:
    bad, good = drawing.add("bad.pdf", endless(tmp_path)), drawing.add("good.pdf", GOOD, 2)
    with pytest.raises(BadInput, match=r"page 1 of paper 1.*longer than|page 1 of paper 1.*crash"):
        drawing.image(bad)
    assert drawing.image(good).startswith(PNG)


def test_a_page_that_failed_is_not_tried_again_for_a_while(
    drawing: Drawing, tmp_path: Path
) -> None:
    bad = drawing.add("bad.pdf", endless(tmp_path))
    with pytest.raises(BadInput):
        drawing.image(bad)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(BadInput):
        patch.setattr(drawing.pages, "_workers", None)  # nobody is there to try it
        drawing.image(bad, zoom=300)
    (drawing.papers / "bad.pdf").write_bytes(GOOD)
    drawing.clock.now += FAILED_FOR + 1
    assert drawing.image(bad).startswith(PNG)


def test_a_page_of_monstrous_size_is_drawn_small_or_refused(
    drawing: Drawing, tmp_path: Path
) -> None:
    (tmp_path / "good.pdf").write_bytes(GOOD)
    with pikepdf.open(tmp_path / "good.pdf") as pdf:
        pdf.pages[0].MediaBox = pikepdf.Array([0, 0, 200_000, 200_000])
        pdf.save(tmp_path / "huge.pdf")
    huge = drawing.add("huge.pdf", (tmp_path / "huge.pdf").read_bytes())
    try:
        assert drawing.image(huge, zoom=300).startswith(PNG)
    except BadInput as refused:
        assert refused.where == "page 1 of paper 1"
    assert drawing.image(huge, page=2).startswith(PNG)


def test_nothing_active_of_a_page_is_in_its_image(drawing: Drawing, tmp_path: Path) -> None:
    (tmp_path / "good.pdf").write_bytes(GOOD)
    with pikepdf.open(tmp_path / "good.pdf") as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS="app.alert('here')", Type=pikepdf.Name.Action
        )
        pdf.save(tmp_path / "active.pdf")
    image = drawing.image(drawing.add("active.pdf", (tmp_path / "active.pdf").read_bytes()))
    assert image.startswith(PNG)
    assert b"alert" not in image
    assert b"tEXt" not in image


@pytest.mark.parametrize(
    ("content", "says"),
    [(GOOD[: len(GOOD) // 3], "not a readable PDF"), (b"", "not a readable PDF")],
)
def test_a_broken_paper_is_told_by_its_number_and_not_its_name(
    drawing: Drawing, content: bytes, says: str
) -> None:
    with pytest.raises(BadInput, match=says) as refused:
        drawing.image(drawing.add("Ada-Lindgren.pdf", content))
    assert "Ada" not in str(refused.value)


def test_a_page_that_the_paper_lacks_and_a_paper_that_is_gone_are_told(drawing: Drawing) -> None:
    good = drawing.add("good.pdf", GOOD)
    with pytest.raises(BadInput, match="has 2 pages"):
        drawing.image(good, page=3)
    (drawing.papers / "good.pdf").unlink()
    with pytest.raises(BadInput, match="page 1 of paper 1"):
        drawing.image(good)


def test_no_paper_outside_its_case_is_drawn(drawing: Drawing, tmp_path: Path) -> None:
    (tmp_path / "other.pdf").write_bytes(GOOD)
    outside = Paper(number=1, name="../../../other.pdf", fingerprint="f" * 64, pages=2, version="1")
    with pytest.raises(BadInput, match="outside"):
        drawing.image(outside)


def test_a_worker_that_is_killed_is_replaced(drawing: Drawing) -> None:
    good = drawing.add("good.pdf", GOOD)
    assert drawing.image(good).startswith(PNG)
    pool = drawing.pages._workers._pool
    assert pool is not None
    workers = pool._pool_manager.worker_manager.workers
    killed = {process.pid for process in list(workers.values())}
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    until(lambda: not killed & {one.pid for one in list(workers.values())}, "it is noticed")
    assert drawing.image(good, page=2).startswith(PNG)


def test_many_who_ask_at_once_all_get_their_page(drawing: Drawing) -> None:
    good = drawing.add("good.pdf", GOOD)
    got: list[bytes] = []
    ask = [
        threading.Thread(target=lambda zoom=zoom: got.append(drawing.image(good, 1, zoom)))
        for zoom in (50, 75, 100, 125)
    ]
    for one in ask:
        one.start()
    for one in ask:
        one.join()
    assert len({len(one) for one in got}) == 4


def test_on_a_full_disk_pages_are_drawn_and_not_kept(drawing: Drawing) -> None:
    good = drawing.add("good.pdf", GOOD)
    drawing.cache._file = os.open("/dev/full", os.O_RDWR)  # a disk without room
    assert drawing.image(good).startswith(PNG)
    assert drawing.image(good).startswith(PNG)
    assert not drawing.cache._kept


def test_where_no_file_can_be_made_pages_are_drawn_all_the_same(tmp_path: Path) -> None:
    drawing = Drawing(tmp_path)
    good = drawing.add("good.pdf", GOOD)
    nowhere = DrawnPages(CaseFolders(tmp_path), ImageCache(tmp_path / "none"), BRIEF)
    assert nowhere.image(CASE, good, 1, 50).startswith(PNG)
    nowhere.close()
    drawing.pages.close()
