"""What can be wrong with an export, in words that name the place."""

from __future__ import annotations

import datetime as dt
import enum

from openimr.vocabulary.value import Value


class Kind(enum.Enum):
    """What happened to the record."""

    CHANGED = "changed"
    REWRITTEN = "rewritten"
    MISSING = "missing"
    DUPLICATED = "duplicated"
    INSERTED = "inserted"
    MISPLACED = "out of place"
    UNREADABLE = "unreadable"
    ANCHOR = "anchor"
    HEADS = "heads"
    CUT_OFF = "cut off"
    COUNTS = "counts"
    BYTES = "bytes"


class Flaw(Value, frozen=True, kw_only=True):
    """One thing that is not as it was recorded.

    Attributes:
        kind: what happened.
        says: the same in a sentence, with the place; never words of the record.
        case: the case's number, where a case is concerned.
        first: number of the event, or of the first of several.
        last: number of the last event concerned.
        line: line of the export, from 1.
        since: the first day whose anchor holds what was recorded: the change came after it.
    """

    kind: Kind
    says: str
    case: str | None = None
    first: int | None = None
    last: int | None = None
    line: int | None = None
    since: dt.date | None = None


_LONGEST_NAME = 40


def shown(case: str) -> str:
    """A case number that can be printed, whatever somebody put there."""
    plain = "".join(sign if sign.isprintable() else "?" for sign in case)
    return plain if len(plain) <= _LONGEST_NAME else f"{plain[:_LONGEST_NAME]}…"


def of_case(  # noqa: PLR0913 - each names a part of the place
    kind: Kind,
    case: str,
    what: str,
    *,
    first: int,
    last: int | None = None,
    line: int | None = None,
    since: dt.date | None = None,
) -> Flaw:
    """A flaw in a case's events: "Case X, event 3: … (anchored on 2026-11-20)."""
    last = first if last is None else last
    which = f"event {first}" if first == last else f"events {first} to {last}"
    place = f" (line {line})" if line else ""
    known = f"; anchored as recorded on {since}" if since else ""
    says = f"Case {shown(case)}, {which}{place}: {what}{known}."
    return Flaw(
        kind=kind, says=says, case=shown(case), first=first, last=last, line=line, since=since
    )
