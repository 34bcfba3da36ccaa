"""Papers that came by mail: sent in, read by a job, filed to a case that had them before."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from openimr.serving import office_of
from openimr.vocabulary.actor import Role
from openimr.web.accounts.who import signed_in
from openimr.web.filing.mail_tray import TRAY, before_of, tray_of
from openimr.web.filing.places import of_case
from openimr.web.filing.upload_parts import UploadsPart, fault_of
from openimr.web.filing.wiring import reading_jobs, sending_room, trays, uploads
from openimr.workflow.filing_again import check_told, hand_over, new_to
from openimr.workflow.filing_cure import awaited
from openimr.workflow.filing_mail import reading_of
from openimr.workflow.jobs import JobState
from openimr.workflow.records_checklist_sending import Consignment

_FILED_TO = "case that had the papers of the tray"
_NOT_CLOSED = (JobState.WAITING, JobState.RUNNING)


@require_safe
@signed_in(Role.INTAKE)
def mail(request: HttpRequest) -> HttpResponse:
    """The tray, and how far its reading is."""
    tray = tray_of(request)
    job = reading_of(tray.sender.place, tray.waiting)
    status = reading_jobs().status(job.key) if tray.whole else None
    going = status is not None and status.state in _NOT_CLOSED
    words = {
        "before": () if going else before_of(request, tray),
        "part": UploadsPart(
            where=TRAY,
            heading="Papers of one application",
            hint="The form, the decision and what came with them, as PDFs.",
            sent=tray.waiting,
            fault=fault_of(request, TRAY),
            anew=True,
        ),
        "whole": len(tray.whole),
        "status": status,
        "going": going,
        "done": status is not None and status.state is JobState.DONE,
        "filed_to": request.session.pop(_FILED_TO, None),
    }
    return render(request, "filing/mail.html", words)


@require_POST
@signed_in(Role.INTAKE)
def read(request: HttpRequest) -> HttpResponse:
    """Ask for the tray to be read."""
    tray = tray_of(request)
    if tray.whole:
        reading_jobs().enqueue(reading_of(tray.sender.place, tray.waiting))
    return HttpResponseRedirect(reverse("mail"))


@require_POST
@signed_in(Role.INTAKE)
def to_case(request: HttpRequest) -> HttpResponse:
    """File the papers of the tray to a case that was opened on some of them."""
    tray, number = tray_of(request), request.POST.get("case", "")
    check_told(before_of(request, tray), number)
    case = office_of(request.actor).case(number)
    to = of_case(request.account, number)
    sent = Consignment(case=number, place=to, sender=case.filer, actor=request.actor)
    refused = sending_room(request.actor).records_refused(sent)
    if refused and not awaited(case) and new_to(case, tray.waiting):
        raise refused
    done = hand_over(trays(), uploads(), tray.sender, case, to)
    if not done.new:
        request.session[_FILED_TO] = [number, done.had]
        return HttpResponseRedirect(reverse("mail"))
    page = reverse("send-records", args=[number])
    return HttpResponseRedirect(f"{page}?{urlencode({'sender': case.filer.value})}")
