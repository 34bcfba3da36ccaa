"""What is missing, sent by the filer by code: from whom it is, and what they are told."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import msgspec
import pytest
from tests.filing_house import MONDAY, WHOLE, FilingHouse, pdf, sent

from openimr.case.commands.intake import AskForInformation
from openimr.case.events.intake import CureReceived
from openimr.case.model import Case, State
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.filing import PartyRole
from openimr.workflow.accounts import Account
from openimr.workflow.filing import Answers, Paper
from openimr.workflow.filing_checks import BY_THE_WEB
from openimr.workflow.filing_cure import CureRoom, awaited, cure_place, sent_by
from openimr.workflow.filing_drafts import FILED_KEPT, SavedApplication
from openimr.workflow.filing_receipt import FiledReceipt, receipt_of
from openimr.workflow.receive_papers import filed_before
from openimr.workflow.records_checklist_sending import SendingRoom

MANAGER = Actor(role=Role.CASE_MANAGER, id="rivera")
ATTORNEYS = msgspec.structs.replace(
    WHOLE, filer=PartyRole.EMPLOYEE_ATTORNEY, filer_name="Beatrix Cloverdale"
)


class CuringHouse(FilingHouse):
    """A house in which an application was filed without its form."""

    def __init__(self, answers: Answers = WHOLE) -> None:
        super().__init__()
        self.office = SimpleNamespace(
            desk=self.intake.desk,
            do=self.intake.desk.do,
            now=self.clock,
            law=self.intake.law,
            record_of=lambda number, *_: self.store.load(number),
        )
        sending = SendingRoom(
            office=self.office,  # type: ignore[arg-type] - what the room uses of it
            uploads=self.uploads,
            papers=self.kept,
            filed=self.intake.papers,
            typeset=lambda _: b"",
        )
        self.curing = CureRoom(sending, self.uploads)
        self.saved: SavedApplication = self.filled_in(answers, Paper.DECISION)
        self.number = self.filed(self.saved).number

    @property
    def its_case(self) -> Case:
        return self.case(self.number)

    @property
    def receipt(self) -> FiledReceipt:
        return receipt_of(self.office, self.number)  # type: ignore[arg-type] - as above

    def ask(self, question: str) -> None:
        command = AskForInformation(questions=(question,))
        self.intake.desk.do(command, self.number, MANAGER, "ask")

    def send(self, *rules: str, account: Account | None = None) -> None:
        sent(self.uploads, cure_place(self.saved.name), "signed.pdf", pdf("signed"))
        self.curing.send(self.saved.name, self.number, rules, account)


def test_a_worker_without_an_account_sends_what_was_missing() -> None:
    house = CuringHouse()
    assert [one.rule for one in house.receipt.awaited] == ["signature-not-read"]
    house.send("signature-not-read")
    last = house.store.load(house.number)[-1]
    assert isinstance(last.event, CureReceived)
    assert last.actor == BY_THE_WEB
    assert [one.sender for one in last.event.papers] == [PartyRole.EMPLOYEE]
    assert (house.its_case.state, house.its_case.signed) == (State.RECEIVED, True)
    assert "signed.pdf" in house.kept.by_case[house.number]
    assert house.curing.waiting(house.saved.name) == ()


def test_papers_that_came_as_a_cure_are_known_when_they_come_again() -> None:
    house = CuringHouse()
    house.send("signature-not-read")
    cure = house.its_case.papers[-1].sha256
    (before,) = filed_before(house.intake.papers, house.store, [cure, "f" * 64])
    assert (before.case, before.same, before.of) == (house.number, 1, 2)


def test_what_an_attorney_sends_by_code_is_from_the_attorney() -> None:
    house = CuringHouse(ATTORNEYS)
    house.send("signature-not-read")
    event = house.store.load(house.number)[-1].event
    assert isinstance(event, CureReceived)
    assert event.papers[0].sender is PartyRole.EMPLOYEE_ATTORNEY


def test_only_the_filer_who_is_signed_in_sends_in_their_own_name() -> None:
    case = CuringHouse(ATTORNEYS).its_case
    by_role = {one.role: one.id for one in case.parties}
    for role, id in by_role.items():
        actor = Actor(role=Role.PARTY, id=id)
        account = Account(login="one", actor=actor, cases=(case.number,))
        own = role is PartyRole.EMPLOYEE_ATTORNEY
        assert sent_by(case, account) == (actor if own else BY_THE_WEB)
    staff = Account(login="mara", actor=Actor(role=Role.INTAKE, id="mara"))
    assert sent_by(case, staff) == BY_THE_WEB


def test_what_is_asked_for_is_told_with_the_clock_of_the_law() -> None:
    house = CuringHouse()
    house.ask("Which body part is the treatment for?")
    (clock,) = house.receipt.cure
    assert (clock.citation, clock.verified) == ("8 CCR 9792.10.3", True)
    assert clock.due.at.date() - MONDAY.date() in {dt.timedelta(days=7), dt.timedelta(days=8)}
    assert {one.rule for one in house.receipt.awaited} == {
        "signature-not-read",
        "information-asked-for",
    }
    house.send("information-asked-for", "information-asked-for")
    event = house.store.load(house.number)[-1].event
    assert isinstance(event, CureReceived)
    assert event.rules == ("information-asked-for",), "two questions are of one rule"
    assert house.its_case.state is State.RECEIVED
    assert house.receipt.cure == ()


@pytest.mark.parametrize(
    ("rules", "refused"),
    [((), "cure-says-of-what"), (("late",), "cure-says-of-what")],
)
def test_papers_are_for_something_that_is_missing(rules: tuple[str, ...], refused: str) -> None:
    house = CuringHouse()
    with pytest.raises(Refused) as no:
        house.send(*rules)
    assert no.value.rule == refused
    assert len(house.curing.waiting(house.saved.name)) == 1, "they are not lost"


def test_without_a_paper_nothing_is_cured() -> None:
    house = CuringHouse()
    with pytest.raises(Refused) as no:
        house.curing.send(house.saved.name, house.number, ["signature-not-read"], None)
    assert no.value.rule == "cure-on-paper"


def test_sent_twice_it_is_taken_once() -> None:
    house = CuringHouse()
    house.send("signature-not-read")
    with pytest.raises(Refused) as no:
        house.send("signature-not-read")
    assert no.value.rule == "nothing-to-cure"
    assert sum(isinstance(one.event, CureReceived) for one in house.store.load(house.number)) == 1


def test_nothing_is_awaited_of_what_goes_on_and_of_a_duplicate_nothing_is_told() -> None:
    house = FilingHouse()
    goes_on = house.filed(house.filled_in(WHOLE, Paper.FORM, Paper.DECISION))
    house.now += dt.timedelta(days=1)
    again = house.filed(house.filled_in(WHOLE, Paper.FORM, Paper.DECISION))
    assert again.state is State.DUPLICATE
    assert (awaited(goes_on), awaited(again)) == ((), ())


def test_of_an_earlier_application_its_number_is_not_told() -> None:
    house = CuringHouse()
    lack = msgspec.structs.replace(
        house.its_case.lacks[0], rule="earlier-application", reason="Case CM26-0000009 ended."
    )
    case = msgspec.structs.replace(house.its_case, lacks=(lack,))
    assert awaited(case) == ()


def test_the_code_opens_the_receipt_while_the_review_goes_on() -> None:
    house = CuringHouse()
    house.now += FILED_KEPT - dt.timedelta(days=1)
    assert house.found(house.saved.name).case == house.number
    house.now += dt.timedelta(days=1)
    assert house.room.saved.of_name(house.saved.name, house.now) is None
