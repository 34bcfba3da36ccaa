"""Counting the record for the figures of management, by the clock."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable

from openimr.workflow.rounds import Hourly, Round
from openimr.workflow.store import EventStore
from openimr.workflow.tallies import Tally, TallyBook, tallies_of

SETTLED = dt.timedelta(minutes=2)
"""Events younger than that are left for the next time: one that is being written meanwhile may
have an earlier time than others that are already there."""


def counting_round(
    book: Callable[[], TallyBook], store: EventStore, now: Callable[[], dt.datetime]
) -> Round:
    """The round that counts what was recorded since the last time.

    Args:
        book: opens the sums.
        store: the record.
        now: the clock.
    """
    return Round(
        name="figures",
        says="count what was recorded since the last time, for the figures of management",
        rhythm=Hourly(minute=40),
        run=lambda task, _: count_cases(
            book(), store, now() - SETTLED, lambda done: task.progress(done, done + 1, "cases")
        ),
    )


def count_cases(
    book: TallyBook,
    store: EventStore,
    upto: dt.datetime,
    told: Callable[[int], None] = lambda _: None,
) -> None:
    """Count every case in which something was recorded until a time.

    Args:
        book: the sums.
        store: the record.
        upto: events after this are left for the next time.
        told: called with the cases counted so far.
    """

    def counted(case: str) -> Counter[Tally]:
        return tallies_of(store.load(case))

    for done in book.catch_up(upto, counted):
        told(done)
