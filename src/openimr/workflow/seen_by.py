"""What an account sees of the cases: which it may open, and what is left out for its role.

One policy for pages, program interface and letters. Staff and auditors see every case whole. A
reviewer opens the cases they sit in, without other reviewers' work and identifiers; a party opens
its own, without deliberation and without anything that tells who sits as reviewer. A quality
reviewer sees nothing of treatments that they decide blind, before they did. Where parties
are reached is in no event; it is kept in the address book, which neither of the two is shown.

How a room uses it::

    sight = seen_by(request.account)
    opened = sight.open(office, number)       # refused, or noted and read
    opened.case, opened.events                # what may be shown
    sight.list(office, CaseQuery(...))        # a list of what may be opened
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import msgspec

from openimr.case.appointment import ReviewerStanding
from openimr.case.evolve import case_of
from openimr.case.model import Case, Seat
from openimr.case.record import RecordedEvent
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import Refused
from openimr.workflow.accesses import Look, Looked
from openimr.workflow.accounts import Account
from openimr.workflow.office import Office
from openimr.workflow.seen_blind import blind_case, blind_events
from openimr.workflow.seen_events import SeenEvent, seen_by_party, seen_by_reviewer, seen_whole
from openimr.workflow.store import CasePage, CaseQuery, CaseRow, DeadlineQuery, DeadlineRow

SEES_ALL = (Role.INTAKE, Role.CASE_MANAGER, Role.QUALITY, Role.ADMINISTRATOR, Role.AUDITOR)
"""Roles of the house that see every case whole."""


@dataclass(frozen=True)
class OpenedCase:
    """A case that an account may open.

    Attributes:
        recorded: every event whole, to reckon with and never to show.
        whole: the case as it stands, to decide with and never to show.
        sight: of whom it is opened for.
        closed: treatments that they have still to decide blind.
    """

    recorded: tuple[RecordedEvent, ...]
    whole: Case
    sight: Sight
    closed: frozenset[int] = frozenset()

    @functools.cached_property
    def case(self) -> Case:
        """The case as it may be shown."""
        return blind_case(self.sight.case(self.whole), self.closed)

    @functools.cached_property
    def events(self) -> tuple[SeenEvent, ...]:
        """The record of the case as it may be shown."""
        if self.closed:
            return blind_events(self.recorded, self.closed)
        return self.sight.events(self.recorded)


@dataclass(frozen=True)
class Sight:
    """What one account sees."""

    account: Account

    def open(self, office: Office, number: str, looked: Look = Looked.CASE) -> OpenedCase:
        """A case, with the look noted; one that is not open to the account was not looked at.

        Raises:
            Refused: rule "case-is-not-yours"; whether there is such a case is not told.
            BadInput: for staff, when there is none; or somebody altered it in the database.
        """
        if not self._may_try(number):
            raise _not_yours(self.account.actor.role)
        read = office.store.load(number)
        if self.account.actor.role is Role.REVIEWER and not (read and self.may_open(case_of(read))):
            raise _not_yours(self.account.actor.role)
        recorded = office.looked_at(number, read, looked)
        case = case_of(recorded)
        closed = office.sample.hidden_from(case, self.account.actor)
        return OpenedCase(recorded=recorded, whole=case, sight=self, closed=closed)

    def _may_try(self, number: str) -> bool:
        """Whether it is open to the account as far as can be said without reading it."""
        role = self.account.actor.role
        return role is Role.REVIEWER or role in SEES_ALL or self._is_its_own(number)

    def may_open(self, case: Case) -> bool:
        """Whether a case is open to the account: a reviewer's while they sit in it."""
        if self.account.actor.role is Role.REVIEWER:
            return any(seat.reviewer == self.account.actor.id for seat in case.seats)
        return self._may_try(case.number)

    def _is_its_own(self, number: str) -> bool:
        return self.account.actor.role is Role.PARTY and self.account.may_see(number)

    def list(self, office: Office, query: CaseQuery) -> CasePage:
        """One page of the cases that are open to the account; the look is noted.

        Raises:
            Refused: rule "reviewers-are-not-told", when a list would tell who reviews a case.
        """
        page = office.cases(self._narrowed(query))
        return CasePage(rows=tuple(map(self._row, page.rows)), next=page.next)

    def count(self, office: Office, query: CaseQuery) -> int:
        """How many such cases are open to the account, up to the query's limit; none is shown."""
        return office.store.count(self._narrowed(query))

    def _narrowed(self, query: CaseQuery) -> CaseQuery:
        actor = self.account.actor
        if actor.role in SEES_ALL:
            return query
        mine = actor.id if actor.role is Role.REVIEWER else None
        if query.reviewer not in (None, mine):
            raise Refused(
                "Cases of a reviewer are listed for the staff alone.",
                rule="reviewers-are-not-told",
                remedy="Leave the reviewer out.",
            )
        if mine:
            return msgspec.structs.replace(query, reviewer=mine)
        own = tuple(one for one in self.account.cases if query.cases is None or one in query.cases)
        return msgspec.structs.replace(query, cases=own)

    def _row(self, row: CaseRow) -> CaseRow:
        """A row of a list without other reviewers."""
        if self.account.actor.role in SEES_ALL:
            return row
        actor = self.account.actor
        reviews = actor.role is Role.REVIEWER
        seats = tuple(one for one in row.seats if reviews and one.reviewer == actor.id)
        return msgspec.structs.replace(row, seats=seats)

    def deadlines(self, office: Office, query: DeadlineQuery) -> tuple[DeadlineRow, ...]:
        """Open duties of the cases that are open to the account; the look is noted.

        A reviewer's are those of the first ``store.MOST_ROWS`` of their cases, by due time.
        """
        actor = self.account.actor
        if actor.role in SEES_ALL:
            return office.deadlines(query)
        own = self.account.cases
        if actor.role is Role.REVIEWER:
            most = CaseQuery(reviewer=actor.id, limit=query.limit)
            own = tuple(row.case for row in office.store.cases(most).rows)
        own = tuple(one for one in own if query.cases is None or one in query.cases)
        return office.deadlines(msgspec.structs.replace(query, cases=own))

    def case(self, case: Case) -> Case:
        """A case as the account sees it."""
        actor = self.account.actor
        if actor.role in SEES_ALL:
            return case
        mine = actor.id if actor.role is Role.REVIEWER else None
        seats = tuple(_own(one) if one.reviewer == mine else _others(one) for one in case.seats)
        told = mine is not None or case.issued is not None
        return msgspec.structs.replace(
            case,
            seats=seats,
            barred=(),
            second_opinions=(),
            answers=case.answers if told else (),
        )

    def events(self, recorded: tuple[RecordedEvent, ...]) -> tuple[SeenEvent, ...]:
        """The record of a case as the account sees it."""
        actor = self.account.actor
        if actor.role in SEES_ALL:
            return seen_whole(recorded)
        seen = seen_by_reviewer if actor.role is Role.REVIEWER else seen_by_party
        return seen(recorded, actor)


