"""Sealed papers in the limited processes: read as plain ones are, and never taken for blank."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from tests.key_rings import key_ring
from tests.papers import typeset

from openimr.adapters import sealed_file
from openimr.adapters.page_reader import LimitedPageReader
from openimr.adapters.pdf_pages import count_pages, opened, page_of, render
from openimr.adapters.sealed_file import HEADER, NO_KEYS, key_for
from openimr.adapters.source_files import source_files
from openimr.casefile.model import Page, Unreadable
from openimr.casefile.ports import SourceFile, WantedPage
from openimr.vocabulary.errors import BadInput

CASE = "CM26-0000001"
WORDS = ["The first page of these records.", "The second page tells of six visits.", "The last."]


def with_ballast(pages: list[str], megabytes: int) -> bytes:
    """A PDF whose pages each carry a stream that nobody needs to read them."""
    pdf = pikepdf.open(io.BytesIO(typeset([f"{page} It is long enough." for page in pages])))
    for number, page in enumerate(pdf.pages):
        size = megabytes * 1_000_000 // len(pages)
        page.obj["/Ballast"] = pdf.make_indirect(pikepdf.Stream(pdf, bytes([number]) * size))
    written = io.BytesIO()
    pdf.save(written, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return written.getvalue()


def kept(home: Path, content: bytes) -> Path:
    path = home / "cases" / CASE / "papers" / "a.pdf"
    path.parent.mkdir(parents=True)
    sealed_file.write(path, content, key_ring(home))
    return path


def read(file: SourceFile, reader: LimitedPageReader, pages: int) -> list[Page | Unreadable]:
    wanted = [WantedPage(file=file, number=number) for number in range(1, pages + 1)]
    found = {at.number: outcome for at, outcome in reader.read(wanted)}
    return [found[number] for number in sorted(found)]


def test_a_sealed_paper_reads_as_the_plain_one_does(tmp_path: Path) -> None:
    plain = tmp_path / "plain.pdf"
    plain.write_bytes(with_ballast(WORDS, 3))
    home = tmp_path / "home"
    (ours,) = source_files(kept(home, plain.read_bytes()).parent, key_ring(home))
    (theirs,) = source_files(plain)
    assert ours.fingerprint == theirs.fingerprint
    reader = LimitedPageReader(workers=1, keys=key_ring(home))
    assert [count for _, count in reader.count_pages([ours])] == [3]
    same = SourceFile(name="a.pdf", path=theirs.path, fingerprint=theirs.fingerprint)
    assert read(ours, reader, 3) == read(same, LimitedPageReader(workers=1), 3)


def test_a_worker_without_its_key_is_not_sent_out(tmp_path: Path) -> None:
    path = kept(tmp_path, typeset(WORDS))
    file = SourceFile(name="a.pdf", path=str(path), fingerprint="")
    with pytest.raises(BadInput, match="is sealed"):
        list(LimitedPageReader(workers=1, keys=NO_KEYS).count_pages([file]))


def test_a_page_of_a_long_paper_is_drawn_without_reading_the_rest(tmp_path: Path) -> None:
    path = kept(tmp_path, with_ballast(WORDS, 40))
    key = key_for(path, key_ring(tmp_path))
    before = read_so_far()
    with opened(str(path), key) as pdf:
        assert render(page_of(pdf, str(path), 2), 50.0).any()
    assert read_so_far() - before < 2_000_000


def read_so_far() -> int:
    """Bytes that this process read from anywhere."""
    lines = Path("/proc/self/io").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("rchar")).split()[1])


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.8, 0.98, 0.999])
def test_a_changed_sealed_paper_is_told_and_no_page_of_it_is_taken_for_blank(
    share: float, tmp_path: Path
) -> None:
    path = kept(tmp_path, typeset([f"{words} {number}" for number in range(40) for words in WORDS]))
    changed = bytearray(path.read_bytes())
    changed[HEADER + int((len(changed) - HEADER) * share)] ^= 1
    path.write_bytes(changed)
    key = key_for(path, key_ring(tmp_path))
    with pytest.raises(BadInput, match="not what was sealed"):
        read_every_page(str(path), key)


def read_every_page(path: str, key: sealed_file.FileKey | None) -> None:
    for number in range(1, count_pages(path, key) + 1):
        with opened(path, key) as pdf:
            assert page_of(pdf, path, number).get_textpage().get_text_range()
