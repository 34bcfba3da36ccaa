"""Events on who is concerned in a case besides those whom the application names."""

from __future__ import annotations

from openimr.case.appointment import Declaration
from openimr.case.events.event import Event
from openimr.case.events.intake import PartyEntry


class PartyNamed(Event, frozen=True, kw_only=True):
    """A further party is known, or somebody to whom a reviewer may have no tie."""

    party: PartyEntry


class FurtherDeclared(Event, frozen=True, kw_only=True):
    """A reviewer declared independence of those named after the acceptance."""

    seat: int
    declaration: Declaration
