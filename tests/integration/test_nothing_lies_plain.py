"""After everything that is done with papers, no word of them is found in any file of the disk."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.verbs_on_cases import DEMO, House

from openimr.adapters import sealed_file
from openimr.adapters.case_pages import KeptPages
from openimr.adapters.source_files import source_files
from openimr.bootstrap import case_folders, case_letters, filed_papers, letter_file, paper_uploads
from openimr.demo.telling import DoneHere
from openimr.determination.determination_json import write_json
from openimr.installation import case_index, job_kinds, key_ring, telling
from openimr.workflow.case_search import search
from openimr.workflow.papers import Announced, Sender

MONDAY = dt.datetime(2015, 7, 6, 18, 0, tzinfo=dt.UTC)
CASE = "CM15-0000001"
PAPERS = ("01-DWC-form-IMR", "02-UR-determination-061615", "04-Ravenscroft-PR2-060915")
LATER = DEMO / "09-PT-discharge-and-MRI.pdf"
DATABASES = ("record.sqlite3", "jobs.sqlite3")
"""Kept apart from papers; docs/security/papers-at-rest.md says that they are not sealed."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A case that was taken in, read, indexed, drafted and lettered, and more papers for it."""
    folder = tmp_path_factory.mktemp("disk")
    house, sent = House(folder / "data", MONDAY), folder.with_name("sent")
    sent.mkdir()
    for name in PAPERS:
        shutil.copy(DEMO / f"{name}.pdf", sent)
    with pytest.MonkeyPatch.context() as patch:
        (folder / "tmp").mkdir()
        patch.setenv("TMPDIR", str(folder / "tmp"))
        assert house.say("case", "receive", sent).code in {0, 1}
        with house.inside():
            _worked_on(house)
        yield house
    shutil.rmtree(sent)


def _worked_on(house: House) -> None:
    kinds = job_kinds()
    for kind in ("read-case-file", "index", "draft", "render-letter"):
        kinds[kind].run(DoneHere(), {"case": CASE})
    assert search(case_index(), CASE, "treatment")
    letters, today = case_letters(), MONDAY.date()
    drafted = letters.drafted(CASE)
    letter = letter_file(drafted, ".pdf", today)
    letters.keep(CASE, hashlib.sha256(letter).hexdigest(), letter, drafted)
    tray = telling().tray
    tray.put(CASE, "1.1", [write_json(drafted), letter])
    tray.put(CASE, "1.2", [write_json(drafted)])
    tray.take_out(CASE, "1.2")
    _sent_in_parts(whole=True)
    _sent_in_parts(whole=False)
    assert house.say("backup", house.data / "backup.tar").code == 0


def _sent_in_parts(*, whole: bool) -> None:
    """A paper is sent, and taken to its case; another one stays half sent."""
    uploads, content = paper_uploads(), write_json(case_letters().drafted(CASE))
    content = LATER.read_bytes() if whole else content
    sender = Sender(place=CASE, by="jo" if whole else "kim")
    size = len(content) + (not whole)
    name = "later.pdf" if whole else "Exercises at home.pdf"
    upload = uploads.begin(sender, Announced(name=name, size=size)).id
    uploads.put(sender, upload, 0, content[:9000])
    if whole:
        uploads.put(sender, upload, 9000, content[9000:])
        uploads.finish(sender, upload)
        with uploads.opened(sender, upload) as file:
            filed_papers().add(file, CASE)


def phrases(house: House) -> list[bytes]:
    """Words in a row from every page, and what begins files that hold words."""
    with house.inside():
        folders = case_folders()
        papers = folders.papers(CASE)
        pages = KeptPages(papers, folders.draft(CASE) / ".pages", folders.keys)
        texts = [
            page.text
            for file in source_files(papers, folders.keys)
            for number in range(1, 4)
            if (page := pages.page(file.name, number))
        ]
    words = [text.split() for text in texts]
    assert sum(map(len, words)) > 800
    rows = [" ".join(one[at : at + 4]).encode() for one in words for at in range(0, len(one), 7)]
    return [*(row for row in rows if len(row) > 14), b"%PDF-", b'"statement"', b"<html", b"Exercis"]


def test_no_word_of_any_paper_is_found_on_the_disk(house: House) -> None:
    sought = phrases(house)
    files = [path for path in house.data.parent.rglob("*") if path.is_file()]
    assert len(files) > 40
    for path in files:
        if not path.name.startswith(DATABASES):
            content = path.read_bytes()
            assert [one for one in sought if one in content] == [], path
            assert path.parent.name == "data" or not content.startswith(b"SQLite format 3"), path


def test_the_databases_hold_no_page(house: House) -> None:
    """What an application asks for stands in the record; nothing else of a paper does."""
    content = b"".join(
        path.read_bytes() for path in house.data.iterdir() if path.name.startswith(DATABASES)
    )
    sought = phrases(house)
    found = [one for one in sought if one in content]
    assert len(found) < len(sought) / 50, found


def test_every_file_of_a_case_is_sealed(house: House) -> None:
    with house.inside():
        ring = key_ring()
    for folder in ("cases", "being-read", "being-sent", "to-be-posted"):
        for path in (house.data / folder).rglob("*"):
            if path.is_file() and path.name not in {"key", "lock"}:
                assert sealed_file.is_sealed(path), path
                assert path.stat().st_mode & 0o077 == 0, path
                sealed_file.content_of(path, ring)


def test_a_backup_holds_sealed_papers_their_wrapped_keys_and_not_the_master_key(
    house: House,
) -> None:
    master = (house.data / "master.key").read_text().split()[-1]
    with tarfile.open(house.data / "backup.tar") as backup:
        names = set(backup.getnames())
    assert f"files/cases/{CASE}/key" in names
    assert not any("master" in name for name in names)
    assert master.encode() not in (house.data / "backup.tar").read_bytes()
    assert bytes.fromhex(master) not in (house.data / "backup.tar").read_bytes()


def test_on_a_machine_without_the_key_the_record_comes_back_and_what_is_missing_is_told(
    house: House, tmp_path: Path
) -> None:
    other = House(tmp_path / "other", MONDAY)
    said = other.say("restore", house.data / "backup.tar")
    assert said.code == 1, said.err
    assert "cannot be opened" in said.out
    assert "OPENIMR_MASTER_KEY_FILE" in said.out
    shutil.copy(house.data / "master.key", other.data / "master.key")
    assert "0 files not sealed" in other.say("keys", "show").out
    with other.inside():
        assert case_folders().keys.opening(other.data / "cases" / CASE / "papers" / "a.pdf")
