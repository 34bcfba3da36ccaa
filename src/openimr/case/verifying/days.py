"""The days of an export: does each anchor fit its heads, and they the events."""

from __future__ import annotations

import collections
import datetime as dt
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from openimr.case.anchor import Head, Tree, root_over
from openimr.case.record import ZEROS
from openimr.case.verifying.flaws import Flaw, Kind, shown
from openimr.case.verifying.lines import AnchorLine, EventLine, HeadLine, Progress, lines
from openimr.case.verifying.placing import heads
from openimr.case.verifying.survey import Survey

_HEADS_AT_ONCE = 200_000
_ONE_DAY = dt.timedelta(days=1)


class Days:
    """Every day of an export, judged.

    Attributes:
        flaws: of the anchors.
        trusted: days whose list of heads is the one that was anchored.
        doubtful: days whose list of heads and events do not agree.
    """

    def __init__(self, survey: Survey) -> None:
        self.flaws: list[Flaw] = []
        self.trusted: set[dt.date] = set()
        self.doubtful: list[dt.date] = []
        self._survey = survey
        days = survey.anchors.keys() | survey.listed.keys() | survey.derived.keys()
        before: AnchorLine | None = None
        earlier: dt.date | None = None
        for day in sorted(days):
            if earlier and earlier + _ONE_DAY < day:
                self._gap(earlier + _ONE_DAY, day - _ONE_DAY)
            earlier = day
            listed, derived = self._trees(day)
            if (listed.leaves, listed.root()) != (derived.leaves, derived.root()):
                self.doubtful.append(day)
            anchored = survey.anchors.get(day)
            if anchored is None:
                self._flaw(day, f"the anchor of {day} is missing", None)
            else:
                self._judge(anchored, before)
                before = anchored

    def _trees(self, day: dt.date) -> tuple[Tree, Tree]:
        empty = Tree()
        return self._survey.listed.get(day, empty), self._survey.derived.get(day, empty)

    def _judge(self, anchored: AnchorLine, before: AnchorLine | None) -> None:
        """Whether the anchor fits its heads and follows the day before."""
        gap = before is not None and anchored.day != before.day + _ONE_DAY
        expected = before.root if before else ZEROS
        follows = gap or anchored.previous == expected
        listed, derived = self._trees(anchored.day)
        if _fits(anchored, listed):
            self.trusted.add(anchored.day)
            if not follows:
                self._not_following(anchored, before)
        elif anchored.root == root_over(anchored.day, listed.leaves, expected, listed.root()):
            self.trusted.add(anchored.day)
            self._changed(anchored, "it does not say what its root was made of")
        elif not _fits(anchored, derived):
            self._changed(anchored, "its root fits neither the listed heads nor the events")

    def _gap(self, first: dt.date, last: dt.date) -> None:
        which = f"anchor of {first} is" if first == last else f"anchors of {first} to {last} are"
        self._flaw(first, f"the {which} missing", None)

    def _not_following(self, anchored: AnchorLine, before: AnchorLine | None) -> None:
        if before is None:
            self._flaw(anchored.day, f"anchors before {anchored.day} are missing", anchored.line)
        elif before.day in self.trusted:
            says = f"the anchor of {anchored.day} follows another root of {before.day}"
            self._flaw(anchored.day, f"{says}: one of the two was made anew", anchored.line)

    def _changed(self, anchored: AnchorLine, why: str) -> None:
        says = f"the anchor of {anchored.day} was changed: {why}"
        self._flaw(anchored.day, says, anchored.line)

    def _flaw(self, day: dt.date, what: str, line: int | None) -> None:
        says = f"Line {line}: {what}." if line else f"{what[0].upper()}{what[1:]}."
        self.flaws.append(Flaw(kind=Kind.ANCHOR, says=says, line=line, since=day))


def _fits(anchored: AnchorLine, tree: Tree) -> bool:
    """Whether the anchor's root stands over its own words and this tree."""
    root = root_over(anchored.day, anchored.heads, anchored.previous, tree.root())
    return anchored.heads == tree.leaves and anchored.root == root


def differing(
    file: BinaryIO, days: Days, survey: Survey, progress: Progress
) -> Iterator[tuple[Head, bool]]:
    """The heads that only the list or only the events have; True for the list's."""
    for some in _portions(days.doubtful, survey):
        left: collections.Counter[Head] = collections.Counter()
        _count_listed(file, some, left, progress)
        for head in heads(_events(file, progress)):
            if head.day in some:
                left[head] -= 1
        for head, count in left.items():
            if count:
                yield head, count > 0


def _portions(days: Iterable[dt.date], survey: Survey) -> Iterator[set[dt.date]]:
    """Days in portions whose heads fit into memory together."""
    portion: set[dt.date] = set()
    size = 0
    for day in days:
        trees = (survey.listed.get(day), survey.derived.get(day))
        size += max((tree.leaves for tree in trees if tree), default=0)
        if portion and size > _HEADS_AT_ONCE:
            yield portion
            portion, size = set(), 0
        portion.add(day)
    if portion:
        yield portion


def _count_listed(
    file: BinaryIO, days: set[dt.date], count: collections.Counter[Head], progress: Progress
) -> None:
    for line in lines(file, progress):
        if isinstance(line, HeadLine) and line.day in days:
            count[_head(line)] += 1


def _head(line: HeadLine) -> Head:
    return Head(case=line.case, day=line.day, number=line.number, digest=line.digest)


def _events(file: BinaryIO, progress: Progress) -> Iterator[EventLine]:
    return (line for line in lines(file, progress) if isinstance(line, EventLine))


def list_flaw(head: Head, *, of_list: bool) -> Flaw:
    """A difference in a list of heads that is not the one that was anchored."""
    what = "lists a head that no event has" if of_list else "lacks the head"
    says = (
        f"The list of heads of {head.day} was changed: it {what} "
        f"(case {shown(head.case)}, event {head.number})."
    )
    return Flaw(
        kind=Kind.HEADS,
        says=says,
        case=shown(head.case),
        first=head.number,
        last=head.number,
        since=head.day,
    )


def order_flaw(day: dt.date) -> Flaw:
    """The heads of a day are all there, in another order."""
    says = f"The heads of {day} stand in another order than they were anchored in."
    return Flaw(kind=Kind.HEADS, says=says, since=day)
