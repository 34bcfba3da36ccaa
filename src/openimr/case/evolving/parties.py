"""How naming further parties, and declaring about them, changes a case."""

from __future__ import annotations

import datetime as dt

import msgspec

from openimr.case.events.parties import FurtherDeclared, PartyNamed
from openimr.case.evolving.change import Changes, changed, sat, with_seat
from openimr.case.model import Case


def _named(case: Case, event: PartyNamed, at: dt.datetime) -> Case:
    return changed(case, parties=(*case.parties, event.party))


def _declared(case: Case, event: FurtherDeclared, at: dt.datetime) -> Case:
    """The declaration is about those of before and those named since, of its latest day."""
    before = sat(case, event.seat).declaration
    known = before.none_with if before else ()
    both = tuple(dict.fromkeys((*known, *event.declaration.none_with)))
    declaration = msgspec.structs.replace(event.declaration, none_with=both)
    return with_seat(case, event.seat, declaration=declaration)


CHANGES: Changes = {PartyNamed: _named, FurtherDeclared: _declared}
