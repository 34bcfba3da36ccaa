"""What the steps of all stages share: the law, the time and the actor of a command."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from openimr.case.commands.command import Command
from openimr.case.events import CaseEvent
from openimr.case.events.event import Receipt
from openimr.case.events.records import Sent
from openimr.case.model import Case, Seat
from openimr.case.rules import HOUSE
from openimr.law.calendar import pacific_day
from openimr.law.model import Law
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import Refused

Events = tuple[CaseEvent, ...]


class Occasion(NamedTuple):
    """On what occasion a command comes: under which law, when, and from whom."""

    law: Law
    now: dt.datetime
    by: Actor

    @property
    def today(self) -> dt.date:
        """The day in California."""
        return pacific_day(self.now)


Step = Callable[[Case, Any, Occasion], Events]
"""The events of a command of one kind; raises Refused."""

Steps = Mapping[type[Command], Step]


def check_past(at: dt.datetime | dt.date, what: str, on: Occasion) -> None:
    """Refuse what is said to have happened later than now.

    Raises:
        Refused: rule "in-the-future".
    """
    ahead = at > on.now if isinstance(at, dt.datetime) else at > on.today
    if ahead:
        raise Refused(
            f"{what} lies in the future.",
            rule="in-the-future",
            citation=HOUSE,
            remedy="Enter when it happened, with the right time zone.",
        )


def check_receipts(papers: tuple[Receipt, ...], on: Occasion) -> None:
    """Refuse receipts of papers that are still to come; raises as `check_past`."""
    for paper in papers:
        check_past(paper.at, "The receipt of a paper", on)


def check_sent(sent: tuple[Sent, ...], on: Occasion) -> None:
    """Refuse sendings that are still to come; raises as `check_past`."""
    for one in sent:
        check_past(one.at, "The sending of a paper", on)


def seat_of(case: Case, number: int) -> Seat:
    """The seat of that number.

    Raises:
        Refused: rule "seat-empty".
    """
    seat = case.seat(number)
    if seat is None:
        raise Refused(
            f"Nobody sits in seat {number}.",
            rule="seat-empty",
            citation=HOUSE,
            remedy="Name a seat that is filled.",
        )
    return seat


def own_seat(case: Case, number: int, on: Occasion) -> Seat:
    """The seat of that number, when the actor sits in it; raises as `seat_of`.

    Raises:
        Refused: rule "not-your-seat".
    """
    seat = seat_of(case, number)
    if seat.reviewer != on.by.id:
        raise Refused(
            f"Another reviewer sits in seat {number}.",
            rule="not-your-seat",
            citation=HOUSE,
            remedy="Only the reviewer of a seat acts for it.",
        )
    return seat


def check_seated(case: Case, on: Occasion) -> None:
    """Refuse a reviewer who has no seat in the case.

    Raises:
        Refused: rule "not-your-seat".
    """
    if all(seat.reviewer != on.by.id for seat in case.seats):
        raise Refused(
            "You are not a reviewer of this case.",
            rule="not-your-seat",
            citation=HOUSE,
            remedy="Only the reviewers of a case ask for its records.",
        )


def check_accepted(seat: Seat, on: Occasion) -> None:
    """Refuse work of a reviewer who did not accept the appointment.

    Raises:
        Refused: rule "accepted-first".
    """
    if seat.accepted is None:
        raise Refused(
            "The appointment is not accepted yet.",
            rule="accepted-first",
            citation=on.law.reviewer_rule("no-material-affiliation", on.today).cited,
            remedy="Accept it with the declaration of independence, or step down.",
        )


def check_disputed(case: Case, treatment: int) -> None:
    """Refuse a decision on what is not, or no longer, in dispute.

    Raises:
        Refused: rule "in-dispute".
    """
    if treatment not in {one.number for one in case.disputed}:
        raise Refused(
            f"Treatment {treatment} is not in dispute.",
            rule="in-dispute",
            citation="Labor Code 4610.6(a)",
            remedy="Only what is still disputed is decided.",
        )


def check_other_than_reviewer(case: Case, on: Occasion) -> None:
    """Refuse a reviewer of the case as its quality reviewer.

    Raises:
        Refused: rule "other-than-reviewer".
    """
    if any(seat.reviewer == on.by.id for seat in case.seats):
        raise Refused(
            "Nobody looks at the quality of their own findings.",
            rule="other-than-reviewer",
            citation=HOUSE,
            remedy="Ask another quality reviewer.",
        )
