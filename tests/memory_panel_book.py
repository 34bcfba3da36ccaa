"""A panel that is kept in memory, and seats counted by hand: the same promises, without a disk."""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections.abc import Iterable, Iterator, Sequence

from openimr.assignment.fairness import Seen
from openimr.assignment.panel_book import MemberVersion
from openimr.assignment.pseudonym import pseudonyms
from openimr.assignment.tie_answers import TieAnswer
from openimr.vocabulary.errors import Refused


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


class CountedByHand:
    """Seats as a test says."""

    def __init__(self, *seen: Seen, **open_cases: int) -> None:
        self.counts = {reviewer.replace("_", "-"): n for reviewer, n in open_cases.items()}
        self.was_seen = seen

    def open_cases(self) -> dict[str, int]:
        return dict(self.counts)

    def seen(self, since: dt.datetime) -> tuple[Seen, ...]:
        return tuple(self.was_seen)
