"""What the office enters into the panel: verifications, absences, a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from openimr.assignment.model import Absence, Discipline, LicenseStatus, PanelMember, Verification
from openimr.assignment.panel_book import Entered, MemberVersion
from openimr.assignment.panel_file import read_panel
from openimr.law.calendar import pacific_day
from openimr.serving import appointing, now
from openimr.vocabulary.errors import BadInput, OpenIMRError, Refused
from openimr.web.accounts.who import signed_in
from openimr.web.panel.views import member_page
from openimr.web.typed import day_typed
from openimr.workflow.panel_office import (
    MAINTAINERS,
    Seen,
    away,
    keep_member,
    keep_panel,
    member_at,
    told,
    verified_anew,
    would_change,
)

_NOT_DONE = 422
_LARGEST = 20_000_000


@require_POST
@signed_in(*MAINTAINERS)
def verify(request: HttpRequest, reviewer: str) -> HttpResponse:
    """Somebody looked a credential up at its source: keep what was seen there."""
    return _kept(request, reviewer, _verified)


def _verified(request: HttpRequest, member: PanelMember) -> PanelMember:
    sent = request.POST
    on = day_typed(sent.get("on", "")) or pacific_day(now())
    if on > pacific_day(now()):
        raise BadInput("the day", "lies ahead", "Give the day on which somebody looked.")
    source = sent.get("source", "").strip()
    if not source:
        raise BadInput("the source", "is empty", "Name the board's page that was looked at.")
    look = Verification(on=on, source=source, by=request.actor.id)
    status, discipline = sent.get("status"), sent.get("discipline")
    seen = Seen(
        credential=int(sent.get("credential", "")),
        expires=day_typed(sent.get("expires", "")),
        status=LicenseStatus(status) if status else None,
        discipline=Discipline(discipline) if discipline else None,
    )
    return verified_anew(member, seen, look)


@require_POST
@signed_in(*MAINTAINERS)
def absent(request: HttpRequest, reviewer: str) -> HttpResponse:
    """Keep days on which a member takes no case."""
    return _kept(request, reviewer, _away)


def _away(request: HttpRequest, member: PanelMember) -> PanelMember:
    first, last = (day_typed(request.POST.get(name, "")) for name in ("first", "last"))
    if first is None or last is None:
        raise BadInput("the days", "are not both there", "Give the first day and the last.")
    return away(member, Absence(first=first, last=last))


def _kept(request: HttpRequest, reviewer: str, change: Any) -> HttpResponse:
    """Keep a change of one member; what cannot be is told on the member's page."""
    book = appointing().panel
    versions = member_at(book, reviewer)
    try:
        keep_member(book, change(request, _there(versions)), _entered(request, "the member's page"))
    except OpenIMRError as fault:
        return member_page(request, versions, status=_NOT_DONE, wrong=_words(fault))
    except ValueError as fault:
        return member_page(request, versions, status=_NOT_DONE, wrong=f"{fault}.".capitalize())
    return HttpResponseRedirect(reverse("panel-member", args=[reviewer]))


def _there(versions: tuple[MemberVersion, ...]) -> PanelMember:
    member = versions[-1].member
    if member is None:
        raise BadInput("this reviewer", "left the panel", "Take them in again by a file.")
    return member


def _words(fault: OpenIMRError) -> str:
    if isinstance(fault, Refused):
        return f"{fault.reason} {fault.remedy or ''}".strip()
    if isinstance(fault, BadInput):
        return f"{fault.where.capitalize()} {fault.found}. {fault.remedy or ''}".strip()
    return str(fault)


def _entered(request: HttpRequest, source: str) -> Entered:
    return Entered(at=now(), by=request.actor, source=source)


@require_http_methods(["GET", "POST"])
@signed_in(*MAINTAINERS)
def file(request: HttpRequest) -> HttpResponse:
    """Take a panel's CSV file in: first shown what it changes, then kept."""
    words: dict[str, Any] = {"whole": bool(request.POST.get("whole"))}
    if request.method == "POST":
        try:
            words |= _taken_in(request)
        except OpenIMRError as fault:
            words["errors"] = [("panel", _words(fault))]
    return render(request, "panel/file.html", words)


def _taken_in(request: HttpRequest) -> dict[str, Any]:
    sent = request.FILES.get("panel")
    if sent is None:
        raise BadInput("the file", "is missing", "Choose the panel's CSV file.")
    if sent.size > _LARGEST:
        raise BadInput("the file", "is larger than 20 MB", "A panel's file is far smaller.")
    read = read_panel(sent.read())
    if read.faults:
        return {"faults": read.faults, "members": len(read.panel.members)}
    keep = request.POST.get("do") == "keep"
    enter = keep_panel if keep else would_change
    entered = _entered(request, "a file sent by the web")
    new = enter(appointing().panel, read.panel, entered, whole=bool(request.POST.get("whole")))
    return {"told": told(new).items(), "kept": keep, "members": len(read.panel.members)}
