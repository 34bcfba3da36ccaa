"""Law: the days that offices are closed, day by day from 2013 to 2030."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec
import pytest

from openimr.law.calendar import Calendar
from openimr.law.load import load_law, replaced
from openimr.law.model import Evidence, HolidayOverride
from openimr.vocabulary.errors import BadInput

CALENDAR = Calendar(load_law())
YEARS = range(2013, 2031)
MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6

CLOSED_WEEKDAYS = {
    2016: "01-01 01-18 02-15 03-31 05-30 07-04 09-05 11-11 11-24 11-25 12-26",
    2017: "01-02 01-16 02-20 03-31 05-29 07-04 09-04 11-10 11-23 11-24 12-25",
    2021: "01-01 01-18 02-15 03-31 05-31 07-05 09-06 11-11 11-25 11-26",
    2022: "01-17 02-21 03-31 05-30 07-04 09-05 11-11 11-24 11-25 12-26",
    2023: "01-02 01-16 02-20 03-31 05-29 07-04 09-04 11-10 11-23 11-24 12-25",
    2024: "01-01 01-15 02-19 04-01 05-27 07-04 09-02 11-11 11-28 11-29 12-25",
    2026: "01-01 01-19 02-16 03-31 05-25 09-07 11-11 11-26 11-27 12-25",
    2027: "01-01 01-18 02-15 03-31 05-31 07-05 09-06 11-11 11-25 11-26",
}
"""Written by hand from wall calendars."""


def days_of(year: int) -> Iterator[dt.date]:
    day = dt.date(year, 1, 1)
    while day.year == year:
        yield day
        day += dt.timedelta(days=1)


def nth(year: int, month: int, weekday: int, number: int) -> dt.date:
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def closed_by_the_list(year: int) -> set[dt.date]:
    """The list in words, once more and without the library or the law's data."""
    monday_after = {SUNDAY: dt.timedelta(days=1)}
    fixed = [(1, 1), (3, 31), (7, 4), (12, 25)]
    days = {dt.date(year, month, day) for month, day in fixed}
    closed = {day + monday_after.get(day.weekday(), dt.timedelta()) for day in days}
    veterans = dt.date(year, 11, 11)
    closed.add(
        veterans
        + {SATURDAY: -dt.timedelta(days=1), **monday_after}.get(veterans.weekday(), dt.timedelta())
    )
    closed |= {nth(year, 1, MONDAY, 3), nth(year, 2, MONDAY, 3), nth(year, 9, MONDAY, 1)}
    closed.add(max(day for day in days_of(year) if day.month == 5 and day.weekday() == MONDAY))
    thanksgiving = nth(year, 11, THURSDAY, 4)
    return closed | {thanksgiving, thanksgiving + dt.timedelta(days=1)}


@pytest.mark.parametrize("year", YEARS)
def test_every_day_of_the_year_is_open_or_closed_as_the_states_list_says(year: int) -> None:
    closed = closed_by_the_list(year)
    for day in days_of(year):
        open_by_the_list = day.weekday() < SATURDAY and day not in closed
        assert CALENDAR.is_business_day(day) == open_by_the_list, day


@pytest.mark.parametrize("year", CLOSED_WEEKDAYS)
def test_the_closed_weekdays_are_those_of_a_wall_calendar(year: int) -> None:
    closed = [d for d in CALENDAR.holidays(year) if d.weekday() < SATURDAY]
    assert " ".join(day.strftime("%m-%d") for day in closed) == CLOSED_WEEKDAYS[year]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (dt.date(2026, 2, 12), "Lincoln's Birthday"),
        (dt.date(2027, 2, 12), "Lincoln's Birthday"),
        (dt.date(2024, 2, 15), "Susan B. Anthony Day"),
        (dt.date(2026, 6, 19), "Juneteenth"),
        (dt.date(2026, 10, 12), "Columbus Day"),
        (dt.date(2027, 10, 29), "Diwali"),
        (dt.date(2024, 2, 9), "Lunar New Year"),
        (dt.date(2026, 7, 3), "Independence Day on a Saturday does not move"),
        (dt.date(2027, 12, 24), "Christmas Day on a Saturday does not move"),
        (dt.date(2021, 12, 31), "New Year's Day on a Saturday does not move"),
        (dt.date(2018, 3, 30), "Cesar Chavez Day on a Saturday does not move"),
    ],
)
def test_days_that_are_not_on_the_list_are_business_days(day: dt.date, why: str) -> None:
    assert CALENDAR.is_business_day(day), why


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (dt.date(2024, 4, 1), "Cesar Chavez Day"),
        (dt.date(2017, 11, 10), "Veterans Day"),
        (dt.date(2018, 11, 12), "Veterans Day"),
        (dt.date(2026, 11, 27), "Day after Thanksgiving"),
        (dt.date(2023, 1, 2), "New Year's Day"),
        (dt.date(2016, 12, 26), "Christmas Day"),
    ],
)
def test_a_holiday_is_kept_where_it_moves_to(day: dt.date, name: str) -> None:
    assert CALENDAR.holiday(day) == name
    assert not CALENDAR.is_business_day(day)


@pytest.mark.parametrize("year", [2003, 2101])
def test_years_that_nobody_counts_are_refused(year: int) -> None:
    with pytest.raises(BadInput, match="Days are counted from 2004 to 2100"):
        CALENDAR.holidays(year)


def with_single_days(*days: tuple[dt.date, bool]) -> Calendar:
    overrides = tuple(
        HolidayOverride(
            id=f"day-{day}",
            name="Day of the Governor",
            citation="proclamation",
            evidence=Evidence.UNVERIFIED,
            day=day,
            closed=closed,
        )
        for day, closed in days
    )
    return Calendar(replaced(load_law(), {"overrides": overrides}))


def test_a_governor_may_close_offices_on_a_single_day() -> None:
    monday = dt.date(2026, 11, 23)
    calendar = with_single_days((monday, True))
    assert not calendar.is_business_day(monday)
    assert calendar.holiday(monday) == "Day of the Governor"
    assert calendar.next_business_day(dt.date(2026, 11, 20)) == dt.date(2026, 11, 24)
    assert CALENDAR.is_business_day(monday)


def test_a_day_that_the_governor_closed_is_no_working_day_by_any_reading() -> None:
    monday = dt.date(2026, 11, 23)
    calendar = with_single_days((monday, True))
    readings = calendar.working_day_readings
    assert [calendar.is_working_day(monday, reading) for reading in readings] == [False, False]


def test_offices_may_be_open_on_a_day_of_the_list() -> None:
    thanksgiving, day_after = dt.date(2026, 11, 26), dt.date(2026, 11, 27)
    calendar = with_single_days((day_after, False))
    assert calendar.is_business_day(day_after)
    assert not calendar.is_business_day(thanksgiving)


def test_a_holiday_of_the_list_keeps_its_name_when_its_day_is_closed_once_more() -> None:
    christmas = dt.date(2026, 12, 25)
    assert with_single_days((christmas, True)).holiday(christmas) == "Christmas Day"


def test_a_holiday_may_move_into_the_year_before() -> None:
    law = load_law()
    moving = tuple(msgspec.structs.replace(rule, saturday="friday") for rule in law.holidays)
    calendar = Calendar(replaced(law, {"holidays": moving}))
    assert calendar.holiday(dt.date(2021, 12, 31)) == "New Year's Day"
    assert CALENDAR.holiday(dt.date(2021, 12, 31)) is None
