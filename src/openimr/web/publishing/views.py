"""Pages of publishing, and what is done there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from openimr.case.commands.issuing import Publish, WithdrawPublication
from openimr.case.model import State
from openimr.serving import now, publishing_of
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.web.accounts.who import signed_in
from openimr.web.case_tabs import case_frame
from openimr.web.publishing.typed import mark_typed
from openimr.workflow.accesses import Looked
from openimr.workflow.offers import offered
from openimr.workflow.publishing import LOOK, OnShelf, Publishing
from openimr.workflow.publishing_marks import ADDED, Marks
from openimr.workflow.publishing_shown import marks_shown, parts_shown, publication_of, taken_out
from openimr.workflow.seen_by import OpenedCase, seen_by

REFUSED = 409


@require_safe
@signed_in(*LOOK)
def look(request: HttpRequest, number: str) -> HttpResponse:
    """The letter as it would be published, with each thing that is taken out of it."""
    return _page(request, number)


def _page(request: HttpRequest, number: str, refused: Refused | None = None) -> HttpResponse:
    at, opened = _opened(request, number)
    there = at.on_shelf(opened.whole)
    words = {
        **case_frame(request, opened.case, ("Letter", reverse("letter", args=[number])), HERE),
        "part": "Publish",
        "refused": refused,
        "publications": publication_of(opened.recorded, there.papers),
        "withdraws": offered(
            WithdrawPublication, opened.whole, request.actor, at.office.law, now()
        ),
        **_proposed(request, at, opened, there),
    }
    return render(request, "publishing/case.html", words, status=REFUSED if refused else 200)


HERE = ("Publish", "")
"""The last step of the way to the page."""


def _opened(request: HttpRequest, number: str) -> tuple[Publishing, OpenedCase]:
    at = publishing_of(request.actor)
    return at, seen_by(request.account).open(at.office, number, Looked.PUBLISHING)


def _proposed(
    request: HttpRequest, at: Publishing, opened: OpenedCase, there: OnShelf
) -> dict[str, Any]:
    """What the page is drawn from: nothing of it once the letter is published."""
    case = opened.whole
    if case.letters and case.letters[-1] in case.public_letters:
        return {"done": True}
    if case.state is not State.SERVED:
        return {"waits": True}
    found = at.proposed(opened.recorded, there)
    return {
        "found": found,
        "parts": parts_shown(found.redacted),
        "taken": taken_out(found),
        "marks": marks_shown(found.marks),
        "before": found.marks.sha256,
        "kinds": [(kind.name, kind.value) for kind in ADDED],
        "mine": request.actor.role is Role.CASE_MANAGER,
        "offer": offered(Publish, case, request.actor, at.office.law, now()),
        "size": len(found.content) // 1000,
    }


@require_safe
@signed_in(*LOOK)
def preview(request: HttpRequest, number: str) -> HttpResponse:
    """The PDF as it would be published."""
    at, opened = _opened(request, number)
    answer = HttpResponse(at.proposed(opened.recorded).content, content_type="application/pdf")
    name = f"{number}-without-names.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
@signed_in(Role.CASE_MANAGER)
@sensitive_post_parameters()
def mark(request: HttpRequest, number: str) -> HttpResponse:
    """Mark a name, a passage, or words that stay."""

    def marked(at: Publishing) -> None:
        made = mark_typed(request.POST, request.actor.id, now())
        at.mark(number, made, request.POST.get("before", ""))

    return _done(request, number, marked)


@require_POST
@signed_in(Role.CASE_MANAGER)
@sensitive_post_parameters()
def unmark(request: HttpRequest, number: str) -> HttpResponse:
    """Take a mark back."""

    def unmarked(at: Publishing) -> None:
        words = _marked_as(at.marks.marks(number), request.POST.get("mark", ""))
        at.unmark(number, words, request.POST.get("before", ""))

    return _done(request, number, unmarked)


def _marked_as(marks: Marks, place: str) -> str:
    if place.isdecimal() and 1 <= int(place) <= len(marks.made):
        return marks.made[int(place) - 1].words
    raise BadInput("the mark", "is not there any more", "Look at the page again.")


@require_POST
@signed_in(Role.CASE_MANAGER)
def approve(request: HttpRequest, number: str) -> HttpResponse:
    """Publish what the page showed."""
    seen = request.POST.get("seen", "")
    return _done(request, number, lambda at: at.approve(number, request.actor, seen))


@require_POST
@signed_in(Role.CASE_MANAGER, Role.ADMINISTRATOR)
@sensitive_post_parameters()
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take something that is published off again."""
    why = " ".join(request.POST.get("because", "").split())
    if not why:
        raise BadInput("the reason", "is missing", "Say why it is withdrawn.")
    one = request.POST.get("publication", "")
    return _done(request, number, lambda at: at.withdraw(number, request.actor, why, one))


def _done(request: HttpRequest, number: str, act: Callable[[Publishing], Any]) -> HttpResponse:
    """Do it and go back to the page; a no is told on it."""
    try:
        act(publishing_of(request.actor))
    except Refused as refused:
        return _page(request, number, refused)
    return HttpResponseRedirect(reverse("publishing", args=[number]))
