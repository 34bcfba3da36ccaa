"""Papers that were received before: told before a second case is opened on them.

A paper is known by its SHA-256 alone, so that a case filed on the web is found again when the same
papers come by mail, whatever was read from them or entered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Protocol

from openimr.case.evolve import case_of
from openimr.case.model import State
from openimr.law.calendar import pacific_day
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.value import Value
from openimr.workflow.store import EventStore

SAME_PAPERS = "received-already"
"""The rule of whoever would open a second case on papers of a first."""

MOST_TOLD = 5
"""Cases that are told of the same papers; more help nobody."""


class PapersBook(Protocol):
    """Which papers opened which cases, or came to them as a cure."""

    def keep(self, case: str, papers: Sequence[str]) -> None:
        """Keep the SHA-256 of papers of an application; again, it changes nothing."""
        ...

    def cases_with(self, papers: Sequence[str], most: int) -> tuple[str, ...]:
        """Cases that have any of these papers, so many at most.

        Those with most of them come first, then the later ones: a page that somebody sends with
        every application must not hide the case that the others opened.
        """
        ...


class FiledBefore(Value, frozen=True, kw_only=True):
    """A case whose application has some of the papers that come now.

    Attributes:
        case: the number.
        key: under which its application was recorded.
        received: when.
        state: where it stands.
        same: how many of the papers that come now it has, from its opening or as a cure.
        of: how many papers come now.
    """

    case: str
    key: str
    received: dt.datetime
    state: State
    same: int
    of: int

    @property
    def says(self) -> str:
        """In words."""
        whole = "These papers were"
        part = f"{self.same} of these {self.of} papers {'was' if self.same == 1 else 'were'}"
        papers = whole if self.same == self.of else part
        return f"{papers} received on {pacific_day(self.received):%m/%d/%Y} as case {self.case}."


def filed_before(
    book: PapersBook, store: EventStore, papers: Sequence[str]
) -> tuple[FiledBefore, ...]:
    """Cases whose application has any of these papers, from its opening or as a cure.

    Args:
        book: knows which papers opened which cases.
        store: the record, which alone is believed.
        papers: the SHA-256 of the papers that come now.
    """
    wanted = frozenset(papers)
    return tuple(_found(store, book.cases_with(sorted(wanted), MOST_TOLD), wanted))


def _found(
    store: EventStore, cases: Sequence[str], wanted: frozenset[str]
) -> Iterator[FiledBefore]:
    for number in cases:
        recorded = store.load(number)
        case = case_of(recorded) if recorded else None
        same = wanted & {one.sha256 for one in case.papers} if case else frozenset()
        if case is None or not same:
            continue
        yield FiledBefore(
            case=number,
            key=recorded[0].key,
            received=case.received,
            state=case.state,
            same=len(same),
            of=len(wanted),
        )


def refuse_same_papers(before: Sequence[FiledBefore]) -> None:
    """Refuse a second case on papers that opened one.

    Raises:
        Refused: rule ``SAME_PAPERS``, with each case.
    """
    if before:
        first = before[0].case
        raise Refused(
            " ".join(one.says for one in before),
            rule=SAME_PAPERS,
            remedy=f"See it with `openimr case show {first}`. Papers that belong to it are sent to "
            "it. If another case is to be opened on them, receive them with --again and the "
            "reason: it is recorded.",
        )
