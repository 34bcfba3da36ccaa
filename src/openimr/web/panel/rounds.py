"""Giving cases out, and the possible ties on which a person answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from openimr.assignment.conflicts import Verdict
from openimr.case.model import State
from openimr.law.calendar import pacific_day
from openimr.serving import appointing, now, office_of, round_key
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput, OpenIMRError, Refused
from openimr.web.accounts.who import signed_in
from openimr.workflow.accesses import Looked
from openimr.workflow.appointing_cases import rows_in
from openimr.workflow.appointing_outcome import Round
from openimr.workflow.appointing_ties import Ties
from openimr.workflow.panel_office import round_seed
from openimr.workflow.store import CaseQuery

APPOINT = (Role.CASE_MANAGER,)

ANSWERS = {
    "conflict": (Verdict.CONFLICT, "It is a tie: the reviewer may not have this case"),
    "somebody-else": (Verdict.ANOTHER, "It is somebody else of a like name"),
    "not-material": (Verdict.NOT_MATERIAL, "It is a tie, and not material by the law"),
}
"""What a person may answer on a possible tie."""


@require_http_methods(["GET", "POST"])
@signed_in(*APPOINT)
def appoint(request: HttpRequest) -> HttpResponse:
    """The round of today: rehearsed first, then done as it was shown."""
    words: dict[str, Any] = {}
    try:
        words["round"] = _round(request)
    except OpenIMRError as fault:
        words["wrong"] = fault.reason if isinstance(fault, Refused) else str(fault)
    return render(request, "panel/appoint.html", words)


def _round(request: HttpRequest) -> Round:
    at = appointing()
    rows = rows_in(at.ground.store, CaseQuery(state=State.READY_TO_APPOINT.value))
    seed = round_seed(round_key(), rows, pacific_day(now()))
    if request.method == "POST" and request.POST.get("seed") != seed:
        raise Refused(
            "The cases that wait have changed since the round was shown to you.",
            rule="round-as-shown",
            remedy="Look at it again.",
        )
    return at.appoint(request.actor, seed, rehearse=request.method != "POST")


@require_http_methods(["GET", "POST"])
@signed_in(*APPOINT)
def ties(request: HttpRequest) -> HttpResponse:
    """The ties that wait for a person's answer; an answer holds wherever the question comes up."""
    look = Ties(appointing())
    words: dict[str, Any] = {"answers": [(key, says) for key, (_, says) in ANSWERS.items()]}
    if request.method == "POST":
        try:
            words["answered"] = _answer(request, look)
        except OpenIMRError as fault:
            words["wrong"] = fault.reason if isinstance(fault, Refused) else str(fault)
    found = list(look.waiting())
    office = office_of(request.actor)
    for case in sorted({one.case for one in found}):
        office.note(case, Looked.TIES)
    return render(request, "panel/ties.html", {**words, "ties": found})


def _answer(request: HttpRequest, look: Ties) -> str:
    verdict, _ = ANSWERS.get(request.POST.get("says", ""), (None, ""))
    reason = request.POST.get("reason", "").strip()
    if verdict is None or not reason:
        raise BadInput("the answer", "lacks what it is, or why", "Choose one, and say why.")
    kept = look.answer(request.POST.get("tie", ""), verdict, reason, request.actor)
    return f"{kept.tie.reviewer} and the {kept.tie.kind.value}: kept"
