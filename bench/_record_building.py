"""Fills a database for `bench.records` quickly: many cases of ten events with true chains.

The lines of two cases are made by the record itself; the others are the same bytes with another
case number, reviewer, administrator and day, sealed anew. A sample is read back and checked.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib
import itertools
import random
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db import connections

from bench import _record_cases as invented
from openimr.case.record import ZEROS, RecordedEvent, decode, digest_of, encode
from openimr.law.load import load_law
from openimr.workflow.projections import Projection
from openimr.workflow.store import DeadlineRow

REVIEWERS, OFFICES, DAYS = 800, 300, 1_500
OPEN_SHARE = 0.05
"""Share of cases under review: a month's work beside some years of closed cases."""

_AT_ONCE = 2_000
_NEVER = dt.datetime(9999, 12, 31, tzinfo=dt.UTC)
_TRIGGERS = importlib.import_module("openimr.adapters.database.migrations.0002_events_stay")

EVENT = "openimr_event", (
    "case", "number", "at", "role", "actor", "key", "position", "kind", "body", "previous",
    "digest",
)  # fmt: skip
LISTING = "openimr_case", (
    "case", "number", "state", "owner", "priority", "received", "updated", "filer",
    "administrator", "sort_due", "due_rule", "same_dispute", "same_course",
)  # fmt: skip
SEAT = "openimr_seat", ("case", "seat", "reviewer")
CLOCK = "openimr_deadline", (
    "case", "place", "rule", "role", "who", "due", "right", "ended", "satisfied",
)  # fmt: skip
Row = tuple[Any, ...]


def number(place: int) -> str:
    """The case number at a place; all are equally long."""
    return f"CM26-{place:07d}"


class Line(NamedTuple):
    """One event of a pattern: its line before and after the digest, and its columns."""

    before: bytes
    after: bytes
    recorded: RecordedEvent


class Pattern:
    """A case whose lines are copied."""

    def __init__(self, recorded: Sequence[RecordedEvent]) -> None:
        self.lines = [_cut(one) for one in recorded]
        self.projected = Projection(load_law())(recorded)


def _cut(one: RecordedEvent) -> Line:
    before, after = encode(one).split(b'"digest":"%s",' % one.digest.encode())
    return Line(before, after.replace(one.previous.encode(), b"%(previous)"), one)


class Drawn(NamedTuple):
    """What tells one case from the others of its pattern."""

    case: str
    day: dt.date
    reviewer: str
    office: str
    due: dt.datetime

    def in_bytes(self, text: bytes) -> bytes:
        """The same bytes for this case."""
        text = text.replace(invented.CASE.encode(), self.case.encode())
        text = text.replace(b"2026-03-02T", b"%sT" % self.day.isoformat().encode())
        text = text.replace(invented.REVIEWER.encode(), self.reviewer.encode())
        return text.replace(invented.OFFICE.encode(), self.office.encode())

    def moved(self, at: dt.datetime) -> dt.datetime:
        """The same hour on this case's day."""
        return dt.datetime.combine(self.day, at.timetz())


def events(pattern: Pattern, drawn: Drawn) -> Iterator[Row]:
    """The rows of a case's events, sealed anew."""
    previous = ZEROS
    for line in pattern.lines:
        before, after = drawn.in_bytes(line.before), drawn.in_bytes(line.after)
        after = after.replace(b"%(previous)", previous.encode())
        digest = hashlib.sha256(before + after).hexdigest()
        one = line.recorded
        yield (
            drawn.case, one.number, drawn.moved(one.at), one.actor.role.value, one.actor.id,
            one.key, 0, str(one.event.__struct_config__.tag),
            b'%s"digest":"%s",%s' % (before, digest.encode(), after),
            bytes.fromhex(previous), bytes.fromhex(digest),
        )  # fmt: skip
        previous = digest


