"""What everything that takes papers in parts promises, tried in memory and on the data folder."""

from __future__ import annotations

import hashlib
import itertools
from pathlib import Path

import pytest
from tests.key_rings import key_ring
from tests.memory_uploads import MemoryUploads
from tests.papers import typeset

from openimr.adapters.sealed_file import NO_KEYS, content_of
from openimr.adapters.uploads import FolderUploads, pages_counted
from openimr.vocabulary.errors import BadInput, Refused
from openimr.workflow.papers import Announced, PaperUploads, Sender, Stretch, UploadLimits

PAPER = typeset(["one", "two", "three"])
SHA256 = hashlib.sha256(PAPER).hexdigest()
HALF = len(PAPER) // 2
JO = Sender(place="CM26-0000001", by="jo")
LIMITS = UploadLimits(paper=100_000, place=150_000, part=60_000, parts=10, open=3)


@pytest.fixture(params=["memory", "folder", "sealed folder"])
def uploads(request: pytest.FixtureRequest, tmp_path: Path) -> PaperUploads:
    if request.param == "memory":
        return MemoryUploads(LIMITS, pages_counted)
    numbers, keys = itertools.count(), NO_KEYS
    if request.param == "sealed folder":
        keys = key_ring(tmp_path)
    return FolderUploads(tmp_path, lambda: f"{next(numbers):032x}", LIMITS, keys=keys)


def announced(content: bytes = PAPER, sha256: str | None = SHA256) -> Announced:
    return Announced(name="records.pdf", size=len(content), sha256=sha256)


def begun(uploads: PaperUploads, content: bytes = PAPER, sha256: str | None = None) -> str:
    return uploads.begin(JO, announced(content, sha256)).id


def sent(uploads: PaperUploads, content: bytes = PAPER, sha256: str | None = None) -> str:
    upload = begun(uploads, content, sha256)
    uploads.put(JO, upload, 0, content)
    return upload


def refused(rule: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda error: error.rule == rule)


def test_a_paper_sent_in_parts_is_whole_and_its_pages_are_counted(
    uploads: PaperUploads, tmp_path: Path
) -> None:
    upload = begun(uploads, sha256=SHA256)
    uploads.put(JO, upload, HALF, PAPER[HALF:])
    uploads.put(JO, upload, 0, PAPER[:HALF])
    paper = uploads.finish(JO, upload).paper
    assert paper is not None
    assert (paper.sha256, paper.size, paper.pages) == (SHA256, len(PAPER), 3)
    with uploads.opened(JO, upload) as file:
        assert content_of(Path(file.path), key_ring(tmp_path)) == PAPER
        assert (file.name, file.fingerprint) == ("records.pdf", SHA256)


def test_what_is_there_can_be_asked_and_the_rest_sent(uploads: PaperUploads) -> None:
    upload = begun(uploads)
    uploads.put(JO, upload, 10, PAPER[10:20])
    uploads.put(JO, upload, 20, PAPER[20:30])
    so_far = uploads.progress(JO, upload)
    assert so_far.there == (Stretch(start=10, end=30),)
    assert so_far.missing == (Stretch(start=0, end=10), Stretch(start=30, end=len(PAPER)))
    for one in so_far.missing:
        uploads.put(JO, upload, one.start, PAPER[one.start : one.end])
    assert uploads.finish(JO, upload).missing == ()


def test_a_part_may_come_again_and_reach_over_others_that_say_the_same(
    uploads: PaperUploads,
) -> None:
    upload = begun(uploads, sha256=SHA256)
    for start, end in ((10, 20), (10, 20), (30, 40), (5, 50), (0, len(PAPER))):
        uploads.put(JO, upload, start, PAPER[start:end])
    assert uploads.finish(JO, upload).paper is not None


def test_a_part_that_says_otherwise_is_refused_and_changes_nothing(uploads: PaperUploads) -> None:
    upload = begun(uploads, sha256=SHA256)
    uploads.put(JO, upload, 10, PAPER[10:20])
    with refused("parts-agree"):
        uploads.put(JO, upload, 0, b"x" * 30)
    assert uploads.progress(JO, upload).there == (Stretch(start=10, end=20),)
    uploads.put(JO, upload, 0, PAPER)
    assert uploads.finish(JO, upload).paper is not None


def test_what_is_not_all_there_cannot_be_finished_or_opened(uploads: PaperUploads) -> None:
    upload = begun(uploads)
    uploads.put(JO, upload, 0, PAPER[:HALF])
    with refused("upload-is-whole"):
        uploads.finish(JO, upload)
    with refused("upload-is-whole"), uploads.opened(JO, upload):
        pass
    assert uploads.progress(JO, upload).there == (Stretch(start=0, end=HALF),)


def test_finished_twice_says_the_same_and_takes_no_more_parts(uploads: PaperUploads) -> None:
    upload = sent(uploads)
    assert uploads.finish(JO, upload) == uploads.finish(JO, upload)
    with refused("upload-is-finished"):
        uploads.put(JO, upload, 0, b"x")


