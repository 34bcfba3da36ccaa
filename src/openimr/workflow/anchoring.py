"""Closing days: one root a day, kept for good and to be published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Protocol

from openimr.case.anchor import DailyAnchor, Head, anchor
from openimr.case.canonical import in_utc
from openimr.case.export import CLOCKS_DIFFER
from openimr.workflow.store import Ledger

_ONE_DAY = dt.timedelta(days=1)


class HeadLists(Protocol):
    """The heads that each day was closed with, kept apart from the record.

    Whoever alters the record in its database does not alter them; with them an export names the
    case that was altered, where the day's root alone says only that something was.
    """

    def keep(self, anchored: DailyAnchor, heads: Sequence[Head]) -> None:
        """Keep a day's heads.

        Raises:
            Refused: rule "anchors-stay" when the day was closed before, with other heads.
        """
        ...

    def heads(self, day: dt.date) -> Sequence[Head] | None:
        """The heads that a day was closed with, or None where they are not kept."""
        ...


def anchor_days(ledger: Ledger, lists: HeadLists, now: dt.datetime) -> Iterator[DailyAnchor]:
    """Anchor every day (UTC) that is over, also those that nobody anchored when they ended.

    A day counts as over an hour after its midnight, so that no machine whose clock is behind
    still records on it. Doing it again changes nothing.

    Args:
        ledger: the whole record.
        lists: keeps the heads of each day.
        now: the time, with zone.

    Raises:
        Refused: rule "anchors-stay" when somebody anchored the same day otherwise meanwhile.
    """
    first = ledger.first_day()
    if first is None:
        return
    anchors = ledger.anchors()
    last = anchors[-1] if anchors else None
    day = last.day + _ONE_DAY if last else first
    while day < (in_utc(now) - CLOCKS_DIFFER).date():
        heads = tuple(ledger.heads(day))
        last = anchor(day, heads, after=last)
        lists.keep(last, heads)
        ledger.keep(last)
        yield last
        day += _ONE_DAY
