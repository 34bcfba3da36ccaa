"""What is asked of a party in a case now: its clocks, by which rule, and what being late costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from openimr.case.charges import PenaltyShown, penalties_of
from openimr.case.deadlines import Deadline, deadlines
from openimr.case.evolve import Happened
from openimr.case.model import Case, RecordsAsked
from openimr.law.calendar import pacific_day
from openimr.law.model import Law
from openimr.vocabulary.counted import counted
from openimr.vocabulary.filing import PartyRole
from openimr.vocabulary.value import Value


class PenaltyTold(Value, frozen=True, kw_only=True):
    """A penalty in words, with its law.

    Attributes:
        name, citation: of the law's value.
        says: how much for how long, or that the amount was not seen.
    """

    name: str
    citation: str
    says: str


class AskedClock(Value, frozen=True, kw_only=True):
    """A clock of a party.

    Attributes:
        deadline: what is due, with every reading of the law.
        days_late: calendar days after the last day by every reading; 0 while it is in time.
        penalties: what that may bring; shown, never imposed (8 CCR 9792.13).
    """

    deadline: Deadline
    days_late: int
    penalties: tuple[PenaltyTold, ...]


class AskedOf(Value, frozen=True, kw_only=True):
    """What is asked of a party.

    Attributes:
        clocks: its clocks that run, or were missed, the earliest first.
        requests: records that it was asked for and did not send yet.
    """

    clocks: tuple[AskedClock, ...]
    requests: tuple[RecordsAsked, ...]


def asked_of(
    roles: Sequence[PartyRole], recorded: Sequence[Happened], case: Case, law: Law, now: dt.datetime
) -> AskedOf:
    """What is asked of whoever has these roles in a case.

    Args:
        roles: of the party.
        recorded: every event of the case.
        case: as it stands.
        law: the law of the programme.
        now: the time of asking.
    """
    mine = [
        one
        for one in deadlines(recorded, law, now)
        if one.party in roles and (one.running or one.late)
    ]
    return AskedOf(
        clocks=tuple(_clock(one, case, law, now) for one in mine),
        requests=tuple(one for one in case.asked if one.of in roles and one.answered is None),
    )


def _clock(one: Deadline, case: Case, law: Law, now: dt.datetime) -> AskedClock:
    until = one.ended.at if one.ended else now
    missed = one.missed_at
    days = (pacific_day(until) - pacific_day(missed)).days if missed else 0
    shown = penalties_of((one,), case, law, now)
    return AskedClock(deadline=one, days_late=max(0, days), penalties=tuple(map(_told, shown)))


def _told(shown: PenaltyShown) -> PenaltyTold:
    rule = shown.rule
    says = "an amount that was not seen"
    if shown.dollars is not None:
        cap = f", at most ${rule.cap:,}" if rule.cap else ""
        says = f"up to ${shown.dollars:,} for {counted(shown.days, 'day')}{cap}"
    return PenaltyTold(name=rule.name, citation=rule.citation, says=says)
