"""A panel that is kept in memory, and seats counted one by one: the same promises, no disk."""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from openimr.assignment.fairness import Seen
from openimr.assignment.panel_book import MemberVersion
from openimr.assignment.pseudonym import pseudonyms
from openimr.assignment.tie_answers import TieAnswer
from openimr.vocabulary.errors import Refused
from openimr.workflow.appointing_cases import AT_WORK, rows_in
from openimr.workflow.store import CaseQuery, EventStore


class MemoryPanelBook:
    """Everything in lists, under one lock."""

    def __init__(self, key: bytes = bytes(range(32))) -> None:
        self._key = key
        self._versions: dict[str, list[MemberVersion]] = {}
        self._given: dict[str, str] = {}
        self._answers: list[TieAnswer] = []
        self._lock = threading.Lock()

    def latest(self) -> tuple[MemberVersion, ...]:
        return tuple(self._versions[one][-1] for one in sorted(self._versions))

    def versions(self, reviewer: str) -> tuple[MemberVersion, ...]:
        return tuple(self._versions.get(reviewer, ()))

    def add(self, versions: Sequence[MemberVersion]) -> None:
        for one in versions:
            if one.number != len(self.versions(one.reviewer)) + 1:
                raise Refused("Someone else was faster.", rule="someone-was-faster")
        for one in versions:
            self._versions.setdefault(one.reviewer, []).append(one)

    def pseudonyms(self, reviewers: Iterable[str]) -> dict[str, str]:
        asked = frozenset(reviewers)
        self._given = pseudonyms(self._key, asked, self._given)
        return {one: self._given[one] for one in asked}

    def answers(self) -> tuple[TieAnswer, ...]:
        return tuple(self._answers)

    def answer(self, answer: TieAnswer) -> None:
        self._answers.append(answer)

    @contextlib.contextmanager
    def one_batch(self) -> Iterator[None]:
        with self._lock:
            yield


class CountedFromLists:
    """Seats counted from the rows of a store, one by one."""

    def __init__(self, store: EventStore) -> None:
        self._store = store

    def open_cases(self) -> dict[str, int]:
        at_work = {state.value for state in AT_WORK}
        rows = [row for row in rows_in(self._store, CaseQuery()) if row.state in at_work]
        return dict(Counter(seat.reviewer for row in rows for seat in row.seats))

    def seen(self, since: dt.datetime) -> tuple[Seen, ...]:
        found = Counter(
            (seat.reviewer, party)
            for row in rows_in(self._store, CaseQuery())
            if row.received >= since
            for seat in row.seats
            for party in (row.filer_party, row.administrator)
            if party
        )
        return tuple(
            Seen(reviewer=reviewer, party=party, cases=cases)
            for (reviewer, party), cases in sorted(found.items())
        )
