"""Pages of quality review, and what is done there."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from openimr.adapters.case_drafts import CaseDrafts
from openimr.bootstrap import case_folders
from openimr.case.commands.command import Command
from openimr.case.commands.judging import RecordSecondOpinion
from openimr.case.commands.reviewing import PassQuality, ReturnToReviewer
from openimr.case.events.reviewing import Decision
from openimr.case.model import State
from openimr.law.calendar import pacific_day
from openimr.serving import lettering_of, now, office_of
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.web.accounts.who import signed_in
from openimr.web.case_tabs import case_frame
from openimr.workflow.accesses import Looked
from openimr.workflow.by_people import AskedByPeople
from openimr.workflow.offers import offered
from openimr.workflow.office import Office
from openimr.workflow.quality_list import to_sign, waiting
from openimr.workflow.quality_room import comments_to_return, quality_case
from openimr.workflow.seen_by import seen_by
from openimr.workflow.standing import grave, name_of, standing_for
from openimr.workflow.store import CaseMark, CaseRow

LOOKING = (Role.QUALITY, Role.ADMINISTRATOR, Role.AUDITOR)
"""Who sees quality review; only quality reviewers act there."""

REFUSED = 409


def drafts() -> CaseDrafts:
    """The drafts of cases."""
    return CaseDrafts(case_folders())


@require_safe
@signed_in(*LOOKING)
def waiting_list(request: HttpRequest) -> HttpResponse:
    """The cases in quality review."""
    office = office_of(request.actor)
    page = waiting(office, drafts(), pacific_day(now()), _after(request))
    words = {
        "page": page,
        "now": now(),
        "to_sign": _to_sign(request, office),
        "share": f"{office.sample.share * 100:g}",
        "next": _address(page.next),
        "first": reverse("quality") if "case" in request.GET else "",
    }
    return render(request, "quality/list.html", words)


def _to_sign(request: HttpRequest, office: Office) -> Sequence[CaseRow]:
    """Decided cases, the most urgent first, for whoever signs letters."""
    if request.actor.id not in lettering_of(request.actor).signers:
        return ()
    return to_sign(office)


def _address(mark: CaseMark | None) -> str:
    if mark is None:
        return ""
    named = {"at": mark.at.isoformat() if mark.at else "", "case": mark.case}
    return f"{reverse('quality')}?{urlencode(named)}"


def _after(request: HttpRequest) -> CaseMark | None:
    """The mark behind which the list goes on; it names a case by its number alone."""
    case, at = request.GET.get("case", ""), request.GET.get("at", "")
    if not case:
        return None
    try:
        return CaseMark(at=dt.datetime.fromisoformat(at) if at else None, case=case)
    except ValueError:
        raise BadInput("the place in the list", "is none", "Begin with the first page.") from None


@require_safe
@signed_in(*LOOKING)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """A case in quality review."""
    return _shown(request, number)


def _shown(request: HttpRequest, number: str, status: int = 200, **further: Any) -> HttpResponse:
    office = office_of(request.actor)
    opened = seen_by(request.account).open(office, number, Looked.LETTER)
    found = quality_case(office, drafts(), opened, pacific_day(now()))
    steps: dict[str, type[Command]] = {"pass": PassQuality, "return": ReturnToReviewer}
    words = {
        **case_frame(request, opened.case, ("Quality", "")),
        "part": "Quality",
        "found": found,
        "mine": request.actor.role is Role.QUALITY,
        "here": opened.whole.state is State.IN_QUALITY_REVIEW,
        "steps": {
            name: offered(
                command, opened.whole, request.actor, office.law, office.now(), office.sample
            )
            for name, command in steps.items()
        },
        "key": uuid.uuid4().hex,
        "decisions": list(Decision),
        "grave": [
            (name_of(one), one, request.POST.get(name_of(one), ""), "")
            for one in grave(found.warned)
        ],
        **further,
    }
    return render(request, "quality/case.html", words, status=status)


@require_POST
@signed_in(Role.QUALITY)
@sensitive_post_parameters("reason")
def second(request: HttpRequest, number: str, treatment: int) -> HttpResponse:
    """Record a second opinion; only then is the finding shown."""

    def asked() -> AskedByPeople:
        decision, reason = request.POST.get("decision", ""), request.POST.get("reason", "")
        known = {one.value: one for one in Decision}
        if decision not in known or not reason.strip():
            raise BadInput("the second opinion", "lacks a decision or a reason", "Give both.")
        return RecordSecondOpinion(
            treatment=treatment, decision=known[decision], reason=reason.strip()
        )

    return _done(request, number, asked)


@require_POST
@signed_in(Role.QUALITY)
@sensitive_post_parameters()
def send_back(request: HttpRequest, number: str) -> HttpResponse:
    """Send the findings back with comments on form and support."""

    def asked() -> AskedByPeople:
        on_treatments = [
            (int(name.removeprefix("on-")), str(words).strip())
            for name, words in request.POST.items()
            if name.removeprefix("on-").isdecimal()
        ]
        return ReturnToReviewer(
            reasons=comments_to_return(request.POST.get("general", ""), on_treatments)
        )

    return _done(request, number, asked)


@require_POST
@signed_in(Role.QUALITY)
@sensitive_post_parameters()
def pass_on(request: HttpRequest, number: str) -> HttpResponse:
    """Find nothing that keeps the letter back, or say why what was found may stand."""

    def asked() -> AskedByPeople:
        office = office_of(request.actor)
        warned = office.letter_checks(office.store.load(number), None)
        return PassQuality(stands=standing_for(warned, request.POST.dict()))

    return _done(request, number, asked)


def _done(request: HttpRequest, number: str, asked: Callable[[], AskedByPeople]) -> HttpResponse:
    """Do it and show the case again; a no, or what is missing, is told on its page."""
    key = f"quality-{number}-{request.POST.get('key', '')}"
    try:
        office_of(request.actor).do(asked(), number, request.actor, key)
    except Refused as refused:
        return _shown(request, number, REFUSED, refused=refused)
    except BadInput as error:
        typed = {name: words for name, words in request.POST.items() if name.startswith("on-")}
        told = f"{error.where.capitalize()} {error.found}. {error.remedy or ''}"
        return _shown(request, number, 400, errors=[("", told)], typed=typed)
    return HttpResponseRedirect(reverse("case-quality", args=[number]))
