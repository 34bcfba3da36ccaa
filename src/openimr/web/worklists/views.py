"""Lists of cases: filtered, in pages, kept under a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from openimr.case.model import State
from openimr.case.permissions import PERMITTED
from openimr.law.calendar import pacific_day
from openimr.serving import now, office_of, saved_views
from openimr.vocabulary.actor import Role
from openimr.vocabulary.filing import PartyRole, Priority
from openimr.web.accounts.who import signed_in
from openimr.workflow.field_words import TOGETHER
from openimr.workflow.offers import BY_PEOPLE
from openimr.workflow.office import Office
from openimr.workflow.saved_views import keep_view, view_named
from openimr.workflow.seen_by import SEES_ALL, seen_by
from openimr.workflow.work_lists import (
    Filters,
    Line,
    counts,
    filters_of,
    lines,
    mark_in_words,
    mark_of,
    query_of,
)

_OWNERS = (Role.INTAKE, Role.CASE_MANAGER, Role.REVIEWER, Role.QUALITY, Role.AUDITOR)
_LONGEST = 100
"""Characters of a name that are looked up."""

MOST_NAMED = 50
"""Claims administrators on one page."""

_FIGURES = re.compile(r"\d{1,7}")


@require_safe
@signed_in()
def cases(request: HttpRequest) -> HttpResponse:
    """The cases that are open to whoever asks, as far as they are asked for."""
    office, sight = office_of(request.actor), seen_by(request.account)
    filters, at = filters_of(request.GET), office.now()
    after = mark_of(request.GET.get("after", ""))
    page = sight.list(office, query_of(filters, at, after))
    staff = request.actor.role in SEES_ALL
    listed = lines(office, page)
    words = {
        "lines": listed,
        "now": at,
        "filters": filters,
        "narrowed": bool(filters.words),
        "counts": [
            (one, _address(one.filters))
            for one in counts(lambda query: sight.count(office, query), filters, at)
        ],
        "next": _address(filters, mark_in_words(page.next)) if page.next else "",
        "first": _address(filters) if after else "",
        "views": [
            (one, f"{reverse('cases')}?{one.filters}", one.login == request.account.login)
            for one in saved_views().seen_by(request.account)
        ],
        "staff": staff,
        "administrators": _administrators(office, listed, filters),
        "together": _together(request.actor.role),
        **_choices(),
    }
    return render(request, "worklists/cases.html", words)


def _administrators(
    office: Office, listed: Sequence[Line], filters: Filters
) -> list[tuple[str, str]]:
    """Those whose cases are on the page, and the one that is asked for."""
    found = {one.row.administrator: one.administrator for one in listed if one.administrator}
    found |= office.book.named([filters.administrator]) if filters.administrator else {}
    return sorted(found.items(), key=lambda one: one[1].casefold())


@require_POST
@signed_in(*SEES_ALL)
@sensitive_post_parameters("name")
def by_administrator(request: HttpRequest) -> HttpResponse:
    """The lists of claims administrators whose name has what was typed; of one, at once."""
    filters = filters_of(request.POST)
    typed = request.POST.get("name", "").strip()[:_LONGEST]
    book = office_of(request.actor).book
    called = book.called(PartyRole.CLAIMS_ADMINISTRATOR, typed, MOST_NAMED + 1) if typed else {}
    ways = [
        (name, _address(msgspec.structs.replace(filters, administrator=one)))
        for one, name in called.items()
    ]
    if len(ways) == 1:
        return HttpResponseRedirect(ways[0][1])
    words = {
        "found": ways[:MOST_NAMED],
        "more": len(ways) > MOST_NAMED,
        "filters": filters,
        "typed": typed,
        "back": _address(filters),
    }
    return render(request, "worklists/administrators.html", words)


def _address(filters: Filters, after: str = "") -> str:
    asked = QueryDict(mutable=True)
    asked.update({**filters.words, **({"after": after} if after else {})})
    return f"{reverse('cases')}?{asked.urlencode()}"


def _choices() -> dict[str, Any]:
    return {
        "states": [one.value for one in State],
        "owners": [one.value for one in _OWNERS],
        "priorities": [one.value for one in Priority],
        "nearness": (("overdue", "overdue"), ("today", "today, or overdue"), ("week", "this week")),
    }


def _together(role: Role) -> list[tuple[str, str]]:
    """Steps that a role may take in many cases at once, with their names."""
    return [
        (slug, slug.replace("-", " ").capitalize())
        for slug in TOGETHER
        if role in PERMITTED[BY_PEOPLE[slug]]
    ]


@require_POST
@signed_in()
def jump(request: HttpRequest) -> HttpResponse:
    """To a case by its number; of this year's, the figures are enough.

    A form that is sent, and no address: somebody will type a name into it.
    """
    typed = request.POST.get("number", "").strip().upper()
    if _FIGURES.fullmatch(typed):
        typed = f"CM{pacific_day(now()):%y}-{int(typed):07d}"
    if not re.fullmatch(r"[A-Z0-9-]{1,40}", typed):
        return HttpResponseRedirect(reverse("cases"))
    return HttpResponseRedirect(reverse("case", args=[typed]))


@require_POST
@signed_in()
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the list that is shown under a name."""
    filters = filters_of(request.POST)
    name, shared = request.POST.get("name", ""), "shared" in request.POST
    view = view_named(request.account, name, filters.address, shared=shared)
    keep_view(saved_views(), request.account, view)
    return HttpResponseRedirect(_address(filters))


@require_POST
@signed_in()
def drop(request: HttpRequest) -> HttpResponse:
    """Forget a view of one's own."""
    saved_views().drop(request.account.login, request.POST.get("name", ""))
    return HttpResponseRedirect(reverse("cases"))
