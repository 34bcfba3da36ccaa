"""Daily anchors: one root a day that fixes where every case stood.

A case's head of a day is its last event of that day (in UTC). The day's tree is a Merkle tree
over the heads in the order of their cases, as in RFC 6962: a leaf is the SHA-256 of a zero byte
and the head's canonical JSON, a node that of a one byte and its two children. Over it stands one
more node, which joins the anchor's own words (day, number of heads, root of the day before) with
the tree: so one published root also fixes every root before it, and with them the heads of cases
in which nothing happened that day.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from openimr.case.canonical import canonical
from openimr.case.record import ZEROS, RecordedEvent
from openimr.vocabulary.value import Value, require

_DIGEST = re.compile(r"[0-9a-f]{64}")


class Head(Value, frozen=True, kw_only=True):
    """The last event of a case on one day.

    Attributes:
        case: the case's number.
        day: the day in UTC.
        number: the event's number.
        digest: the event's digest.
    """

    case: str
    day: dt.date
    number: int
    digest: str


class DailyAnchor(Value, frozen=True, kw_only=True):
    """One day's root, to be published.

    Attributes:
        day: the day in UTC.
        heads: how many cases something was recorded in.
        previous: root of the day before, or ``ZEROS``.
        root: fixes day, heads and every root before.
    """

    day: dt.date
    heads: int
    previous: str
    root: str

    def __post_init__(self) -> None:
        require(self.heads >= 0, "a day has no heads or some")
        for digest in (self.previous, self.root):
            require(bool(_DIGEST.fullmatch(digest)), "a root is 64 hexadecimal figures")


class Tree:
    """A Merkle tree that is fed leaf by leaf and keeps only its right edge."""

    def __init__(self) -> None:
        self.leaves = 0
        self._edge: list[bytes] = []

    def add(self, content: bytes) -> None:
        """Put a leaf behind the last."""
        whole = leaf(content)
        size = self.leaves
        while size % 2:
            whole = node(self._edge.pop(), whole)
            size //= 2
        self._edge.append(whole)
        self.leaves += 1

    def root(self) -> bytes:
        """The root over the leaves so far; without any, the SHA-256 of nothing."""
        if not self._edge:
            return hashlib.sha256(b"").digest()
        root = self._edge[-1]
        for left in reversed(self._edge[:-1]):
            root = node(left, root)
        return root


def leaf(content: bytes) -> bytes:
    """Digest of a leaf; never that of a node, whatever the content."""
    return hashlib.sha256(b"\x00" + content).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Digest of a node over its two children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class _Words(Value, frozen=True, kw_only=True):
    """What an anchor says beside its root."""

    day: dt.date
    heads: int
    previous: str


def root_over(day: dt.date, heads: int, previous: str, tree: bytes) -> str:
    """The day's root over the tree of its heads, in hexadecimal."""
    words = canonical(_Words(day=day, heads=heads, previous=previous))
    return node(leaf(words), tree).hex()


def heads_of(record: Iterable[RecordedEvent]) -> Iterator[Head]:
    """The heads of one case, day by day.

    Args:
        record: the case's recorded events in order.
    """
    last: RecordedEvent | None = None
    for recorded in record:
        if last is not None and recorded.at.date() != last.at.date():
            yield _head(last)
        last = recorded
    if last is not None:
        yield _head(last)


def _head(last: RecordedEvent) -> Head:
    return Head(case=last.case, day=last.at.date(), number=last.number, digest=last.digest)


def anchor(day: dt.date, heads: Iterable[Head], *, after: DailyAnchor | None) -> DailyAnchor:
    """The anchor of a day.

    Args:
        day: the day in UTC; over, so that nothing is recorded on it any more.
        heads: the day's heads in the order of their cases (by code points).
        after: the anchor of the day before, or None for the first.

    Raises:
        ValueError: heads of another day or out of order, or a day left out.
    """
    require(after is None or day == after.day + dt.timedelta(days=1), "anchors leave out no day")
    previous = after.root if after else ZEROS
    tree = Tree()
    before = ""
    for head in heads:
        require(head.day == day and head.case > before, "heads of the day, in the cases' order")
        before = head.case
        tree.add(canonical(head))
    root = root_over(day, tree.leaves, previous, tree.root())
    return DailyAnchor(day=day, heads=tree.leaves, previous=previous, root=root)


def anchors_until(
    until: dt.date,
    heads: Callable[[dt.date], Iterable[Head]],
    *,
    after: DailyAnchor | None,
    first: dt.date,
) -> Iterator[DailyAnchor]:
    """The anchors that are still to be made, one for every day, also where nothing happened.

    Args:
        until: the last day that is over.
        heads: gives a day's heads in the order of their cases.
        after: the last anchor that was made, or None.
        first: the day of the very first event, where no anchor was made yet.
    """
    day = after.day + dt.timedelta(days=1) if after else first
    while day <= until:
        after = anchor(day, heads(day), after=after)
        yield after
        day += dt.timedelta(days=1)


class Step(Value, frozen=True, kw_only=True):
    """One step up the tree: the digest beside, and whether it stands on the left."""

    beside: str
    left: bool


class Proof(Value, frozen=True, kw_only=True):
    """That a case stood at this head on that day, checkable with nothing but the day's root.

    Attributes:
        head: the case's head.
        steps: from the head's leaf up to the root.
    """

    head: Head
    steps: tuple[Step, ...]

    def root(self) -> str:
        """The root that the proof leads to; it proves something where this is the published."""
        here = leaf(canonical(self.head))
        for step in self.steps:
            beside = bytes.fromhex(step.beside)
            here = node(beside, here) if step.left else node(here, beside)
        return here.hex()


def prove(anchored: DailyAnchor, heads: Sequence[Head], case: str) -> Proof:
    """The proof that a case's head is among those of an anchored day.

    Raises:
        ValueError: the case has no head that day.
    """
    cases = [head.case for head in heads]
    require(case in cases, "the case has an event on the day to be proven")
    place = cases.index(case)
    steps = _steps([leaf(canonical(head)) for head in heads], place)
    words = _Words(day=anchored.day, heads=anchored.heads, previous=anchored.previous)
    top = Step(beside=leaf(canonical(words)).hex(), left=True)
    return Proof(head=heads[place], steps=(*steps, top))


def _steps(leaves: Sequence[bytes], place: int) -> tuple[Step, ...]:
    """From the leaf at a place up to the root over all leaves."""
    if len(leaves) == 1:
        return ()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    left, right = leaves[:half], leaves[half:]
    if place < half:
        return (*_steps(left, place), Step(beside=_root(right).hex(), left=False))
    return (*_steps(right, place - half), Step(beside=_root(left).hex(), left=True))


def _root(leaves: Sequence[bytes]) -> bytes:
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return node(_root(leaves[:half]), _root(leaves[half:]))
