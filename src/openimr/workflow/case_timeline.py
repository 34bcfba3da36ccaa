"""What happened in a case, in words: by day, the newest first."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from openimr.case.timeline import in_words
from openimr.law.calendar import pacific_day
from openimr.vocabulary.actor import Role
from openimr.workflow.event_words import Fact, facts
from openimr.workflow.seen_events import WITHHELD, SeenEvent


@dataclass(frozen=True)
class Happening:
    """One event in words.

    Attributes:
        seen: the event as it may be shown.
        what: its kind in words.
        who: as what somebody did it, and who where that is told.
        facts: its fields.
    """

    seen: SeenEvent
    what: str
    who: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Day:
    """What happened on one day in California."""

    on: dt.date
    happenings: tuple[Happening, ...]


@dataclass(frozen=True)
class Timeline:
    """The newest events of a case.

    Attributes:
        days: the newest first.
        older: events before them that are not in it.
        withheld: events that are not shown to whoever looks.
    """

    days: tuple[Day, ...]
    older: int
    withheld: int


def timeline(seen: Sequence[SeenEvent], names: Mapping[str, str], most: int) -> Timeline:
    """A case's newest events by day.

    Args:
        seen: all events as they may be shown.
        names: of parties by identifier.
        most: so many at most.
    """
    told = [one for one in seen if one.kind != WITHHELD]
    newest = [happening(one, names) for one in reversed(told[-most:])]
    by_day = itertools.groupby(newest, lambda one: pacific_day(one.seen.at))
    days = tuple(Day(on, tuple(several)) for on, several in by_day)
    return Timeline(days, max(len(told) - most, 0), len(seen) - len(told))


def happenings(seen: Iterable[SeenEvent], names: Mapping[str, str]) -> tuple[Happening, ...]:
    """Events in words, in their order."""
    return tuple(happening(one, names) for one in seen)


def happening(one: SeenEvent, names: Mapping[str, str]) -> Happening:
    """One event in words."""
    return Happening(one, in_words(one.kind), _who(one, names), facts(one.fields, names))


def _who(one: SeenEvent, names: Mapping[str, str]) -> str:
    if one.role is None:
        return ""
    if one.by is None or one.role is Role.SYSTEM:
        return one.role.value
    return f"{one.role.value} {names.get(one.by, one.by)}"
