"""What the operations answer; values of the house stand in them as they are."""

from __future__ import annotations

import datetime as dt

from openimr.case.deadlines import Deadline, Status
from openimr.case.events.event import Lack, PartyRole
from openimr.case.events.intake import ContestedDecision, ListedTreatment, Priority
from openimr.case.model import State
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.value import Value
from openimr.workflow.agenda import Duty
from openimr.workflow.api_tokens import Scope
from openimr.workflow.offers import Offer
from openimr.workflow.seen_events import SeenEvent
from openimr.workflow.store import CaseRow


class TokenTold(Value, frozen=True, kw_only=True):
    """The token of the request, and as whom it acts.

    Attributes:
        role: what it may do is what this role may.
        acts_as: what the record calls whoever acts.
        scopes: what the token may be used for.
        expires: when it ends.
    """

    role: Role
    acts_as: str
    scopes: tuple[Scope, ...]
    expires: dt.datetime


class CaseListed(Value, frozen=True, kw_only=True):
    """A case as lists show it.

    Attributes:
        number: the case number.
        events: how many events its record has.
        owner: the role whose turn it is.
        received: when the application came.
        updated: when the last event happened.
        filer: who filed, by role.
        administrator: the claims administrator's identifier, or "".
        due: when the earliest open duty is due, or null.
        due_rule: the rule of that time, or "".
        reviewers: identifiers of the reviewers who sit; empty where they are not told.
    """

    number: str
    events: int
    state: str
    owner: str
    priority: str
    received: dt.datetime
    updated: dt.datetime
    filer: str
    administrator: str
    due: dt.datetime | None
    due_rule: str
    reviewers: tuple[str, ...]


class CasesListed(Value, frozen=True, kw_only=True):
    """One page of a list of cases.

    Attributes:
        next: hand it in as `cursor` for the following page; null at the end.
    """

    cases: tuple[CaseListed, ...]
    next: str | None


class PartyTold(Value, frozen=True, kw_only=True):
    """A party of a case; where it is reached is not told.

    Attributes:
        name: as it is kept beside the record; "" where none is.
        filed: it filed the application.
    """

    role: PartyRole
    id: str
    name: str
    filed: bool


class TreatmentTold(Value, frozen=True, kw_only=True):
    """A treatment of a case.

    Attributes:
        outcome: "upheld", "overturned", "authorized" or "open".
    """

    listed: ListedTreatment
    outcome: str


class SeatTold(Value, frozen=True, kw_only=True):
    """A seat in which somebody reviews.

    Attributes:
        reviewer: the identifier; to others than staff and the reviewer, the pseudonym.
    """

    number: int
    reviewer: str
    specialties: tuple[str, ...]
    appointed: dt.datetime
    accepted: dt.datetime | None


class DeadlineTold(Value, frozen=True, kw_only=True):
    """A clock of a case.

    Attributes:
        rule: the id of the law's value.
        name: what must be done.
        due: by the earliest reading.
        latest: by the latest reading; after it, it is missed.
        citation: the rule's law.
        verified: whether its text was seen.
        right: somebody may act but need not.
        role: who in the house must act now; "party" for a party.
        who: who must act by the rule, in words.
        treatments: the treatments concerned; empty for the whole case.
        begun: number of the event that started the clock.
        ended: number of the event that ended it, or null.
        review_round: 1, and one more for each remand.
    """

    rule: str
    name: str
    status: Status
    due: dt.datetime
    latest: dt.datetime
    citation: str
    verified: bool
    right: bool
    role: Role
    who: str
    treatments: tuple[int, ...]
    begun: int
    ended: int | None
    review_round: int


class CaseTold(Value, frozen=True, kw_only=True):
    """A case as it stands.

    Attributes:
        owner: the role whose turn it is.
        waits_for: what it waits for, in words.
        lacks: what keeps the application back.
        letters: SHA-256 of the letters of this review round, the valid one last.
        events: how many events its record has.
    """

    number: str
    state: State
    owner: Role
    waits_for: str
    priority: Priority
    received: dt.datetime
    changed: dt.datetime
    date_of_injury: dt.date | None
    decision: ContestedDecision
    parties: tuple[PartyTold, ...]
    treatments: tuple[TreatmentTold, ...]
    seats: tuple[SeatTold, ...]
    deadlines: tuple[DeadlineTold, ...]
    lacks: tuple[Lack, ...]
    letters: tuple[str, ...]
    review_round: int
    events: int


