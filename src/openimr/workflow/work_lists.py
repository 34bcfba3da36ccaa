"""Lists of cases as people filter them: from the words of an address to rows that can be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

import msgspec

from openimr.case.clocks.clock import ACCEPTANCE, SERVICE
from openimr.case.model import State
from openimr.law.calendar import PACIFIC, pacific_day
from openimr.law.model import Law
from openimr.vocabulary.actor import Role
from openimr.vocabulary.filing import Priority
from openimr.vocabulary.value import Value
from openimr.workflow.office import Office
from openimr.workflow.store import (
    MOST_ROWS,
    CaseMark,
    CasePage,
    CaseQuery,
    CaseRow,
    Order,
)

OVERDUE, TODAY, WEEK = "overdue", "today", "week"
DUE = (OVERDUE, TODAY, WEEK)
"""How near a list may ask for what is due."""

RECEIVED = "received"
TO_PUBLISH = "waits"
_WEEK = dt.timedelta(days=7)
_LONGEST = 100
"""Characters of an identifier in an address; nothing longer is one."""

RULES_OF_THE_HOUSE = {SERVICE: "Serving the determination", ACCEPTANCE: "Accepting an appointment"}
"""Rules that no law of their own limits."""


class Filters(Value, frozen=True, kw_only=True):
    """What a list is narrowed to, in the words of its address; "" does not matter.

    Attributes:
        due: one of ``DUE``.
        publication: "waits" for letters that were served and are not published.
        received_from, received_until: days on the Pacific, as 2026-03-09.
        order: "received" for the order of receipt; else what is due first comes first.
    """

    state: str = ""
    owner: str = ""
    priority: str = ""
    administrator: str = ""
    reviewer: str = ""
    due: str = ""
    publication: str = ""
    received_from: str = ""
    received_until: str = ""
    order: str = ""

    @property
    def words(self) -> dict[str, str]:
        """Those that matter, as an address has them."""
        return {name: text for name, text in msgspec.structs.asdict(self).items() if text}

    @property
    def address(self) -> str:
        """The same behind the question mark of an address."""
        return urlencode(self.words)


_KNOWN: Mapping[str, tuple[str, ...]] = {
    "state": tuple(one.value for one in State),
    "owner": tuple(one.value for one in Role),
    "priority": tuple(one.value for one in Priority),
    "due": DUE,
    "publication": (TO_PUBLISH,),
    "order": (RECEIVED,),
}


def filters_of(words: Mapping[str, str]) -> Filters:
    """The filters of an address; what cannot be one is left out."""
    found: dict[str, str] = {}
    for name in Filters.__struct_fields__:
        text = words.get(name, "").strip()[:_LONGEST]
        known = _KNOWN.get(name)
        is_day = name.startswith("received_")
        if text and (known is None or text in known) and (not is_day or _day(text)):
            found[name] = text
    return Filters(**found)


def query_of(filters: Filters, now: dt.datetime, after: CaseMark | None = None) -> CaseQuery:
    """The list that is asked for.

    Args:
        filters: as in the address.
        now: the time of asking; "overdue" and "today" are reckoned from it.
        after: the place behind which the page begins.
    """
    first, last = _day(filters.received_from), _day(filters.received_until)
    ranged = first is not None or last is not None
    return CaseQuery(
        state=filters.state or None,
        owner=filters.owner or None,
        priority=filters.priority or None,
        administrator=filters.administrator or None,
        reviewer=filters.reviewer or None,
        to_publish=True if filters.publication == TO_PUBLISH else None,
        due_before=due_before(filters.due, now),
        received_from=_begin(first) if first else None,
        received_before=_begin(last + dt.timedelta(days=1)) if last else None,
        order=Order.RECEIVED if ranged or filters.order == RECEIVED else Order.DUE,
        after=after,
    )


def due_before(due: str, now: dt.datetime) -> dt.datetime | None:
    """Until when what a list shows is due; None where that does not matter."""
    if due == OVERDUE:
        return now
    ahead = {TODAY: dt.timedelta(days=1), WEEK: _WEEK}.get(due)
    return _begin(pacific_day(now) + ahead) if ahead else None


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _begin(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=PACIFIC)


class Rule(NamedTuple):
    """The rule of a due time: its name, its law, and whether its text was seen."""

    name: str
    citation: str
    verified: bool


@dataclass(frozen=True)
class Line:
    """One case of a list.

    Attributes:
        row: as the lists have it.
        administrator: the claims administrator's name; "" where there is none.
        rule: of what is due; None where nothing is.
    """

    row: CaseRow
    administrator: str
    rule: Rule | None


def lines(office: Office, page: CasePage) -> tuple[Line, ...]:
    """The rows of a page with names and rules."""
    named = office.book.named(sorted({row.administrator for row in page.rows if row.administrator}))
    rules = rules_of(office.law)
    return tuple(
        Line(row, named.get(row.administrator, ""), rules.get(row.due_rule, _unknown(row.due_rule)))
        for row in page.rows
    )


def _unknown(rule: str) -> Rule | None:
    return Rule(rule, "", verified=True) if rule else None


def rules_of(law: Law) -> dict[str, Rule]:
    """Rules of due times by their ids."""
    found = {one.id: Rule(one.name, one.citation, one.verified) for one in law.deadlines}
    house = {one: Rule(name, "", verified=True) for one, name in RULES_OF_THE_HOUSE.items()}
    return {**found, **house}


Counter = Callable[[CaseQuery], int]


class Count(NamedTuple):
    """How many cases a nearer list has; ``most`` is reached where there may be more."""

    due: str
    number: int
    filters: Filters

    @property
    def more(self) -> bool:
        """There may be more than were counted."""
        return self.number >= MOST_ROWS


def counts(count: Counter, filters: Filters, now: dt.datetime) -> Iterator[Count]:
    """How many cases of a list are overdue, due today, and due this week.

    Each later one has the earlier ones in it, as its link shows them.
    """
    for due in DUE:
        narrowed = msgspec.structs.replace(filters, due=due)
        query = msgspec.structs.replace(query_of(narrowed, now), limit=MOST_ROWS)
        yield Count(due, count(query), narrowed)


def mark_in_words(mark: CaseMark | None) -> str:
    """A place in a list as an address has it."""
    if mark is None:
        return ""
    at = mark.at.astimezone(dt.UTC).isoformat() if mark.at else "none"
    return f"{at},{mark.case}"


def mark_of(text: str) -> CaseMark | None:
    """The place of an address; None where it is none."""
    at, comma, case = text.partition(",")
    if not comma or not case or len(case) > _LONGEST:
        return None
    try:
        moment = None if at == "none" else dt.datetime.fromisoformat(at)
    except ValueError:
        return None
    if moment is not None and moment.tzinfo is None:
        return None
    return CaseMark(at=moment, case=case)
