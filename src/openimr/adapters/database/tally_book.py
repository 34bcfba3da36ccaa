"""The sums of the figures in the record's database, by the port ``workflow.tallies.TallyBook``."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec
from django.db import connections, transaction
from django.db.models import Sum

from openimr.adapters.database.faults import attempt
from openimr.adapters.database.models import CaseTallies, TallyMark, TallySum
from openimr.workflow.tallies import Tally

_AT_ONCE = 2_000
"""Events looked at in one transaction."""

_THE_MARK = 1
_BEGINNING = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_NEXT = """SELECT at, "case", number FROM openimr_event
    WHERE (at, "case", number) > (%s, %s, %s) AND at <= %s ORDER BY at, "case", number LIMIT %s"""
_ADD = """INSERT INTO openimr_tally (measure, month, "key", count) VALUES (%s, %s, %s, %s)
    ON CONFLICT (measure, month, "key")
    DO UPDATE SET count = openimr_tally.count + excluded.count"""

_Body = list[tuple[dt.date, str, str, int]]
_DECODER = msgspec.json.Decoder(_Body)


class DatabaseTallies:
    """Sums, what each case adds to them, and how far the record was counted, in one database.

    Each step counts the cases of some events, and writes what changed together with the mark; two
    who count at one moment wait for each other at the mark.

    Args:
        alias: the name under which ``connect`` opened the database.
    """

    def __init__(self, alias: str) -> None:
        self.alias = alias

    def catch_up(
        self, upto: dt.datetime, counted: Callable[[str], Counter[Tally]]
    ) -> Iterator[int]:
        """Count every case again in which something was recorded since."""
        done, more = 0, True
        while more:
            cases, more = attempt(self.alias, lambda: self._step(upto, counted))
            done += cases
            if cases:
                yield done

    def _step(
        self, upto: dt.datetime, counted: Callable[[str], Counter[Tally]]
    ) -> tuple[int, bool]:
        with transaction.atomic(using=self.alias):
            mark = self._locked_mark()
            events = self._next(mark, upto)
            cases = sorted({case for _, case, _ in events})
            self._write(self._changes(cases, counted))
            if events:
                mark.at, mark.case, mark.number = events[-1]
            more = len(events) == _AT_ONCE
            mark.until = mark.at if more else upto
            mark.save(using=self.alias)
        return len(cases), more

    def _locked_mark(self) -> TallyMark:
        table = TallyMark.objects.using(self.alias)
        begun = {"at": _BEGINNING, "case": "", "number": 0, "until": _BEGINNING}
        table.get_or_create(id=_THE_MARK, defaults=begun)
        mark: TallyMark = table.select_for_update().get(id=_THE_MARK)
        return mark

    def _next(self, mark: TallyMark, upto: dt.datetime) -> list[tuple[dt.datetime, str, int]]:
        connection = connections[self.alias]
        moments = [connection.ops.adapt_datetimefield_value(one) for one in (mark.at, upto)]
        with connection.cursor() as cursor:
            cursor.execute(_NEXT, [moments[0], mark.case, mark.number, moments[1], _AT_ONCE])
            rows = cursor.fetchall()
        return [(_moment(at), case, number) for at, case, number in rows]

    def _changes(
        self, cases: Sequence[str], counted: Callable[[str], Counter[Tally]]
    ) -> Counter[Tally]:
        """What the sums change by, after what each case adds now was kept."""
        kept = CaseTallies.objects.using(self.alias)
        before = {row.case: row.body for row in kept.filter(case__in=cases)}
        changes: Counter[Tally] = Counter()
        rows = []
        for case in cases:
            now = counted(case)
            changes.update(now)
            if case in before:
                changes.subtract(_decoded(bytes(before[case])))
            rows.append(CaseTallies(case=case, body=_encoded(now)))
        kept.bulk_create(
            rows, update_conflicts=True, unique_fields=["case"], update_fields=["body"]
        )
        return changes

    def _write(self, changes: Mapping[Tally, int]) -> None:
        rows = [
            (one.measure, one.month, one.key, count)
            for one, count in sorted(changes.items())
            if count
        ]
        with connections[self.alias].cursor() as cursor:
            cursor.executemany(_ADD, rows)

    def sums(self, measures: Sequence[str], first: dt.date, last: dt.date) -> Mapping[Tally, int]:
        """The sums of some measures from one month to another."""
        wanted = TallySum.objects.using(self.alias).filter(
            measure__in=measures, month__gte=first, month__lte=last, count__gt=0
        )
        rows = wanted.values_list("month", "measure", "key").annotate(Sum("count"))
        return attempt(self.alias, lambda: {Tally(*row[:3]): row[3] for row in rows.order_by()})

    def counted_until(self) -> dt.datetime | None:
        """How far the record was counted; None before the first time."""
        marks = TallyMark.objects.using(self.alias).filter(id=_THE_MARK)
        until = attempt(self.alias, lambda: marks.values_list("until", flat=True).first())
        return until if until and until > _BEGINNING else None


def _moment(at: dt.datetime | str) -> dt.datetime:
    """A time as the drivers give it: PostgreSQL's with its zone, SQLite's as text in UTC."""
    if isinstance(at, str):
        at = dt.datetime.fromisoformat(at)
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)


def _encoded(tallies: Counter[Tally]) -> bytes:
    rows: _Body = [(*one, count) for one, count in sorted(tallies.items())]
    return msgspec.json.encode(rows)


def _decoded(body: bytes) -> Counter[Tally]:
    return Counter(
        {Tally(month, measure, key): count for month, measure, key, count in _DECODER.decode(body)}
    )
