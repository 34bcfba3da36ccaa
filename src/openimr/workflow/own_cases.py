"""Cases as those see them who take part in them: a reviewer's seats, what is asked of a party."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from openimr.case.deadlines import Deadline, deadlines
from openimr.case.evolve import case_of
from openimr.case.model import Case, Seat, State
from openimr.vocabulary.actor import Role
from openimr.vocabulary.filing import PartyRole
from openimr.workflow.office import Office
from openimr.workflow.receive_parties import kind_of
from openimr.workflow.seen_by import Sight
from openimr.workflow.store import CaseQuery, CaseRow, DeadlineQuery
from openimr.workflow.work_lists import Rule, rules_of

MOST_OWN = 50
"""Cases on the first page of whoever takes part in them."""

_AT_WORK = (State.READY_TO_APPOINT, State.APPOINTED, State.IN_REVIEW)
_AFTERWARDS = (State.IN_QUALITY_REVIEW, State.DECIDED)


@dataclass(frozen=True)
class SeatShown:
    """A reviewer's seat in a case.

    Attributes:
        row: the case as lists have it.
        seat: its number.
        due: the nearest of the reviewer's clocks; None where none runs.
        rule: of that clock.
        missing: what the reviewer still has to do, in words; none when nothing is.
    """

    row: CaseRow
    seat: int
    due: dt.datetime | None
    rule: Rule | None
    missing: tuple[str, ...]


def seats_of(office: Office, sight: Sight) -> tuple[SeatShown, ...]:
    """The cases in which a reviewer sits and which are not decided yet, what is due first."""
    reviewer = sight.account.actor.id
    page = sight.list(office, CaseQuery(reviewer=reviewer, limit=MOST_OWN))
    states = {one.value for one in (*_AT_WORK, *_AFTERWARDS)}
    found = [
        shown for row in page.rows if row.state in states for shown in _seats(office, row, reviewer)
    ]
    return tuple(
        sorted(found, key=lambda one: (not one.missing, one.due is None, one.due or office.now()))
    )


def _seats(office: Office, row: CaseRow, reviewer: str) -> Iterator[SeatShown]:
    recorded = office.store.load(row.case)
    case, rules = case_of(recorded), rules_of(office.law)
    running = [one for one in deadlines(recorded, office.law, office.now()) if _of_reviewer(one)]
    first = running[0] if running else None
    for seat in case.seats:
        if seat.reviewer == reviewer:
            rule = rules.get(first.rule) if first else None
            yield SeatShown(
                row, seat.number, first.due.at if first else None, rule, _missing(case, seat)
            )


def _of_reviewer(one: Deadline) -> bool:
    return one.running and not one.right and one.role is Role.REVIEWER


def _missing(case: Case, seat: Seat) -> tuple[str, ...]:
    if case.state not in _AT_WORK:
        return ()
    if seat.accepted is None:
        return ("your answer to the appointment",)
    return tuple(_work_left(case, seat))


def _work_left(case: Case, seat: Seat) -> Iterator[str]:
    own = [one.number for one in case.disputed if seat.qualified(one.number)]
    opinions = [number for number in own if not seat.opined(number)]
    findings = [number for number in own if seat.finding(number) is None]
    if case.undeclared(seat):
        yield "a declaration about who was named meanwhile"
    if opinions:
        yield f"first opinion on {_treatments(opinions, len(own))}"
    if findings:
        yield f"finding on {_treatments(findings, len(own))}"
    elif case.state is State.IN_REVIEW:
        yield "sending it to quality review"


def _treatments(missing: list[int], of: int) -> str:
    if len(missing) == of:
        return "every treatment" if of > 1 else "the treatment"
    if len(missing) > 3:
        return f"{len(missing)} of {of} treatments"
    return f"treatment {', '.join(map(str, missing))}"


@dataclass(frozen=True)
class Asked:
    """A duty of a party, or something that it may do, until a day.

    Attributes:
        who: must act by the rule, in words.
        rule: asks for it.
        due: until when.
        may: somebody may act but need not.
    """

    who: str
    rule: Rule
    due: dt.datetime
    may: bool


@dataclass(frozen=True)
class OwnCase:
    """A case of a party.

    Attributes:
        row: as lists have it.
        own: what is asked of the party itself, or of whom it acts for; the earliest first.
        others: what is asked of other parties.
    """

    row: CaseRow
    own: tuple[Asked, ...]
    others: tuple[Asked, ...]


_ACTS_FOR = {
    PartyRole.EMPLOYEE_ATTORNEY: (PartyRole.EMPLOYEE,),
    PartyRole.DESIGNEE: (PartyRole.EMPLOYEE,),
}
"""For whom a party acts besides itself."""

ANY_PARTY = "any aggrieved party"
"""Whoever among the parties may appeal (Labor Code 4610.6(h))."""


def acts_as(party: str) -> frozenset[str]:
    """Whose duties are a party's own, in the words of the clocks.

    Args:
        party: its identifier, which begins with what it is (``receive_parties``).
    """
    plain = {kind_of(one): one for one in PartyRole}
    found = [kind for kind in plain if party.startswith(f"{kind}-")]
    role = plain[max(found, key=len)] if found else None
    roles = (role, *_ACTS_FOR.get(role, ())) if role else ()
    return frozenset({ANY_PARTY, *(one.value for one in roles)})


def asked_of_party(office: Office, sight: Sight) -> tuple[OwnCase, ...]:
    """The cases of a party, those in which it must act first, with what is asked in each."""
    page = sight.list(office, CaseQuery(limit=MOST_OWN))
    numbers, rules = tuple(row.case for row in page.rows), rules_of(office.law)
    duties = sight.deadlines(office, DeadlineQuery(role=Role.PARTY.value, cases=numbers))
    mine = acts_as(sight.account.actor.id)

    def asked(case: str, *, own: bool) -> tuple[Asked, ...]:
        return tuple(
            Asked(
                one.who,
                rules.get(one.rule, Rule(one.rule, "", verified=True)),
                one.due,
                may=one.right,
            )
            for one in sorted(duties, key=lambda one: (one.right, one.due))
            if one.case == case and (one.who in mine) is own
        )

    found = (
        OwnCase(row, asked(row.case, own=True), asked(row.case, own=False)) for row in page.rows
    )
    return tuple(sorted(found, key=_urgency))


def _urgency(one: OwnCase) -> tuple[bool, float]:
    """A case in which the party must act stands first, by when."""
    must = [asked.due.timestamp() for asked in one.own if not asked.may]
    return not must, min(must, default=0.0)
