"""The token itself, the day of a role, and how the installation is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Query

from openimr import serving
from openimr.web.api.bearer import token_for
from openimr.web.api.cases import caller_of
from openimr.web.api.shapes import AgendaTold, HealthTold, TokenTold, duty
from openimr.web.api.values import told
from openimr.workflow.agenda import daily_list
from openimr.workflow.api_tokens import Scope
from openimr.workflow.seen_by import seen_by

router = Router()

FURTHEST = 60
"""Days that an agenda looks ahead."""

_DAYS: Any = Query(7, ge=0, le=FURTHEST, description="Calendar days to look ahead.")


@router.get(
    "/token",
    response=told(TokenTold),
    operation_id="get_token",
    tags=["Token"],
    auth=token_for(None),
)
def get_token(request: HttpRequest) -> TokenTold:
    """What the token of the request may be used for, and until when."""
    caller = caller_of(request)
    return TokenTold(
        role=caller.account.actor.role,
        acts_as=caller.account.actor.id,
        scopes=caller.token.scopes,
        expires=caller.token.expires,
    )


@router.get(
    "/agenda",
    response=told(AgendaTold),
    operation_id="get_agenda",
    tags=["Agenda"],
    auth=token_for(Scope.AGENDA_READ),
)
def get_agenda(request: HttpRequest, days: int = _DAYS) -> AgendaTold:
    """What the role of the token's account has before it: overdue, today and soon."""
    account = caller_of(request).account
    office, role = serving.office_of(account.actor), account.actor.role
    found = daily_list(office, role, days, sight=seen_by(account))
    day = found.agenda
    return AgendaTold(
        at=found.at,
        days=found.days,
        overdue=tuple(map(duty, day.overdue)),
        today=tuple(map(duty, day.today)),
        soon=tuple(map(duty, day.soon)),
        awaited=tuple(map(duty, day.awaited)),
        more=found.more,
    )


@router.get("/health", response=told(HealthTold), operation_id="get_health", tags=["Health"])
def get_health(request: HttpRequest) -> HealthTold:
    """How the installation is; needs no token and tells counts and a date alone."""
    found = serving.health()
    return HealthTold(
        well=found.well,
        database=found.database,
        workers=found.workers,
        waiting=found.waiting,
        running=found.running,
        dead_letters=found.dead_letters,
        last_anchor=found.last_anchor,
    )
