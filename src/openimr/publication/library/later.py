"""What happened to a determination after it was issued, as a person has entered it.

A determination stays as it was published; what a court or board later made of it stands beside
it. A list of such events is a small table (CSV or YAML) that names each by the identifier of its
determination, with a citation by which anybody may look it up.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from openimr.publication.library.days import day_told
from openimr.publication.library.numbers import folded
from openimr.publication.model import is_identifier
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.printable import printable, printable_or_none
from openimr.vocabulary.value import Value, require, settle


class Happened(enum.Enum):
    """What became of it (California: Labor Code 4610.6(h) and (i))."""

    APPEALED = "appealed"
    AFFIRMED = "affirmed"
    REVERSED = "reversed"
    NEW_REVIEW = "new review ordered"
    WITHDRAWN = "withdrawn"


class LaterEvent(Value, frozen=True, kw_only=True):
    """One event after the issue of a determination.

    Attributes:
        id: of the determination.
        happened: what.
        date: when, where it is known.
        by: who decided so ("Workers' Compensation Appeals Board"), or None.
        citation: where anybody may look it up.
    """

    id: str
    happened: Happened
    date: dt.date | None = None
    by: str | None = None
    citation: str

    def __post_init__(self) -> None:
        settle(
            self,
            by=printable_or_none(self.by, "by"),
            citation=printable(self.citation, "citation"),
        )
        require(is_identifier(self.id), "an identifier is programme, slash, number")
        require(bool(self.citation), "an event names where it can be looked up")


FIELDS = tuple(field.name for field in msgspec.structs.fields(LaterEvent))
"""Names of the columns of a list of events."""

NEEDED = frozenset({"id", "happened", "citation"})
"""Columns without which a table is no list of events."""


def is_list_of_events(header: Iterable[str]) -> bool:
    """Whether the columns of a table are those of a list of events."""
    return {folded(name) for name in header} >= NEEDED


def later_event(told: Mapping[str, Any], where: str) -> LaterEvent:
    """One event as a row or entry tells it.

    Args:
        told: by the names of the columns; blank cells say nothing. A day is also understood as
            Americans write it.
        where: the file and row, for messages.

    Raises:
        BadInput: saying what is wrong with which column.
    """
    kept = {folded(name): cell for name, cell in told.items() if cell not in ("", None)}
    unknown = sorted(kept.keys() - set(FIELDS))
    if unknown:
        raise BadInput(where, f"names '{unknown[0]}'", f"Known are {', '.join(FIELDS)}.")
    day = kept.get("date")
    if isinstance(day, dt.date):  # YAML knows days
        kept["date"] = day.isoformat()
    elif isinstance(day, str) and (told_day := day_told(day)):
        kept["date"] = told_day.isoformat()
    if isinstance(happened := kept.get("happened"), str):
        kept["happened"] = " ".join(happened.lower().split())
    try:
        return msgspec.convert(kept, LaterEvent)
    except msgspec.ValidationError as error:
        raise BadInput(where, f"is no later event ({error})", _REMEDY) from error


_REMEDY: Final = (
    f"id: that of a determination, ca-wc/CM16-0000001; happened: "
    f"{', '.join(one.value for one in Happened)}; date: 2018-03-04; citation: never empty."
)
