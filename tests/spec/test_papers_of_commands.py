"""Where papers that commands name are kept, and that they are kept before they are recorded."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from pathlib import Path

import pytest
from tests.filed_applications import papers_read
from tests.invented_dispute import INTAKE
from tests.key_rings import kept_folders, unsealed
from tests.verbs_on_cases import DEMO, House

from openimr.adapters.papers_left import PapersLeft
from openimr.adapters.post_tray import FolderLetters
from openimr.adapters.source_files import source_file
from openimr.bootstrap import case_letters, filed_papers
from openimr.case.commands.issuing import Issue
from openimr.workflow.papers_of_commands import keep_named
from openimr.workflow.receive import Filing

MONDAY = dt.datetime(2026, 3, 2, 18, 0, tzinfo=dt.UTC)
CASE = "CM26-0000001"
RECORDS = DEMO / "04-Ravenscroft-PR2-060915.pdf"


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path / "house", MONDAY)
    house.office().intake.take(papers_read(), Filing(), INTAKE, "the filing")
    return house


def kept(house: House, folder: str) -> list[Path]:
    return sorted((house.data / "cases" / CASE / folder).glob("*"))


def do(house: House, *words: str) -> str:
    said = house.say("case", "do", CASE, *words)
    assert said.code == 0, said.err
    return said.out


def received() -> tuple[str, ...]:
    """Records on a paper."""
    return ("receive-records", f"receipt=@{RECORDS}", "receipt.sender=employer", "beyond-ur=yes")


def test_records_go_to_the_case_file(house: House) -> None:
    do(house, *received())
    (paper,) = kept(house, "papers")
    assert unsealed(house.data, paper) == RECORDS.read_bytes()


def test_what_nobody_reviews_is_kept_beside_the_case_file_by_what_it_is(
    house: House, tmp_path: Path
) -> None:
    notice = tmp_path / "N 1.PDF"
    notice.write_bytes(b"a notice")
    do(house, "send-notice-of-assignment", "sent=all:mail", f"sha256=@{notice}")
    digest = hashlib.sha256(b"a notice").hexdigest()
    (paper,) = kept(house, "other-papers")
    assert paper.name == f"send-notice-of-assignment-{digest[:12]}.pdf"
    assert unsealed(house.data, paper) == b"a notice"
    assert kept(house, "papers") == []


def test_a_notice_of_authorization_is_no_part_of_the_case_file(house: House) -> None:
    words = ("treatments=1", f"notice=@{RECORDS}", "notice.sender=claims administrator")
    do(house, "record-authorization", *words)
    (paper,) = kept(house, "other-papers")
    assert paper.name.startswith("record-authorization-notice-")
    assert kept(house, "papers") == []


def test_a_letter_that_was_made_elsewhere_is_found_by_its_digest(
    house: House, tmp_path: Path
) -> None:
    letter = tmp_path / "determination.pdf"
    letter.write_bytes(b"%PDF a letter")
    with house.inside():
        file = source_file(letter, "determination.pdf")
        keep_named([("letter_sha256", file)], Issue, CASE, filed_papers(), case_letters())
    digest = hashlib.sha256(b"%PDF a letter").hexdigest()
    assert [one.name for one in kept(house, "letters")] == [f"{digest}.pdf"]
    assert FolderLetters(kept_folders(house.data)).letter(CASE, digest) == b"%PDF a letter"


def test_a_refused_command_leaves_no_paper(house: House) -> None:
    said = house.say("case", "do", CASE, *received(), "--as", "auditor")
    assert said.code == 2
    refused = house.say("case", "do", CASE, "issue", f"letter-sha256=@{RECORDS}", "documents=3")
    assert "not-in-this-state" in refused.err
    assert [kept(house, one) for one in ("papers", "letters", "other-papers")] == [[], [], []]


def test_records_that_cannot_be_kept_are_not_recorded(house: House) -> None:
    before = len(house.office().store.load(CASE))
    (house.data / "cases").write_text("a file where the folder should be")
    with pytest.raises(OSError, match="Not a directory"):
        house.say("case", "do", CASE, *received())
    assert len(house.office().store.load(CASE)) == before
    (house.data / "cases").unlink()
    do(house, *received())
    assert len(kept(house, "papers")) == 1


def test_an_application_that_cannot_be_kept_is_not_recorded(house: House) -> None:
    words = ("case", "open", "employee=Ona Bright", "treatments=MRI", "--paper", RECORDS)
    (house.data / "being-read").write_text("a file where the folder should be")
    with pytest.raises(OSError, match="Not a directory"):
        house.say(*words)
    assert list(house.office().store.numbers()) == [CASE]
    (house.data / "being-read").unlink()
    assert "Case CM26-0000002" in house.say(*words).out
    assert (house.data / "cases" / "CM26-0000002" / "papers" / RECORDS.name).is_file()
    assert list((house.data / "being-read").iterdir()) == [], "nothing is left on its way"


def test_a_filing_that_was_broken_off_before_its_papers_came_to_the_case_is_finished(
    house: House,
) -> None:
    words = ("case", "open", "employee=Ona Bright", "treatments=MRI", "--paper", RECORDS)
    house.say(*words)
    papers = house.data / "cases" / "CM26-0000002" / "papers"
    shutil.rmtree(papers)
    assert "opened case CM26-0000002 already" in house.say(*words).out
    assert unsealed(house.data, papers / RECORDS.name) == RECORDS.read_bytes()


def test_papers_that_were_refused_do_not_stay(
    house: House, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "records.pdf").write_bytes(RECORDS.read_bytes())
    assert house.say("case", "receive", tmp_path / "in").code == 2
    assert list((house.data / "being-read").glob("*/pages/*")), "they are not read again meanwhile"
    left, now = PapersLeft(house.data), dt.datetime.now(tz=dt.UTC)
    assert left.remove(now - dt.timedelta(days=14)) == 0
    assert left.remove(now + dt.timedelta(days=14)) == 1
    assert list((house.data / "being-read").iterdir()) == []
    assert caplog.messages == ["papers: 1 filing that no case has, removed"]
