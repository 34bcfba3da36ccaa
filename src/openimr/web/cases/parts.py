"""The parts of a case beside its overview: documents, deadlines, record, notices, accesses."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openimr.case.record import encode
from openimr.serving import office_of
from openimr.vocabulary.actor import Role
from openimr.web.accounts.who import signed_in
from openimr.web.case_tabs import STAFF, case_frame
from openimr.workflow.accesses import Looked
from openimr.workflow.case_overview import seen_deadlines
from openimr.workflow.case_parts import notices_shown, papers_of
from openimr.workflow.case_timeline import happenings
from openimr.workflow.office import Office
from openimr.workflow.seen_blind import check_not_blind
from openimr.workflow.seen_by import OpenedCase, seen_by

AUDITING = (Role.AUDITOR, Role.ADMINISTRATOR)
MOST_EVENTS = 100
"""Events on one page of the record."""


def _opened(request: HttpRequest, number: str) -> tuple[Office, OpenedCase]:
    office = office_of(request.actor)
    return office, seen_by(request.account).open(office, number)


def _page(request: HttpRequest, opened: OpenedCase, part: str, **words: Any) -> HttpResponse:
    frame = case_frame(request, opened.case, (part, ""))
    return render(request, f"cases/{part.lower()}.html", {**frame, "part": part, **words})


@require_safe
@signed_in()
def documents(request: HttpRequest, number: str) -> HttpResponse:
    """The papers that the record names."""
    _, opened = _opened(request, number)
    return _page(request, opened, "Documents", papers=papers_of(opened.events))


@require_safe
@signed_in()
def deadlines(request: HttpRequest, number: str) -> HttpResponse:
    """Every clock of the case, with how its end is reckoned."""
    office, opened = _opened(request, number)
    found = seen_deadlines(office, opened)
    return _page(request, opened, "Deadlines", clocks=found, now=office.now())


@require_safe
@signed_in()
def notices(request: HttpRequest, number: str) -> HttpResponse:
    """Who was told what, and whether it arrived."""
    office, opened = _opened(request, number)
    names = office.book.named([one.id for one in opened.case.parties])
    found = [(one, names.get(one.party, "")) for one in notices_shown(opened.events)]
    return _page(request, opened, "Notices", notices=found)


@require_safe
@signed_in()
def record(request: HttpRequest, number: str) -> HttpResponse:
    """The record event by event, with digests as far as they are shown."""
    office, opened = _opened(request, number)
    names = office.book.named([one.id for one in opened.case.parties])
    first = _first(request.GET.get("from", ""), len(opened.events))
    shown = opened.events[first - 1 : first - 1 + MOST_EVENTS]
    after = first + MOST_EVENTS
    return _page(
        request,
        opened,
        "Record",
        happenings=happenings(shown, names),
        count=len(opened.events),
        first=first,
        last=first + len(shown) - 1,
        next=after if after <= len(opened.events) else 0,
        before=max(first - MOST_EVENTS, 1) if first > 1 else 0,
        staff=request.actor.role in STAFF,
    )


def _first(asked: str, count: int) -> int:
    known = asked.isascii() and asked.isdecimal() and len(asked) < 10 and int(asked)
    return min(known, max(count, 1)) if known else 1


@require_safe
@signed_in(*STAFF)
def export(request: HttpRequest, number: str) -> HttpResponse:
    """The case's events as `openimr record export` writes them, one a line."""
    office = office_of(request.actor)
    opened = seen_by(request.account).open(office, number, Looked.EXPORT)
    check_not_blind(opened.closed)
    lines = b"".join(encode(one) + b"\n" for one in opened.recorded)
    response = HttpResponse(lines, content_type="application/jsonl")
    response.headers["Content-Disposition"] = f'attachment; filename="{number}.jsonl"'
    return response


@require_safe
@signed_in(*AUDITING)
def accesses(request: HttpRequest, number: str) -> HttpResponse:
    """Who looked at the case; looking at that is noted as well."""
    office = office_of(request.actor)
    found = office.accesses_to(number)
    opened = seen_by(request.account).open(office, number, Looked.ACCESSES)
    return _page(request, opened, "Accesses", accesses=found[::-1][:500], count=len(found))