def seen_by(account: Account) -> Sight:
    """What an account sees."""
    return Sight(account)


def _own(seat: Seat) -> Seat:
    """A reviewer's own seat: why others were not appointed is not theirs to know."""
    return msgspec.structs.replace(
        seat, standing=msgspec.structs.replace(seat.standing, excluded=())
    )


def _others(seat: Seat) -> Seat:
    """A seat as outsiders see it: that somebody sits there, and what the letter says of them."""
    standing = seat.standing
    return Seat(
        number=seat.number,
        appointed=seat.appointed,
        accepted=seat.accepted,
        standing=ReviewerStanding(
            reviewer=standing.pseudonym,
            pseudonym=standing.pseudonym,
            licensed_in=standing.licensed_in,
            specialties=standing.specialties,
            checked=standing.checked,
            licensed_until=None,
            disciplined=False,
            verified=None,
            active_practice=standing.active_practice,
            qualified_for=(),
            conflicts=(),
            excluded=(),
            chosen_because="",
        ),
    )


def _not_yours(role: Role) -> Refused:
    sits = "that you review" if role is Role.REVIEWER else "that you take part in"
    return Refused(
        f"This case is not among those {sits}.",
        rule="case-is-not-yours",
        remedy="Check the case number, or ask whoever gave you access.",
    )
