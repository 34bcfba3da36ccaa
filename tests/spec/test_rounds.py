"""The office's rounds: what is done by the clock, once, whoever looks at it and how often."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from tests.happenings import CLERK, received
from tests.memory_event_store import MemoryEventStore

from openimr.adapters.mail_text import NoticeComposer
from openimr.case.anchor import DailyAnchor, Head
from openimr.case.events import (
    CaseEvent,
    ConvertedToExpedited,
    DeadlineMissed,
    FoundEligible,
    FoundIncomplete,
    NoticeOfAssignmentSent,
    NoticeQueued,
    RecordsClosed,
    RecordsFoundLater,
    ReferredToPerson,
)
from openimr.case.events.event import Lack, Receipt
from openimr.case.events.intake import PartyEntry
from openimr.case.events.records import Sent
from openimr.law.calendar import PACIFIC
from openimr.law.load import load_law
from openimr.vocabulary.filing import Delivery, PartyRole
from openimr.workflow.addresses import Address
from openimr.workflow.case_errands import case_errands
from openimr.workflow.case_jobs import case_kinds
from openimr.workflow.desk import Desk
from openimr.workflow.jobs import Job, Urgency
from openimr.workflow.outbox import job_of
from openimr.workflow.projections import Projection
from openimr.workflow.rounds import Daily, Hourly, RoundsByTheClock, round_kind
from openimr.workflow.rounds_office import RoundsNeed, office_rounds
from openimr.workflow.telling import Letterhead, Telling, ToBePosted

LAW = load_law()
CASE = "CM26-0000001"
MONDAY = dt.datetime(2026, 3, 2, 12, tzinfo=PACIFIC)
HASH = "ab" * 32
PARTIES = (
    PartyEntry(role=PartyRole.EMPLOYEE, id="party-1"),
    PartyEntry(role=PartyRole.CLAIMS_ADMINISTRATOR, id="party-2"),
)
PAPER = Receipt(sender=PartyRole.EMPLOYEE, title="report", pages=3, sha256=HASH, at=MONDAY)
LACK = Lack(rule="unsigned", reason="The form is not signed.", remedy="Sign it.")
NOTIFIED = NoticeOfAssignmentSent(
    sent=(Sent(to=PartyRole.CLAIMS_ADMINISTRATOR, by=Delivery.ELECTRONIC, at=MONDAY),),
    sha256=HASH,
)


class Book:
    """The administrator has an e-mail address; the employee has none."""

    def address(self, party: str) -> Address | None:
        known = {"party-2": Address(name="Acme Claims", email="claims@acme.example")}
        return known.get(party)

    def name(self, party: str) -> str | None:
        return None


class Mail:
    """Takes everything."""

    def send(self, message: object) -> None:
        pass


class Nothing:
    """No letters, and a tray that stays empty."""

    def letter(self, case: str, sha256: str) -> bytes | None:
        return None

    def put(self, case: str, notice: str, papers: Sequence[bytes]) -> None:
        raise AssertionError("nothing is printed here")

    def waiting(self) -> tuple[ToBePosted, ...]:
        return ()

    def opened(self, case: str, notice: str) -> tuple[bytes, ...]:
        raise AssertionError("nothing is printed here")

    def take_out(self, case: str, notice: str) -> None:
        pass


class Left:
    """Papers without a case, by when they were last touched."""

    def __init__(self, papers: list[dt.datetime]) -> None:
        self.papers = papers

    def remove(self, before: dt.datetime) -> int:
        stay = [one for one in self.papers if one >= before]
        count = len(self.papers) - len(stay)
        self.papers[:] = stay
        return count


class Days:
    """A ledger whose days were closed already, by number."""

    def __init__(self, store: MemoryEventStore) -> None:
        self.kept: list[DailyAnchor] = []
        self.lists: dict[dt.date, Sequence[Head]] = {}
        self.store = store

    def first_day(self) -> dt.date | None:
        return MONDAY.date()

    def heads(self, day: dt.date) -> Sequence[Head]:
        return self.lists.get(day, ())

    def anchors(self) -> tuple[DailyAnchor, ...]:
        return tuple(self.kept)

    def keep(self, anchored: DailyAnchor, heads: Sequence[Head] = ()) -> None:
        if anchored not in self.kept:
            self.kept.append(anchored)


class Run(msgspec.Struct):
    """A job's run without an engine."""

    key: str = "k"
    attempt: int = 1
    last_attempt: bool = False
    asked: list[Job] = msgspec.field(default_factory=list)

    def progress(self, done: int, of: int, unit: str) -> None:
        pass

    def ask(self, job: Job) -> None:
        self.asked.append(job)


