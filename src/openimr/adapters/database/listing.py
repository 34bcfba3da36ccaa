"""Rows of lists: written for one case at a time, read a page at a time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from msgspec.structs import asdict

from openimr.adapters.database.models import CaseListing, Clock, Event, Seat
from openimr.adapters.database.statements import (
    Row,
    Statement,
    columns,
    delete_others,
    update,
    upsert,
)
from openimr.workflow.store import (
    CaseMark,
    CasePage,
    CaseQuery,
    CaseRow,
    DeadlineQuery,
    DeadlineRow,
    Order,
    Projected,
    SeatRow,
)

NEVER = dt.datetime(9999, 12, 31, tzinfo=dt.UTC)
"""The due time of a case without a running clock: such cases stand last."""

_ASKED = (
    "state",
    "owner",
    "priority",
    "administrator",
    "same_dispute",
    "same_course",
    "to_publish",
)
_MOVING = ("state", "owner", "sort_due")
_SORTED = {name for index in CaseListing._meta.indexes for name in index.fields} - {"case"}
_SETTLED = tuple(sorted(_SORTED.difference(_MOVING)))
_UNSORTED = tuple(name for name in columns(CaseListing) if name not in {"case", *_SORTED})
"""Columns of a case by how often they change: what is in no index does with every event.

Who names a column in an update makes SQLite write every index that has it, changed or not.
"""

_COLUMNS = {Order.DUE: "sort_due", Order.RECEIVED: "received"}
_WALKED = ("state", "owner", "administrator")
"""Columns that begin an index by due time."""


def statements_for(vendor: str, projected: Projected) -> Iterator[Statement]:
    """What writes the rows of a case over those it has."""
    case, listed = projected.row.case, case_columns(projected.row)
    yield upsert(vendor, CaseListing, ("case",), [listed], over=_UNSORTED)
    for together in (_MOVING, _SETTLED):
        yield update(vendor, CaseListing, ("case",), listed, over=together)
    if seats := seat_columns(projected.row):
        yield upsert(vendor, Seat, ("case", "seat"), seats)
    yield delete_others(Seat, case, "seat", [seat["seat"] for seat in seats])
    if clocks := [{"place": n, **asdict(one)} for n, one in enumerate(projected.deadlines)]:
        yield upsert(vendor, Clock, ("case", "place"), clocks)
    yield delete_others(Clock, case, "place", range(len(clocks)))


def case_columns(row: CaseRow) -> Row:
    """The row of a case; its seats are rows of their own."""
    fields = asdict(row)
    del fields["seats"]
    return {**fields, "sort_due": fields.pop("due") or NEVER}


def seat_columns(row: CaseRow) -> list[Row]:
    """The rows of a case's seats."""
    sorted_by = {"case": row.case, "sort_due": row.due or NEVER}
    return [{**sorted_by, **asdict(seat)} for seat in row.seats]


def drop_strays(alias: str) -> None:
    """Delete rows of cases that the record does not know."""
    recorded = Event.objects.using(alias).filter(number=1, case=OuterRef("case"))
    for model in (CaseListing, Seat, Clock):
        model.objects.using(alias).filter(~Exists(recorded)).delete()


def cases(alias: str, query: CaseQuery) -> CasePage:
    """One page of a list of cases."""
    found = _found(alias, query, query.limit + 1)
    shown = found[: query.limit]
    seats = _seats(alias, [one.case for one in shown])
    rows = tuple(_row(one, seats[one.case]) for one in shown)
    return CasePage(rows=rows, next=_mark(rows[-1], query) if len(found) > len(shown) else None)


def _found(alias: str, query: CaseQuery, most: int) -> list[CaseListing]:
    if query.reviewer is None and (walked := _walked(query)):
        wanted = _wanted(alias, query, walked)
        return list(wanted.order_by(walked, "sort_due", "case")[:most])
    wanted = _wanted(alias, query)
    if query.reviewer is None:
        return _behind(wanted, query, most)
    seats = Seat.objects.using(alias).filter(reviewer=query.reviewer)
    if query.order is Order.RECEIVED:
        return _behind(wanted.filter(case__in=seats.values("case")), query, most)
    asked = seats.filter(Exists(wanted.filter(case=OuterRef("case"))))
    numbers = [seat.case for seat in _behind(asked, query, most)]
    rows = {row.case: row for row in wanted.filter(case__in=numbers)}
    return [rows[number] for number in dict.fromkeys(numbers) if number in rows]


