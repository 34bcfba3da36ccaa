"""The whole record day by day, by the port ``workflow.store.Ledger``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import IntegrityError

from openimr.adapters.database.faults import attempt
from openimr.adapters.database.models import Anchor, Event
from openimr.case.anchor import DailyAnchor, Head
from openimr.vocabulary.errors import BadInput, Refused


class DatabaseLedger:
    """Days, heads and anchors of the record in a database.

    Args:
        alias: the name under which ``connect`` opened the database.
    """

    def __init__(self, alias: str) -> None:
        self.alias = alias

    def first_day(self) -> dt.date | None:
        """The day (UTC) of the very first event, or None."""
        times = Event.objects.using(self.alias).order_by("at").values_list("at", flat=True)
        first = attempt(self.alias, times.first)
        return first.astimezone(dt.UTC).date() if first else None

    def heads(self, day: dt.date) -> Iterator[Head]:
        """Each case's last event of a day (UTC), in the order of the cases by code points."""
        start = dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)
        on_day = Event.objects.using(self.alias).filter(at__gte=start, at__lt=start + _DAY)
        rows = on_day.order_by("case", "number").values_list("case", "number", "digest")
        last: tuple[str, int, bytes] | None = None
        for row in rows.iterator():
            if last and last[0] != row[0]:
                yield _head(day, last)
            last = row
        if last:
            yield _head(day, last)

    def anchors(self) -> tuple[DailyAnchor, ...]:
        """The anchors kept, in order of the days."""
        rows = Anchor.objects.using(self.alias).order_by("day")
        return tuple(_anchor(row) for row in attempt(self.alias, lambda: list(rows)))

    def keep(self, anchor: DailyAnchor) -> None:
        """Keep a day's anchor; from then on nothing is recorded on that day or before."""
        attempt(self.alias, lambda: self._keep(anchor))

    def _keep(self, anchor: DailyAnchor) -> None:
        anchors = Anchor.objects.using(self.alias)
        words = {"heads": anchor.heads, "previous": anchor.previous, "root": anchor.root}
        try:
            anchors.create(day=anchor.day, **words)
        except IntegrityError:
            if not anchors.filter(day=anchor.day, **words).exists():
                raise Refused(
                    "The day has an anchor, and it says something else.",
                    rule="anchors-stay",
                    remedy="Export the record and verify it: `openimr record verify`.",
                ) from None


_DAY = dt.timedelta(days=1)


def _anchor(row: Anchor) -> DailyAnchor:
    try:
        return DailyAnchor(day=row.day, heads=row.heads, previous=row.previous, root=row.root)
    except (TypeError, ValueError):
        where = f"the root of {row.day} in the database"
        remedy = "Somebody altered the database: compare it with a backup"
        raise BadInput(where, "is no root", remedy) from None


def _head(day: dt.date, row: tuple[str, int, bytes]) -> Head:
    case, number, digest = row
    return Head(case=case, day=day, number=number, digest=bytes(digest).hex())
