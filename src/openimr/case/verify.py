"""Check an export of the record with nothing but the export, and name everything that is wrong.

Changed, dropped, reordered, duplicated, inserted or swapped events break the chain of their case
or the tree of their day; what was cut off at the end is missing from the anchored heads; an
altered anchor no longer fits its heads or the anchor after it. What an export alone cannot show
is that it was made anew as a whole: for that, compare it with a root that was published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from openimr.case.anchor import Head
from openimr.case.verifying.days import Days, differing, list_flaw, order_flaw
from openimr.case.verifying.flaws import Flaw, Kind, shown
from openimr.case.verifying.judging import CaseLook, Evidence, left_over
from openimr.case.verifying.lines import EventLine, HeadLine, Progress, lines
from openimr.case.verifying.placing import Placed, placed
from openimr.case.verifying.survey import Survey

CASES_AT_ONCE = 10_000
"""Suspect cases held in memory together; more are looked at in further readings."""


class Verification:
    """The check of one export.

    Args:
        file: the export, open for reading bytes and able to be read again.
        roots: roots published earlier that the export must hold.
        progress: is told the bytes read, once more for every reading.

    Attributes:
        survey: counts of the export, once ``flaws`` was begun.
    """

    def __init__(
        self, file: BinaryIO, *, roots: Iterable[str] = (), progress: Progress = lambda read: None
    ) -> None:
        self.survey = Survey()
        self._file = file
        self._roots = tuple(roots)
        self._progress = progress

    def flaws(self) -> Iterator[Flaw]:
        """Everything that is wrong; nothing if the export is what was recorded."""
        self.survey.read(lines(self._file, self._progress))
        found = False
        for flaw in self._all():
            found = True
            yield flaw
        if not found:
            yield from self._unnamed()

    def _all(self) -> Iterator[Flaw]:
        yield from self.survey.flaws
        yield from self._published()
        days = Days(self.survey)
        yield from days.flaws
        yield from self._heads(days)
        yield from self._cases(days)

    def _published(self) -> Iterator[Flaw]:
        there = {anchored.root for anchored in self.survey.anchors.values()}
        for root in self._roots:
            if root.lower() not in there:
                says = (
                    f"The published root {shown(root)} is not in this export: "
                    "it was cut off before that day, or made anew."
                )
                yield Flaw(kind=Kind.ANCHOR, says=says)

    def _heads(self, days: Days) -> Iterator[Flaw]:
        """What is wrong with lists of heads; where a list is right, its cases become suspect."""
        told = set()
        for head, of_list in differing(self._file, days, self.survey, self._progress):
            told.add(head.day)
            if head.day in days.trusted:
                self.survey.suspects.add(head.case)
            elif head.day in self.survey.anchors:
                yield list_flaw(head, of_list=of_list)
            else:
                self.survey.suspects.add(head.case)
        for day in days.doubtful:
            if day not in told and day not in days.trusted:
                yield order_flaw(day)

    def _cases(self, days: Days) -> Iterator[Flaw]:
        """A closer look at every suspect case, some at a time."""
        used: set[int] = set()
        suspects = sorted(self.survey.suspects)
        for start in range(0, len(suspects), CASES_AT_ONCE):
            cases = suspects[start : start + CASES_AT_ONCE]
            some = set(cases)
            anchored: dict[str, list[Head]] = {case: [] for case in cases}
            for head in self._anchored(days):
                if head.case in some:
                    anchored[head.case].append(head)
            evidence = Evidence(self._concerning(some), used)
            for case in cases:
                yield from CaseLook(case, anchored[case], days.trusted, evidence).flaws()
            yield from left_over(evidence, some)

    def _anchored(self, days: Days) -> Iterator[Head]:
        for line in lines(self._file, self._progress):
            if isinstance(line, HeadLine) and line.day in days.trusted:
                yield Head(case=line.case, day=line.day, number=line.number, digest=line.digest)

    def _concerning(self, cases: set[str]) -> Iterator[Placed]:
        """The events of some cases, and those that stand among them."""
        events = (line for line in lines(self._file, self._progress) if isinstance(line, EventLine))
        return (one for one in placed(events) if one.event.case in cases or one.among in cases)

    def _unnamed(self) -> Iterator[Flaw]:
        """What no other check names: bytes between the lines, or the last line's own digest."""
        closing = self.survey.closing
        if closing and closing.sha256 != closing.computed:
            says = "The bytes of the export are not the ones that its last line was made of."
            yield Flaw(kind=Kind.BYTES, says=says, line=closing.line)
