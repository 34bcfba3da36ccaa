"""Signing in and out, and the page of one's work."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openimr.law.calendar import PACIFIC
from openimr.serving import office_of, signing_in
from openimr.vocabulary.actor import Role
from openimr.web.accounts.who import begin, begin_half, end, signed_in, way_back
from openimr.workflow.accounts import Account
from openimr.workflow.agenda import DailyList, daily_list
from openimr.workflow.signing_in import Next
from openimr.workflow.store import CaseQuery

NOT_RIGHT = 403

DAYS_AHEAD = 7

_FURTHER = {Next.CODE: "sign-in-code", Next.SET_UP: "set-up"}
"""Where the password alone leads to, when it is not enough."""


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The form, and what it sends."""
    back = request.POST.get("next") or request.GET.get("next", "")
    if request.method != "POST":
        return render(request, "accounts/sign_in.html", {"next": back})
    login, password = request.POST.get("login", ""), request.POST.get("password", "")
    found = signing_in().password(login, password)
    if found is None:
        words = {"next": back, "wrong": True}
        return render(request, "accounts/sign_in.html", words, status=NOT_RIGHT)
    further = _FURTHER.get(signing_in().after_password(found.account))
    if further is None:
        begin(request, found)
        return HttpResponseRedirect(way_back(request, back))
    begin_half(request, found, way_back(request, back))
    return HttpResponseRedirect(reverse(further))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    end(request)
    return render(request, "accounts/signed_out.html")


@require_GET
@signed_in()
def work(request: HttpRequest) -> HttpResponse:
    """What the role of whoever asks has before it; the look is noted."""
    account: Account = request.account
    words: dict[str, Any] = {"account": account, "days": DAYS_AHEAD}
    if request.actor.role is Role.REVIEWER:
        mine = CaseQuery(owner=Role.REVIEWER.value, reviewer=request.actor.id)
        words["cases"] = [one.case for one in office_of(request.actor).cases(mine).rows]
    elif request.actor.role is Role.PARTY:
        words["cases"] = account.cases
    else:
        found = daily_list(office_of(request.actor), request.actor.role, DAYS_AHEAD)
        words |= {"list": found, "parts": _parts(found)}
    return render(request, "accounts/work.html", words)


def _parts(found: DailyList) -> list[tuple[str, list[dict[str, object]]]]:
    """The duties under the headings of the command line, with times as they are on the Pacific."""
    mine = found.agenda
    parts = {
        "Overdue": mine.overdue,
        "Due today": mine.today,
        f"Due within {found.days} days": mine.soon,
        "Awaited from parties": mine.awaited,
    }
    return [
        (heading, [{"duty": one, "due": _in_words(one.due)} for one in duties])
        for heading, duties in parts.items()
        if duties
    ]


def _in_words(moment: dt.datetime) -> str:
    return f"{moment.astimezone(PACIFIC):%m/%d/%Y %I:%M %p}"
