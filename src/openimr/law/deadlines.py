"""All deadlines that an event starts: the rules in force, each with its due date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from openimr.law.calendar import CALIFORNIA, PACIFIC, Calendar, pacific_day
from openimr.law.due import Due, Reading, due
from openimr.law.model import Circumstances, DeadlineRule, DecidingDates, DeemedReceipt, Law
from openimr.law.triggers import Trigger
from openimr.vocabulary.filing import Delivery, Priority
from openimr.vocabulary.value import Value

Moment = dt.datetime | dt.date


class Start(NamedTuple):
    """What started the clocks.

    Attributes:
        trigger: what happened.
        since: when; a day, or a time with its zone.
        delivery: how the paper travelled, where one did and it is known.
        known: what is known of the review; rules for what is unknown are all given.
        decided_on: the date, or the dates of the case, that decide which version of the law
            governs; None for ``since``.
        place: where the paper was served.
    """

    trigger: Trigger
    since: Moment
    delivery: Delivery | None = None
    known: Circumstances = Circumstances()
    decided_on: dt.date | DecidingDates | None = None
    place: str = CALIFORNIA


class Begun(Value, frozen=True, kw_only=True):
    """When a paper counts as received, where a rule says another time than it came."""

    since: dt.date
    rule: DeemedReceipt


class StartedDeadline(Value, frozen=True, kw_only=True):
    """A deadline that runs: its rule, when it is due, and from when it was counted.

    Attributes:
        rule: what must be done, by whom, by which law.
        due: every reading.
        received: the rule that moved the day of receipt, or None.
    """

    rule: DeadlineRule
    due: Due
    received: Begun | None = None


def deadlines_after(law: Law, calendar: Calendar, start: Start) -> tuple[StartedDeadline, ...]:
    """The deadlines that an event starts, the earliest first.

    Raises:
        ValueError: for a time without its zone.
        BadInput: for a year outside the calendar.
    """
    on = start.decided_on or pacific_day(start.since)
    calendar.holidays(pacific_day(start.since).year)  # nothing is counted from outside the calendar
    begun = _deemed(law, calendar, start)
    started = []
    for rule in law.rules_after(start.trigger, on, start.known):
        moved = begun if begun and _moves(begun.rule, rule) else None
        found = Due(readings=tuple(_readings(rule, calendar, start, moved)))
        started.append(StartedDeadline(rule=rule, due=found, received=moved))
    return tuple(sorted(started, key=lambda one: one.due.at.timestamp()))


def _deemed(law: Law, calendar: Calendar, start: Start) -> Begun | None:
    """The rule that moves the day of receipt of a paper that came so, at that time."""
    day = pacific_day(start.since)
    for rule in law.receipts:
        if rule.after is not start.trigger or start.delivery not in rule.by:
            continue
        if rule.priority is not None and start.known.priority is Priority.EXPEDITED:
            continue
        if not rule.governs(day):
            continue
        if rule.days is not None:
            return Begun(since=day + dt.timedelta(days=rule.days), rule=rule)
        if _later(start.since, rule.later_than):
            return Begun(since=calendar.next_business_day(day), rule=rule)
    return None


def _later(since: Moment, limit: dt.time | None) -> bool:
    """Whether a paper came after a time of day; one without a time did not, as far as is known."""
    if limit is None or not isinstance(since, dt.datetime):
        return False
    return since.astimezone(PACIFIC).time() > limit


def _moves(receipt: DeemedReceipt, rule: DeadlineRule) -> bool:
    """Whether a rule of receipt holds for a deadline: not for those of another priority."""
    return receipt.priority is None or rule.priority in (None, receipt.priority)


def _readings(
    rule: DeadlineRule, calendar: Calendar, start: Start, begun: Begun | None
) -> Iterator[Reading]:
    """The readings from the day of receipt; without a text of its rule, those without it too."""
    if begun is None or not begun.rule.verified:
        yield from due(rule, start.since, start.delivery, calendar, start.place).readings
    if begun is not None:
        for reading in due(rule, begun.since, start.delivery, calendar, start.place).readings:
            told = f"{reading.reading}, counted as received {begun.since:%m/%d/%Y}"
            cited = f"{reading.citation}; {begun.rule.citation}"
            weakest = reading.evidence if begun.rule.verified else begun.rule.evidence
            yield msgspec.structs.replace(reading, reading=told, citation=cited, evidence=weakest)
