"""The whole record into one export, while work goes on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import IO, NamedTuple

from openimr.case.anchor import DailyAnchor, Head, heads_of
from openimr.case.export import Exporting
from openimr.case.record import RecordedEvent, encode
from openimr.vocabulary.errors import BadInput
from openimr.workflow.anchoring import HeadLists
from openimr.workflow.store import EventStore, Ledger


class Keeping(NamedTuple):
    """Where the record is kept: by case, by day, and the heads that days were closed with."""

    store: EventStore
    ledger: Ledger
    lists: HeadLists


def export_record(kept: Keeping, clock: Callable[[], dt.datetime], spool: IO[bytes]) -> Exporting:
    """An export of every case; its lines are to be written one after another.

    Events are read once, before anything of the days that are not closed yet is said of them: so
    what is recorded meanwhile is in the export with its heads, or not at all.

    Args:
        kept: the record.
        clock: gives the time, with zone.
        spool: an empty file to write, read and throw away; it grows as large as the export.

    Raises:
        BadInput: when an event in the database is none any more; its case is named.
    """
    anchors = kept.ledger.anchors()
    open_days: dict[dt.date, list[Head]] = {}
    for case in kept.store.numbers():
        record = _loaded(kept.store, case)
        for head in heads_of(record):
            if not anchors or head.day > anchors[-1].day:
                open_days.setdefault(head.day, []).append(head)
        spool.writelines(encode(recorded) + b"\n" for recorded in record)
        spool.write(b"\n")
    spool.seek(0)
    first = anchors[0].day if anchors else min(open_days, default=None)
    heads = _heads(kept, anchors, open_days)
    return Exporting(_spooled(spool), anchors, heads, first=first, made=clock())


def _loaded(store: EventStore, case: str) -> tuple[RecordedEvent, ...]:
    try:
        return store.load(case)
    except BadInput as error:
        remedy = "Somebody altered the database: compare it with a backup"
        raise BadInput(f"case {case} in the database", error.found, remedy) from None


def _heads(
    kept: Keeping, anchors: tuple[DailyAnchor, ...], open_days: dict[dt.date, list[Head]]
) -> Callable[[dt.date], Iterable[Head]]:
    """Heads of closed days as they were closed, of the others as they were read.

    A day whose heads are kept was closed, also where the database has no anchor of it any more.
    """

    def heads(day: dt.date) -> Iterable[Head]:
        listed = kept.lists.heads(day)
        if listed is not None:
            return listed
        is_open = not anchors or day > anchors[-1].day
        return open_days.get(day, ()) if is_open else kept.ledger.heads(day)

    return heads


def _spooled(spool: IO[bytes]) -> Iterator[list[bytes]]:
    """The lines of each case; an empty line ends a case."""
    case: list[bytes] = []
    for line in spool:
        if line == b"\n":
            yield case
            case = []
        else:
            case.append(line[:-1])
