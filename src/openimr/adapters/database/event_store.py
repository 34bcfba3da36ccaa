"""The record of cases in a database, by the port ``workflow.store.EventStore``."""

from __future__ import annotations

import datetime as dt
import functools
import threading
from collections.abc import Iterator, Sequence

from django.db import IntegrityError, connections, transaction
from msgspec.structs import asdict

from openimr.adapters.database import listing
from openimr.adapters.database.faults import attempt
from openimr.adapters.database.models import Event, OutboxErrand
from openimr.adapters.database.statements import Row, insert, run
from openimr.case.events import CaseEvent
from openimr.case.record import RecordedEvent, chain, decode, encode
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import Refused
from openimr.workflow.store import (
    CasePage,
    CaseQuery,
    DeadlineQuery,
    DeadlineRow,
    Errand,
    Errands,
    Projected,
    Projector,
    no_errands,
    someone_was_faster,
)

_AT_A_TIME = 2_000
_LINES = 'SELECT body FROM openimr_event WHERE "case" = %s ORDER BY number'


class DatabaseEventStore:
    """Events, rows of lists and errands in one database, each command in one transaction.

    What is decided on is read without a lock; the database accepts event number n of a case
    once, so of two who decided on the same events one is recorded and the other is told.

    Args:
        alias: the name under which ``connect`` opened the database.
        project: draws the rows of a case.
        errands: says what is to be done outside because of new events.
    """

    def __init__(self, alias: str, project: Projector, errands: Errands = no_errands) -> None:
        self.alias = alias
        self._project = project
        self._errands = errands
        self._last = threading.local()

    def load(self, case: str) -> tuple[RecordedEvent, ...]:
        """All events of a case in order."""
        return attempt(self.alias, lambda: self._events(case))

    def append(  # noqa: PLR0913
        self,
        case: str,
        events: Sequence[CaseEvent],
        *,
        after: int,
        actor: Actor,
        key: str,
        at: dt.datetime,
    ) -> tuple[RecordedEvent, ...]:
        """Record events, rows of lists and errands together, or nothing."""
        return attempt(
            self.alias,
            lambda: self._append(case, events, after=after, actor=actor, key=key, at=at),
        )

    def _append(  # noqa: PLR0913
        self,
        case: str,
        events: Sequence[CaseEvent],
        *,
        after: int,
        actor: Actor,
        key: str,
        at: dt.datetime,
    ) -> tuple[RecordedEvent, ...]:
        before = self._seen(case, after)
        if first := _under(key, before):
            return first
        if len(before) != after:
            raise someone_was_faster(case)
        last = before[-1] if before else None
        new = chain(events, case=case, after=last, actor=actor, key=key, at=at)
        if new:
            rows, errands = self._project(before + new), self._errands(before + new, new)
            try:
                self._write(new, rows, errands)
            except IntegrityError:
                return self._instead(case, key, before)
            self._last.seen = before + new
        return new

    def _seen(self, case: str, after: int) -> tuple[RecordedEvent, ...]:
        """The events decided on, as this thread read them a moment ago, else read now.

        They may be the past: then the database refuses what does not follow its last event.
        """
        seen: tuple[RecordedEvent, ...] = getattr(self._last, "seen", ())
        return seen if seen and seen[0].case == case and len(seen) == after else self._events(case)

    def _instead(
        self, case: str, key: str, before: tuple[RecordedEvent, ...]
    ) -> tuple[RecordedEvent, ...]:
        """Why the database did not take it: the same command, someone else's, a closed day."""
        now = self._events(case)
        if first := _under(key, now):
            return first
        if now != before:
            raise someone_was_faster(case)
        raise Refused(
            "That day is over, and its record is closed.",
            rule="day-is-anchored",
            remedy="Set the clock of this machine right and try again.",
        )

    def _events(self, case: str) -> tuple[RecordedEvent, ...]:
        with connections[self.alias].cursor() as cursor:
            cursor.execute(_LINES, (case,))
            lines = cursor.fetchall()
        events = tuple(decode(_as_bytes(line)) for (line,) in lines)
        self._last.seen = events
        return events

    def _write(
        self, new: Sequence[RecordedEvent], rows: Projected, errands: Sequence[Errand]
    ) -> None:
        connection = connections[self.alias]
        statements = [insert(Event, event_rows(new))]
        statements += listing.statements_for(connection.vendor, rows)
        if errands:
            statements.append(insert(OutboxErrand, [_errand_row(one) for one in errands]))
        with transaction.atomic(using=self.alias):
            run(connection, statements)

    def cases(self, query: CaseQuery) -> CasePage:
        """One page of a list of cases."""
        return attempt(self.alias, lambda: listing.cases(self.alias, query))

    def count(self, query: CaseQuery) -> int:
        """As ``EventStore.count``."""
        return attempt(self.alias, lambda: listing.count(self.alias, query))

    def deadlines(self, query: DeadlineQuery) -> tuple[DeadlineRow, ...]:
        """Open clocks, earliest first."""
        return attempt(self.alias, lambda: listing.deadlines(self.alias, query))

    def numbers(self) -> Iterator[str]:
        """Every case number, in order of the numbers."""
        last = ""
        while some := attempt(self.alias, functools.partial(self._numbers_after, last)):
            yield from some
            last = some[-1]

    def _numbers_after(self, last: str) -> list[str]:
        firsts = Event.objects.using(self.alias).filter(number=1, case__gt=last)
        return list(firsts.order_by("case").values_list("case", flat=True)[:_AT_A_TIME])

    def rebuild(self) -> int:
        """Draw every row of the lists anew from the record, case by case, while work goes on."""
        count = 0
        for case in self.numbers():
            attempt(self.alias, functools.partial(self._redraw, case))
            count += 1
        attempt(self.alias, lambda: listing.drop_strays(self.alias))
        return count

    def _redraw(self, case: str) -> None:
        """Draw one case; the written row keeps others out, so what is read after it is last."""
        connection = connections[self.alias]
        with transaction.atomic(using=self.alias):
            drawn: tuple[RecordedEvent, ...] = ()
            while len(events := self._events(case)) > len(drawn):
                drawn = events
                run(connection, listing.statements_for(connection.vendor, self._project(events)))


def event_rows(recorded: Sequence[RecordedEvent]) -> list[Row]:
    """The rows of events recorded together under one key."""
    return [
        {
            "case": one.case,
            "number": one.number,
            "at": one.at,
            "role": one.actor.role.value,
            "actor": one.actor.id,
            "key": one.key,
            "position": position,
            "kind": str(one.event.__struct_config__.tag),
            "body": encode(one),
            "previous": bytes.fromhex(one.previous),
            "digest": bytes.fromhex(one.digest),
        }
        for position, one in enumerate(recorded)
    ]


def _as_bytes(line: bytes | memoryview | str) -> bytes:
    """A body as recorded; SQLite gives text where somebody's tool wrote text into the column."""
    return line.encode() if isinstance(line, str) else bytes(line)


def _under(key: str, events: Sequence[RecordedEvent]) -> tuple[RecordedEvent, ...]:
    return tuple(one for one in events if one.key == key)


def _errand_row(errand: Errand) -> Row:
    return {**asdict(errand), "done": None}
