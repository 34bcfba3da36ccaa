"""Rows for `bench.records`: many cases of ten events with true chains and true rows of lists.

The lines of two cases are made by the record itself. The others are the same bytes with another
case number, reviewer, administrator and day, sealed anew; their rows of lists are what the
projection draws of them.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from bench import _record_cases as invented
from openimr.adapters.database.event_store import event_rows
from openimr.adapters.database.listing import case_columns, seat_columns
from openimr.adapters.database.models import CaseListing, Clock, Event, Seat
from openimr.adapters.database.statements import columns
from openimr.case.record import ZEROS, RecordedEvent, decode, encode
from openimr.law.load import load_law
from openimr.workflow.projections import Projection
from openimr.workflow.store import Projected

OPEN_SHARE = 0.05
"""Share of cases under review: two months' work beside some years of closed cases."""

OPEN_DAYS, CLOSED_DAYS = 60, 1_450
TABLES = (Event, CaseListing, Seat, Clock)

Row = tuple[Any, ...]
Rows = dict[Any, list[Row]]
"""Rows by their tables."""

AsKept = Callable[[dt.datetime], object]
"""A time as the database keeps it."""


class Line(NamedTuple):
    """One event of a pattern: its line before and after the digest, and its columns."""

    before: bytes
    after: bytes
    head: Row


class Pattern:
    """Cases of one kind and day, which differ in number, reviewer and administrator alone."""

    def __init__(self, lines: Sequence[bytes], project: Projection, as_kept: AsKept) -> None:
        recorded = [decode(line) for line in lines]
        heads = event_rows(recorded)
        kept = [tuple(head[name] for name in columns(Event)[1:8]) for head in heads]
        self.lines = [
            Line(*_cut(one), (head[0], as_kept(one.at), *head[2:]))
            for one, head in zip(recorded, kept, strict=True)
        ]
        self.rows = _rows_of(project(recorded), as_kept)


def _cut(one: RecordedEvent) -> tuple[bytes, bytes]:
    """The line before and behind its digest, as forms to be filled in."""
    before, after = encode(one).split(b'"digest":"%s",' % one.digest.encode())
    return _form(before), _form(after.replace(one.previous.encode(), b"{previous}"))


def _form(text: bytes) -> bytes:
    text = text.replace(b"%", b"%%").replace(b"{previous}", b"%(previous)b")
    text = text.replace(invented.CASE.encode(), b"%(case)b")
    text = text.replace(invented.REVIEWER.encode(), b"%(reviewer)b")
    return text.replace(invented.OFFICE.encode(), b"%(office)b")


def _rows_of(projected: Projected, as_kept: AsKept) -> Rows:
    """The rows of the pattern's own case, by their tables."""
    row = projected.row
    clocks = [
        {"place": place, **{name: getattr(one, name) for name in one.__struct_fields__}}
        for place, one in enumerate(projected.deadlines)
    ]
    found: dict[Any, list[Any]] = {
        CaseListing: [case_columns(row)],
        Seat: seat_columns(row),
        Clock: clocks,
    }
    return {
        table: [tuple(_kept(one[name], as_kept) for name in columns(table)) for one in those]
        for table, those in found.items()
    }


def _kept(value: object, as_kept: AsKept) -> object:
    return as_kept(value) if isinstance(value, dt.datetime) else value


class Builder:
    """Draws cases at random, the same for the same seed.

    Args:
        as_kept: a time as the database keeps it.
    """

    def __init__(self, as_kept: AsKept) -> None:
        self._as_kept = as_kept
        self._chance = random.Random(26)
        self._project = Projection(load_law())
        kinds = invented.closed(), invented.under_review()
        self._kinds = [[encode(one) for one in kind] for kind in kinds]
        self._pattern = functools.cache(self._made)

    def case(self, place: int) -> Rows:
        """All rows of one case."""
        chance = self._chance
        under_review = chance.random() < OPEN_SHARE
        ago = chance.randrange(OPEN_DAYS) if under_review else OPEN_DAYS
        ago += 0 if under_review else chance.randrange(CLOSED_DAYS)
        office = min(chance.randrange(invented.OFFICES), chance.randrange(invented.OFFICES))
        words = {
            "case": invented.number(place),
            "reviewer": f"reviewer-{chance.randrange(invented.REVIEWERS):03d}",
            "office": f"office-{office:03d}",
        }
        return _filled(self._pattern(under_review, ago), words)

    def _made(self, under_review: bool, ago: int) -> Pattern:
        day = invented.DAY.date() - dt.timedelta(days=ago)
        moved = b"%sT" % day.isoformat().encode()
        first = b"%sT" % invented.DAY.date().isoformat().encode()
        lines = [line.replace(first, moved) for line in self._kinds[under_review]]
        return Pattern(lines, self._project, self._as_kept)


def _filled(pattern: Pattern, words: dict[str, str]) -> Rows:
    named = {invented.CASE: words["case"], invented.REVIEWER: words["reviewer"]}
    named |= {invented.OFFICE: words["office"]}
    for told in ("dispute", "course"):
        named[f"{told} of {invented.CASE}"] = f"{told} of {words['case']}"
    rows = {
        table: [tuple(named.get(one, one) for one in row) for row in those]
        for table, those in pattern.rows.items()
    }
    return {Event: list(_events(pattern, words)), **rows}


def _events(pattern: Pattern, words: dict[str, str]) -> Iterator[Row]:
    """The rows of a case's events, sealed anew."""
    named = {name.encode(): word.encode() for name, word in words.items()}
    previous = ZEROS.encode()
    for line in pattern.lines:
        named[b"previous"] = previous
        before, after = line.before % named, line.after % named
        digest = hashlib.sha256(before + after)
        sealed = digest.hexdigest().encode()
        body = b'%b"digest":"%b",%b' % (before, sealed, after)
        yield (words["case"], *line.head, body, bytes.fromhex(previous.decode()), digest.digest())
        previous = sealed