class DeadlinesTold(Value, frozen=True, kw_only=True):
    """Every clock that a case ever had, the earliest due first."""

    case: str
    deadlines: tuple[DeadlineTold, ...]


class EventsTold(Value, frozen=True, kw_only=True):
    """The record of a case, as whoever asks may see it."""

    case: str
    events: tuple[SeenEvent, ...]


class RefusalTold(Value, frozen=True, kw_only=True):
    """Why something may not be asked now."""

    reason: str
    rule: str
    citation: str | None
    remedy: str | None


class CommandTold(Value, frozen=True, kw_only=True):
    """A command, and whether it may be asked of the case now.

    Attributes:
        name: as it stands in the address of the operation.
        says: in words.
        roles: whose step it is.
        refused: what would be answered now, whatever is sent; null where it may be asked.
    """

    name: str
    says: str
    roles: tuple[Role, ...]
    refused: RefusalTold | None


class CommandsTold(Value, frozen=True, kw_only=True):
    """Every command of people, in the order of a case's life."""

    case: str
    commands: tuple[CommandTold, ...]


class Done(Value, frozen=True, kw_only=True):
    """What a command led to.

    Attributes:
        state: where the case stood after it.
        events: what was recorded; empty where nothing changed.
    """

    case: str
    state: State
    waits_for: str
    events: tuple[SeenEvent, ...]


class DutyTold(Value, frozen=True, kw_only=True):
    """A duty of a role's day.

    Attributes:
        rule: the id of the law's value.
        name: what must be done.
        due: by the earliest reading.
        role: who in the house must act now; "party" for a party.
        who: who must act by the rule, in words.
    """

    case: str
    rule: str
    name: str
    citation: str
    verified: bool
    due: dt.datetime
    role: Role
    who: str


class AgendaTold(Value, frozen=True, kw_only=True):
    """A role's day.

    Attributes:
        at: the moment for which it is drawn.
        overdue, today, soon: duties of the role.
        awaited: duties of parties that the role looks after.
        more: there are more than one list holds; the earliest are told.
    """

    at: dt.datetime
    days: int
    overdue: tuple[DutyTold, ...]
    today: tuple[DutyTold, ...]
    soon: tuple[DutyTold, ...]
    awaited: tuple[DutyTold, ...]
    more: bool


class HealthTold(Value, frozen=True, kw_only=True):
    """How the installation is: counts and a date, no case and no name."""

    well: bool
    database: bool
    workers: int | None
    waiting: int | None
    running: int | None
    dead_letters: int | None
    last_anchor: dt.date | None


def listed(row: CaseRow) -> CaseListed:
    """A row of a list."""
    return CaseListed(
        number=row.case,
        events=row.number,
        state=row.state,
        owner=row.owner,
        priority=row.priority,
        received=row.received,
        updated=row.updated,
        filer=row.filer,
        administrator=row.administrator,
        due=row.due,
        due_rule=row.due_rule,
        reviewers=tuple(seat.reviewer for seat in row.seats),
    )


def clock(one: Deadline) -> DeadlineTold:
    """A clock of a case."""
    return DeadlineTold(
        rule=one.rule,
        name=one.name,
        status=one.status,
        due=one.due.at,
        latest=one.due.latest,
        citation=one.citation,
        verified=one.verified,
        right=one.right,
        role=one.role,
        who=one.who,
        treatments=one.treatments,
        begun=one.begun.number,
        ended=one.ended.number if one.ended else None,
        review_round=one.review_round,
    )


def offer(one: Offer) -> CommandTold:
    """A command as it stands to whoever asks."""
    refused = one.refused
    return CommandTold(
        name=one.slug,
        says=one.name,
        roles=one.roles,
        refused=_refusal(refused) if refused else None,
    )


def _refusal(refused: Refused) -> RefusalTold:
    return RefusalTold(
        reason=refused.reason,
        rule=refused.rule,
        citation=refused.citation,
        remedy=refused.remedy,
    )


def duty(one: Duty) -> DutyTold:
    """A duty of a day."""
    return DutyTold(
        case=one.case,
        rule=one.rule,
        name=one.name,
        citation=one.citation,
        verified=one.verified,
        due=one.due,
        role=one.role,
        who=one.who,
    )
