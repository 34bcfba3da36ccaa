"""One promise for the sums of the figures, on every database."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.databases import KINDS, database, store_in
from tests.happenings import CLERK, FOUND, NOON, plainly_listed, received

from openimr.workflow.counting import count_cases
from openimr.workflow.store import EventStore
from openimr.workflow.tallies import Tally, TallyBook, tallies_of

MARCH = dt.date(2026, 3, 1)
HOUR = dt.timedelta(hours=1)


class House(NamedTuple):
    """A record, and the sums over it."""

    store: EventStore
    book: TallyBook

    def open(self, case: str, at: dt.datetime = NOON) -> None:
        self.store.append(case, [received(case)], after=0, actor=CLERK, key="open", at=at)

    def count(self, upto: dt.datetime = NOON + HOUR) -> None:
        count_cases(self.book, self.store, upto)

    def sum(self, measure: str, key: str) -> int:
        return self.book.sums([measure], MARCH, MARCH).get(Tally(MARCH, measure, key), 0)


@pytest.fixture(params=KINDS)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    with database(request.param, tmp_path) as alias:
        from openimr.adapters.database.tally_book import DatabaseTallies  # noqa: PLC0415

        yield House(store_in(alias, plainly_listed), DatabaseTallies(alias))


def test_nothing_is_counted_before_the_first_time(house: House) -> None:
    assert house.book.counted_until() is None
    assert house.book.sums(["received"], MARCH, MARCH) == {}


def test_cases_are_summed_up_and_it_is_said_until_when(house: House) -> None:
    for case in ("CM26-1", "CM26-2"):
        house.open(case)
    house.count()
    assert house.sum("received", "standard") == 2
    assert house.book.counted_until() == NOON + HOUR


def test_counting_again_counts_nothing_twice(house: House) -> None:
    house.open("CM26-1")
    house.count()
    house.count(NOON + 2 * HOUR)
    assert house.sum("received", "standard") == 1


def test_a_case_that_went_on_is_taken_back_and_counted_as_it_stands(house: House) -> None:
    house.open("CM26-1")
    house.count()
    later = NOON + 2 * HOUR
    house.store.append("CM26-1", [FOUND], after=1, actor=CLERK, key="on", at=later)
    house.count(later)
    assert house.sum("standing", "received") == 0
    assert house.sum("standing", "eligible") == 1
    assert house.sum("received", "standard") == 1


def test_what_is_younger_than_asked_is_left_for_the_next_time(house: House) -> None:
    house.open("CM26-1")
    house.open("CM26-2", NOON + 2 * HOUR)
    house.count()
    assert house.sum("received", "standard") == 1
    house.count(NOON + 3 * HOUR)
    assert house.sum("received", "standard") == 2


def test_more_cases_than_one_step_holds_are_all_counted(house: House) -> None:
    cases = [f"CM26-{number}" for number in range(2_100)]
    for case in cases:
        house.open(case)
    told: list[int] = []
    count_cases(house.book, house.store, NOON + HOUR, told.append)
    assert told[-1] == len(cases)
    assert len(told) > 1
    assert house.sum("received", "standard") == len(cases)


def test_broken_off_it_goes_on_where_it_was(house: House) -> None:
    for case in ("CM26-1", "CM26-2"):
        house.open(case)

    def breaks(case: str) -> Counter[Tally]:
        if case == "CM26-2":
            raise RuntimeError("the power failed")
        return tallies_of(house.store.load(case))

    with pytest.raises(RuntimeError):
        list(house.book.catch_up(NOON + HOUR, breaks))
    assert house.sum("received", "standard") == 0
    house.count()
    assert house.sum("received", "standard") == 2
