"""Papers that came by mail: sent in, read by a job, corrected, and taken in as a case."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openimr.bootstrap import filed_papers
from openimr.law.calendar import PACIFIC, pacific_day
from openimr.serving import guideline_pack, now, office_of
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.filing import Delivery
from openimr.web.accounts.who import signed_in
from openimr.web.filing import typed_answers
from openimr.web.filing.mail_questions import ALL, DELIVERED, GROUPS
from openimr.web.filing.places import own_tray
from openimr.web.filing.upload_parts import UploadsPart, fault_of
from openimr.web.filing.wiring import reading_jobs, trays, uploads
from openimr.workflow.filing_checks import SAME_PAPERS
from openimr.workflow.filing_mail import (
    answers_of,
    corrected,
    doubts_of,
    reading_of,
    tray_mark,
    unread,
    where_read,
)
from openimr.workflow.jobs import JobState
from openimr.workflow.papers import Sender, Upload
from openimr.workflow.receive import Filing
from openimr.workflow.receive_reading import PapersRead, Question

_TRAY = "mail"
_NOT_CLOSED = (JobState.WAITING, JobState.RUNNING)


def _tray(request: HttpRequest) -> tuple[Sender, tuple[Upload, ...]]:
    sender = own_tray(request.account, _TRAY)
    return sender, uploads().waiting(sender)


@require_safe
@signed_in(Role.INTAKE)
def mail(request: HttpRequest) -> HttpResponse:
    """The tray, and how far its reading is."""
    sender, waiting = _tray(request)
    whole = [one for one in waiting if one.paper]
    status = reading_jobs().status(reading_of(sender.place, waiting).key) if whole else None
    words = {
        "part": UploadsPart(
            where=_TRAY,
            heading="Papers of one application",
            hint="The form, the decision and what came with them, as PDFs.",
            sent=waiting,
            fault=fault_of(request, _TRAY),
            anew=True,
        ),
        "whole": len(whole),
        "status": status,
        "going": status is not None and status.state in _NOT_CLOSED,
        "done": status is not None and status.state is JobState.DONE,
    }
    return render(request, "filing/mail.html", words)


@require_POST
@signed_in(Role.INTAKE)
def read(request: HttpRequest) -> HttpResponse:
    """Ask for the tray to be read."""
    sender, waiting = _tray(request)
    if any(one.paper for one in waiting):
        reading_jobs().enqueue(reading_of(sender.place, waiting))
    return HttpResponseRedirect(reverse("mail"))


class Beside(NamedTuple):
    """A field with where it was read and what is doubtful of it."""

    one: typed_answers.Shown
    where: str
    doubts: list[Question]


class Looking(NamedTuple):
    """The application of a tray as it was read, or unread, and what is wrong with the papers."""

    read: PapersRead
    fault: str


def _looked_at(sender: Sender, waiting: tuple[Upload, ...]) -> Looking:
    """What the papers say; pages that the job read are not read again."""
    status = reading_jobs().status(reading_of(sender.place, waiting).key)
    if status is None or status.state is not JobState.DONE:
        fault = "The papers were not read. Enter what they say."
        return Looking(unread(waiting), fault)
    try:
        return Looking(trays().read(sender.place, lambda _done, _of: None), "")
    except BadInput as bad:
        return Looking(unread(waiting), f"{bad.where} {bad.found}. Enter what they say.")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(Role.INTAKE)
def application(request: HttpRequest) -> HttpResponse:
    """The application as read, with its doubts; corrected, it becomes a case."""
    sender, waiting = _tray(request)
    if not any(one.paper for one in waiting):
        return HttpResponseRedirect(reverse("mail"))
    looking = _looked_at(sender, waiting)
    answers = answers_of(looking.read)
    if request.method != "POST":
        return _form(request, looking, typed_answers.shown(ALL, answers))
    answers, page = typed_answers.read(ALL, request.POST.dict(), answers, pacific_day(now()))
    filing, wrong = _filing(request)
    if not answers.fit_to_file:
        wrong.append(("q-employee", "Employee and treatments: at least these are needed."))
    if wrong or any(one.wrong for one in page):
        return _form(request, looking, page, wrong)
    taken = corrected(looking.read, answers, guideline_pack())
    try:
        number = _taken_in(request, sender, waiting, taken, filing)
    except Refused as no:
        return _form(request, looking, page, refused=_for_this_page(no))
    return HttpResponseRedirect(reverse("case", args=[number]))


def _for_this_page(no: Refused) -> Refused:
    """A refusal whose remedy is on this page."""
    if no.rule != SAME_PAPERS:
        return no
    remedy = "If they were filed a second time, say so at the end of this page: they are counted."
    return Refused(no.reason, rule=no.rule, citation=no.citation, remedy=remedy)


def _taken_in(
    request: HttpRequest,
    sender: Sender,
    waiting: tuple[Upload, ...],
    taken: PapersRead,
    filing: Filing,
) -> str:
    """Open the case, and keep its papers with it."""
    kept, key = filed_papers(), f"mail-{tray_mark(waiting)}"
    again = request.POST.get("again") == "yes"
    with trays().opened(sender.place) as files:
        kept.take_in(files)
        intake = office_of(request.actor).intake
        case = intake.take(taken, filing, request.actor, key, again=again).case
        kept.keep(files, case.number)
    for one in waiting:
        if one.paper:
            uploads().drop(sender, one.id)
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
    looking: Looking,
    page: list[typed_answers.Shown],
    wrong: list[tuple[str, str]] | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    places, (doubts, others) = where_read(looking.read), doubts_of(looking.read)
    shown = {
        one.ask.name: Beside(one, places.get(one.ask.name, ""), doubts.get(one.ask.name, []))
        for one in page
    }
    errors = [(one.id, f"{one.ask.label}: {one.wrong}") for one in page if one.wrong]
    stamp = looking.read.application.received
    words: dict[str, Any] = {
        "groups": [(title, [shown[ask.name] for ask in group]) for title, group in GROUPS],
        "others": others,
        "fault": looking.fault,
        "papers": looking.read.papers,
        "delivered": DELIVERED,
        "by": request.POST.get("by", "mail"),
        "received": request.POST.get("received", f"{stamp.value:%Y-%m-%d}T12:00" if stamp else ""),
        "errors": [*errors, *(wrong or [])],
        "refused": refused,
    }
    status = 409 if refused else 400 if words["errors"] else 200
    return render(request, "filing/mail_application.html", words, status=status)
