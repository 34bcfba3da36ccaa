"""Records of many cases at once, for whoever is a party of many: by the number in a file's name."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from openimr.case.model import Case, FiledRecord
from openimr.serving import office_of, organization
from openimr.vocabulary.actor import Role
from openimr.vocabulary.filing import CONCERNED, PartyRole
from openimr.web.accounts.who import signed_in
from openimr.web.csv_cells import plain_cell
from openimr.web.filing.places import own_tray
from openimr.web.filing.upload_parts import UploadsPart, fault_of
from openimr.web.filing.wiring import sending_room
from openimr.web.wording import moment
from openimr.workflow.papers import Upload
from openimr.workflow.records_checklist import OWES, classes_for
from openimr.workflow.records_checklist_many import Matched, matched
from openimr.workflow.records_checklist_sending import (
    Consignment,
    NotTaken,
    SendingRoom,
    Stated,
)
from openimr.workflow.seen_by import seen_by

_LAST, _FAILED = "cases of the last papers", "papers of many cases not taken"
_TRAY = "many"


def _case(request: HttpRequest, number: str) -> Case:
    return seen_by(request.account).open(office_of(request.actor), number).whole


def _sender(case: Case, party: str) -> PartyRole | None:
    """As whom a party sends in a case: who owes records before who may send some."""
    own = [one.role for one in case.parties if one.id == party and one.role not in CONCERNED]
    return next((one for one in own if one in OWES), own[0] if own else None)


def _consignment(request: HttpRequest, number: str) -> Consignment | None:
    sender = _sender(_case(request, number), request.actor.id)
    if sender is None:
        return None
    place = own_tray(request.account, _TRAY)
    return Consignment(case=number, place=place, sender=sender, actor=request.actor)


def _matches(
    request: HttpRequest, room: SendingRoom, waiting: Sequence[Upload]
) -> tuple[Matched, ...]:
    def fault_in(number: str) -> str:
        sent = _consignment(request, number)
        if sent is None:
            return "You are no party of this case."
        refused = room.records_refused(sent)
        return refused.reason if refused else ""

    return matched(waiting, request.account.cases, fault_in)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(Role.PARTY)
def many_cases(request: HttpRequest) -> HttpResponse:
    """Papers that were sent, with the cases they go to; and their filing."""
    room = sending_room(request.actor)
    waiting = room.uploads.waiting(own_tray(request.account, _TRAY))
    found = _matches(request, room, waiting)
    chosen = request.POST.get("class", "")
    classes = {one.id: one for one in classes_for(PartyRole.CLAIMS_ADMINISTRATOR)}
    fit = [one for one in found if not one.fault]
    if request.method == "POST" and chosen in classes and fit:
        return _filed(request, room, fit, chosen)
    where = _TRAY
    words = {
        "part": UploadsPart(
            where=where,
            heading="Papers",
            hint="PDFs with the case number in the name, as in CM26-0000001 report.pdf.",
            sent=waiting,
            fault=fault_of(request, where),
            anew=True,
        ),
        "found": found,
        "fit": len(fit),
        "cases": len({one.case for one in fit}),
        "classes": classes.values(),
        "errors": [("class", "Say what the papers are.")] if request.method == "POST" else [],
    }
    return render(request, "filing/many.html", words, status=400 if words["errors"] else 200)


def _filed(
    request: HttpRequest, room: SendingRoom, fit: Sequence[Matched], chosen: str
) -> HttpResponse:
    """File what fits, case by case; a refusal in one keeps no other back."""
    failed: list[NotTaken] = []
    for number in dict.fromkeys(one.case for one in fit):
        sent = _consignment(request, number)
        if sent is None:
            continue
        kind = {one.id: one for one in classes_for(sent.sender)}.get(chosen)
        kind = kind or classes_for(sent.sender)[0]
        assigned = {one.upload.id: kind for one in fit if one.case == number}
        failed += room.send(sent, Stated(assigned=assigned))
    request.session[_LAST] = list(dict.fromkeys(one.case for one in fit))
    request.session[_FAILED] = [[one.name, one.reason, one.remedy] for one in failed]
    return HttpResponseRedirect(reverse("many-receipts"))


def _receipts(request: HttpRequest) -> Iterator[tuple[str, FiledRecord]]:
    """Receipts of this party in the cases that papers last went to."""
    for number in request.session.get(_LAST, []):
        case = _case(request, number)
        own = {one.role for one in case.parties if one.id == request.actor.id}
        yield from ((number, one) for one in case.records if one.receipt.sender in own)


@require_safe
@signed_in(Role.PARTY)
def receipts(request: HttpRequest) -> HttpResponse:
    """One receipt for each case."""
    by_case: dict[str, list[FiledRecord]] = {}
    for number, one in _receipts(request):
        by_case.setdefault(number, []).append(one)
    words = {
        "by_case": by_case.items(),
        "failed": request.session.pop(_FAILED, []),
        "organization": organization(),
        "now": office_of(request.actor).now(),
    }
    return render(request, "filing/many_receipts.html", words)


@require_safe
@signed_in(Role.PARTY)
def receipts_csv(request: HttpRequest) -> HttpResponse:
    """The same receipts as a table for programs."""
    table = io.StringIO(newline="")
    rows = csv.writer(table)
    rows.writerow(["case", "received", "papers", "pages", "late", "sha256"])
    for number, one in _receipts(request):
        receipt = one.receipt
        late = "late" if one.late else "in time"
        pages = receipt.pages or ""
        title = plain_cell(receipt.title)
        rows.writerow([number, moment(receipt.at), title, pages, late, receipt.sha256])
    answer = HttpResponse(table.getvalue(), "text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="receipts.csv"'
    return answer
