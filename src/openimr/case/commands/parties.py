"""Commands on who is concerned in a case besides those whom the application names."""

from __future__ import annotations

from openimr.case.appointment import Declaration
from openimr.case.commands.command import Command
from openimr.case.events.intake import PartyEntry


class NameParty(Command, frozen=True, kw_only=True):
    """Name a further party, or somebody to whom a reviewer may have no tie."""

    party: PartyEntry


class DeclareFurther(Command, frozen=True, kw_only=True):
    """Declare independence of those who were named after the appointment was accepted."""

    seat: int
    declaration: Declaration
