"""The first page of whoever is signed in: what their role has before it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from openimr.serving import office_of, saved_views
from openimr.vocabulary.actor import Role
from openimr.web.accounts.who import signed_in
from openimr.workflow.agenda import DailyList, daily_list
from openimr.workflow.office import Office
from openimr.workflow.own_cases import asked_of_party, seats_of
from openimr.workflow.publishing import LOOK
from openimr.workflow.seen_by import seen_by
from openimr.workflow.store import MOST_ROWS, CaseQuery
from openimr.workflow.work_lists import TO_PUBLISH, Filters

DAYS_AHEAD = 7

_OVERSEEING = (Role.ADMINISTRATOR, Role.AUDITOR)


@require_safe
@signed_in()
def work(request: HttpRequest) -> HttpResponse:
    """What the role of whoever asks has before it; the look is noted."""
    office = office_of(request.actor)
    words = {"account": request.account, "days": DAYS_AHEAD, "now": office.now()}
    role = request.actor.role
    if role is Role.REVIEWER:
        words["seats"] = seats_of(office, seen_by(request.account))
        return render(request, "worklists/reviewer.html", words)
    if role is Role.PARTY:
        words["own"] = asked_of_party(office, seen_by(request.account))
        return render(request, "worklists/party.html", words)
    return render(request, "worklists/work.html", {**words, **_staff(request, office)})


def _staff(request: HttpRequest, office: Office) -> dict[str, Any]:
    """Duties of the role; those who oversee see the duties of everybody in the house."""
    role = request.actor.role
    roles = (Role.INTAKE, Role.CASE_MANAGER, Role.REVIEWER, Role.QUALITY)
    lists = [
        daily_list(office, one, DAYS_AHEAD) for one in (roles if role in _OVERSEEING else (role,))
    ]
    return {
        "parts": [
            (heading, anchor, sorted(duties, key=lambda one: one.due))
            for heading, anchor, duties in _parts(lists)
        ],
        "more": any(one.more for one in lists),
        **_to_publish(request, office),
        "views": [
            (one, f"{reverse('cases')}?{one.filters}")
            for one in saved_views().seen_by(request.account)
        ],
    }


def _to_publish(request: HttpRequest, office: Office) -> dict[str, Any]:
    """How many letters wait to be published, for those who publish them or oversee it."""
    if request.actor.role not in LOOK:
        return {}
    waits = CaseQuery(to_publish=True, limit=MOST_ROWS)
    number = seen_by(request.account).count(office, waits)
    address = f"{reverse('cases')}?{Filters(publication=TO_PUBLISH).address}"
    return {"to_publish": (number, number >= MOST_ROWS, address)}


def _parts(lists: list[DailyList]) -> list[tuple[str, str, list[Any]]]:
    """The duties under the headings of the command line."""
    agendas = [one.agenda for one in lists]
    return [
        ("Overdue", "overdue", [one for each in agendas for one in each.overdue]),
        ("Due today", "today", [one for each in agendas for one in each.today]),
        (f"Due within {DAYS_AHEAD} days", "soon", [one for each in agendas for one in each.soon]),
        (
            "Awaited from parties",
            "awaited",
            list(dict.fromkeys(one for each in agendas for one in each.awaited)),
        ),
    ]
