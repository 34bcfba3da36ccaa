"""Notices: who is told of what, in plain words, and what of it stands in the record."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from tests.happenings import NOON
from tests.notice_office import CASE, HASH, Office, Run, words

from openimr.adapters.mail_bounce import bounce_of
from openimr.case.events import (
    DeterminationIssued,
    DeterminationServed,
    FoundIncomplete,
    FoundIneligible,
    NoticeFailed,
    NoticeOfAssignmentSent,
    NoticeQueued,
    NoticeSent,
)
from openimr.case.events.event import Lack
from openimr.case.events.records import Sent
from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.filing import Delivery, PartyRole
from openimr.workflow.addresses import Address
from openimr.workflow.jobs import TryLater
from openimr.workflow.notice_jobs import note_bounce
from openimr.workflow.reminders import reminders
from openimr.workflow.telling import Rejected

LACK = Lack(
    rule="signature",
    reason="The form is not signed.",
    citation="8 CCR 9792.10.1(b)(1)",
    remedy="Sign the form and send it again.",
)


@pytest.fixture
def office() -> Office:
    return Office()


def test_the_employee_gets_a_receipt_with_page_count_and_hash(office: Office) -> None:
    office.work()
    (mail,) = office.mails()
    assert mail["To"].addresses[0].addr_spec == "jo@doe.example"
    assert "Paper 1: 12 pages, SHA-256 " + HASH in words(mail)
    assert CASE in mail["Subject"]
    (sent,) = office.recorded(NoticeSent)
    assert isinstance(sent, NoticeSent)
    assert sent.message_id == mail["Message-ID"]


def test_neither_treatment_nor_address_stands_in_a_receipt_or_in_the_record(office: Office) -> None:
    office.work()
    (mail,) = office.mails()
    assert "therapy" not in words(mail)
    events = b"".join(msgspec.json.encode(one.event) for one in office.store.load(CASE)[1:])
    assert b"@doe" not in events


def test_html_says_the_same_with_every_word_escaped(office: Office) -> None:
    office.work()
    (mail,) = office.mails()
    html = words(mail, "html")
    assert "Dear Jo Doe &lt;b&gt;:" in html
    assert HASH in html
    assert '<html lang="en">' in html


def test_what_is_missing_is_named_with_its_cure_and_nothing_is_rejected(office: Office) -> None:
    office.work()
    office.happens(FoundIncomplete(lacks=(LACK,), cure_by=None))
    office.work()
    told = words(office.mails()[-1])
    assert "It has not been rejected." in told
    assert "The form is not signed. Sign the form and send it again." in told
    assert "no later than" in told


def test_an_ineligible_application_is_told_with_reasons_and_the_right_to_appeal(
    office: Office,
) -> None:
    office.work()
    office.happens(FoundIneligible(reasons=(LACK,)))
    office.work()
    employee, administrator = office.mails()[-2:]
    for mail in (employee, administrator):
        assert "The form is not signed." in words(mail)
        assert "Workers' Compensation Appeals Board" in words(mail)


def test_the_notice_of_assignment_names_the_treatments_and_the_date_for_records(
    office: Office,
) -> None:
    office.work()
    sent = Sent(to=PartyRole.CLAIMS_ADMINISTRATOR, by=Delivery.ELECTRONIC, at=NOON)
    mailed = Sent(to=PartyRole.EMPLOYEE, by=Delivery.MAIL, at=NOON)
    office.happens(NoticeOfAssignmentSent(sent=(sent, mailed), sha256=HASH))
    office.work()
    told = [mail for mail in office.mails() if "assignment" in mail["Subject"]]
    assert [one["To"].addresses[0].addr_spec for one in told] == ["claims@acme.example"]
    assert "Six visits of physical therapy, right knee" in words(told[0])
    assert "March 12, 2026" in words(told[0]), "ten days by the statute, the strictest reading"


def test_a_reminder_names_the_date_as_the_clocks_of_the_case_have_it(office: Office) -> None:
    sent = Sent(to=PartyRole.CLAIMS_ADMINISTRATOR, by=Delivery.MAIL, at=NOON)
    office.happens(NoticeOfAssignmentSent(sent=(sent,), sha256=HASH))
    soon = NOON + dt.timedelta(days=8)
    (reminder,) = reminders(office.store.load(CASE), office.telling, soon)
    assert reminder.to is PartyRole.CLAIMS_ADMINISTRATOR
    office.happens(reminder)
    office.work()
    (told,) = (mail for mail in office.mails() if "reminder" in mail["Subject"])
    assert "remind you" in words(told)
    assert "March 12, 2026" in words(told)


def test_the_filer_of_an_incomplete_application_is_reminded_of_the_last_day(
    office: Office,
) -> None:
    office.happens(FoundIncomplete(lacks=(LACK,), cure_by=dt.date(2026, 3, 9)))
    (reminder,) = reminders(office.store.load(CASE), office.telling, NOON + dt.timedelta(days=5))
    office.happens(reminder)
    office.work()
    (told,) = (mail for mail in office.mails() if "reminder of a date" in mail["Subject"])
    assert "March 9, 2026" in words(told)


def test_a_served_determination_names_the_dates_of_authorizing_and_appealing(
    office: Office,
) -> None:
    office.work()
    sent = Sent(to=PartyRole.EMPLOYEE, by=Delivery.ELECTRONIC, at=NOON)
    office.happens(
        DeterminationIssued(letter_sha256=HASH, documents=3), DeterminationServed(sent=(sent,))
    )
    office.work()
    told = words(office.mails()[-1])
    assert f"The SHA-256 of the letter is {HASH};" in told
    assert "Authorizing the treatment" in told
    assert "Petition to the appeals board" in told
    assert "upheld" not in told.lower()


def test_the_same_notice_is_the_same_bytes_so_that_a_second_copy_is_recognized(
    office: Office,
) -> None:
    office.server.answers = [TryLater("It broke.")]
    with pytest.raises(TryLater):
        office.work()
    queued = office.recorded(NoticeQueued)
    assert len(queued) == 1
    run = office.kinds["notice"].run
    run(Run(attempt=2), {"case": CASE, "notice": "1.1"})
    first = office.server.taken[0]
    second = office.telling.compose(
        *_content(office), Address(name="Jo Doe <b>", email="jo@doe.example"), NOON
    )
    assert second == first
    run(Run(attempt=3), {"case": CASE, "notice": "1.1"})
    assert len(office.server.taken) == 1, "what the record holds as sent is not sent again"


def _content(office: Office) -> tuple[object, str]:
    from openimr.workflow.notices import content_of  # noqa: PLC0415

    (queued,) = office.recorded(NoticeQueued)
    assert isinstance(queued, NoticeQueued)
    return content_of(office.store.load(CASE), queued, office.telling.law), queued.notice


def test_a_refusal_for_good_is_recorded_and_goes_to_a_person_with_its_remedy(
    office: Office,
) -> None:
    office.server.answers = [Rejected(550)]
    with pytest.raises(Refused, match=r"code 550.*Enter the right e-mail"):
        office.work()
    (failed,) = office.recorded(NoticeFailed)
    assert isinstance(failed, NoticeFailed)
    assert failed.code == 550


def test_without_any_address_a_person_enters_one_and_restarts_the_job(office: Office) -> None:
    del office.book.kept["party-1"]
    with pytest.raises(Refused, match="openimr party address"):
        office.work()
    (failed,) = office.recorded(NoticeFailed)
    assert isinstance(failed, NoticeFailed)
    assert failed.why.value == "no address is kept"
    office.book.kept["party-1"] = Address(name="Jo Doe", email="jo@doe.example")
    office.kinds["notice"].run(Run(attempt=2), {"case": CASE, "notice": "1.1"})
    assert len(office.mails()) == 1


def test_a_server_that_stays_away_is_recorded_with_the_last_attempt(office: Office) -> None:
    office.server.answers = [TryLater("Away.")]
    with pytest.raises(TryLater):
        office.work(Run(last_attempt=True))
    (failed,) = office.recorded(NoticeFailed)
    assert isinstance(failed, NoticeFailed)
    assert failed.why.value == "the mail server could not be reached"


def test_a_notice_that_comes_back_is_recorded_once(office: Office) -> None:
    office.work()
    for _ in range(2):
        note_bounce(office.telling, CASE, "1.1", 550)
    assert len(office.recorded(NoticeFailed)) == 1


def test_an_event_told_twice_queues_its_notices_once(office: Office) -> None:
    for _ in range(2):
        office.kinds["tell"].run(Run(), {"case": CASE, "event": "1"})
    assert len(office.recorded(NoticeQueued)) == 1


def report(office: Office, action: str = "failed") -> bytes:
    """What a mail server returns, with words that name the employee."""
    (mail,) = office.mails()
    return (
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        "--b\nContent-Type: text/plain\n\nJo Doe is not known here.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        f"Final-Recipient: rfc822; jo@doe.example\nAction: {action}\nStatus: 5.1.1\n"
        "Diagnostic-Code: smtp; 550 5.1.1 Jo Doe is not known here\n\n"
        f"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {mail['Message-ID']}\n\n--b--\n"
    ).encode()


def test_a_delivery_report_names_the_notice_by_its_message_id(office: Office) -> None:
    office.work()
    found = bounce_of(report(office))
    assert (found.case, found.notice, found.code) == (CASE, "1.1", 550)
    for other in (report(office, "delayed"), b"Subject: Hello\n\nJo Doe"):
        with pytest.raises(BadInput) as refused:
            bounce_of(other)
        assert "Doe" not in str(refused.value)


def test_a_report_on_a_notice_that_nobody_sent_is_refused(office: Office) -> None:
    with pytest.raises(Refused):
        note_bounce(office.telling, CASE, "9.9", 550)
