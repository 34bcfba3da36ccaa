"""The closer look: what happened to the events of a case, each named by its number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from openimr.case.anchor import Head
from openimr.case.record import ZEROS
from openimr.case.verifying.flaws import Flaw, Kind, of_case, shown
from openimr.case.verifying.lines import EventLine
from openimr.case.verifying.placing import Placed

_ANOTHER, _GONE = "another event than was recorded", "missing"


class Evidence:
    """All lines that the closer look may need, found by what they claim and by their digests.

    Args:
        lines: events of the cases looked at, and those that stand among them.
        used: numbers of lines that are known to be some case's event; grows.
    """

    def __init__(self, lines: Iterable[Placed], used: set[int]) -> None:
        self.claiming: dict[str, dict[int, list[Placed]]] = {}
        self.used = used
        self._by_digest: dict[str, list[Placed]] = {}
        for one in lines:
            event = one.event
            self.claiming.setdefault(event.case, {}).setdefault(event.number, []).append(one)
            if not event.sound:
                for digest in {event.stated, event.computed} - {""}:
                    self._by_digest.setdefault(digest, []).append(one)

    def changed_from(self, digest: str) -> Placed | None:
        """A line that is not whole and was the event with this digest, or None."""
        return next(
            (one for one in self._by_digest.get(digest, ()) if one.event.line not in self.used),
            None,
        )

    def left_over(self, cases: set[str]) -> Iterator[EventLine]:
        """Lines that claim to belong to these cases and are none of their events."""
        for case in sorted(cases & self.claiming.keys()):
            for claimed in self.claiming[case].values():
                yield from (one.event for one in claimed if one.event.line not in self.used)


class _Said(NamedTuple):
    """A flaw before neighbors are joined."""

    kind: Kind
    first: int
    last: int
    what: str
    line: int | None


class CaseLook:
    """One case, event by event from the last to the first.

    Args:
        case: its number.
        anchored: its heads in lists that are the anchored ones.
        days: all days whose list of heads is the anchored one.
        evidence: the lines.
    """

    def __init__(
        self, case: str, anchored: Sequence[Head], days: set[dt.date], evidence: Evidence
    ) -> None:
        self._case = case
        self._anchored: Mapping[int, Head] = {head.number: head for head in anchored}
        self._newest = {head.day: head.number for head in anchored}
        self._days = days
        self._evidence = evidence
        self._claims = evidence.claiming.get(case, {})
        self._found: dict[int, Placed] = {}
        self._flaws: list[_Said] = []
        self._in_doubt = False

    def flaws(self) -> Iterator[Flaw]:
        """What happened to the case's events, in their order."""
        follower: EventLine | None = None
        above = 0
        for number in self._numbers():
            if number < above - 1:
                self._say(Kind.MISSING, number + 1, _GONE, last=above - 1)
                follower = None
            follower = self._look(number, follower)
            above = number
        if above > 1:
            self._say(Kind.MISSING, 1, _GONE, last=above - 1)
        if follower and follower.number == 1 and follower.previous != ZEROS:
            self._say(Kind.REWRITTEN, 1, "it follows an event, as no first event does")
        self._places()
        self._times()
        yield from self._joined()

    def _numbers(self) -> list[int]:
        """The numbers of which something is known, from the last that is anchored or whole.

        A hostile export may name any number, so that what lies between is never walked through.
        """
        sound = {
            number
            for number, claimed in self._claims.items()
            if any(one.event.sound for one in claimed)
        }
        certain = sound | self._anchored.keys()
        near = {number - 1 for number in certain} | self._claims.keys()
        last = max(certain, default=0)
        return sorted((one for one in certain | near if 1 <= one <= last), reverse=True)

    def _look(self, number: int, follower: EventLine | None) -> EventLine | None:
        """Find an event by its number; the next, towards the first, is known by what it names."""
        head = self._anchored.get(number)
        digest = head.digest if head else follower.previous if follower else None
        claimed = self._claims.get(number, [])
        sound = [one for one in claimed if one.event.sound]
        right = [one for one in sound if digest in {None, one.event.stated}]
        if right:
            self._extra(number, right[0], sound)
            self._in_doubt = self._in_doubt and not head
            if self._in_doubt:
                self._say(Kind.REWRITTEN, number, _ANOTHER, right[0])
            return self._take(number, right[0])
        changed = self._evidence.changed_from(digest) if digest else None
        if changed:
            self._changed(number, changed)
        elif sound:
            self._in_doubt = True
            self._say(Kind.REWRITTEN, number, _ANOTHER, sound[0])
            return self._take(number, sound[0])
        elif claimed:
            self._changed(number, claimed[0])
        else:
            self._say(Kind.MISSING, number, _GONE)
        return None

    def _take(self, number: int, one: Placed) -> EventLine:
        self._evidence.used.add(one.event.line)
        self._found[number] = one
        return one.event

    def _changed(self, number: int, one: Placed) -> None:
        event = self._take(number, one)
        claim = ""
        if event.case != self._case:
            claim = f"; it now claims to be of case {shown(event.case)}"
        elif event.number != number:
            claim = f"; it now claims to be event {event.number}"
        self._say(Kind.CHANGED, number, f"its content is not the one that was sealed{claim}", one)

    def _extra(self, number: int, right: Placed, sound: Sequence[Placed]) -> None:
        """Further whole lines that claim the same number."""
        for one in sound:
            if one.event.line == right.event.line:
                continue
            self._evidence.used.add(one.event.line)
            if one.event.stated == right.event.stated:
                self._say(Kind.DUPLICATED, number, "stands there twice", one)
            else:
                self._say(Kind.INSERTED, number, "a second, other event of this number", one)

    def _places(self) -> None:
        """Events that stand among another case's, before an earlier one, or on an old day."""
        before: EventLine | None = None
        for number in sorted(self._found):
            one = self._found[number]
            day = one.event.at.date()
            if one.among not in {None, self._case}:
                where = f"among those of case {shown(one.among)}" if one.among else "before all"
                self._say(Kind.MISPLACED, number, f"stands {where}", one)
                continue
            if before and one.event.line < before.line:
                self._say(Kind.MISPLACED, number, f"stands before event {before.number}", one)
            if one.event.sound and day in self._days and number > self._newest.get(day, 0):
                says = f"was not there when its day, {day}, was anchored"
                self._say(Kind.INSERTED, number, says, one)
            before = one.event

    def _times(self) -> None:
        before: EventLine | None = None
        for number in sorted(self._found):
            event = self._found[number].event
            if before and event.sound and before.sound and event.at < before.at:
                self._say(Kind.REWRITTEN, number, "recorded before the event it follows")
            before = event

    def _say(
        self, kind: Kind, number: int, what: str, one: Placed | None = None, last: int | None = None
    ) -> None:
        line = one.event.line if one else None
        self._flaws.append(_Said(kind, number, last or number, what, line))

    def _joined(self) -> Iterator[Flaw]:
        """The flaws in order; the same of neighbours, from line to line, is said once."""
        pending: list[_Said] = []
        for one in sorted(self._flaws, key=lambda one: (one.first, one.kind.value)):
            if pending and not _goes_on(pending[-1], one):
                yield self._flaw(pending)
                pending = []
            pending.append(one)
        if pending:
            yield self._flaw(pending)

    def _flaw(self, pending: Sequence[_Said]) -> Flaw:
        kind, first, _, what, line = pending[0]
        last = pending[-1].last
        if kind is Kind.REWRITTEN and first != last:
            what = "not the events that were recorded, or not all of them"
        since = None if kind in {Kind.INSERTED, Kind.DUPLICATED} else self._since(first)
        return of_case(kind, self._case, what, first=first, last=last, line=line, since=since)

    def _since(self, number: int) -> dt.date | None:
        """The first anchored day that holds the event."""
        later = (head.day for known, head in self._anchored.items() if known >= number)
        return min(later, default=None)


def _goes_on(one: _Said, other: _Said) -> bool:
    same = (one.kind, one.what) == (other.kind, other.what)
    return same and other.first == one.last + 1


def left_over(evidence: Evidence, cases: set[str]) -> Iterator[Flaw]:
    """Lines that no case has a place for."""
    for event in evidence.left_over(cases):
        what = "inserted, no such event was recorded"
        yield of_case(Kind.INSERTED, event.case, what, first=event.number, line=event.line)
