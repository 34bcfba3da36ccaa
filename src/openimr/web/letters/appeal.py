"""The evidence packs of a case's appeals: made on each ground that is pleaded, and downloaded."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from openimr.case.commands.issuing import MakeEvidencePack
from openimr.case.events.issuing import AppealGround
from openimr.serving import office_of
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.web.accounts.who import signed_in
from openimr.web.case_tabs import case_frame
from openimr.web.letters.views import EVIDENCE
from openimr.workflow.accesses import Looked
from openimr.workflow.evidence_packs import grounds_pleaded, make_pack, pack_as_made
from openimr.workflow.offers import offered
from openimr.workflow.seen_by import seen_by

MAKING = (Role.CASE_MANAGER, Role.AUDITOR)

REFUSED = 409


@require_safe
@signed_in(*EVIDENCE)
def evidence(request: HttpRequest, number: str) -> HttpResponse:
    """The grounds that are pleaded, each with its packs."""
    return _shown(request, number)


@require_POST
@signed_in(*MAKING)
def make(request: HttpRequest, number: str) -> HttpResponse:
    """Draw the pack of one ground."""
    known = {one.name: one for one in AppealGround}
    ground = known.get(request.POST.get("ground", ""))
    if ground is None:
        raise BadInput(
            "the ground", "is none of the five of the law", "Choose one that is pleaded."
        )
    office = office_of(request.actor)
    try:
        make_pack(office, office.record_of(number), ground)
    except Refused as refused:
        return _shown(request, number, REFUSED, refused=refused)
    return HttpResponseRedirect(reverse("evidence", args=[number]))


@require_safe
@signed_in(*EVIDENCE)
def pack_file(request: HttpRequest, number: str, event: int) -> HttpResponse:
    """A pack as it was made."""
    recorded = office_of(request.actor).record_of(number, Looked.CASE)
    answer = HttpResponse(pack_as_made(recorded, event), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{number}-evidence-{event}.json"'
    return answer


def _shown(request: HttpRequest, number: str, status: int = 200, **further: Any) -> HttpResponse:
    office = office_of(request.actor)
    opened = seen_by(request.account).open(office, number)
    case = opened.whole
    way = (("Letter", reverse("letter", args=[number])), ("Evidence", ""))
    words = {
        **case_frame(request, opened.case, *way),
        "part": "Evidence",
        "grounds": grounds_pleaded(case, opened.recorded),
        "offer": offered(MakeEvidencePack, case, request.actor, office.law, office.now()),
        **further,
    }
    return render(request, "letters/evidence.html", words, status=status)
