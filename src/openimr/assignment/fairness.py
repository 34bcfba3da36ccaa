"""Fair choosing: no reviewer sees most of one filer or claims administrator, and a draw decides.

These are rules of the office and not of the law; both only choose among reviewers whom the law
allows. The draw is capped: it decides among near-equal reviewers and never outweighs more than
`Weights.draw` points. It is made from a seed that is kept with the appointment, so that anybody
can make it again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from openimr.assignment.ports import Whole
from openimr.vocabulary.value import Value, require


class Weights(Value, frozen=True, kw_only=True):
    """What speaks against a reviewer who may have a case, in points; 0 is the best.

    Attributes:
        similar: every needed field is a similar one and none the reviewer's own.
        outside_california: no California license (Labor Code 139.5 prefers one; unverified).
        load: the last quarter of the reviewer's capacity; the quarters before cost less.
        expedited_load: for an expedited case, a reviewer whose capacity is used up.
        share: the reviewer has had as many cases of this filer, or administrator, as allowed.
        draw: the most that the draw weighs.
    """

    similar: int = 3_000
    outside_california: int = 2_000
    load: int = 4_000
    expedited_load: int = 4_000
    share: int = 2_000
    draw: int = 1_000

    def __post_init__(self) -> None:
        parts = (self.similar, self.outside_california, self.load, self.expedited_load)
        all_parts = (*parts, self.share, self.draw)
        require(all(0 <= part <= 1_000_000 for part in all_parts), "points are 0 to 1,000,000")
        require(self.draw >= 1, "the draw weighs at least a point")

    @property
    def most(self) -> int:
        """More than any reviewer can have against them in one case."""
        pair = self.similar + self.outside_california + self.expedited_load + 2 * self.share
        return pair + self.load + self.draw + 1


class FairShare(Value, frozen=True, kw_only=True):
    """How many cases of one filer or administrator a reviewer may have within the window.

    Attributes:
        percent: of all that came from them in the window, today's batch included.
        least: so many are always allowed: of three cases one reviewer may see two.
        window_days: how far back cases are counted.
    """

    percent: int = 25
    least: int = 2
    window_days: int = 180

    def __post_init__(self) -> None:
        require(1 <= self.percent <= 100, "a share is 1 to 100 percent")
        require(self.least >= 1, "at least one case is allowed")
        require(self.window_days >= 1, "the window is a day or more")

    def allowed(self, cases: int) -> int:
        """How many of so many cases one reviewer may have."""
        return max(self.least, cases * self.percent // 100)


class Seen(Value, frozen=True, kw_only=True):
    """How many cases of one party a reviewer had in the window.

    ``party`` is an identifier as in the cases; filers and administrators are told apart by it.
    """

    reviewer: str
    party: str
    cases: int

    def __post_init__(self) -> None:
        require(self.cases >= 1, "seen is counted from 1")


def window(share: FairShare, on: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the cases that count towards a share."""
    return on - dt.timedelta(days=share.window_days), on


def keys(seed: str, identifiers: Iterable[str]) -> NDArray[np.uint64]:
    """A number for each identifier under a seed: the first eight bytes of its SHA-256."""
    start = hashlib.sha256(seed.encode() + b"\n")
    numbers = []
    for identifier in identifiers:
        digest = start.copy()
        digest.update(identifier.encode())
        numbers.append(int.from_bytes(digest.digest()[:8], "big"))
    return np.array(numbers, dtype=np.uint64)


def draw(cases: NDArray[np.uint64], reviewers: NDArray[np.uint64], most: int) -> Whole:
    """What the draw gives each reviewer (columns) in each case (rows): 0 to ``most`` - 1.

    The two numbers are joined by exclusive or and mixed (the finalizer of SplitMix64), so no
    pair's draw tells of another's, and the order of cases and reviewers is of no effect.
    """
    mixed = cases[:, None] ^ reviewers[None, :]
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed >>= np.uint64(32)
    mixed *= np.uint64(most)
    mixed >>= np.uint64(32)
    return mixed.view(np.int64)


def seen_table(
    seen: Sequence[Seen], reviewers: Mapping[str, int], parties: Mapping[str, int]
) -> Whole:
    """Cases of each party (rows) that each reviewer (columns) had in the window.

    Reviewers and parties that nobody asks for are left out.
    """
    table = np.zeros((len(parties), len(reviewers)), dtype=np.int64)
    for one in seen:
        row, column = parties.get(one.party), reviewers.get(one.reviewer)
        if row is not None and column is not None:
            table[row, column] += one.cases
    return table
