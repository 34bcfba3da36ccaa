"""What cannot go by e-mail is printed, posted by a person, and stands in the record as posted."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pypdfium2
import pytest
from tests.happenings import CLERK, NOON
from tests.key_rings import kept_folders, unsealed
from tests.notice_office import CASE, HASH, Office, Run, parsed, words

from openimr.adapters.case_folders import CaseFolders
from openimr.adapters.post_tray import FolderLetters, FolderTray
from openimr.case.events import (
    CorrectionIssued,
    DeterminationIssued,
    DeterminationServed,
    NoticeFailed,
    NoticePosted,
    NoticePrinted,
    NoticeSent,
)
from openimr.case.events.records import Sent
from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.filing import Delivery, PartyRole
from openimr.workflow.addresses import Address
from openimr.workflow.notice_jobs import note_bounce
from openimr.workflow.posting import mark_posted
from openimr.workflow.telling import Rejected

HOME = ("4 Slate Lane", "Larkspur Bend, CA 90099")
SERVED = (
    DeterminationIssued(letter_sha256=HASH, documents=3),
    DeterminationServed(
        sent=(Sent(to=PartyRole.EMPLOYEE, by=Delivery.ELECTRONIC, at=NOON),),
    ),
)


@pytest.fixture
def office() -> Office:
    """The employee has a postal address only."""
    made = Office()
    made.book.kept["party-1"] = Address(name="Jo Doe", postal=HOME)
    return made


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    found = " ".join(page.get_textpage().get_text_bounded() for page in document)
    return " ".join(found.split())


def test_without_an_e_mail_address_the_notice_is_a_letter_to_the_postal_one(
    office: Office,
) -> None:
    office.work()
    ((key, papers),) = office.tray.papers.items()
    assert key == (CASE, "1.1")
    told = text_of(papers[0])
    assert "Jo Doe 4 Slate Lane Larkspur Bend, CA 90099" in told
    assert "Example Reviews 555 0100" in told
    assert "Dear Jo Doe:" in told
    assert f"SHA-256 {HASH}" in told.replace("- ", "")
    (printed,) = office.recorded(NoticePrinted)
    assert isinstance(printed, NoticePrinted)
    assert printed.sha256 == hashlib.sha256(papers[0]).hexdigest()
    assert not office.recorded(NoticeFailed)


def test_the_job_run_again_after_a_kill_prints_the_same_letter_once(office: Office) -> None:
    office.work()
    papers = dict(office.tray.papers)
    office.kinds["notice"].run(Run(attempt=2), {"case": CASE, "notice": "1.1"})
    assert office.tray.papers == papers
    assert len(office.recorded(NoticePrinted)) == 1


def test_a_refused_e_mail_is_recorded_and_printed_where_it_can_be_posted(office: Office) -> None:
    office.book.kept["party-1"] = Address(name="Jo Doe", email="jo@doe.example", postal=HOME)
    office.server.answers = [Rejected(550)]
    office.work()
    assert len(office.recorded(NoticeFailed)) == len(office.recorded(NoticePrinted)) == 1


def test_an_e_mail_that_comes_back_is_printed(office: Office) -> None:
    office.book.kept["party-1"] = Address(name="Jo Doe", email="jo@doe.example", postal=HOME)
    office.work()
    note_bounce(office.telling, CASE, "1.1", 550)
    office.work()
    assert len(office.recorded(NoticePrinted)) == 1


def test_an_e_mail_that_comes_back_without_a_postal_address_goes_to_a_person(
    office: Office,
) -> None:
    office.book.kept["party-1"] = Address(name="Jo Doe", email="jo@doe.example")
    office.work()
    note_bounce(office.telling, CASE, "1.1", 550)
    with pytest.raises(Refused, match="openimr party address"):
        office.work()


def test_the_day_of_posting_stands_in_the_record_with_who_said_so(office: Office) -> None:
    office.work()
    office.now = NOON + dt.timedelta(days=2)
    day = NOON.date() + dt.timedelta(days=1)
    for _ in range(2):
        mark_posted(office.telling, CASE, "1.1", day, CLERK)
    (posted,) = (one for one in office.store.load(CASE) if isinstance(one.event, NoticePosted))
    assert isinstance(posted.event, NoticePosted)
    assert (posted.event.on, posted.actor) == (day, CLERK)
    assert office.tray.waiting() == ()


@pytest.mark.parametrize("days", [-1, 3])
def test_a_day_before_the_letter_was_printed_or_still_to_come_is_told(
    office: Office, days: int
) -> None:
    office.work()
    office.now = NOON + dt.timedelta(days=2)
    with pytest.raises(BadInput):
        mark_posted(office.telling, CASE, "1.1", NOON.date() + dt.timedelta(days=days), CLERK)


def test_what_was_not_printed_cannot_have_been_posted(office: Office) -> None:
    with pytest.raises(Refused, match="post list"):
        mark_posted(office.telling, CASE, "1.1", NOON.date(), CLERK)


def test_a_served_determination_carries_the_very_bytes_of_the_letter() -> None:
    office = Office()
    office.work()
    office.happens(*SERVED)
    office.work()
    mail = parsed(office.server.taken[-1])
    (attached,) = mail.iter_attachments()
    assert attached.get_content() == office.letters.kept[HASH]
    assert attached.get_filename() == f"{CASE}.pdf"
    assert "The letter is attached" in words(mail)
    sent = office.recorded(NoticeSent)[-1]
    assert isinstance(sent, NoticeSent)
    assert sent.sha256 == hashlib.sha256(office.server.taken[-1].content).hexdigest()


def test_a_message_with_a_letter_is_the_same_bytes_every_time() -> None:
    first, second = Office(), Office()
    for office in (first, second):
        office.happens(*SERVED)
        office.work()
    assert first.server.taken == second.server.taken


def test_on_paper_the_letter_is_enclosed(office: Office) -> None:
    office.happens(*SERVED)
    office.work()
    notice, letter = office.tray.papers[CASE, "3.1"]
    assert "The letter is enclosed" in text_of(notice)
    assert letter == office.letters.kept[HASH]


def test_a_correction_carries_the_corrected_letter() -> None:
    office = Office()
    corrected = "cd" * 32
    office.letters.kept[corrected] = b"%PDF corrected"
    office.happens(*SERVED, CorrectionIssued(letter_sha256=corrected, reason="a typo"))
    office.work()
    told = [mail for mail in office.mails() if "corrected" in mail["Subject"]]
    assert {next(mail.iter_attachments()).get_content() for mail in told} == {b"%PDF corrected"}


def test_no_other_letter_is_sent_when_the_one_of_the_record_is_not_kept() -> None:
    office = Office()
    office.work()
    office.letters.kept = {"ef" * 32: b"%PDF another"}
    office.happens(*SERVED)
    with pytest.raises(Refused, match="not in the case's folder"):
        office.work()
    assert all("determination" not in mail["Subject"] for mail in office.mails())


def test_the_tray_is_a_folder_and_what_was_posted_goes_to_its_case(tmp_path: Path) -> None:
    folders = kept_folders(tmp_path)
    tray = FolderTray(tmp_path / "to-be-posted", folders)
    assert tray.waiting() == ()
    for _ in range(2):
        tray.put(CASE, "3.1", [b"notice", b"letter"])
    tray.put(CASE, "1.1-20260309", [b"reminder"])
    found = tray.waiting()
    assert [(one.case, one.notice, len(one.files)) for one in found] == [
        (CASE, "1.1-20260309", 1),
        (CASE, "3.1", 2),
    ]
    assert [unsealed(tmp_path, Path(one)) for one in found[1].files] == [b"notice", b"letter"]
    assert tray.opened(CASE, "3.1") == (b"notice", b"letter")
    with pytest.raises(BadInput, match="not in the tray"):
        tray.opened(CASE, "3.?")
    tray.take_out(CASE, "3.1")
    tray.take_out(CASE, "3.1")
    assert [one.notice for one in tray.waiting()] == ["1.1-20260309"]
    posted = sorted((folders.of(CASE) / "posted").iterdir())
    assert [unsealed(tmp_path, one) for one in posted] == [b"notice", b"letter"]


def test_an_issued_letter_is_found_by_its_bytes_alone(tmp_path: Path) -> None:
    letters = FolderLetters(CaseFolders(tmp_path))
    folder = tmp_path / "cases" / CASE / "letters"
    folder.mkdir(parents=True)
    (folder / "whatever name.pdf").write_bytes(b"issued")
    (folder.parent / "letter.pdf").write_bytes(b"rendered since")
    assert letters.letter(CASE, hashlib.sha256(b"issued").hexdigest()) == b"issued"
    assert letters.letter(CASE, hashlib.sha256(b"rendered since").hexdigest()) == b"rendered since"
    assert letters.letter(CASE, HASH) is None
