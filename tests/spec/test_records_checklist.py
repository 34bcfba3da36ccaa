"""The checklist of records: classes of the rule, papers recorded one by one, the list of them."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from tests.filed_applications import MemoryPapersBook
from tests.filing_house import LAW, KeptInMemory, pdf, sent
from tests.invented_dispute import START, application
from tests.memory_event_store import MemoryEventStore
from tests.memory_uploads import MemoryUploads

from openimr.case.commands.intake import ReceiveApplication, Screen
from openimr.case.commands.records import SendNoticeOfAssignment
from openimr.case.events.records import Sent
from openimr.case.evolve import case_of
from openimr.case.model import Case, State
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.filing import Delivery, PartyRole
from openimr.workflow.desk import Desk
from openimr.workflow.papers import Sender, UploadLimits
from openimr.workflow.projections import Projection
from openimr.workflow.records_checklist import (
    OFFERED,
    OWED,
    Standing,
    Without,
    checklist,
    classes_for,
)
from openimr.workflow.records_checklist_asked import asked_of
from openimr.workflow.records_checklist_sending import (
    Consignment,
    ListOfRecords,
    SendingRoom,
    Stated,
)

NUMBER = "CM26-0000001"
INTAKE = Actor(role=Role.INTAKE, id="mara")
MANAGER = Actor(role=Role.CASE_MANAGER, id="rivera")
CA = PartyRole.CLAIMS_ADMINISTRATOR
BY_ID = {one.id: one for one in OWED}


class RecordsHouse:
    """A case that awaits records, and a room to send them to."""

    def __init__(self, **fields: object) -> None:
        self.now = START
        self.store = MemoryEventStore(Projection(LAW))
        self.desk = Desk(self.store, LAW, lambda: self.now)
        self.uploads = MemoryUploads(UploadLimits(), lambda _: 3)
        self.kept = KeptInMemory()
        self.lists: list[ListOfRecords] = []
        office = SimpleNamespace(desk=self.desk, do=self.desk.do, now=lambda: self.now)
        self.room = SendingRoom(
            office=office,  # type: ignore[arg-type] - what the room uses of it
            uploads=self.uploads,
            papers=self.kept,
            filed=MemoryPapersBook(),
            typeset=self.typeset,
        )
        self.do(ReceiveApplication(application=application(**fields)), INTAKE)
        self.do(Screen(), INTAKE)

    def typeset(self, listed: ListOfRecords) -> bytes:
        self.lists.append(listed)
        return pdf(repr(listed))

    def do(self, command: object, actor: Actor) -> None:
        self.desk.do(command, NUMBER, actor, f"key-{len(self.store.load(NUMBER))}")  # type: ignore[arg-type]

    def notified(self) -> RecordsHouse:
        """The notice of assignment went to everybody by mail."""
        parties = dict.fromkeys(party.role for party in self.case.parties)
        told = tuple(Sent(to=role, by=Delivery.MAIL, at=self.now) for role in parties)
        self.do(SendNoticeOfAssignment(sent=told, sha256="0" * 64), MANAGER)
        return self

    @property
    def case(self) -> Case:
        return case_of(self.store.load(NUMBER))

    def consignment(self, sender: PartyRole = CA) -> Consignment:
        own = next(one.id for one in self.case.parties if one.role is sender)
        actor = Actor(role=Role.PARTY, id=own)
        place = Sender(place=NUMBER, by="tamarack")
        return Consignment(case=NUMBER, place=place, sender=sender, actor=actor)

    def paper(self, name: str) -> str:
        return sent(self.uploads, Sender(place=NUMBER, by="tamarack"), name, pdf(name)).id


@pytest.fixture
def house() -> RecordsHouse:
    return RecordsHouse().notified()


def standings(house: RecordsHouse) -> dict[str, Standing]:
    return {one.record_class.id: one.standing for one in checklist(house.case, CA)}


def test_each_class_says_its_law_and_whether_its_text_was_seen() -> None:
    assert all(one.citation.startswith("8 CCR 9792.10.5") for one in (*OWED, *OFFERED))
    assert [one.id for one in OWED if one.evidence.value != "seen"] == ["relied"]
    assert classes_for(PartyRole.EMPLOYEE) == OFFERED


def test_what_was_sent_stands_in_the_record_by_its_class(house: RecordsHouse) -> None:
    stated = Stated(
        assigned={
            house.paper("a.pdf"): BY_ID["reports"],
            house.paper("b.pdf"): BY_ID["form"],
        },
        without=(Without(record_class="told", reason="Nothing was sent to the worker."),),
        list_sent=True,
    )
    assert house.room.send(house.consignment(), stated) == ()
    assert [one.receipt.title for one in house.case.records] == [
        "physician reports of six months",
        "DWC Form IMR",
        "list of the records sent; none: information given to the employee about the decision",
    ]
    assert [one.beyond_ur for one in house.case.records] == [True, False, False]
    assert all(one.list_sent and one.receipt.pages == 3 for one in house.case.records)
    assert standings(house) == {
        "reports": Standing.SENT,
        "form": Standing.SENT,
        "told": Standing.NONE,
        "submitted": Standing.NOT_SENT,
        "relied": Standing.NOT_SENT,
    }
    assert house.kept.by_case[NUMBER] == ["a.pdf", "b.pdf", "list-of-records.pdf"]


def test_the_reason_stands_in_the_list_and_not_in_the_record(house: RecordsHouse) -> None:
    without = (Without(record_class="relied", reason="The worker moved."),)
    house.room.send(house.consignment(), Stated(assigned={}, without=without))
    assert house.lists[0].without == (("other material relied on", "The worker moved."),)
    assert "moved" not in repr(house.store.load(NUMBER))


def test_one_paper_that_is_refused_keeps_no_other_back(house: RecordsHouse) -> None:
    house.room.send(house.consignment(), Stated(assigned={house.paper("a"): BY_ID["reports"]}))
    again, new = house.paper("a"), house.paper("b")
    assigned = {again: BY_ID["reports"], new: BY_ID["submitted"]}
    (failed,) = house.room.send(house.consignment(), Stated(assigned=assigned))
    assert failed.name == "a"
    assert "already" in failed.reason
    assert standings(house)["submitted"] is Standing.SENT
    waiting = house.uploads.waiting(house.consignment().place)
    assert [one.announced.name for one in waiting] == ["a"]


def test_a_party_sends_in_no_other_name(house: RecordsHouse) -> None:
    other = house.consignment(PartyRole.EMPLOYEE)
    as_administrator = Consignment(case=NUMBER, place=other.place, sender=CA, actor=other.actor)
    refused = house.room.records_refused(as_administrator)
    assert refused is not None
    assert refused.rule == "not-your-case"
    assert house.room.records_refused(house.consignment()) is None


def test_late_records_are_taken_and_what_it_may_cost_is_shown(house: RecordsHouse) -> None:
    house.now += dt.timedelta(days=20)
    recorded = house.store.load(NUMBER)
    (clock,) = asked_of((CA,), recorded, house.case, LAW, house.now).clocks
    assert clock.deadline.rule == "records-claims-administrator"
    assert {one.citation for one in clock.deadline.due.readings} == {
        "8 CCR 9792.10.5(a)(1)",
        "Labor Code 4610.5(l)",
    }
    assert clock.days_late == 5
    (penalty,) = clock.penalties
    assert penalty.says == "up to $2,500 for 5 days, at most $5,000"
    house.room.send(house.consignment(), Stated(assigned={house.paper("a"): BY_ID["reports"]}))
    assert all(one.late for one in house.case.records)


def test_nothing_of_others_is_asked_of_a_party(house: RecordsHouse) -> None:
    found = asked_of((PartyRole.EMPLOYEE,), house.store.load(NUMBER), house.case, LAW, house.now)
    assert {one.deadline.party for one in found.clocks} <= {PartyRole.EMPLOYEE}
    assert all(one.deadline.right for one in found.clocks)


def test_a_cure_names_what_it_mends_and_its_papers() -> None:
    house = RecordsHouse(treatments=())
    assert house.case.state is State.INCOMPLETE
    lacking = [one.rule for one in house.case.lacks]
    sender = house.consignment(PartyRole.EMPLOYEE)
    assert house.room.cure_refused(sender, lacking) is None
    house.paper("missing.pdf")
    house.room.cure(sender, lacking)
    assert house.case.state is State.RECEIVED
    cure = next(one for one in house.store.load(NUMBER) if "Cure" in type(one.event).__name__)
    assert [paper.title for paper in cure.event.papers] == [f"cure: {', '.join(lacking)}"]  # type: ignore[union-attr]
    assert house.kept.by_case[NUMBER] == ["missing.pdf"]
