"""Records of many cases at once, for whoever is a party of many: by the number in a file's name."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from openimr.case.model import Case, FiledRecord
from openimr.serving import office_of, organization
from openimr.vocabulary.actor import Role
from openimr.vocabulary.csv_cells import plain_cell
from openimr.vocabulary.filing import CONCERNED, PartyRole
from openimr.web.accounts.who import signed_in
from openimr.web.filing.places import own_tray
from openimr.web.filing.upload_parts import UploadsPart, fault_of
from openimr.web.filing.wiring import sending_room
from openimr.web.filing.without import Row, rows_of, without_of
from openimr.web.wording import moment
from openimr.workflow.papers import Upload
from openimr.workflow.records_checklist import (
    OWES,
    RecordClass,
    Standing,
    checklist,
    classes_for,
)
from openimr.workflow.records_checklist_many import Matched, matched
from openimr.workflow.records_checklist_sending import (
    Consignment,
    NotTaken,
    SendingRoom,
    Stated,
)
from openimr.workflow.seen_by import seen_by

_LAST, _FAILED = "cases of the last papers", "papers of many cases not taken"
_TRAY, _LATER = "many", "later"


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


class CaseRound(NamedTuple):
    """A case that papers of this round go to.

    Attributes:
        number: of the case.
        sender: as whom the party sends to it.
        classes: what its papers may be.
        rows: what was not sent yet, and may be said to be none of; of who owes records alone.
    """

    number: str
    sender: PartyRole
    classes: tuple[RecordClass, ...]
    rows: list[Row]

    @property
    def mark(self) -> str:
        """By which its fields are told from those of other cases."""
        return f"{self.number}-"


class Paper(NamedTuple):
    """A paper on the page: where it goes, what it may be, and what was chosen."""

    match: Matched
    classes: tuple[RecordClass, ...]
    chosen: str


def _rounds(request: HttpRequest, fit: Sequence[Matched]) -> dict[str, CaseRound]:
    """The cases of this round by their numbers."""
    found = {}
    for number in dict.fromkeys(one.case for one in fit):
        case = _case(request, number)
        sender = _sender(case, request.actor.id)
        if sender is None:
            continue
        asked = any(one.of is sender for one in case.asked)
        missing = [one for one in checklist(case, sender) if one.standing is Standing.NOT_SENT]
        rows = rows_of(request, missing if sender in OWES else (), f"{number}-")
        found[number] = CaseRound(number, sender, classes_for(sender, asked=asked), rows)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(Role.PARTY)
def many_cases(request: HttpRequest) -> HttpResponse:
    """Papers that were sent, with the cases they go to; and their filing."""
    room = sending_room(request.actor)
    waiting = room.uploads.waiting(own_tray(request.account, _TRAY))
    found = _matches(request, room, waiting)
    fit = [one for one in found if not one.fault]
    rounds = _rounds(request, fit)
    wrong: list[tuple[str, str]] = []
    if request.method == "POST":
        stated, wrong = _stated(request, fit, rounds)
        if stated and not wrong:
            return _filed(request, room, stated)
    return _page(request, waiting, found, rounds, wrong)


def _page(
    request: HttpRequest,
    waiting: tuple[Upload, ...],
    found: Sequence[Matched],
    rounds: Mapping[str, CaseRound],
    wrong: list[tuple[str, str]],
) -> HttpResponse:
    where = _TRAY
    every = {one.id: one for each in rounds.values() for one in each.classes}
    words = {
        "part": UploadsPart(
            where=where,
            heading="Papers",
            hint="PDFs with the case number in the name, as in CM26-0000001 report.pdf.",
            sent=waiting,
            fault=fault_of(request, where),
            anew=True,
        ),
        "papers": [_paper(request, one, rounds) for one in found],
        "fit": sum(not one.fault for one in found),
        "rounds": rounds.values(),
        "classes": every.values(),
        "all": request.POST.get("class", ""),
        "lists": [one for one in rounds if request.POST.get(f"list-{one}") == "yes"],
        "errors": wrong,
    }
    return render(request, "filing/many.html", words, status=400 if wrong else 200)


def _paper(request: HttpRequest, one: Matched, rounds: Mapping[str, CaseRound]) -> Paper:
    classes = rounds[one.case].classes if not one.fault and one.case in rounds else ()
    return Paper(one, classes, request.POST.get(f"class-{one.upload.id}", ""))


def _stated(
    request: HttpRequest, fit: Sequence[Matched], rounds: Mapping[str, CaseRound]
) -> tuple[dict[str, Stated], list[tuple[str, str]]]:
    """What was said of each case, and what is wrong with it."""
    stated: dict[str, Stated] = {}
    wrong: list[tuple[str, str]] = []
    for number, each in rounds.items():
        assigned, unsaid = _assigned(request, [one for one in fit if one.case == number], each)
        missing = [row.standing.record_class for row in each.rows]
        without, unreasoned = without_of(request, missing, each.mark)
        both = {one.id for one in assigned.values()} & {one.record_class for one in without}
        wrong += [*unsaid, *unreasoned]
        wrong += [
            (f"none-{each.mark}{one}", f"Case {number}: you send papers and say there are none.")
            for one in sorted(both)
        ]
        if assigned or without:
            listed = request.POST.get(f"list-{number}") == "yes"
            stated[number] = Stated(assigned=assigned, without=without, list_sent=listed)
    if not (stated or wrong):
        wrong.append(("class", "Say what at least one paper is."))
    return stated, wrong


def _assigned(
    request: HttpRequest, papers: Sequence[Matched], each: CaseRound
) -> tuple[dict[str, RecordClass], list[tuple[str, str]]]:
    """What each paper of a case is: as said of it, else as said of all."""
    classes = {one.id: one for one in each.classes}
    assigned: dict[str, RecordClass] = {}
    wrong = []
    for one in papers:
        name = f"class-{one.upload.id}"
        chosen = request.POST.get(name) or request.POST.get("class", "")
        if chosen in classes:
            assigned[one.upload.id] = classes[chosen]
        elif chosen != _LATER:
            wrong.append((name, f"Say what {one.upload.announced.name} is."))
    return assigned, wrong


def _filed(request: HttpRequest, room: SendingRoom, stated: Mapping[str, Stated]) -> HttpResponse:
    """File case by case; a refusal in one keeps no other back."""
    failed: list[NotTaken] = []
    for number, said in stated.items():
        if sent := _consignment(request, number):
            failed += room.send(sent, said)
    request.session[_LAST] = list(stated)
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
