"""Cases: lists, one case, its record, its clocks, and what may be asked of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from django.http import HttpRequest
from ninja import Router, Schema
from ninja.params.functions import Path, Query
from pydantic import AwareDatetime, Field

from openimr.case.model import State
from openimr.case.states import STATES
from openimr.serving import office_of
from openimr.vocabulary.actor import Role
from openimr.vocabulary.filing import Priority
from openimr.web.api.bearer import token_for
from openimr.web.api.cursors import cursor_of, mark_of
from openimr.web.api.shapes import (
    CasesListed,
    CaseTold,
    CommandsTold,
    DeadlinesTold,
    EventsTold,
    PartyTold,
    SeatTold,
    TreatmentTold,
    clock,
    listed,
    offer,
)
from openimr.web.api.values import told
from openimr.workflow.accesses import Looked
from openimr.workflow.api_tokens import Caller, Scope
from openimr.workflow.case_overview import named_parties, seen_deadlines, treatments_shown
from openimr.workflow.offers import offers
from openimr.workflow.office import Office
from openimr.workflow.seen_by import OpenedCase, seen_by
from openimr.workflow.store import CaseQuery, Order

router = Router(tags=["Cases"], auth=token_for(Scope.CASES_READ))

MOST = 200
"""Cases of one page."""

NUMBER: Any = Path(
    ...,
    pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
    description="The case number.",
    example="CM26-0000001",
)
_IDENTIFIER = r"^[^\x00]{1,100}$"


class CaseFilters(Schema):
    """Which cases a list holds; what is left out does not matter."""

    state: State | None = Field(None, description="Only cases in this state.")
    owner: Role | None = Field(None, description="Only cases whose turn this role has.")
    reviewer: str | None = Field(
        None, pattern=_IDENTIFIER, description="Only cases of this reviewer; for staff alone."
    )
    administrator: str | None = Field(
        None, pattern=_IDENTIFIER, description="Only of this claims administrator's identifier."
    )
    priority: Priority | None = Field(None, description="Only reviews of this priority.")
    to_publish: bool | None = Field(
        None, description="Only cases whose letter was served and is not published, or all others."
    )
    received_from: AwareDatetime | None = Field(
        None, description="Only cases received then or later; such a list is by receipt."
    )
    received_before: AwareDatetime | None = Field(
        None, description="Only cases received before; such a list is by receipt."
    )
    due_before: AwareDatetime | None = Field(
        None, description="Only cases with an open duty due before this time."
    )
    order: Order = Field(Order.DUE, description="By what is due first, or by receipt.")
    limit: int = Field(50, ge=1, le=MOST, description="Cases of one page.")
    cursor: str | None = Field(
        None, pattern=r"^[A-Za-z0-9_.:-]{1,500}$", description="`next` of the page before."
    )


_FILTERS: Any = Query(...)


@router.get("/cases", response=told(CasesListed), operation_id="list_cases")
def list_cases(request: HttpRequest, filters: CaseFilters = _FILTERS) -> CasesListed:
    """Cases that are open to the token's account, what is due first at the top.

    A reviewer's are those they sit in, a party's its own. Hand `next` in as `cursor`, with the
    same filters, until it is null.
    """
    account = caller_of(request).account
    query = _query(filters, account.login)
    page = seen_by(account).list(office_of(account.actor), query)
    return CasesListed(
        cases=tuple(map(listed, page.rows)),
        next=cursor_of(page.next, query, account.login) if page.next else None,
    )


def _query(filters: CaseFilters, login: str) -> CaseQuery:
    ranged = filters.received_from or filters.received_before
    query = CaseQuery(
        state=filters.state.value if filters.state else None,
        owner=filters.owner.value if filters.owner else None,
        reviewer=filters.reviewer,
        priority=filters.priority.value if filters.priority else None,
        administrator=filters.administrator,
        to_publish=filters.to_publish,
        due_before=_in_utc(filters.due_before),
        received_from=_in_utc(filters.received_from),
        received_before=_in_utc(filters.received_before),
        order=Order.RECEIVED if ranged else filters.order,
        limit=filters.limit,
    )
    if filters.cursor is None:
        return query
    return msgspec.structs.replace(query, after=mark_of(filters.cursor, query, login))


def _in_utc(moment: dt.datetime | None) -> dt.datetime | None:
    return moment.astimezone(dt.UTC) if moment else None


@router.get("/cases/{number}", response=told(CaseTold), operation_id="get_case")
def get_case(request: HttpRequest, number: str = NUMBER) -> CaseTold:
    """A case as it stands. Where parties are reached is not told; the look is noted."""
    office, opened = open_for(request, number)
    return _told(office, opened)


@router.get("/cases/{number}/events", response=told(EventsTold), operation_id="get_case_events")
def get_events(request: HttpRequest, number: str = NUMBER) -> EventsTold:
    """Everything that happened in a case, in order, chained by digests.

    Staff and auditors see every event whole. To reviewers and parties, what is not theirs to know
    is left out and named in `left_out`; of a withheld event only number and time are told.
    """
    _, opened = open_for(request, number)
    return EventsTold(case=number, events=opened.events)


@router.get(
    "/cases/{number}/deadlines", response=told(DeadlinesTold), operation_id="get_case_deadlines"
)
def get_deadlines(request: HttpRequest, number: str = NUMBER) -> DeadlinesTold:
    """Every clock that a case ever had, each by which rule, and what became of it."""
    office, opened = open_for(request, number)
    return DeadlinesTold(
        case=number, deadlines=tuple(clock(one) for one in seen_deadlines(office, opened))
    )


@router.get(
    "/cases/{number}/commands", response=told(CommandsTold), operation_id="get_case_commands"
)
def get_commands(request: HttpRequest, number: str = NUMBER) -> CommandsTold:
    """What may be asked of a case now; of everything else, the refusal that it would get."""
    office, opened = open_for(request, number, Looked.COMMANDS)
    actor = opened.sight.account.actor
    found = offers(opened.whole, actor, office.law, office.now(), office.sample)
    return CommandsTold(case=number, commands=tuple(map(offer, found)))


def caller_of(request: HttpRequest) -> Caller:
    """Who asks."""
    caller: Caller = request.auth
    return caller


def open_for(
    request: HttpRequest, number: str, looked: Looked = Looked.CASE
) -> tuple[Office, OpenedCase]:
    """The office of whoever asks, and the case opened for them."""
    account = caller_of(request).account
    office = office_of(account.actor)
    return office, seen_by(account).open(office, number, looked)


def _told(office: Office, opened: OpenedCase) -> CaseTold:
    case = opened.case
    names = office.book.named([party.id for party in case.parties])
    row = STATES[case.state]
    return CaseTold(
        number=case.number,
        state=case.state,
        owner=row.owner,
        waits_for=row.waits_for,
        priority=case.priority,
        received=case.received,
        changed=case.changed,
        date_of_injury=case.date_of_injury,
        decision=case.decision,
        parties=tuple(
            PartyTold(role=one.entry.role, id=one.entry.id, name=one.name, filed=one.filed)
            for one in named_parties(case, names)
        ),
        treatments=tuple(
            TreatmentTold(listed=one.listed, outcome=one.outcome) for one in treatments_shown(case)
        ),
        seats=tuple(
            SeatTold(
                number=seat.number,
                reviewer=seat.reviewer,
                specialties=seat.standing.specialties,
                appointed=seat.appointed,
                accepted=seat.accepted,
            )
            for seat in case.seats
        ),
        deadlines=tuple(clock(one) for one in seen_deadlines(office, opened)),
        lacks=case.lacks,
        letters=case.letters,
        review_round=case.review_round,
        events=len(opened.recorded),
    )
