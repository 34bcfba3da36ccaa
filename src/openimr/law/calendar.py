"""Which days count: holidays of the state's list, business days, working days, Pacific time.

The dates of holidays come from a kept library; which of them close offices, and where they move
from a weekend, is data of the law (the library's own list differs in both).
"""

from __future__ import annotations

import datetime as dt
import functools
import zoneinfo
from collections.abc import Mapping
from types import MappingProxyType

from openimr.law.model import HolidayOverride, HolidayRule, Law, WorkingDayReading
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.filing import Delivery

PACIFIC = zoneinfo.ZoneInfo("America/Los_Angeles")
"""The zone in which California's days begin and end."""

CALIFORNIA, ELSEWHERE_IN_US, ABROAD = "California", "elsewhere in the US", "abroad"
PLACES = (CALIFORNIA, ELSEWHERE_IN_US, ABROAD)
"""Where a paper was served, as the rules on mail tell places apart."""

FIRST_YEAR, LAST_YEAR = 2004, 2100
"""Years of which days are counted: from the first treatment schedule on."""

_DAY = dt.timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6


def pacific_day(moment: dt.datetime | dt.date) -> dt.date:
    """The day on which something happened in California.

    Raises:
        ValueError: for a time without its zone.
    """
    if not isinstance(moment, dt.datetime):
        return moment
    if moment.tzinfo is None:
        raise ValueError("a time has its zone")
    return moment.astimezone(PACIFIC).date()


class Calendar:
    """The days of one law; holidays of a year are found when first asked for."""

    def __init__(self, law: Law) -> None:
        self._law = law
        self.working_day_readings = law.working_days
        self._years: dict[int, Mapping[dt.date, HolidayRule | None]] = {}

    def holidays(self, year: int) -> Mapping[dt.date, str]:
        """The days other than weekends that offices are closed, with their names, in order.

        A holiday that stays on its weekend is among them: it closes no further day.

        Raises:
            BadInput: for a year outside the calendar.
        """
        names = {}
        for day, rule in sorted(self._closed(year).items(), key=lambda entry: entry[0]):
            names[day] = rule.name if rule else self._override(day)
        return names

    def holiday(self, day: dt.date) -> str | None:
        """The name of the holiday that closes offices on a day, or None."""
        return self.holidays(day.year).get(day)

    def is_business_day(self, day: dt.date) -> bool:
        """Neither weekend nor holiday (Labor Code 4600.4(b))."""
        return day.weekday() < _SATURDAY and day not in self._closed(day.year)

    def is_working_day(self, day: dt.date, reading: WorkingDayReading) -> bool:
        """Whether one authority counts the day as a working day."""
        if day.weekday() == _SUNDAY or (day.weekday() == _SATURDAY and not reading.saturdays):
            return False
        closed = self._closed(day.year)
        if day not in closed:
            return True
        rule = closed[day]
        return rule is not None and rule.id in reading.open_on

    def roll(self, day: dt.date) -> dt.date:
        """The day itself, or the next business day when it is none."""
        while not self.is_business_day(day):
            day += _DAY
        return day

    def next_business_day(self, day: dt.date) -> dt.date:
        """The first business day after a day."""
        return self.roll(day + _DAY)

    def mail_days(self, delivery: Delivery | None, place: str, on: dt.date) -> int:
        """Calendar days added for service by mail, fax or electronically (8 CCR 10605)."""
        rules = (rule for rule in self._law.mail if rule.place == place and rule.governs(on))
        return max((rule.days for rule in rules if delivery in rule.by), default=0)

    def _closed(self, year: int) -> Mapping[dt.date, HolidayRule | None]:
        """Weekdays that are closed, with the holiday; None for one that an override closes."""
        if not FIRST_YEAR <= year <= LAST_YEAR:
            known = f"Days are counted from {FIRST_YEAR} to {LAST_YEAR}"
            raise BadInput(f"year {year}", "outside the calendar", known)
        if year not in self._years:
            self._years[year] = _closed_days(self._law.holidays, self._law.overrides, year)
        return self._years[year]

    def _override(self, day: dt.date) -> str:
        return next(one.name for one in self._law.overrides if one.day == day)


@functools.lru_cache(maxsize=512)
def _closed_days(
    holidays: tuple[HolidayRule, ...], overrides: tuple[HolidayOverride, ...], year: int
) -> Mapping[dt.date, HolidayRule | None]:
    """The days of a year that are closed; every calendar of the same law shares them."""
    closed: dict[dt.date, HolidayRule | None] = {}
    for rule in holidays:
        moved = (_moved(day, rule) for near in (-1, 0, 1) for day in _dates(rule, year + near))
        closed.update({day: rule for day in moved if day.year == year and rule.governs(day)})
    for override in overrides:
        if override.closed and override.day.year == year:
            closed.setdefault(override.day, None)
        elif not override.closed:
            closed.pop(override.day, None)
    return MappingProxyType(closed)


def _moved(day: dt.date, rule: HolidayRule) -> dt.date:
    """Where a holiday is kept that falls on a weekend."""
    if day.weekday() == _SATURDAY and rule.saturday == "friday":
        return day - _DAY
    if day.weekday() == _SUNDAY and rule.sunday == "monday":
        return day + _DAY
    return day


def _dates(rule: HolidayRule, year: int) -> tuple[dt.date, ...]:
    """The dates of a holiday in a year, before it is moved.

    Raises:
        BadInput: when the library does not know the holiday in that year, where it is in force.
    """
    known = _library(year)
    found = tuple(day for day, names in known.items() if not names.isdisjoint(rule.called))
    if not found and rule.governs(dt.date(year, 12, 31)):
        told = f"the library of holidays knows none called {' or '.join(rule.called)} in {year}"
        raise BadInput(f"holiday '{rule.id}'", told, "Correct 'called' in holidays.yaml")
    return found


@functools.cache
def _library(year: int) -> Mapping[dt.date, frozenset[str]]:
    """What the library knows of a year in California; imported late, for it takes its time."""
    import holidays  # noqa: PLC0415

    found = holidays.country_holidays("US", subdiv="CA", observed=False, years=year)
    return {day: frozenset(found.get_list(day)) for day in found}
