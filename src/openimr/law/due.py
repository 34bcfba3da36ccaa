"""When something is due: every reading of a rule computed, the earliest wins.

Days begin and end in Pacific time. The first day is excluded, the last included; a last calendar
day that is no business day moves to the next one (Civil Code 10 and 11). Hours run on the clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from openimr.law.calendar import CALIFORNIA, PACIFIC, Calendar, pacific_day
from openimr.law.model import Count, DeadlineRule, Evidence
from openimr.vocabulary.filing import Delivery
from openimr.vocabulary.spans_of_time import (
    Amount,
    BusinessDays,
    CalendarDays,
    ClockHours,
    WorkingDays,
    in_words,
)
from openimr.vocabulary.value import Value, require

_DAY = dt.timedelta(days=1)


class Reading(Value, frozen=True, kw_only=True):
    """A due date as one authority counts it.

    Attributes:
        at: the last moment that is in time, in Pacific time.
        reading: whose reading, and how it was counted.
        citation: its law.
        evidence: how it is known.
        exact: it is a time of day (clock hours), not the end of a day.
    """

    at: dt.datetime
    reading: str
    citation: str
    evidence: Evidence
    exact: bool = False


class Due(Value, frozen=True, kw_only=True):
    """Every reading of one deadline."""

    readings: tuple[Reading, ...]

    def __post_init__(self) -> None:
        require(bool(self.readings), "a due date has a reading")

    @property
    def earliest(self) -> Reading:
        """The reading that wins."""
        return min(self.readings, key=lambda reading: reading.at.timestamp())

    @property
    def at(self) -> dt.datetime:
        """When it is due: by the earliest reading."""
        return self.earliest.at

    @property
    def latest(self) -> dt.datetime:
        """When no reading is left by which it would be in time."""
        return max((reading.at for reading in self.readings), key=dt.datetime.timestamp)

    @property
    def agreed(self) -> bool:
        """Whether all readings come to the same time."""
        return self.at.timestamp() == self.latest.timestamp()


def due(
    rule: DeadlineRule,
    since: dt.datetime | dt.date,
    delivery: Delivery | None,
    calendar: Calendar,
    place: str = CALIFORNIA,
) -> Due:
    """When a rule's deadline is, counted from its trigger.

    Args:
        rule: what must be done.
        since: when the trigger happened; of a day without time hours run from its beginning.
        delivery: how the paper travelled that started the clock; None for not known, and then
            the readings for every way are computed.
        calendar: the days of the law.
        place: where it was served, for the days added to mail.

    Raises:
        ValueError: for a time without its zone.
    """
    found: list[Reading] = []
    for count in _applying(rule, delivery):
        found += _readings(count, since, delivery, calendar, place)
    return Due(readings=tuple(dict.fromkeys(found)))


def count_from(
    amount: Amount, since: dt.datetime | dt.date, calendar: Calendar
) -> Iterator[tuple[dt.datetime, str]]:
    """The last moment in time of an amount, once for each reading that there is of its unit."""
    day = pacific_day(since)
    if isinstance(amount, ClockHours):
        start = since if isinstance(since, dt.datetime) else _start_of(day)
        end = start.astimezone(dt.UTC) + dt.timedelta(hours=amount.count)
        yield end.astimezone(PACIFIC), ""
    elif isinstance(amount, CalendarDays):
        last = day + amount.count * _DAY
        rolled = calendar.roll(last)
        told = "" if rolled == last else f"{_called(last, calendar)} moves to the next business day"
        yield _end_of(rolled), told
    elif isinstance(amount, BusinessDays):
        yield _end_of(_business_days(day, amount.count, calendar)), ""
    else:
        yield from _working_days(day, amount, calendar)


def _applying(rule: DeadlineRule, delivery: Delivery | None) -> list[Count]:
    """The counts for a way of delivery; of one that the text does not name, those of all ways."""
    named = any(delivery in count.by for count in rule.counts)
    return [
        count
        for count in rule.counts
        if not count.by or not named or delivery in count.by
        if not (count.mail_days and delivery is Delivery.IN_PERSON)
    ]


def _readings(
    count: Count,
    since: dt.datetime | dt.date,
    delivery: Delivery | None,
    calendar: Calendar,
    place: str,
) -> Iterator[Reading]:
    amount = count.amount
    added = 0
    if count.mail_days and isinstance(amount, CalendarDays):
        added = calendar.mail_days(delivery or Delivery.MAIL, place, pacific_day(since))
        amount = CalendarDays(count=amount.count + added)
    extra = f"{added} of them for service {(delivery or Delivery.MAIL).how}" if added else ""
    for at, how in count_from(amount, since, calendar):
        by = " or ".join(one.how for one in count.by)
        parts = (count.reading, in_words(amount), by, extra, how)
        yield Reading(
            at=at,
            reading=", ".join(part for part in parts if part),
            citation=count.citation,
            evidence=count.evidence,
            exact=isinstance(amount, ClockHours),
        )


def _business_days(day: dt.date, count: int, calendar: Calendar) -> dt.date:
    last = calendar.roll(day) if count == 0 else day
    for _ in range(count):
        last = calendar.next_business_day(last)
    return last


def _working_days(
    day: dt.date, amount: WorkingDays, calendar: Calendar
) -> Iterator[tuple[dt.datetime, str]]:
    for reading in calendar.working_day_readings:
        last, left = day, amount.count
        while left > 0 or not calendar.is_working_day(last, reading):
            last += _DAY
            left -= calendar.is_working_day(last, reading)
        yield _end_of(last), f"{reading.name} ({reading.citation})"


def _called(day: dt.date, calendar: Calendar) -> str:
    """What keeps a day from being a last day, for people."""
    return f"{calendar.holiday(day) or f'{day:%A}'} {day:%m/%d/%Y}"


def _start_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, tzinfo=PACIFIC)


def _end_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.max, tzinfo=PACIFIC)