def _walked(query: CaseQuery) -> str | None:
    """The column along whose index a first page by due time is walked; None for other pages.

    Where nearly all cases have the value asked for, PostgreSQL thinks them to be everywhere and
    walks by due time alone: of closed cases, which stand last, past all the others.
    """
    if query.after is not None or query.order is not Order.DUE:
        return None
    return next((name for name in _WALKED if getattr(query, name) is not None), None)


def _behind(wanted: QuerySet[Any], query: CaseQuery, most: int) -> list[Any]:
    """The rows behind the mark.

    First those of the mark's own time, then later ones: each question is one walk along an
    index, which a comparison of pairs is not in SQLite.
    """
    column = _COLUMNS[query.order]
    ordered = wanted.order_by(column, "case")
    if query.after is None:
        return list(ordered[:most])
    at = query.after.at or NEVER
    found = list(ordered.filter(**{column: at, "case__gt": query.after.case})[:most])
    if len(found) < most:
        found += ordered.filter(**{f"{column}__gt": at})[: most - len(found)]
    return found


def _wanted(alias: str, query: CaseQuery, walked: str | None = None) -> QuerySet[CaseListing]:
    """The cases asked for, whoever reviews them.

    Args:
        alias: of the database.
        query: what is asked.
        walked: a column asked for as a range of one value, so that it can be ordered by.
    """
    wanted = CaseListing.objects.using(alias)
    asked = {name: text for name in _ASKED if (text := getattr(query, name)) is not None}
    if walked:
        one = asked.pop(walked)
        wanted = wanted.filter(**{f"{walked}__range": (one, one)})
    wanted = wanted.filter(**asked)
    if query.cases is not None:
        wanted = wanted.filter(case__in=query.cases)
    if query.due_before is not None:
        wanted = wanted.filter(sort_due__lt=query.due_before)
    if query.received_from is not None:
        wanted = wanted.filter(received__gte=query.received_from)
    if query.received_before is not None:
        wanted = wanted.filter(received__lt=query.received_before)
    return wanted


def count(alias: str, query: CaseQuery) -> int:
    """How many cases a list has, up to its limit: a walk along the index that lists them."""
    if query.reviewer is None:
        found: int = _wanted(alias, query)[: query.limit].count()
        return found
    return len(_found(alias, query, query.limit))


def _seats(alias: str, numbers: Sequence[str]) -> dict[str, list[SeatRow]]:
    seats: dict[str, list[SeatRow]] = defaultdict(list)
    rows = Seat.objects.using(alias).filter(case__in=numbers).order_by("case", "seat")
    for case, seat, reviewer in rows.values_list("case", "seat", "reviewer"):
        seats[case].append(SeatRow(seat=seat, reviewer=reviewer))
    return seats


def _row(listed: CaseListing, seats: Sequence[SeatRow]) -> CaseRow:
    return CaseRow(
        case=listed.case,
        number=listed.number,
        state=listed.state,
        owner=listed.owner,
        priority=listed.priority,
        received=listed.received,
        updated=listed.updated,
        filer=listed.filer,
        administrator=listed.administrator,
        due=None if listed.sort_due == NEVER else listed.sort_due,
        due_rule=listed.due_rule,
        seats=tuple(seats),
        same_dispute=listed.same_dispute,
        same_course=listed.same_course,
        filer_party=listed.filer_party,
        to_publish=listed.to_publish,
    )


def _mark(last: CaseRow, query: CaseQuery) -> CaseMark:
    return CaseMark(at=last.due if query.order is Order.DUE else last.received, case=last.case)


def deadlines(alias: str, query: DeadlineQuery) -> tuple[DeadlineRow, ...]:
    """Open duties, earliest first."""
    wanted = Clock.objects.using(alias).filter(ended__isnull=True, right=False)
    asked = {"role": query.role, "case": query.case}
    wanted = wanted.filter(**{name: text for name, text in asked.items() if text is not None})
    if query.cases is not None:
        wanted = wanted.filter(case__in=query.cases)
    if query.due_before is not None:
        wanted = wanted.filter(due__lt=query.due_before)
    if mark := query.after:
        later = Q(due__gt=mark.due) | Q(due=mark.due, case__gt=mark.case)
        wanted = wanted.filter(later, due__gte=mark.due)
    rows = wanted.order_by("due", "case", "place")[: query.limit]
    return tuple(DeadlineRow(**row) for row in rows.values(*DeadlineRow.__struct_fields__))
