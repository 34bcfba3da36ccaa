"""The case from its events; nothing else makes or changes one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Protocol

from openimr.case.events import CaseEvent
from openimr.case.events.intake import ApplicationReceived
from openimr.case.evolving import (
    appointing,
    clocks,
    intake,
    issuing,
    judging,
    parties,
    records,
    reviewing,
    signing,
)
from openimr.case.evolving.change import Changes, changed
from openimr.case.model import Case
from openimr.vocabulary.actor import Actor

CHANGES: Changes = {
    **intake.CHANGES,
    **records.CHANGES,
    **appointing.CHANGES,
    **reviewing.CHANGES,
    **judging.CHANGES,
    **signing.CHANGES,
    **issuing.CHANGES,
    **clocks.CHANGES,
    **parties.CHANGES,
}
"""What each kind of event changes; an event that is not here (a notice sent) leaves the case as it
stands, and only its time is kept."""


class Happened(Protocol):
    """An event with the time and the actor that the record keeps of it."""

    @property
    def event(self) -> CaseEvent:
        """What happened."""

    @property
    def at(self) -> dt.datetime:
        """When it was recorded."""

    @property
    def actor(self) -> Actor:
        """Who did it."""


def evolve(case: Case | None, event: CaseEvent, at: dt.datetime, actor: Actor) -> Case:
    """The case after one more event.

    Args:
        case: the case before it; None before the first event.
        event: what happened; trusted, since ``decide`` allowed it.
        at: when it was recorded.
        actor: who did it.

    Raises:
        ValueError: when a record does not begin with the application, or has two of them.
    """
    if isinstance(event, ApplicationReceived):
        if case is not None:
            raise ValueError("a case is opened once")
        return intake.received(event, at)
    if case is None:
        raise ValueError("a case begins with its application")
    change = CHANGES.get(type(event))
    after = change(case, event, at) if change else case
    signature = None if isinstance(event, signing.UNDOES) else after.signature
    return changed(after, changed=at, signature=signature)


def case_of(recorded: Iterable[Happened]) -> Case:
    """The case that recorded events make.

    Raises:
        ValueError: when there are none, or the first is not the application.
    """
    case: Case | None = None
    for one in recorded:
        case = evolve(case, one.event, one.at, one.actor)
    if case is None:
        raise ValueError("a case has at least its application")
    return case