def test_another_file_than_announced_is_refused_and_removed(uploads: PaperUploads) -> None:
    upload = sent(uploads, sha256="0" * 64)
    with refused("paper-as-announced"):
        uploads.finish(JO, upload)
    assert uploads.waiting(JO) == ()


@pytest.mark.parametrize("content", [b"PK\x03\x04 a document", b" ", b"x" * 2000 + PAPER])
def test_only_what_is_a_pdf_by_its_content_is_taken(uploads: PaperUploads, content: bytes) -> None:
    upload = sent(uploads, content)
    with refused("papers-are-pdf"):
        uploads.finish(JO, upload)
    assert uploads.waiting(JO) == ()


def test_a_broken_pdf_is_refused_without_telling_its_name(uploads: PaperUploads) -> None:
    upload = sent(uploads, b"%PDF-1.7 and then nothing")
    with pytest.raises(BadInput) as told:
        uploads.finish(JO, upload)
    assert told.value.where == "The file"
    assert uploads.waiting(JO) == ()


def test_the_same_paper_is_not_sent_twice(uploads: PaperUploads) -> None:
    first = uploads.finish(JO, sent(uploads))
    assert uploads.begin(JO, announced()) == first
    assert uploads.begin(JO, announced(sha256=None)).id != first.id


def test_announced_again_an_upload_goes_on_where_it_was(uploads: PaperUploads) -> None:
    first = uploads.put(JO, begun(uploads, sha256=SHA256), 0, PAPER[:HALF])
    assert uploads.begin(JO, announced()) == first
    assert uploads.begin(JO, Announced(name="b.pdf", size=5, sha256=SHA256)).id != first.id


def test_nobody_else_sees_an_upload(uploads: PaperUploads) -> None:
    upload = sent(uploads)
    for other in (Sender(place=JO.place, by="kim"), Sender(place="CM26-0000002", by="jo")):
        for ask in (uploads.progress, uploads.finish, uploads.drop):
            with refused("no-such-upload"):
                ask(other, upload)
        with refused("no-such-upload"):
            uploads.put(other, upload, 0, b"x")
        assert uploads.waiting(other) == ()
    assert [one.id for one in uploads.waiting(JO)] == [upload]


@pytest.mark.parametrize("upload", ["", "..", "f" * 32, "../" + "0" * 32])
def test_an_upload_that_never_was_is_refused(uploads: PaperUploads, upload: str) -> None:
    with refused("no-such-upload"):
        uploads.progress(JO, upload)


def test_a_dropped_upload_is_gone(uploads: PaperUploads) -> None:
    upload = sent(uploads)
    uploads.drop(JO, upload)
    assert uploads.waiting(JO) == ()
    with refused("no-such-upload"):
        uploads.progress(JO, upload)


def test_a_paper_and_all_of_a_case_have_a_size(uploads: PaperUploads) -> None:
    with refused("size-of-a-paper"):
        uploads.begin(JO, Announced(name="large.pdf", size=100_001))
    uploads.begin(JO, Announced(name="a.pdf", size=100_000))
    with refused("size-of-a-case"):
        uploads.begin(Sender(place=JO.place, by="kim"), Announced(name="b.pdf", size=50_001))
    uploads.begin(JO, Announced(name="b.pdf", size=50_000))


def test_not_more_than_so_many_are_sent_at_once(uploads: PaperUploads) -> None:
    for number in range(3):
        uploads.begin(JO, Announced(name=f"{number}.pdf", size=5))
    with refused("uploads-at-once"):
        uploads.begin(JO, Announced(name="4.pdf", size=5))


def test_a_paper_does_not_come_in_crumbs(uploads: PaperUploads) -> None:
    upload = begun(uploads)
    for offset in range(0, 20, 2):
        uploads.put(JO, upload, offset, PAPER[offset : offset + 1])
    with refused("parts-of-a-paper"):
        uploads.put(JO, upload, 20, PAPER[20:21])


def test_a_part_lies_within_the_paper_and_has_a_size(uploads: PaperUploads) -> None:
    upload = uploads.begin(JO, Announced(name="a.pdf", size=70_000)).id
    for offset, length, rule in (
        (0, 0, "size-of-a-part"),
        (0, 60_001, "size-of-a-part"),
        (-1, 5, "part-within-the-file"),
        (69_999, 2, "part-within-the-file"),
    ):
        with refused(rule):
            uploads.put(JO, upload, offset, b"x" * length)


@pytest.mark.parametrize("name", ["", "../a.pdf", "a\\b.pdf", ".a.pdf", "a\n.pdf", "a" * 151])
def test_a_name_that_cannot_be_a_file_is_refused(uploads: PaperUploads, name: str) -> None:
    with refused("a-plain-file-name"):
        uploads.begin(JO, Announced(name=name, size=5))