def listed(pattern: Pattern, drawn: Drawn) -> tuple[Row, list[Row], list[Row]]:
    """The rows of a case in the lists: its own, its seats', its clocks'."""
    row = pattern.projected.row
    due = _NEVER if row.state == "closed" else drawn.due
    own = (
        drawn.case, row.number, row.state, row.owner, row.priority, drawn.moved(row.received),
        drawn.moved(row.updated), row.filer, drawn.office, due, row.due_rule,
        f"dispute of {drawn.case}", f"course of {drawn.case}",
    )  # fmt: skip
    clocks = [
        (drawn.case, place, one.rule, one.role, one.who, drawn.due, *_end(one))
        for place, one in enumerate(pattern.projected.deadlines)
    ]
    return own, [(drawn.case, seat.seat, drawn.reviewer) for seat in row.seats], clocks


def _end(one: DeadlineRow) -> Row:
    return one.right, one.ended, one.satisfied


def draw(place: int, chance: random.Random) -> Drawn:
    """A case at random, the same for the same seed."""
    return Drawn(
        case=number(place),
        day=dt.date(2022, 1, 3) + dt.timedelta(days=chance.randrange(DAYS)),
        reviewer=f"reviewer-{chance.randrange(REVIEWERS):03d}",
        office=f"office-{min(chance.randrange(OFFICES), chance.randrange(OFFICES)):03d}",
        due=invented.DAY + dt.timedelta(minutes=chance.randrange(60 * 24 * 60)),
    )


def build(alias: str, cases: int) -> None:
    """Fill the tables; triggers are off meanwhile and laid again."""
    chance = random.Random(26)
    patterns = Pattern(invented.under_review()), Pattern(invented.closed())
    connection = connections[alias]
    _triggers(alias, on=False)
    for start in range(0, cases, _AT_ONCE):
        rows: tuple[list[Row], ...] = ([], [], [], [])
        for place in range(start, min(start + _AT_ONCE, cases)):
            pattern = patterns[chance.random() >= OPEN_SHARE]
            drawn = draw(place, chance)
            rows[0].extend(events(pattern, drawn))
            own, seats, clocks = listed(pattern, drawn)
            rows[1].append(own)
            rows[2].extend(seats)
            rows[3].extend(clocks)
        put = _copy if connection.vendor == "postgresql" else _insert
        for (table, columns), those in zip((EVENT, LISTING, SEAT, CLOCK), rows, strict=True):
            put(alias, table, columns, those)
    _triggers(alias, on=True)
    _check(alias, cases)


def _insert(alias: str, table: str, columns: Sequence[str], rows: list[Row]) -> None:
    names, marks = ", ".join(f'"{one}"' for one in columns), ", ".join("?" * len(columns))
    raw = connections[alias].connection
    raw.execute("BEGIN IMMEDIATE")
    raw.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", map(_as_text, rows))
    raw.execute("COMMIT")


def _as_text(row: Row) -> Row:
    """Times as Django writes them into SQLite."""
    return tuple(
        str(one.astimezone(dt.UTC).replace(tzinfo=None)) if isinstance(one, dt.datetime) else one
        for one in row
    )


def _copy(alias: str, table: str, columns: Sequence[str], rows: list[Row]) -> None:
    names = ", ".join(f'"{one}"' for one in columns)
    with (
        connections[alias].cursor() as cursor,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _triggers(alias: str, *, on: bool) -> None:
    connection = connections[alias]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"ALTER TABLE openimr_event {'ENABLE' if on else 'DISABLE'} TRIGGER USER"
            )
            if on:
                cursor.execute("VACUUM ANALYZE")
                cursor.execute("CHECKPOINT")
            return
        for statement in _TRIGGERS.SQLITE:
            cursor.execute(statement if on else f"DROP TRIGGER {statement.split()[2]}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _check(alias: str, cases: int) -> None:
    """A sample is what the record itself would have written."""
    chance = random.Random(4)
    with connections[alias].cursor() as cursor:
        for _ in range(20):
            cursor.execute(
                'SELECT body FROM openimr_event WHERE "case" = %s ORDER BY number',
                [number(chance.randrange(cases))],
            )
            record = [decode(bytes(body)) for (body,) in cursor.fetchall()]
            assert all(one.digest == digest_of(one) for one in record)
            linked = itertools.pairwise(record)
            assert all(after.previous == before.digest for before, after in linked)
