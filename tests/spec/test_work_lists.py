"""Chapter: lists of cases, from the words of an address to rows that people read."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.happenings import CLERK, NOON, plainly_listed, received
from tests.memory_event_store import MemoryEventStore

from openimr.law.load import load_law
from openimr.vocabulary.errors import BadInput, Refused
from openimr.workflow.store import CaseMark, Order
from openimr.workflow.together import in_each
from openimr.workflow.work_lists import (
    Filters,
    counts,
    filters_of,
    mark_in_words,
    mark_of,
    query_of,
    rules_of,
)

MONDAY = dt.datetime(2026, 3, 9, 18, tzinfo=dt.UTC)


def test_what_an_address_says_narrows_the_list() -> None:
    filters = filters_of({"state": "eligible", "owner": "case manager", "priority": "expedited"})
    query = query_of(filters, MONDAY)
    assert (query.state, query.owner, query.priority) == ("eligible", "case manager", "expedited")
    assert filters.address == "state=eligible&owner=case+manager&priority=expedited"


@pytest.mark.parametrize(
    "words",
    [
        {"state": "unheard of"},
        {"due": "some day"},
        {"received_from": "03/09/2026"},
        {"received_until": "2026-02-31"},
        {"order": "by name"},
        {"who": "anybody"},
    ],
)
def test_what_an_address_cannot_mean_is_left_out(words: dict[str, str]) -> None:
    assert filters_of(words) == Filters()


@pytest.mark.parametrize(
    ("due", "until"),
    [
        ("overdue", MONDAY),
        ("today", dt.datetime(2026, 3, 10, 7, tzinfo=dt.UTC)),
        ("week", dt.datetime(2026, 3, 16, 7, tzinfo=dt.UTC)),
    ],
)
def test_days_end_in_california(due: str, until: dt.datetime) -> None:
    assert query_of(Filters(due=due), MONDAY).due_before == until


def test_a_range_of_receipt_has_both_its_days_and_stands_in_their_order() -> None:
    filters = Filters(received_from="2026-03-01", received_until="2026-03-02")
    query = query_of(filters, MONDAY)
    assert query.order is Order.RECEIVED
    assert query.received_from == dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC)
    assert query.received_before == dt.datetime(2026, 3, 3, 8, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "mark",
    [
        CaseMark(at=MONDAY, case="CM26-0000012"),
        CaseMark(at=MONDAY.replace(microsecond=999_999), case="CM26-0000012"),
        CaseMark(at=None, case="CM26-0000012"),
    ],
)
def test_a_place_in_a_list_comes_back_from_its_address(mark: CaseMark) -> None:
    assert mark_of(mark_in_words(mark)) == mark


@pytest.mark.parametrize("text", ["", "CM26-1", "never,CM26-1", "2026-03-09,CM26-1", "none,"])
def test_no_other_text_is_a_place(text: str) -> None:
    assert mark_of(text) is None


def test_counts_lead_to_the_lists_that_they_count() -> None:
    store = MemoryEventStore(plainly_listed)
    for number in range(3):
        case = f"CM26-{number}"
        store.append(
            case,
            (received(case, NOON + number * dt.timedelta(days=1)),),
            after=0,
            actor=CLERK,
            key=case,
            at=NOON,
        )
    found = list(counts(store.count, Filters(state="received"), NOON + dt.timedelta(days=60)))
    assert [(one.due, one.number) for one in found] == [("overdue", 3), ("today", 3), ("week", 3)]
    assert found[1].filters == Filters(state="received", due="today")
    assert not found[0].more


def test_rules_of_the_house_are_named_like_those_of_the_law() -> None:
    rules = rules_of(load_law())
    assert rules["service"].name == "Serving the determination"
    assert rules["notice-of-assignment"].citation.startswith("8 CCR")


def test_each_of_several_cases_is_answered_for_itself() -> None:
    keys: dict[str, str] = {}

    def ask(case: str, key: str) -> tuple[str, ...]:
        keys[case] = key
        if case == "B":
            raise Refused("Not now.", rule="not-in-this-state", remedy="Wait.")
        if case == "C":
            raise BadInput("case C", "is not in this record")
        return ("records-closed",)

    found = {one.case: one for one in in_each(["A", "B", "C", "A"], "k" * 32, ask)}
    assert found["A"].done == ("records closed",)
    assert found["B"].refused is not None
    assert found["B"].refused.remedy == "Wait."
    assert found["C"].refused is not None
    assert "is not in this record" in found["C"].refused.reason
    assert len(set(keys.values())) == 3, "each has a key of its own"
    again = dict(keys)
    list(in_each(["A", "B", "C"], "k" * 32, ask))
    assert keys == again, "and the same one again"
