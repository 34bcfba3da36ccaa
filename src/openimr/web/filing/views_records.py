"""Sending records, or what an application lacks, to a case; and what is asked of a party."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openimr.law.calendar import pacific_day
from openimr.serving import office_of, organization
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.filing import CONCERNED, PartyRole
from openimr.web.accounts.who import signed_in
from openimr.web.case_tabs import case_frame
from openimr.web.filing.places import SENDS_RECORDS, of_case
from openimr.web.filing.upload_parts import UploadsPart, fault_of
from openimr.web.filing.wiring import sending_room
from openimr.web.filing.without import rows_of, without_of
from openimr.web.wording import moment
from openimr.workflow.filing_cure import awaited
from openimr.workflow.papers import Upload
from openimr.workflow.records_checklist import (
    LIST,
    OWES,
    checklist,
    classes_for,
)
from openimr.workflow.records_checklist_asked import asked_of
from openimr.workflow.records_checklist_sending import (
    Consignment,
    ListOfRecords,
    NotTaken,
    Stated,
)
from openimr.workflow.seen_by import OpenedCase, seen_by

_NOT_TAKEN = "papers not taken"


class Sending(NamedTuple):
    """Who sends to which case.

    Attributes:
        opened: the case.
        senders: parties in whose name this account sends.
        consignment: what would be sent in the name of the one chosen.
    """

    opened: OpenedCase
    senders: tuple[PartyRole, ...]
    consignment: Consignment


def _sending(request: HttpRequest, number: str) -> Sending:
    """Open the case for whoever sends.

    Raises:
        BadInput: when nobody of this account is a party of the case.
    """
    account = request.account
    opened = seen_by(account).open(office_of(request.actor), number)
    parties = [one for one in opened.whole.parties if one.role not in CONCERNED]
    if request.actor.role is Role.PARTY:
        parties = [one for one in parties if one.id == request.actor.id]
    senders = tuple(dict.fromkeys(one.role for one in parties))
    if not senders:
        raise BadInput("the account", "is no party of this case", "Ask the review organization.")
    wanted = request.POST.get("sender") or request.GET.get("sender") or ""
    chosen = next((one for one in senders if one.value == wanted), _first_of(senders))
    place = of_case(account, opened.whole.number)
    sent = Consignment(case=number, place=place, sender=chosen, actor=request.actor)
    return Sending(opened, senders, sent)


def _first_of(senders: tuple[PartyRole, ...]) -> PartyRole:
    """Who owes records comes before who may send some."""
    return next((one for one in senders if one in OWES), senders[0])


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*SENDS_RECORDS)
def send_records(request: HttpRequest, number: str) -> HttpResponse:
    """The checklist, the clocks, and the papers that wait to be filed."""
    sending = _sending(request, number)
    if request.method != "POST":
        return _page(request, sending)
    stated, wrong = _stated(request, sending)
    if wrong:
        return _page(request, sending, wrong)
    failed = sending_room(request.actor).send(sending.consignment, stated)
    request.session[_NOT_TAKEN] = [[one.name, one.reason, one.remedy] for one in failed]
    return HttpResponseRedirect(reverse("records-receipt", args=[number]))


def _page(
    request: HttpRequest, sending: Sending, wrong: list[tuple[str, str]] | None = None
) -> HttpResponse:
    room, sent, case = sending_room(request.actor), sending.consignment, sending.opened.whole
    waiting = room.uploads.waiting(sent.place)
    asked = any(one.of is sent.sender for one in case.asked)
    words: dict[str, Any] = {
        **case_frame(request, sending.opened.case, ("Send records", "")),
        "part": "Send records",
        "senders": sending.senders,
        "sender": sent.sender,
        "owes": sent.sender in OWES,
        "asked": _asked(sending, request),
        "standings": rows_of(request, checklist(case, sent.sender)),
        "classes": classes_for(sent.sender, asked=asked),
        "papers": _part(request, case.number, waiting),
        "whole": _whole(request, waiting),
        "refused": room.records_refused(sent),
        "lacks": awaited(case),
        "cure_by": case.cure_by,
        "errors": wrong or [],
        "now": room.office.now(),
    }
    return render(request, "filing/send_records.html", words, status=400 if wrong else 200)


def _asked(sending: Sending, request: HttpRequest) -> object:
    office, opened = office_of(request.actor), sending.opened
    roles = (sending.consignment.sender,)
    return asked_of(roles, opened.recorded, opened.whole, office.law, office.now())


def _whole(request: HttpRequest, waiting: tuple[Upload, ...]) -> list[tuple[Upload, str]]:
    """Papers that arrived, each with the class that was chosen for it."""
    return [(one, request.POST.get(f"class-{one.id}", "")) for one in waiting if one.paper]


def _part(request: HttpRequest, number: str, waiting: tuple[Upload, ...]) -> UploadsPart:
    where = f"case-{number}"
    return UploadsPart(
        where=where,
        heading="Papers",
        hint="PDFs. You say below what each one is; until then nothing is filed.",
        sent=waiting,
        fault=fault_of(request, where),
        anew=True,
    )


def _stated(request: HttpRequest, sending: Sending) -> tuple[Stated, list[tuple[str, str]]]:
    """What was said of the records, and what is wrong with it."""
    classes = {one.id: one for one in classes_for(sending.consignment.sender, asked=True)}
    room = sending_room(request.actor)
    wrong: list[tuple[str, str]] = []
    assigned = {}
    for one, chosen in _whole(request, room.uploads.waiting(sending.consignment.place)):
        if chosen in classes:
            assigned[one.id] = classes[chosen]
        elif chosen != "later":
            wrong.append((f"class-{one.id}", f"Say what {one.announced.name} is."))
    without, unsaid = without_of(request, classes.values())
    wrong += unsaid
    if not (assigned or without or wrong):
        wrong.append(("", "Send a paper and say what it is, or say what there is none of."))
    list_sent = request.POST.get("list_sent") == "yes"
    return Stated(assigned=assigned, without=without, list_sent=list_sent), wrong


@require_POST
@signed_in(*SENDS_RECORDS)
def cure(request: HttpRequest, number: str) -> HttpResponse:
    """Send what an incomplete application lacks."""
    sending = _sending(request, number)
    rules = request.POST.getlist("rule")
    sending_room(request.actor).cure(sending.consignment, rules)
    return HttpResponseRedirect(reverse("send-records", args=[number]))


@require_safe
@signed_in(*SENDS_RECORDS)
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Every receipt of records of the parties in whose name this account sends."""
    sending = _sending(request, number)
    case = sending.opened.whole
    mine = [one for one in case.records if one.receipt.sender in sending.senders]
    failed = [
        NotTaken(name=name, reason=reason, remedy=remedy)
        for name, reason, remedy in request.session.pop(_NOT_TAKEN, [])
    ]
    words = {
        **case_frame(request, sending.opened.case, ("Receipts", "")),
        "part": "Receipts",
        "records": mine,
        "standings": checklist(case, sending.consignment.sender),
        "sender": sending.consignment.sender,
        "failed": failed,
        "organization": organization(),
        "now": office_of(request.actor).now(),
    }
    return render(request, "filing/records_receipt.html", words)


@require_safe
@signed_in(*SENDS_RECORDS)
def list_paper(request: HttpRequest, number: str) -> HttpResponse:
    """The list of what a party sent, for the employee or attorney."""
    sending = _sending(request, number)
    sender = sending.consignment.sender
    mine = [one.receipt for one in sending.opened.whole.records if one.receipt.sender is sender]
    listed = ListOfRecords(
        case=number,
        sender=sender,
        day=pacific_day(office_of(request.actor).now()),
        papers=tuple(
            (one.title, f"received {moment(one.at)}", one.pages or 0, one.sha256)
            for one in mine
            if not one.title.startswith(LIST)
        ),
        without=(),
    )
    answer = HttpResponse(sending_room(request.actor).typeset(listed), "application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="records-{number}.pdf"'
    return answer
