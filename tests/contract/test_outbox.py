"""From the outbox to the jobs: each errand once, whenever the bridge dies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest
from tests.databases import KINDS, database, store_in
from tests.happenings import CLERK, FOUND, NOON, plainly_listed, received

from openimr.case.events.intake import PartyEntry
from openimr.vocabulary.filing import PartyRole, Priority
from openimr.workflow.jobs import Job, Urgency
from openimr.workflow.notice_jobs import notice_errands
from openimr.workflow.outbox import Outbox, carry, job_of
from openimr.workflow.store import Errand, EventStore

CASE = "CM26-0000001"
PARTY = PartyEntry(role=PartyRole.EMPLOYEE, id="party-1")


class MemoryOutbox:
    """An outbox that forgets everything with the process."""

    def __init__(self, store: EventStore) -> None:
        self.waiting: list[Errand] = store.outbox  # type: ignore[attr-defined]

    def unsent(self, most: int) -> tuple[Errand, ...]:
        self.waiting.sort(key=lambda one: (one.priority, one.not_before, one.id))
        return tuple(self.waiting[:most])

    def tick_off(self, ids: Sequence[str]) -> None:
        self.waiting[:] = [one for one in self.waiting if one.id not in ids]


class Asked:
    """Jobs that were asked for, by key; the engine may fail at one of them."""

    def __init__(self) -> None:
        self.jobs: dict[str, Job] = {}
        self.fails_at: str | None = None

    def enqueue(self, job: Job) -> None:
        if job.key == self.fails_at:
            raise ConnectionError
        self.jobs.setdefault(job.key, job)


@pytest.fixture(params=["memory", *KINDS])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[EventStore, Outbox]]:
    if request.param == "memory":
        from tests.memory_event_store import MemoryEventStore  # noqa: PLC0415

        store = MemoryEventStore(plainly_listed, notice_errands)
        yield store, MemoryOutbox(store)
        return
    with database(request.param, tmp_path) as alias:
        from openimr.adapters.database_outbox import DatabaseOutbox  # noqa: PLC0415

        made = store_in(alias, plainly_listed, notice_errands)
        yield made, DatabaseOutbox(alias, lambda: NOON)


def file(store: EventStore, case: str = CASE, priority: Priority = Priority.STANDARD) -> None:
    event = msgspec.structs.replace(received(case), parties=(PARTY,), priority=priority)
    store.append(case, [event], after=0, actor=CLERK, key="file", at=NOON)


def test_an_event_that_parties_are_told_of_becomes_a_job(kept: tuple[EventStore, Outbox]) -> None:
    store, outbox = kept
    file(store)
    store.append(CASE, [FOUND], after=1, actor=CLERK, key="screen", at=NOON)
    asked = Asked()
    assert carry(outbox, asked) == 1  # type: ignore[arg-type]
    (job,) = asked.jobs.values()
    assert (job.key, job.kind) == (f"tell:{CASE}:1", "tell")
    assert job.arguments == {"case": CASE, "event": "1"}
    assert carry(outbox, asked) == 0  # type: ignore[arg-type]


def test_the_same_command_again_asks_for_nothing_more(kept: tuple[EventStore, Outbox]) -> None:
    store, outbox = kept
    file(store)
    file(store)
    assert len(outbox.unsent(10)) == 1


def test_a_bridge_that_dies_hands_over_again_and_the_key_makes_it_once(
    kept: tuple[EventStore, Outbox],
) -> None:
    store, outbox = kept
    for number in range(3):
        file(store, f"CM26-{number}")
    asked = Asked()
    asked.fails_at = "tell:CM26-1:1"
    with pytest.raises(ConnectionError):
        carry(outbox, asked)  # type: ignore[arg-type]
    asked.fails_at = None
    assert carry(outbox, asked) == 3  # type: ignore[arg-type]
    assert sorted(asked.jobs) == [f"tell:CM26-{number}:1" for number in range(3)]


def test_expedited_errands_go_first_and_few_at_a_time(kept: tuple[EventStore, Outbox]) -> None:
    store, outbox = kept
    file(store, "CM26-1")
    file(store, "CM26-2", Priority.EXPEDITED)
    (first,) = outbox.unsent(1)
    assert first.case == "CM26-2"
    assert job_of(first).urgency is Urgency.EXPEDITED


def test_an_errand_keeps_its_time(kept: tuple[EventStore, Outbox]) -> None:
    store, outbox = kept
    file(store)
    (errand,) = outbox.unsent(1)
    assert job_of(errand).not_before == NOON
    assert NOON.tzinfo is dt.UTC
