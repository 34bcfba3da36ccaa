"""The receipt of an application: where its case stands, and what is missing from it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from openimr.case.events.event import Lack
from openimr.serving import office_of, organization
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import Refused
from openimr.web.accounts.who import account_of
from openimr.web.filing.allowed import FILED, take
from openimr.web.filing.application import application_of, leave
from openimr.web.filing.standing_words import MISSING, STANDING
from openimr.web.filing.upload_parts import UploadsPart, fault_of
from openimr.web.filing.wiring import cure_room
from openimr.workflow.filing_checks import BY_THE_WEB
from openimr.workflow.filing_cure import CURE, CURE_TITLE
from openimr.workflow.filing_drafts import SavedApplication
from openimr.workflow.filing_receipt import receipt_of

_THANKS = "what was missing came"


def _actor(request: HttpRequest) -> Actor:
    account = account_of(request)
    return account.actor if account else BY_THE_WEB


@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """What was filed, when, where it stands, what is missing, and what happens next."""
    saved = application_of(request)
    if saved is None or not saved.case:
        return HttpResponseRedirect(reverse("file-check" if saved else "file"))
    return _page(request, saved, saved.case)


def _page(
    request: HttpRequest, saved: SavedApplication, number: str, refused: Refused | None = None
) -> HttpResponse:
    account, office = account_of(request), office_of(_actor(request))
    told = receipt_of(office, number)
    awaited = {one.rule for one in told.awaited}
    words: dict[str, Any] = {
        "receipt": told,
        "standing": STANDING[told.state],
        "lacks": [_in_words(one) for one in told.lacks if one.rule not in awaited],
        "missing": [_in_words(one) for one in told.awaited],
        "papers": [(one, one.title.startswith(CURE_TITLE)) for one in told.papers],
        "sent": _part(request, saved.name) if told.awaited else None,
        "saved": saved,
        "organization": organization(),
        "now": office.now(),
        "account": account,
        "own": account is not None and account.may_see(number),
        "came": request.session.pop(_THANKS, False),
        "refused": refused,
    }
    return render(request, "filing/receipt.html", words, status=409 if refused else 200)


def _in_words(lack: Lack) -> tuple[Lack, str, str]:
    """What is lacking, in words for its filer: what was found, and what to do."""
    says, do = MISSING.get(lack.rule, (lack.reason, lack.remedy or ""))
    return lack, says, do


def _part(request: HttpRequest, name: str) -> UploadsPart:
    where = f"application-{CURE}"
    return UploadsPart(
        where=where,
        heading="Papers for what is missing",
        hint="PDFs. They wait here until you send them below.",
        sent=cure_room(_actor(request)).waiting(name),
        fault=fault_of(request, where),
        anew=True,
    )


@require_POST
def cure(request: HttpRequest) -> HttpResponse:
    """Send what was missing; it is the filer who sends it, by the web form."""
    saved = application_of(request)
    if saved is None or not saved.case:
        return HttpResponseRedirect(reverse("file"))
    try:
        take(request, FILED)
        room = cure_room(_actor(request))
        room.send(saved.name, saved.case, request.POST.getlist("rule"), account_of(request))
    except Refused as no:
        return _page(request, saved, saved.case, no)
    request.session[_THANKS] = True
    return HttpResponseRedirect(reverse("file-receipt"))


@require_POST
def done(request: HttpRequest) -> HttpResponse:
    """This browser is done with it; the code still opens the receipt."""
    leave(request)
    return HttpResponseRedirect(reverse("file"))
