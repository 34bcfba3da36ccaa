"""Lists of cases, and the page of one's work."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openimr.serving import office_of
from openimr.vocabulary.actor import Role
from openimr.web.accounts.who import signed_in
from openimr.workflow.accounts import Account
from openimr.workflow.agenda import DailyList, daily_list
from openimr.workflow.seen_by import seen_by
from openimr.workflow.store import CaseQuery

DAYS_AHEAD = 7


@require_safe
@signed_in()
def work(request: HttpRequest) -> HttpResponse:
    """What the role of whoever asks has before it; the look is noted."""
    account: Account = request.account
    office = office_of(request.actor)
    words: dict[str, Any] = {"account": account, "days": DAYS_AHEAD}
    if request.actor.role is Role.REVIEWER:
        mine = CaseQuery(owner=Role.REVIEWER.value, reviewer=request.actor.id)
        words["cases"] = [one.case for one in office.cases(mine).rows]
    elif request.actor.role is Role.PARTY:
        words["cases"] = account.cases
    else:
        found = daily_list(office, request.actor.role, DAYS_AHEAD)
        words |= {"list": found, "parts": _parts(found), "now": found.at}
    return render(request, "worklists/work.html", words)


def _parts(found: DailyList) -> list[tuple[str, tuple[Any, ...]]]:
    """The duties under the headings of the command line."""
    mine = found.agenda
    parts = {
        "Overdue": mine.overdue,
        "Due today": mine.today,
        f"Due within {found.days} days": mine.soon,
        "Awaited from parties": mine.awaited,
    }
    return [(heading, duties) for heading, duties in parts.items() if duties]


@require_safe
@signed_in()
def cases(request: HttpRequest) -> HttpResponse:
    """The cases that are open to whoever asks, what is due first at the top."""
    office = office_of(request.actor)
    page = seen_by(request.account).list(office, CaseQuery())
    return render(request, "worklists/cases.html", {"rows": page.rows, "now": office.now()})
