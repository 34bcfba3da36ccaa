"""What every event store promises, tried in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

import dataclasses
import datetime as dt
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import pytest
from tests.databases import KINDS, database, store_in, waiting
from tests.happenings import (
    CLERK,
    FOUND,
    NOON,
    appointed,
    closed,
    deferred,
    plainly_listed,
    received,
    recused,
)
from tests.memory_event_store import MemoryEventStore

from openimr.adapters.database.connect import disconnect
from openimr.case.events import CaseEvent
from openimr.case.record import ZEROS, RecordedEvent, digest_of
from openimr.vocabulary.errors import Refused
from openimr.workflow.store import (
    CaseQuery,
    DeadlineMark,
    DeadlineQuery,
    Errand,
    EventStore,
    Order,
    SeatRow,
)

DAY = dt.timedelta(days=1)


def notices(_: Sequence[RecordedEvent], new: Sequence[RecordedEvent]) -> tuple[Errand, ...]:
    """A notice for every event."""
    return tuple(
        Errand(
            id=f"{one.case}/{one.number}/notice",
            case=one.case,
            kind="notice",
            body=b"{}",
            not_before=one.at,
        )
        for one in new
    )


@dataclasses.dataclass
class Kept:
    """A store, a look at the errands that wait in it, and what a thread does before it ends."""

    store: EventStore
    errands: Callable[[], list[str]]
    leave: Callable[[], None] = lambda: None


@pytest.fixture(params=["memory", *KINDS])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    if request.param == "memory":
        memory = MemoryEventStore(plainly_listed, notices)
        yield Kept(memory, lambda: sorted(one.id for one in memory.outbox))
        return
    with database(request.param, tmp_path) as alias:
        yield Kept(
            store_in(alias, plainly_listed, notices),
            lambda: waiting(alias),
            lambda: disconnect(alias),
        )


@pytest.fixture
def store(kept: Kept) -> EventStore:
    return kept.store


def put(
    store: EventStore, case: str, *events: CaseEvent, key: str = "", at: dt.datetime = NOON
) -> tuple[RecordedEvent, ...]:
    """Append behind whatever the case has."""
    after = len(store.load(case))
    return store.append(case, events, after=after, actor=CLERK, key=key or f"k{after}", at=at)


def test_what_was_recorded_comes_back_in_order_and_chained(store: EventStore) -> None:
    new = put(store, "CM26-1", received("CM26-1"), FOUND) + put(store, "CM26-1", deferred("wait"))
    assert store.load("CM26-1") == new
    assert [one.number for one in new] == [1, 2, 3]
    assert [one.previous for one in new] == [ZEROS, new[0].digest, new[1].digest]
    assert all(one.digest == digest_of(one) for one in new)


def test_times_actors_and_words_come_back_to_the_last_microsecond_and_letter(
    store: EventStore,
) -> None:
    at = dt.datetime(2026, 3, 2, 12, 0, 0, 123457, tzinfo=dt.timezone(dt.timedelta(hours=-8)))
    put(store, "CM26-1", received("CM26-1", at=at), deferred('naïve "quoted" 🦴 \\ text'), at=at)
    first, second = store.load("CM26-1")
    assert first.at == at
    assert first.event == received("CM26-1", at=at)
    assert second.event == deferred('naïve "quoted" 🦴 \\ text')


def test_a_case_that_is_not_there_has_no_events(store: EventStore) -> None:
    assert store.load("CM26-404") == ()


def test_whoever_decided_on_older_events_is_told_that_someone_was_faster(kept: Kept) -> None:
    store = kept.store
    put(store, "CM26-1", received("CM26-1"))
    put(store, "CM26-1", FOUND)
    with pytest.raises(Refused, match="someone else was faster") as refused:
        store.append("CM26-1", [deferred("x")], after=1, actor=CLERK, key="late", at=NOON)
    assert refused.value.rule == "someone-was-faster"
    assert len(store.load("CM26-1")) == 2
    assert len(kept.errands()) == 2


def test_nobody_decides_on_events_that_are_not_there_yet(store: EventStore) -> None:
    with pytest.raises(Refused):
        store.append("CM26-1", [FOUND], after=3, actor=CLERK, key="early", at=NOON)
    assert store.load("CM26-1") == ()


def test_the_same_command_again_changes_nothing_and_answers_as_before(kept: Kept) -> None:
    store = kept.store
    first = put(store, "CM26-1", received("CM26-1"), FOUND, key="filing")
    put(store, "CM26-1", deferred("x"), key="defer")
    for after in (0, 2, 3):
        again = store.append(
            "CM26-1", [deferred("again")], after=after, actor=CLERK, key="filing", at=NOON + DAY
        )
        assert again == first
    assert len(store.load("CM26-1")) == 3
    assert len(kept.errands()) == 3


def test_the_same_key_in_another_case_is_another_command(store: EventStore) -> None:
    put(store, "CM26-1", received("CM26-1"), key="filing")
    put(store, "CM26-2", received("CM26-2"), key="filing")
    assert [len(store.load(case)) for case in ("CM26-1", "CM26-2")] == [1, 1]


def test_nothing_happened_records_nothing(kept: Kept) -> None:
    assert put(kept.store, "CM26-1") == ()
    assert kept.store.load("CM26-1") == ()
    assert kept.errands() == []


def race(kept: Kept, clicks: Sequence[tuple[str, CaseEvent]]) -> list[object]:
    """What each of several people gets who decide on the same events at the same moment."""
    append = kept.store.append
    start = threading.Barrier(len(clicks))
    answers: list[object] = [None] * len(clicks)

    def click(place: int, key: str, event: CaseEvent) -> None:
        start.wait()
        try:
            answers[place] = append("CM26-1", [event], after=1, actor=CLERK, key=key, at=NOON)
        except Refused as refused:
            answers[place] = refused.rule
        finally:
            kept.leave()

    threads = [
        threading.Thread(target=click, args=(place, key, event))
        for place, (key, event) in enumerate(clicks)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_of_many_who_click_at_once_one_is_recorded_and_the_others_are_told(kept: Kept) -> None:
    put(kept.store, "CM26-1", received("CM26-1"))
    answers = race(kept, [(f"click-{n}", deferred(str(n))) for n in range(8)])
    assert sorted(map(str, answers)).count("someone-was-faster") == 7
    (winner,) = [one for one in answers if one != "someone-was-faster"]
    assert kept.store.load("CM26-1")[1:] == winner
    assert len(kept.errands()) == 2


def test_one_command_that_comes_eight_times_at_once_is_recorded_once(kept: Kept) -> None:
    put(kept.store, "CM26-1", received("CM26-1"))
    answers = race(kept, [("one click", deferred("once"))] * 8)
    assert len(kept.store.load("CM26-1")) == 2
    assert all(one == kept.store.load("CM26-1")[1:] for one in answers)
    assert len(kept.errands()) == 2


def some_cases(store: EventStore) -> None:
    """Five cases: two eligible, two received, one closed; two of them reviewed by Reviewer 7."""
    for n, administrator in enumerate("aabba", start=1):
        case = f"CM26-{n}"
        put(store, case, received(case, NOON + (6 - n) * DAY, administrator))
    put(store, "CM26-1", FOUND, appointed("7"))
    put(store, "CM26-2", FOUND, appointed("7"), appointed("8", seat=2))
    put(store, "CM26-5", FOUND, closed())


def listed(store: EventStore, query: CaseQuery) -> list[str]:
    """Case numbers of all pages of a list."""
    numbers: list[str] = []
    while True:
        page = store.cases(query)
        assert len(page.rows) <= query.limit
        numbers += [row.case.removeprefix("CM26-") for row in page.rows]
        if page.next is None:
            return numbers
        query = msgspec.structs.replace(query, after=page.next)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, "43215"),
        ({"order": Order.RECEIVED}, "54321"),
        ({"state": "eligible"}, "21"),
        ({"state": "closed"}, "5"),
        ({"state": "unheard of"}, ""),
        ({"owner": "case manager"}, "4321"),
        ({"reviewer": "7"}, "21"),
        ({"reviewer": "8"}, "2"),
        ({"reviewer": "7", "administrator": "b"}, ""),
        ({"reviewer": "7", "state": "eligible"}, "21"),
        ({"reviewer": "7", "order": Order.RECEIVED}, "21"),
        ({"administrator": "b"}, "43"),
        ({"same_dispute": "dispute of CM26-4"}, "4"),
        ({"same_course": "course-1"}, "43215"),
        ({"same_course": "course-2"}, ""),
        ({"due_before": NOON + 33 * DAY}, "4"),
        ({"due_before": NOON + 33 * DAY, "state": "eligible"}, ""),
        ({"cases": ("CM26-4", "CM26-2", "CM26-99")}, "42"),
        ({"cases": ("CM26-4", "CM26-2"), "reviewer": "7"}, "2"),
        ({"cases": ()}, ""),
        ({"priority": "standard", "state": "eligible"}, "21"),
        ({"priority": "expedited"}, ""),
        ({"to_publish": True}, "5"),
        ({"to_publish": False}, "4321"),
        ({"to_publish": True, "state": "eligible"}, ""),
        ({"order": Order.RECEIVED, "received_from": NOON + 3 * DAY}, "321"),
        ({"order": Order.RECEIVED, "received_before": NOON + 3 * DAY}, "54"),
        (
            {
                "order": Order.RECEIVED,
                "received_from": NOON + 2 * DAY,
                "received_before": NOON + 4 * DAY,
                "administrator": "b",
            },
            "43",
        ),
        ({"order": Order.RECEIVED, "received_from": NOON + 3 * DAY, "reviewer": "7"}, "21"),
    ],
)
def test_cases_are_listed_page_by_page(
    store: EventStore, asked: dict[str, object], expected: str
) -> None:
    some_cases(store)
    for limit in (1, 2, 50):
        query = CaseQuery(**asked, limit=limit)
        assert "".join(listed(store, query)) == expected
        assert store.count(query) == min(limit, len(expected))


def test_many_cases_without_a_clock_are_listed_page_by_page_too(store: EventStore) -> None:
    for n in range(5):
        put(store, f"CM26-{n}", received(f"CM26-{n}"), FOUND, closed())
    assert listed(store, CaseQuery(state="closed", limit=2)) == list("01234")


def test_a_listed_case_shows_what_lists_need(store: EventStore) -> None:
    some_cases(store)
    (row,) = [row for row in store.cases(CaseQuery()).rows if row.case == "CM26-2"]
    assert row == plainly_listed(store.load("CM26-2")).row
    assert row.seats == (SeatRow(seat=1, reviewer="7"), SeatRow(seat=2, reviewer="8"))


def test_who_left_a_seat_no_longer_has_the_case_in_the_list(store: EventStore) -> None:
    some_cases(store)
    put(store, "CM26-2", recused("7"))
    assert listed(store, CaseQuery(reviewer="7")) == ["1"]
    put(store, "CM26-2", appointed("9"))
    assert listed(store, CaseQuery(reviewer="9")) == ["2"]


def test_open_duties_are_listed_earliest_first(store: EventStore) -> None:
    some_cases(store)
    clocks = store.deadlines(DeadlineQuery(role="reviewer"))
    assert [one.case for one in clocks] == ["CM26-2", "CM26-1"]
    assert store.deadlines(DeadlineQuery(role="intake")) == ()
    assert [one.case for one in store.deadlines(DeadlineQuery(limit=1))] == ["CM26-2"]
    assert store.deadlines(DeadlineQuery(case="CM26-1")) == clocks[1:]
    assert store.deadlines(DeadlineQuery(due_before=clocks[1].due)) == clocks[:1]


def test_all_open_duties_can_be_walked_through_page_by_page(store: EventStore) -> None:
    some_cases(store)
    whole = store.deadlines(DeadlineQuery())
    walked, mark = list[str](), None
    while page := store.deadlines(DeadlineQuery(after=mark, limit=1)):
        walked.append(page[0].case)
        mark = DeadlineMark(due=page[0].due, case=page[0].case)
    assert walked == [one.case for one in whole]
    assert store.deadlines(DeadlineQuery(after=DeadlineMark(due=whole[0].due))) == whole


def test_every_case_is_numbered_once(store: EventStore) -> None:
    some_cases(store)
    assert list(store.numbers()) == [f"CM26-{n}" for n in range(1, 6)]


def test_lists_drawn_anew_are_the_lists_that_were(kept: Kept) -> None:
    some_cases(kept.store)
    cases, clocks = kept.store.cases(CaseQuery()), kept.store.deadlines(DeadlineQuery())
    errands = kept.errands()
    assert kept.store.rebuild() == 5
    assert (kept.store.cases(CaseQuery()), kept.store.deadlines(DeadlineQuery())) == (cases, clocks)
    assert kept.errands() == errands
