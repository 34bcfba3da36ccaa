"""Due dates, whatever the day, the amount and the way a paper travelled."""

from __future__ import annotations

import datetime as dt

from hypothesis import assume, given
from hypothesis import strategies as st

from openimr.law.calendar import PACIFIC, PLACES, Calendar
from openimr.law.deadlines import Start, deadlines_after
from openimr.law.due import count_from
from openimr.law.load import load_law
from openimr.law.model import Circumstances
from openimr.law.triggers import Trigger
from openimr.vocabulary.filing import Delivery, Priority
from openimr.vocabulary.spans_of_time import (
    Amount,
    BusinessDays,
    CalendarDays,
    ClockHours,
    WorkingDays,
)

LAW = load_law()
CALENDAR = Calendar(LAW)
DAY = dt.timedelta(days=1)

days = st.dates(dt.date(2013, 1, 1), dt.date(2030, 12, 31))
around_year_ends = st.builds(
    lambda year, offset: dt.date(year, 12, 25) + offset * DAY,
    st.integers(2013, 2029),
    st.integers(0, 14),
)
some_days = days | around_year_ends
counts = st.integers(0, 40)
kinds = st.sampled_from([CalendarDays, BusinessDays, WorkingDays])
moments = st.datetimes(
    dt.datetime.fromisoformat("2013-01-01"),
    dt.datetime.fromisoformat("2030-12-31"),
    timezones=st.just(dt.UTC),
) | st.datetimes(
    dt.datetime.fromisoformat("2026-03-07"),
    dt.datetime.fromisoformat("2026-03-09"),
    timezones=st.just(PACIFIC),
)
starts = st.builds(
    Start,
    trigger=st.sampled_from(list(Trigger)),
    since=some_days | moments,
    delivery=st.none() | st.sampled_from(list(Delivery)),
    known=st.builds(
        Circumstances,
        priority=st.none() | st.sampled_from(list(Priority)),
        formulary=st.none() | st.booleans(),
        given=st.none() | st.booleans(),
    ),
    decided_on=st.none() | some_days,
    place=st.sampled_from(PLACES),
)


def last_days(amount: Amount, since: dt.date) -> list[dt.date]:
    return [at.date() for at, _ in count_from(amount, since, CALENDAR)]


@given(kinds, counts, some_days)
def test_more_days_never_end_earlier(kind: type[CalendarDays], count: int, since: dt.date) -> None:
    fewer, more = (last_days(kind(count=n), since) for n in (count, count + 1))
    assert all(one <= other for one, other in zip(fewer, more, strict=True))


@given(kinds, counts, some_days)
def test_a_later_start_never_ends_earlier(
    kind: type[CalendarDays], count: int, since: dt.date
) -> None:
    before, after = (last_days(kind(count=count), day) for day in (since, since + DAY))
    assert all(one <= other for one, other in zip(before, after, strict=True))


@given(st.sampled_from([CalendarDays, BusinessDays]), counts, some_days)
def test_no_deadline_in_days_ends_when_offices_are_closed(
    kind: type[CalendarDays], count: int, since: dt.date
) -> None:
    (last,) = last_days(kind(count=count), since)
    assert CALENDAR.is_business_day(last)


@given(counts, some_days)
def test_exactly_so_many_business_days_lie_after_the_first_day(count: int, since: dt.date) -> None:
    (last,) = last_days(BusinessDays(count=count), since)
    between = (since + n * DAY for n in range(1, (last - since).days + 1))
    counted = sum(CALENDAR.is_business_day(day) for day in between)
    assert counted == count or (count == 0 and counted == 1)


@given(some_days)
def test_no_days_end_on_the_day_itself_or_on_the_next_one_that_offices_are_open(
    since: dt.date,
) -> None:
    open_day = CALENDAR.roll(since)
    assert last_days(CalendarDays(count=0), since) == [open_day]
    assert last_days(BusinessDays(count=0), since) == [open_day]


@given(counts, some_days)
def test_calendar_days_move_only_past_days_that_offices_are_closed(
    count: int, since: dt.date
) -> None:
    (last,) = last_days(CalendarDays(count=count), since)
    unmoved = since + count * DAY
    passed = (unmoved + n * DAY for n in range((last - unmoved).days))
    assert not any(CALENDAR.is_business_day(day) for day in passed)


@given(counts, some_days)
def test_business_days_never_end_before_as_many_working_days_or_calendar_days(
    count: int, since: dt.date
) -> None:
    (business,) = last_days(BusinessDays(count=count), since)
    assert last_days(CalendarDays(count=count), since)[0] <= business
    assert all(day <= business for day in last_days(WorkingDays(count=count), since))


@given(counts, some_days)
def test_every_reading_of_working_days_ends_on_one_of_its_working_days(
    count: int, since: dt.date
) -> None:
    found = last_days(WorkingDays(count=count), since)
    for day, reading in zip(found, CALENDAR.working_day_readings, strict=True):
        assert CALENDAR.is_working_day(day, reading)


@given(st.integers(0, 1000), moments)
def test_hours_are_hours_whatever_the_clock_on_the_wall_does(
    count: int, since: dt.datetime
) -> None:
    ((at, _),) = count_from(ClockHours(count=count), since, CALENDAR)
    assert at.astimezone(dt.UTC) - since.astimezone(dt.UTC) == dt.timedelta(hours=count)


@given(starts, st.dates(dt.date(2013, 7, 1), dt.date(2030, 1, 1)))
def test_a_clock_runs_after_every_event_of_a_review(start: Start, on: dt.date) -> None:
    known = start.known
    if known.given or known.priority is Priority.EXPEDITED:
        assume(start.trigger is not Trigger.TREATMENT_RECOMMENDED)
    assert deadlines_after(LAW, CALENDAR, start._replace(decided_on=on))


@given(starts)
def test_the_earliest_reading_wins_and_every_reading_names_its_law(start: Start) -> None:
    for one in deadlines_after(LAW, CALENDAR, start):
        assert all(one.due.at.timestamp() <= reading.at.timestamp() for reading in one.due.readings)
        assert all(reading.citation and reading.reading for reading in one.due.readings)
        assert one.due.agreed == (one.due.at.timestamp() == one.due.latest.timestamp())
        assert one.rule.who


@given(starts)
def test_knowing_more_never_starts_a_deadline_that_was_not_there(start: Start) -> None:
    less = start._replace(known=Circumstances())
    known, all_of_them = (
        {one.rule.id for one in deadlines_after(LAW, CALENDAR, which)} for which in (start, less)
    )
    assert known <= all_of_them


@given(starts)
def test_a_deadline_never_ends_before_it_begins(start: Start) -> None:
    begun = start.since
    if isinstance(begun, dt.datetime):
        assert all(o.due.at >= begun for o in deadlines_after(LAW, CALENDAR, start))
    else:
        assert all(o.due.at.date() >= begun for o in deadlines_after(LAW, CALENDAR, start))
