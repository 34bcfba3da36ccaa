"""What the changes of all stages share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from openimr.case.events.event import Event
from openimr.case.model import Case, Seat

Change = Callable[[Case, Any, dt.datetime], Case]
"""The case after an event of one kind that happened at a time."""

Changes = Mapping[type[Event], Change]


def changed(case: Case, **fields: object) -> Case:
    """The case with other values in some fields."""
    return msgspec.structs.replace(case, **fields)


def with_seat(case: Case, number: int, **fields: object) -> Case:
    """The case with other values in some fields of one seat."""
    seats = tuple(
        msgspec.structs.replace(seat, **fields) if seat.number == number else seat
        for seat in case.seats
    )
    return changed(case, seats=seats)


def sat(case: Case, number: int) -> Seat:
    """The seat of that number, which the event says is filled."""
    return next(seat for seat in case.seats if seat.number == number)
