"""What a case costs the claims administrator: the fee, and penalties that may be due for delay.

A penalty is shown, never imposed: that is the Administrative Director's, and good faith may lower
it (8 CCR 9792.13). Days are counted from the latest reading of a deadline, as nothing is held
against anybody before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Literal

from openimr.case.deadlines import Deadline
from openimr.case.governing import deciding_dates
from openimr.case.model import Case, State
from openimr.law.calendar import pacific_day
from openimr.law.fees import ReviewDone, fees_for
from openimr.law.model import FeeRule, Law, PenaltyRule
from openimr.vocabulary.value import Value

_ENDED_EARLY = (State.WITHDRAWN, State.TERMINATED)


class PenaltyShown(Value, frozen=True, kw_only=True):
    """A penalty that the lateness of one deadline may bring.

    Attributes:
        rule: the penalty, with its citation and how it is known.
        deadline: id of the deadline that was missed.
        treatments: those concerned; empty for the whole case.
        days: calendar days after the last day by every reading, until it was done or today.
        dollars: for so many days, up to the cap; None where no amount was seen.
    """

    rule: PenaltyRule
    deadline: str
    treatments: tuple[int, ...]
    days: int
    dollars: int | None


def fees_of(case: Case, law: Law) -> tuple[FeeRule, ...]:
    """The fees that fit the case as it stands (8 CCR 9792.10.8), by receipt of the application.

    None before it was found eligible; several where the amount depends on what the record does not
    say, as until April 2014 on whether the reviewer was a physician.
    """
    if case.eligible is None or case.state is State.CONSOLIDATED:
        return ()
    found: list[FeeRule] = []
    for physician in (True, False):
        done = ReviewDone(
            priority=case.priority,
            pharmacy_only=bool(case.treatments) and all(one.drug for one in case.treatments),
            reviewers=case.seats_approved,
            physician=physician,
            ended=_ended(case),
        )
        found += fees_for(law, pacific_day(case.received), done)
    return tuple(dict.fromkeys(found))


def _ended(case: Case) -> Literal["", "before", "after"]:
    """Whether a review that ended without a letter had reached a reviewer."""
    over = case.state in _ENDED_EARLY or (case.state is State.CLOSED and case.issued is None)
    if not over:
        return ""
    return "after" if case.seats or case.barred else "before"


def penalties_of(
    found: Iterable[Deadline], case: Case, law: Law, now: dt.datetime
) -> tuple[PenaltyShown, ...]:
    """Penalties that missed deadlines of the case may bring, as they stand now.

    Args:
        found: the deadlines of the case.
        case: the case as it stands.
        law: the law of the programme.
        now: the time of asking, with zone.
    """
    return tuple(shown for one in found for shown in _for(one, case, law, now))


def _for(one: Deadline, case: Case, law: Law, now: dt.datetime) -> Iterator[PenaltyShown]:
    missed = one.missed_at
    if missed is None:
        return
    until = one.ended.at if one.ended else now
    days = (pacific_day(until) - pacific_day(missed)).days
    dates = deciding_dates(case, missed)
    for rule in law.penalties:
        if one.rule in rule.late and days > 0 and rule.governs(dates):
            yield PenaltyShown(
                rule=rule,
                deadline=one.rule,
                treatments=one.treatments,
                days=days,
                dollars=rule.for_days(days),
            )
