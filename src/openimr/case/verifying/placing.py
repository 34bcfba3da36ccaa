"""Where the lines of cases stand: which event stands among those of another case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from openimr.case.anchor import Head
from openimr.case.verifying.lines import EventLine


class Placed(NamedTuple):
    """An event and, where it stands out of place, the case among whose events it stands."""

    event: EventLine
    among: str | None


def placed(events: Iterable[EventLine]) -> Iterator[Placed]:
    """Each event with the case that it stands among, if that is not its own.

    Cases follow each other in the order of their numbers. Where the order breaks, the line that
    breaks it is out of place: one before its time when the line after it goes back, one after
    its time otherwise.
    """
    block = ""
    ahead = iter(events)
    event = next(ahead, None)
    while event:
        following = next(ahead, None)
        early = following is not None and block <= following.case < event.case
        out_of_place = event.case < block or (event.case > block and early)
        if not out_of_place:
            block = event.case
        yield Placed(event, block if out_of_place else None)
        event = following


def heads(events: Iterable[EventLine]) -> Iterator[Head]:
    """The head of every case and day, as the lines stand."""
    last: EventLine | None = None
    for event in events:
        if last and (event.case != last.case or event.at.date() != last.at.date()):
            yield _head(last)
        last = event
    if last:
        yield _head(last)


def _head(event: EventLine) -> Head:
    return Head(case=event.case, day=event.at.date(), number=event.number, digest=event.stated)
