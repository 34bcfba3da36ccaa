"""The whole record in one file, which a stranger can check with nothing else.

JSON lines, each canonical and ending in a line feed, in this order: the first line; for every
day its anchor and then the day's heads in the order of the cases; for every case, in the same
order, its events as they were recorded; the last line, with the counts and the SHA-256 of all
bytes before it. ``docs/record.md`` describes it for strangers.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence

from openimr.case.anchor import DailyAnchor, Head, anchors_until, heads_of
from openimr.case.canonical import canonical, in_utc
from openimr.case.record import RecordedEvent, encode
from openimr.vocabulary.value import Value

FORMAT = "openimr-record-1"
"""Names the format, and its edition."""


CLOCKS_DIFFER = dt.timedelta(hours=1)
"""More than the clocks of two machines differ: around midnight one may be on the next day."""


class FirstLine(Value, frozen=True, kw_only=True):
    """What an export says of itself.

    Attributes:
        anchored_until: the last day whose root is closed and published; later days' roots are
            those of the export alone.
        format: ``FORMAT``.
        made: when the export was made, in UTC.
    """

    anchored_until: dt.date | None
    format: str
    made: dt.datetime


class LastLine(Value, frozen=True, kw_only=True):
    """Counts of the export, and the SHA-256 of all bytes before this line."""

    anchors: int
    cases: int
    events: int
    sha256: str


class Exporting:
    """One export under way: iterate ``lines`` and write them one after another.

    Args:
        cases: every case's recorded events, or their lines as ``encode`` makes them, cases in
            the order of their numbers (code points).
        anchors: the anchors made so far, in order.
        heads: gives a day's heads in the order of their cases.
        first: day of the very first event; None where nothing was recorded yet.
        made: now; days up to this one that have no anchor yet get one of the export's own.
    """

    def __init__(
        self,
        cases: Iterable[Iterable[RecordedEvent | bytes]],
        anchors: Sequence[DailyAnchor],
        heads: Callable[[dt.date], Iterable[Head]],
        *,
        first: dt.date | None,
        made: dt.datetime,
    ) -> None:
        self._cases = cases
        self._anchors = anchors
        self._heads = heads
        self._first = first
        self._made = in_utc(made)
        self.anchors = self.cases = self.events = 0

    def lines(self) -> Iterator[bytes]:
        """The lines with their ends; meanwhile ``anchors``, ``cases`` and ``events`` count up."""
        whole = hashlib.sha256()
        for content in itertools.chain(self._first_line(), self._days(), self._records()):
            line = content + b"\n"
            whole.update(line)
            yield line
        last = LastLine(
            anchors=self.anchors, cases=self.cases, events=self.events, sha256=whole.hexdigest()
        )
        yield canonical(last) + b"\n"

    def _first_line(self) -> Iterator[bytes]:
        until = self._anchors[-1].day if self._anchors else None
        yield canonical(FirstLine(anchored_until=until, format=FORMAT, made=self._made))

    def _days(self) -> Iterator[bytes]:
        for anchored in itertools.chain(self._anchors, self._own_anchors()):
            self.anchors += 1
            yield canonical(anchored)
            yield from map(canonical, self._heads(anchored.day))

    def _own_anchors(self) -> Iterator[DailyAnchor]:
        """Anchors of the days that nobody anchored yet, so that the export is whole."""
        if self._first is None:
            return iter(())
        last = self._anchors[-1] if self._anchors else None
        until = (self._made + CLOCKS_DIFFER).date()
        return anchors_until(until, self._heads, after=last, first=self._first)

    def _records(self) -> Iterator[bytes]:
        for record in self._cases:
            self.cases += 1
            for recorded in record:
                self.events += 1
                yield recorded if isinstance(recorded, bytes) else encode(recorded)


def exported(
    records: Sequence[Sequence[RecordedEvent]],
    *,
    made: dt.datetime,
    anchors: Sequence[DailyAnchor] = (),
) -> Iterator[bytes]:
    """An export of records that are all at hand; a large record comes from its store instead.

    Args:
        records: each case's recorded events, in any order of the cases.
        made: now.
        anchors: the anchors made so far, in order.
    """
    cases = sorted(records, key=lambda record: record[0].case)
    days: dict[dt.date, list[Head]] = {}
    for head in itertools.chain.from_iterable(map(heads_of, cases)):
        days.setdefault(head.day, []).append(head)
    return Exporting(
        cases, anchors, lambda day: days.get(day, ()), first=min(days, default=None), made=made
    ).lines()
