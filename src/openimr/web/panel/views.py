"""The panel and its members, as the office sees them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from openimr.assignment.credentials import fresh
from openimr.assignment.model import STATES, Discipline, LicenseStatus, PanelMember
from openimr.assignment.panel_book import MemberVersion
from openimr.assignment.policies import reasons_against
from openimr.law.calendar import pacific_day
from openimr.serving import appointing, now
from openimr.vocabulary.actor import Role
from openimr.web.accounts.who import signed_in
from openimr.web.typed import day_typed
from openimr.workflow.panel_office import (
    MAINTAINERS,
    credentials_of,
    history_of,
    lasts,
    member_at,
    panel_rows,
)

READERS = (Role.CASE_MANAGER, Role.ADMINISTRATOR, Role.AUDITOR)
"""Who may see the panel's names: the office, and whoever audits it."""


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*READERS)
def panel(request: HttpRequest) -> HttpResponse:
    """Every member with what speaks against an appointment; those first who must be verified.

    What they are narrowed by is sent as a form: a reviewer's name stands in no address.
    """
    at, typed = appointing(), request.POST
    on = day_typed(typed.get("on", "")) or pacific_day(now())
    rows = panel_rows(at.panel, at.counts.open_cases(), on, at.rules)
    words, fit = typed.get("words", "").strip(), typed.get("fit", "")
    shown = [
        row
        for row in rows
        if words.casefold() in _text(row.member) and fit in ("", "no" if row.reasons else "yes")
    ]
    against = Counter(one.rule.name for row in rows for one in row.reasons)
    answer = {
        "rows": shown,
        "count": len(rows),
        "free": sum(not row.reasons for row in rows),
        "against": against.most_common(),
        "asked": {"words": words, "fit": fit, "on": on},
        "days": at.rules.verified_within(on),
        "now": now(),
        "may_keep": request.actor.role in MAINTAINERS,
    }
    return render(request, "panel/panel.html", answer)


def _text(member: PanelMember) -> str:
    boards = (one.specialty for one in member.certifications)
    states = (one.state for one in member.licenses)
    every = (member.id, member.name, *member.specialties, *boards, *states)
    return " ".join(every).casefold()


@require_GET
@signed_in(*READERS)
def member(request: HttpRequest, reviewer: str) -> HttpResponse:
    """One member: credentials with their verification, absences, cases, and every version."""
    versions = member_at(appointing().panel, reviewer)
    return member_page(request, versions)


def member_page(
    request: HttpRequest,
    versions: tuple[MemberVersion, ...],
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page of a member; ``more`` is what a form that was refused adds."""
    at, on = appointing(), pacific_day(now())
    latest = versions[-1]
    words: dict[str, Any] = {
        "reviewer": latest.reviewer,
        "pseudonym": at.panel.pseudonyms([latest.reviewer])[latest.reviewer],
        "member": latest.member,
        "history": reversed(list(history_of(versions))),
        "may_keep": request.actor.role in MAINTAINERS and latest.member is not None,
        "today": on,
        "statuses": list(LicenseStatus),
        "disciplines": list(Discipline),
        **more,
    }
    if latest.member is not None:
        open_cases = at.counts.open_cases().get(latest.reviewer, 0)
        days = at.rules.verified_within(on)
        words["open_cases"] = open_cases
        words["reasons"] = reasons_against(latest.member, on, at.rules, open_cases=open_cases)
        words["credentials"] = [
            {
                "number": number,
                "of": one,
                "state": STATES.get(getattr(one, "state", ""), ""),
                "lasts": lasts(one, on),
                "fresh": fresh(one.verified, on, days),
            }
            for number, one in enumerate(credentials_of(latest.member))
        ]
    return render(request, "panel/member.html", words, status=status)
