"""An event store that forgets everything with the process: the same promises, without a disk."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator, Sequence

from openimr.case.events import CaseEvent
from openimr.case.record import RecordedEvent, chain
from openimr.vocabulary.actor import Actor
from openimr.workflow.store import (
    CaseMark,
    CasePage,
    CaseQuery,
    CaseRow,
    DeadlineQuery,
    DeadlineRow,
    Errand,
    Errands,
    Order,
    Projected,
    Projector,
    no_errands,
    someone_was_faster,
)

_ASKED = (
    "state",
    "owner",
    "priority",
    "administrator",
    "same_dispute",
    "same_course",
    "to_publish",
)
_NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)


class MemoryEventStore:
    """Everything in dictionaries, under one lock."""

    def __init__(self, project: Projector, errands: Errands = no_errands) -> None:
        self._project = project
        self._errands = errands
        self._record: dict[str, tuple[RecordedEvent, ...]] = {}
        self._lists: dict[str, Projected] = {}
        self._lock = threading.Lock()
        self.outbox: list[Errand] = []

    def load(self, case: str) -> tuple[RecordedEvent, ...]:
        return self._record.get(case, ())

    def append(
        self,
        case: str,
        events: Sequence[CaseEvent],
        *,
        after: int,
        actor: Actor,
        key: str,
        at: dt.datetime,
    ) -> tuple[RecordedEvent, ...]:
        with self._lock:
            before = self.load(case)
            if first := tuple(one for one in before if one.key == key):
                return first
            if len(before) != after:
                raise someone_was_faster(case)
            last = before[-1] if before else None
            new = chain(events, case=case, after=last, actor=actor, key=key, at=at)
            if new:
                errands = self._errands(before + new, new)
                self._lists[case] = self._project(before + new)
                self._record[case] = before + new
                self.outbox.extend(errands)
            return new

    def cases(self, query: CaseQuery) -> CasePage:
        rows = [one.row for one in self._lists.values() if _wanted(one.row, query)]
        rows.sort(key=lambda row: _place(row, query))
        if mark := query.after:
            rows = [row for row in rows if _place(row, query) > (mark.at or _NEVER, mark.case)]
        shown = tuple(rows[: query.limit])
        more = len(rows) > len(shown)
        return CasePage(rows=shown, next=_mark(shown[-1], query) if more else None)

    def count(self, query: CaseQuery) -> int:
        return len(self.cases(query).rows)

    def deadlines(self, query: DeadlineQuery) -> tuple[DeadlineRow, ...]:
        found = [
            one
            for projected in self._lists.values()
            for one in projected.deadlines
            if one.ended is None
            and not one.right
            and query.role in (None, one.role)
            and query.case in (None, one.case)
            and (query.cases is None or one.case in query.cases)
            and (query.due_before is None or one.due < query.due_before)
            and (query.after is None or (one.due, one.case) > (query.after.due, query.after.case))
        ]
        return tuple(sorted(found, key=lambda one: (one.due, one.case))[: query.limit])

    def numbers(self) -> Iterator[str]:
        return iter(sorted(self._record))

    def rebuild(self) -> int:
        self._lists = {case: self._project(events) for case, events in self._record.items()}
        return len(self._lists)


def _wanted(row: CaseRow, query: CaseQuery) -> bool:
    return (
        all(getattr(query, name) in (None, getattr(row, name)) for name in _ASKED)
        and (query.cases is None or row.case in query.cases)
        and (query.reviewer is None or query.reviewer in {seat.reviewer for seat in row.seats})
        and (query.due_before is None or (row.due or _NEVER) < query.due_before)
        and (query.received_from is None or row.received >= query.received_from)
        and (query.received_before is None or row.received < query.received_before)
    )


def _place(row: CaseRow, query: CaseQuery) -> tuple[dt.datetime, str]:
    at = row.due if query.order is Order.DUE else row.received
    return at or _NEVER, row.case


def _mark(row: CaseRow, query: CaseQuery) -> CaseMark:
    return CaseMark(at=row.due if query.order is Order.DUE else row.received, case=row.case)