class Papers:
    """A case's papers, on which nothing has to be done."""

    def read(self, case: str, told: object) -> None:
        pass

    def index(self, case: str, told: object) -> None:
        pass

    def draft(self, case: str, told: object) -> None:
        pass

    def render(self, case: str, ending: str) -> None:
        pass


class House:
    """An office with a clock that tests turn, and a worker that makes the rounds that are due."""

    def __init__(self) -> None:
        self.now = MONDAY
        self.store = MemoryEventStore(Projection(LAW), case_errands)
        self.days = Days(self.store)
        telling = Telling(
            store=self.store,
            law=LAW,
            book=Book(),
            compose=NoticeComposer(
                Letterhead(organization="Example", contact="", sender="n@reviews.example")
            ),
            mail=Mail(),
            letters=Nothing(),
            tray=Nothing(),
            now=lambda: self.now,
        )
        desk = Desk(self.store, LAW, lambda: self.now)
        self.left: list[dt.datetime] = []
        need = RoundsNeed(telling, desk, self.days, self.days, Left(self.left))  # type: ignore[arg-type]
        self.rounds = office_rounds(need)
        self.kind = round_kind(self.rounds)
        self.asked: dict[str, Job] = {}

    def worker(self) -> RoundsByTheClock:
        """Another worker that looks at the clock."""
        return RoundsByTheClock(
            self.rounds, lambda job: self.asked.setdefault(job.key, job), lambda: self.now
        )

    def happens(self, *events: CaseEvent, case: str = CASE) -> None:
        after = len(self.store.load(case))
        self.store.append(case, events, after=after, actor=CLERK, key=f"k{after}", at=self.now)

    def file(self, case: str = CASE) -> None:
        self.happens(
            msgspec.structs.replace(received(case, at=self.now), parties=PARTIES), case=case
        )

    def make(self, name: str, times: int = 1) -> None:
        """Make a round as often as a job of it may be run."""
        (one,) = (one for one in self.rounds if one.name == name)
        job_at = one.rhythm.last(self.now)
        arguments = {"round": name, "at": f"{job_at:%Y-%m-%dT%H:%M}Z"}
        for _ in range(times):
            self.kind.run(Run(), arguments)

    def recorded(self, kind: type[CaseEvent], case: str = CASE) -> list[CaseEvent]:
        return [one.event for one in self.store.load(case) if isinstance(one.event, kind)]


@pytest.fixture
def house() -> House:
    return House()


def test_many_workers_ask_for_one_job_of_each_round_and_time(house: House) -> None:
    workers = [house.worker() for _ in range(3)]
    for worker in workers:
        worker.look()
    assert len(house.asked) == len(house.rounds)
    house.now += dt.timedelta(minutes=5)
    assert sum(worker.look() for worker in workers) == 0
    house.now += dt.timedelta(hours=1)
    for worker in workers:
        worker.look()
    assert len(house.asked) == len(house.rounds) + 1, "the hourly round again"


def test_a_worker_that_starts_later_asks_for_the_last_time_only(house: House) -> None:
    house.now += dt.timedelta(days=30)
    house.worker().look()
    assert len(house.asked) == len(house.rounds)


@pytest.mark.parametrize(
    ("day", "hour"), [(dt.date(2026, 3, 8), 15), (dt.date(2026, 11, 1), 16), (MONDAY.date(), 16)]
)
def test_a_daily_round_keeps_pacific_time_when_clocks_change(day: dt.date, hour: int) -> None:
    noon = dt.datetime.combine(day, dt.time(12), tzinfo=PACIFIC)
    last = Daily(dt.time(8)).last(noon)
    assert last == dt.datetime.combine(day, dt.time(hour), tzinfo=dt.UTC)
    assert Daily(dt.time(8)).last(last) == last
    assert Daily(dt.time(8)).last(last - dt.timedelta(seconds=1)) < last


def test_an_hourly_round_is_due_at_its_minute() -> None:
    at = dt.datetime(2026, 3, 2, 12, 10, tzinfo=dt.UTC)
    assert Hourly(10).last(at) == at
    assert Hourly(10).last(at - dt.timedelta(seconds=1)) == at - dt.timedelta(hours=1)


def test_days_that_are_over_are_closed_and_days_left_out_are_made_up_for(house: House) -> None:
    house.now += dt.timedelta(days=3)
    house.make("anchor", times=2)
    assert [one.day for one in house.days.kept] == [
        MONDAY.date() + dt.timedelta(days=n) for n in range(3)
    ]


