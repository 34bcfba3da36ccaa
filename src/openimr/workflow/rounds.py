"""The office's rounds: what must be done by the clock, by whichever worker is alive, once.

A worker looks at the clock and asks for the job of each round whose time has come; the job's key
names the round and that time, so that many workers ask for one job. Only the last time is asked
for: a round makes up for whatever was left undone while nobody worked.

The engine's own schedules are not used: they know no clock but the machine's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from openimr.law.calendar import PACIFIC
from openimr.vocabulary.errors import Refused
from openimr.workflow.jobs import Job, Kind, Retries, Task, Urgency

ROUND = "round"
_ONE_DAY = dt.timedelta(days=1)


class Rhythm(Protocol):
    """When a round is made."""

    @property
    def says(self) -> str:
        """When, in words."""

    def last(self, now: dt.datetime) -> dt.datetime:
        """The last time at or before ``now``."""


@dataclass(frozen=True)
class Daily:
    """Every day at a time of a zone, also on the days when its clocks change."""

    at: dt.time
    zone: dt.tzinfo = PACIFIC

    @property
    def says(self) -> str:
        """When, in words."""
        return f"every day at {self.at:%H:%M} {'UTC' if self.zone is dt.UTC else 'Pacific time'}"

    def last(self, now: dt.datetime) -> dt.datetime:
        """As ``Rhythm.last``."""
        day = now.astimezone(self.zone).date()
        today = dt.datetime.combine(day, self.at, tzinfo=self.zone)
        if today > now:
            today = dt.datetime.combine(day - _ONE_DAY, self.at, tzinfo=self.zone)
        return today.astimezone(dt.UTC)


@dataclass(frozen=True)
class Hourly:
    """Every hour at a minute."""

    minute: int

    @property
    def says(self) -> str:
        """When, in words."""
        return f"every hour at minute {self.minute}"

    def last(self, now: dt.datetime) -> dt.datetime:
        """As ``Rhythm.last``."""
        now = now.astimezone(dt.UTC)
        this = now.replace(minute=self.minute, second=0, microsecond=0)
        return this if this <= now else this - dt.timedelta(hours=1)


@dataclass(frozen=True)
class Round:
    """Something that is done by the clock.

    Attributes:
        name: an identifier.
        says: what is done, in words.
        rhythm: when.
        run: does it for a time that has come; run again for the same time it changes nothing
            more, and run for a later one it makes up for what was left out.
    """

    name: str
    says: str
    rhythm: Rhythm
    run: Callable[[Task, dt.datetime], None]

    def key(self, at: dt.datetime) -> str:
        """What the round's job of that time is known by."""
        return f"{ROUND}:{self.name}:{at:%Y%m%dT%H%M}Z"


@dataclass
class RoundsByTheClock:
    """Asks for rounds when their time has come.

    Attributes:
        rounds: the table.
        ask: asks the engine for a job.
        now: the clock.
    """

    rounds: Sequence[Round]
    ask: Callable[[Job], None]
    now: Callable[[], dt.datetime]
    _asked: dict[str, dt.datetime] = field(default_factory=dict)

    def look(self) -> int:
        """Look at the clock; how many jobs were asked for."""
        now, count = self.now(), 0
        for one in self.rounds:
            at = one.rhythm.last(now)
            if self._asked.get(one.name) != at:
                self.ask(_job(one, at))
                self._asked[one.name] = at
                count += 1
        return count


def _job(one: Round, at: dt.datetime) -> Job:
    arguments = {"round": one.name, "at": f"{at:%Y-%m-%dT%H:%M}Z"}
    return Job(key=one.key(at), kind=ROUND, arguments=arguments, urgency=Urgency.STANDARD)


def round_kind(rounds: Sequence[Round]) -> Kind:
    """The kind of job that makes rounds."""
    table = {one.name: one for one in rounds}

    def run(task: Task, arguments: Mapping[str, str]) -> None:
        one = table.get(arguments["round"])
        if one is None:
            raise Refused(
                f"There is no round {arguments['round']}.",
                rule="unknown-round",
                remedy="`openimr jobs rounds` lists the rounds. Where a newer OpenIMR asked for "
                "this one, update the worker and restart the job.",
            )
        one.run(task, dt.datetime.fromisoformat(arguments["at"]))

    return Kind(name=ROUND, run=run, retries=Retries(attempts=6, first=dt.timedelta(minutes=1)))
