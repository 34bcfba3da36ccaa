"""The check of an application, its filing, and the receipt."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from openimr.law.calendar import pacific_day
from openimr.serving import organization
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import Refused
from openimr.web.accounts.client import client_of
from openimr.web.accounts.who import account_of
from openimr.web.filing import typed_answers
from openimr.web.filing.allowed import FILED, take
from openimr.web.filing.application import with_application
from openimr.web.filing.questions import (
    BY_SLUG,
    IN_PLAIN_WORDS,
    LEADS_TO,
    PAPERS,
    STEP_OF_RULE,
    STEPS,
    Step,
)
from openimr.web.filing.wiring import filing_room
from openimr.workflow.filing_checks import Check
from openimr.workflow.filing_drafts import SavedApplication


class ToldCheck(NamedTuple):
    """A check in plain words, with the page on which its answer stands."""

    check: Check
    says: str
    do: str
    follows: str
    step: Step | None


def _told(check: Check) -> ToldCheck:
    says, do = IN_PLAIN_WORDS.get(check.rule, (check.reason, check.remedy or ""))
    follows = LEADS_TO[check.leads_to.value] if check.leads_to else ""
    return ToldCheck(check, says, do, follows, BY_SLUG.get(STEP_OF_RULE.get(check.rule, "")))


def _actor(request: HttpRequest) -> Actor | None:
    account = account_of(request)
    return account.actor if account else None


@require_safe
@with_application
def check(request: HttpRequest, saved: SavedApplication) -> HttpResponse:
    """Everything that was answered, and what the office would find."""
    return _check_page(request, saved)


def _check_page(
    request: HttpRequest, saved: SavedApplication, refused: Refused | None = None
) -> HttpResponse:
    room = filing_room()
    fit = saved.answers.fit_to_file
    found = room.foreseen(saved, _actor(request)) if fit else None
    words = {
        "groups": [(one, _answered(one, saved)) for one in STEPS],
        "papers": [(PAPERS[one.kind][0], one.upload) for one in room.papers(saved.name)],
        "fit": fit,
        "lacking": _lacking(saved),
        "found": found,
        "checks": [_told(one) for one in found.checks] if found else [],
        "refused": refused,
    }
    return render(request, "filing/check.html", words, status=409 if refused else 200)


def _answered(step: Step, saved: SavedApplication) -> list[tuple[str, list[str]]]:
    """The answers of a page in words."""
    page = typed_answers.shown(step.questions, saved.answers)
    return [(one.ask.label, one.in_words) for one in page]


@require_safe
@with_application
def form(_request: HttpRequest, saved: SavedApplication) -> HttpResponse:
    """What was answered, as a PDF to be signed."""
    from openimr.adapters.filing_form import typeset_answers  # noqa: PLC0415 - loads typst

    groups = [(one.title, _answered(one, saved)) for one in STEPS]
    today = pacific_day(filing_room().now())
    answer = HttpResponse(typeset_answers(organization(), groups, today), "application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="answers-to-sign.pdf"'
    return answer


def _lacking(saved: SavedApplication) -> list[tuple[str, Step]]:
    """Without what nothing can be filed."""
    lacking = []
    if not saved.answers.employee.strip():
        lacking.append(("the name of the injured worker", BY_SLUG["worker"]))
    if not saved.answers.listed:
        lacking.append(("at least one treatment", BY_SLUG["treatments"]))
    return lacking


@require_POST
@with_application
def submit(request: HttpRequest, saved: SavedApplication) -> HttpResponse:
    """File the application: a case is opened and screened."""
    if not saved.answers.fit_to_file:
        return HttpResponseRedirect(reverse("file-check"))
    try:
        take(request, FILED)
        filing_room().file(saved, account_of(request), client_of(request))
    except Refused as no:
        return _check_page(request, saved, no)
    return HttpResponseRedirect(reverse("file-receipt"))
