"""The application of a tray as it was read, with doubts and pages; corrected, it becomes a case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from openimr.bootstrap import filed_papers
from openimr.law.calendar import PACIFIC, pacific_day
from openimr.serving import guideline_pack, now, office_of
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.filing import Delivery
from openimr.web.accounts.who import signed_in
from openimr.web.filing import typed_answers
from openimr.web.filing.mail_pictures import Picture, pages_in, pictures_of
from openimr.web.filing.mail_questions import ALL, DELIVERED, GROUPS
from openimr.web.filing.mail_tray import Looking, Tray, before_of, looked_at, tray_of
from openimr.web.filing.wiring import trays, uploads
from openimr.workflow.accesses import NO_CASE, Looked
from openimr.workflow.filing import Answers
from openimr.workflow.filing_mail import answers_of, corrected, doubts_of, where_read
from openimr.workflow.receive import Filing
from openimr.workflow.receive_papers import FiledBefore
from openimr.workflow.receive_reading import PapersRead, Question

_LONGEST_REASON = 500


class Beside(NamedTuple):
    """A field with where it was read and what is doubtful of it."""

    one: typed_answers.Shown
    picture: Picture | None
    doubts: list[Question]


class Filled(NamedTuple):
    """The form as it is shown.

    Attributes:
        tray: whose papers it is about.
        looking: what they say.
        page: the fields.
        before: cases that the papers opened.
    """

    tray: Tray
    looking: Looking
    page: list[typed_answers.Shown]
    before: tuple[FiledBefore, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(Role.INTAKE)
def application(request: HttpRequest) -> HttpResponse:
    """The application as read, with its doubts; corrected, it becomes a case."""
    tray = tray_of(request)
    if not tray.whole:
        return HttpResponseRedirect(reverse("mail"))
    office_of(request.actor).note(NO_CASE, Looked.MAIL)
    looking, before = looked_at(tray), before_of(request, tray)
    answers = answers_of(looking.read)
    if request.method != "POST":
        return _form(request, Filled(tray, looking, typed_answers.shown(ALL, answers), before))
    answers, page = typed_answers.read(ALL, request.POST.dict(), answers, pacific_day(now()))
    filled = Filled(tray, looking, page, before)
    filing, wrong = _filing(request)
    wrong += _lacking(request, answers, before)
    if wrong or any(one.wrong for one in page):
        return _form(request, filled, wrong)
    taken = corrected(looking.read, answers, guideline_pack())
    try:
        number = _taken_in(request, tray, taken, filing)
    except Refused as no:
        return _form(request, filled, refused=no)
    return HttpResponseRedirect(reverse("case", args=[number]))


def _lacking(
    request: HttpRequest, answers: Answers, before: tuple[FiledBefore, ...]
) -> Iterator[tuple[str, str]]:
    """What must be said before a case is opened."""
    if before and not _reason(request):
        yield "again", "Say why another case is opened on papers that opened one."
    if not answers.fit_to_file:
        yield "q-employee", "Employee and treatments: at least these are needed."


def _reason(request: HttpRequest) -> str:
    typed: str = request.POST.get("again", "")
    return typed.strip()[:_LONGEST_REASON]


def _taken_in(request: HttpRequest, tray: Tray, taken: PapersRead, filing: Filing) -> str:
    """Open the case, and keep its papers with it."""
    kept, again = filed_papers(), _reason(request)
    with trays().opened(tray.sender.place) as files:
        kept.take_in(files)
        intake = office_of(request.actor).intake
        case = intake.take(taken, filing, request.actor, tray.key, again=again).case
        kept.keep(files, case.number)
    for one in tray.whole:
        uploads().drop(tray.sender, one.id)
    return case.number


def _filing(request: HttpRequest) -> tuple[Filing, list[tuple[str, str]]]:
    """How the papers came, as typed; and what is wrong with it."""
    by = request.POST.get("by", "")
    typed = request.POST.get("received", "")
    wrong = []
    if by not in dict(DELIVERED):
        wrong.append(("by", "Say how the papers came."))
    try:
        received = dt.datetime.fromisoformat(typed).replace(tzinfo=PACIFIC) if typed else None
    except ValueError:
        received = None
        wrong.append(("received", "Received: write a day and time that exist."))
    delivery = Delivery(by) if by in dict(DELIVERED) else Delivery.MAIL
    return Filing(received=received, by=delivery), wrong


def _form(
    request: HttpRequest,
    filled: Filled,
    wrong: list[tuple[str, str]] | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    looking, page = filled.looking, filled.page
    doubts, others = doubts_of(looking.read)
    pictures = pictures_of(filled.tray, where_read(looking.read))
    shown = {
        one.ask.name: Beside(one, pictures.get(one.ask.name), doubts.get(one.ask.name, []))
        for one in page
    }
    errors = [(one.id, f"{one.ask.label}: {one.wrong}") for one in page if one.wrong]
    stamp = looking.read.application.received
    words: dict[str, Any] = {
        "groups": [(title, [shown[ask.name] for ask in group]) for title, group in GROUPS],
        "pages": pages_in(pictures.values()),
        "others": others,
        "fault": looking.fault,
        "papers": looking.read.papers,
        "delivered": DELIVERED,
        "by": request.POST.get("by", "mail"),
        "received": request.POST.get("received", f"{stamp.value:%Y-%m-%d}T12:00" if stamp else ""),
        "errors": [*errors, *(wrong or [])],
        "refused": refused,
        "before": filled.before,
        "reason": _reason(request),
    }
    status = 409 if refused else 400 if words["errors"] else 200
    return render(request, "filing/mail_application.html", words, status=status)
