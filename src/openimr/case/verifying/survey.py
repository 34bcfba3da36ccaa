"""The first reading of an export: is all as it was recorded, and if not, where to look closer.

It holds one case's last event and one tree's edge a day, so an export of any size fits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from openimr.case.anchor import Tree
from openimr.case.canonical import canonical
from openimr.case.export import CLOCKS_DIFFER, FORMAT
from openimr.case.record import ZEROS
from openimr.case.verifying.flaws import Flaw, Kind, shown
from openimr.case.verifying.lines import (
    AnchorLine,
    ClosingLine,
    EventLine,
    HeadLine,
    Line,
    OpeningLine,
    UnreadableLine,
)
from openimr.case.verifying.placing import heads


class Survey:
    """What the first reading found.

    Attributes:
        flaws: of the file as such.
        suspects: cases to look closer at.
        anchors: each day's anchor.
        listed: each day's tree over the heads that the export lists.
        derived: each day's tree over the heads that follow from the events.
        events, cases: how many there are.
        opening, closing: the first and the last line, if there.
    """

    def __init__(self) -> None:
        self.flaws: list[Flaw] = []
        self.suspects: set[str] = set()
        self.anchors: dict[dt.date, AnchorLine] = {}
        self.listed: dict[dt.date, Tree] = {}
        self.derived: dict[dt.date, Tree] = {}
        self.events = self.cases = 0
        self.opening: OpeningLine | None = None
        self.closing: ClosingLine | None = None
        self._lines = 0
        self._day: dt.date | None = None
        self._last: EventLine | None = None
        self._unreadable = False
        self._strays: list[HeadLine] = []

    def read(self, lines: Iterable[Line]) -> None:
        """Read the export once."""
        for head in heads(self._events(lines)):
            self.derived.setdefault(head.day, Tree()).add(canonical(head))
        self._ending()

    def _events(self, lines: Iterable[Line]) -> Iterator[EventLine]:
        """The events; every other line is looked at on the way."""
        for line in lines:
            self._lines = line.line
            if self.closing:
                self._flaw(Kind.INSERTED, "something stands behind the last line", line)
            if isinstance(line, EventLine):
                self._event(line)
                yield line
            else:
                self._other(line)

    def _event(self, event: EventLine) -> None:
        """Look whether the event follows the one before."""
        last = self._last
        same = last is not None and last.case == event.case
        if not same:
            self.cases += 1
        if not (event.sound and self._follows(event, last if same else None)):
            self.suspects.add(event.case)
            if last and not same:
                self.suspects.add(last.case)
        if last and event.case < last.case:
            self.suspects |= {event.case, last.case}
        if self._unreadable:
            self.suspects.add(event.case)
            self._unreadable = False
        self.events += 1
        self._last = event

    @staticmethod
    def _follows(event: EventLine, last: EventLine | None) -> bool:
        if last is None:
            return event.number == 1 and event.previous == ZEROS
        in_chain = event.number == last.number + 1 and event.previous == last.stated
        return in_chain and event.at >= last.at

    def _other(self, line: Line) -> None:
        match line:
            case OpeningLine():
                self._opening(line)
            case ClosingLine():
                self.closing = line
            case AnchorLine():
                self._anchor(line)
            case HeadLine():
                self._head(line)
            case UnreadableLine():
                self._not_read(line)

    def _opening(self, line: OpeningLine) -> None:
        if line.line == 1:
            self.opening = line
        else:
            self._flaw(Kind.MISPLACED, "a first line stands in the middle", line)
        if line.format != FORMAT:
            self._flaw(Kind.CHANGED, f"the format is not {FORMAT}, which this version checks", line)

    def _anchor(self, line: AnchorLine) -> None:
        if line.day in self.anchors:
            self._flaw(Kind.DUPLICATED, f"a second anchor of {line.day}", line, line.day)
            return
        if self._day and line.day < self._day:
            self._flaw(Kind.MISPLACED, f"the anchor of {line.day} stands too late", line, line.day)
        if self._last:
            self._flaw(Kind.MISPLACED, f"the anchor of {line.day} follows events", line, line.day)
        self._day = line.day
        self.anchors[line.day] = line

    def _head(self, line: HeadLine) -> None:
        if line.day != self._day or self._last:
            self._strays.append(line)
        self.listed.setdefault(line.day, Tree()).add(line.content)

    def _not_read(self, line: UnreadableLine) -> None:
        """Its case is known by the lines around it; the closer look names the event."""
        near = "before the first case"
        if self._last:
            self.suspects.add(self._last.case)
            near = f"after event {self._last.number} of case {shown(self._last.case)}"
        self._flaw(Kind.UNREADABLE, f"{line.why} ({near})", line)
        self._unreadable = True

    def _ending(self) -> None:
        for head in self._strays:
            if head.day in self.anchors:
                says = f"a head of {head.day}, case {shown(head.case)}, stands out of its place"
                self._flaw(Kind.MISPLACED, says, head, head.day)
        self._framed()
        if not self.closing:
            self._cut_off()
            return
        counted = {"anchors": len(self.anchors), "events": self.events}
        if not self.suspects:
            counted["cases"] = self.cases
        for name, count in counted.items():
            promised = getattr(self.closing, name)
            if promised != count:
                says = f"the last line promises {promised} {name}, the export holds {count}"
                self._flaw(Kind.COUNTS, says, self.closing)

    def _framed(self) -> None:
        """Whether the first line is there and says what the anchors say."""
        opening = self.opening
        if opening is None:
            self.flaws.append(Flaw(kind=Kind.CUT_OFF, says="The first line is missing.", line=1))
            return
        until = opening.anchored_until
        if until and until not in self.anchors:
            self._flaw(Kind.ANCHOR, f"the anchor of {until}, a closed day, is missing", opening)
        newest = max(self.anchors, default=None)
        made = (opening.made + CLOCKS_DIFFER).date()
        if newest and newest != max(made, until or made):
            what = f"made on {opening.made.date()}, with anchors until {newest}"
            self._flaw(Kind.COUNTS, f"{what}: not one for every day", opening)

    def _cut_off(self) -> None:
        near = "before any event"
        if self._last:
            near = f"after event {self._last.number} of case {shown(self._last.case)}"
        says = f"The export is cut off after line {self._lines}, {near}: its last line is missing."
        self.flaws.append(Flaw(kind=Kind.CUT_OFF, says=says, line=self._lines or None))

    def _flaw(self, kind: Kind, what: str, line: Line, since: dt.date | None = None) -> None:
        says = f"Line {line.line}: {what}."
        self.flaws.append(Flaw(kind=kind, says=says, line=line.line, since=since))
