"""Parties are told at once of what changes in a review: its priority, its waiting, its end."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.happenings import NOON
from tests.invented_dispute import paper
from tests.notice_office import CASE, HASH, Office, words

from openimr.case.events import CaseEvent
from openimr.case.events.event import PartyRole
from openimr.case.events.intake import (
    ApplicationCorrected,
    ContestedDecision,
    ConvertedToExpedited,
    Deferred,
    PartyEntry,
    ReturnedToStandard,
)
from openimr.case.events.issuing import ApplicationWithdrawn, Terminated
from openimr.case.events.parties import PartyNamed
from openimr.case.events.records import NoticeOfAssignmentSent, Sent
from openimr.case.record import encode
from openimr.vocabulary.filing import Delivery

BOTH = 2
CERTIFIED = ConvertedToExpedited(certified_by="physician-1", papers=(paper("certification"),))
ASSIGNED = NoticeOfAssignmentSent(
    sent=(
        Sent(to=PartyRole.CLAIMS_ADMINISTRATOR, by=Delivery.ELECTRONIC, at=NOON),
        Sent(to=PartyRole.EMPLOYEE, by=Delivery.MAIL, at=NOON),
    ),
    sha256=HASH,
)


@pytest.fixture
def office() -> Office:
    office = Office()
    office.work()
    return office


def told_of(office: Office, event: CaseEvent) -> list[str]:
    """What the parties read of an event."""
    before = len(office.mails())
    office.happens(event)
    office.work()
    return [words(mail) for mail in office.mails()[before:]]


def test_a_review_that_becomes_expedited_is_told_to_everybody_at_once(office: Office) -> None:
    told = told_of(office, CERTIFIED)
    assert len(told) == BOTH
    assert all("became an expedited one" in one and "8 CCR 9792.10.4(c)" in one for one in told)


def test_the_administrator_reads_the_hours_that_are_left_for_its_records(office: Office) -> None:
    told_of(office, ASSIGNED)
    employee, administrator = told_of(office, CERTIFIED)
    assert "Records of the claims administrator" in administrator
    assert "no later than" not in employee


def test_a_review_that_goes_back_to_standard_is_told_too(office: Office) -> None:
    told_of(office, CERTIFIED)
    told = told_of(office, ReturnedToStandard(reason="the physician wrote so"))
    assert len(told) == BOTH
    assert all("went back to the limits of a standard one" in one for one in told)


def test_a_review_that_waits_for_a_dispute_over_liability_says_why(office: Office) -> None:
    told = told_of(office, Deferred(reason="The claims administrator disputes liability too."))
    assert len(told) == BOTH
    assert all("8 CCR 9792.10.3(d)" in one for one in told)


@pytest.mark.parametrize(
    ("event", "because"),
    [
        (ApplicationWithdrawn(reason="in my own words"), "the application was withdrawn"),
        (Terminated(), "authorized everything in dispute"),
    ],
    ids=["withdrawn", "authorized"],
)
def test_an_end_without_a_determination_is_told_in_nobodys_own_words(
    office: Office, event: CaseEvent, because: str
) -> None:
    told = told_of(office, event)
    assert len(told) == BOTH
    assert all(because in one and "in my own words" not in one for one in told)


def test_the_notice_of_assignment_names_the_decision_and_its_request(office: Office) -> None:
    days = ContestedDecision(
        decided=dt.date(2026, 2, 17), asked=dt.date(2026, 2, 11), attached=True
    )
    office.happens(ApplicationCorrected(reason="read again", decision=days))
    (told,) = told_of(office, ASSIGNED)
    assert "was assigned for standard review" in told
    assert "utilization review decision of February 17, 2026" in told
    assert "request for authorization received on February 11, 2026" in told


def test_it_names_the_requesting_physician_whom_the_record_does_not_name(office: Office) -> None:
    physician = PartyEntry(role=PartyRole.REQUESTING_PHYSICIAN, id="party-3")
    office.happens(PartyNamed(party=physician))
    office.book.names["party-3"] = "Marguerite Vance, MD"
    (told,) = told_of(office, ASSIGNED)
    assert "In dispute is, as requested by Marguerite Vance, MD:" in told
    assert b"Vance" not in b"".join(map(encode, office.store.load(CASE)))


def test_without_a_name_in_the_book_it_names_nobody(office: Office) -> None:
    (told,) = told_of(office, ASSIGNED)
    assert "In dispute is:" in told