def test_a_missed_duty_is_noted_once_and_only_after_the_latest_reading(house: House) -> None:
    house.file()
    house.happens(FoundEligible(), NOTIFIED)
    house.now = MONDAY + dt.timedelta(days=11)
    house.make("deadlines")
    assert not house.recorded(DeadlineMissed), "ten days by the statute, twelve by the regulation"
    house.now = MONDAY + dt.timedelta(days=16)
    house.make("deadlines", times=3)
    house.now += dt.timedelta(days=1)
    house.make("deadlines")
    (missed,) = house.recorded(DeadlineMissed)
    assert isinstance(missed, DeadlineMissed)
    assert (missed.rule, missed.who) == ("records-claims-administrator", "claims administrator")


def test_nothing_is_rejected_for_a_date_what_nobody_cured_goes_to_a_person(house: House) -> None:
    house.file()
    house.happens(FoundIncomplete(lacks=(LACK,), cure_by=dt.date(2026, 3, 9)))
    house.now = MONDAY + dt.timedelta(days=7)
    house.make("deadlines")
    assert not house.recorded(ReferredToPerson), "the last day is not over"
    house.now = MONDAY + dt.timedelta(days=8)
    house.make("deadlines", times=2)
    assert len(house.recorded(ReferredToPerson)) == 1
    assert len(house.recorded(DeadlineMissed)) == 1


def test_every_overdue_case_is_reached_however_many_there_are(house: House) -> None:
    cases = [f"CM26-{number:07}" for number in range(700)]
    for case in cases:
        house.file(case)
        house.happens(FoundEligible(), case=case)
    house.now = MONDAY + dt.timedelta(days=5)
    house.make("deadlines")
    assert all(len(house.recorded(DeadlineMissed, case)) == 1 for case in cases)


def test_a_party_is_reminded_once_some_days_before_its_duty_is_due(house: House) -> None:
    house.file()
    house.happens(FoundEligible(), NOTIFIED)
    before = len(house.recorded(NoticeQueued))
    for days in range(20):
        house.now = MONDAY + dt.timedelta(days=days)
        house.make("reminders", times=2)
        queued = house.recorded(NoticeQueued)[before:]
        assert len(queued) == (days >= 7), "due on the tenth day by the strictest reading"
    (told,) = queued
    assert isinstance(told, NoticeQueued)
    assert told.to is PartyRole.CLAIMS_ADMINISTRATOR


def test_who_has_no_e_mail_address_is_not_reminded_by_a_letter_that_comes_too_late(
    house: House,
) -> None:
    house.file()
    house.happens(FoundIncomplete(lacks=(LACK,), cure_by=dt.date(2026, 3, 9)))
    house.now = MONDAY + dt.timedelta(days=5)
    house.make("reminders")
    assert not house.recorded(NoticeQueued)


def test_the_page_on_operations_lists_every_round_with_its_time(house: House) -> None:
    page = (Path(__file__).parents[2] / "docs" / "operations.md").read_text()
    for one in house.rounds:
        assert f"| {one.name} | {one.rhythm.says} |" in page


def test_a_complete_case_file_is_prepared_and_prepared_anew_when_records_are_found(
    house: House,
) -> None:
    house.file()
    house.happens(FoundEligible(), NOTIFIED, RecordsClosed(complete=True))
    house.happens(RecordsFoundLater(receipt=PAPER, beyond_ur=True))
    jobs = [job_of(one) for one in house.store.outbox if one.kind == "read-case-file"]
    assert [one.key for one in jobs] == [f"read-case-file:{CASE}:{n}" for n in (4, 5)]
    assert [one.arguments["then"] for one in jobs] == ["index/draft"] * 2


def test_jobs_of_an_expedited_case_go_before_all_others_to_the_end_of_their_chain(
    house: House,
) -> None:
    house.file()
    house.happens(ConvertedToExpedited(certified_by="a physician", papers=(PAPER,)))
    house.happens(FoundEligible(), NOTIFIED, RecordsClosed(complete=True))
    (job,) = (job_of(one) for one in house.store.outbox if one.kind == "read-case-file")
    kinds, done = {kind.name: kind for kind in case_kinds(Papers())}, list[str]()
    asked = [job]
    while asked:
        job = asked.pop()
        kinds[job.kind].run(Run(asked=asked), job.arguments)
        assert job.urgency is Urgency.EXPEDITED
        done.append(job.kind)
    assert done == ["read-case-file", "index", "draft"]


# Papers without a case


def test_papers_that_came_to_no_case_stay_two_weeks(house: House) -> None:
    house.left += [house.now - dt.timedelta(days=15), house.now - dt.timedelta(days=13)]
    house.make("papers-left", times=2)
    assert house.left == [house.now - dt.timedelta(days=13)]
