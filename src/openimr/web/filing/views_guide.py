"""Pages of the guided application, from the first to the check of everything."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openimr.law.calendar import pacific_day
from openimr.vocabulary.filing import PartyRole
from openimr.web.filing import typed_answers
from openimr.web.filing.allowed import BEGUN, CODES, take
from openimr.web.filing.application import application_of, leave, remember, with_application
from openimr.web.filing.questions import BY_SLUG, PAPERS, STEPS, Step
from openimr.web.filing.upload_parts import UploadsPart, fault_of
from openimr.web.filing.wiring import filing_room
from openimr.workflow.filing import Paper
from openimr.workflow.filing_drafts import SavedApplication, shown_code


@require_safe
def first(request: HttpRequest) -> HttpResponse:
    """What is needed, and where to begin or go on."""
    return render(request, "filing/first.html", {"saved": application_of(request)})


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """A new application; its code is told here, and never again."""
    take(request, BEGUN)
    room = filing_room()
    code, saved = room.saved.begin(room.now())
    remember(request, saved)
    told = {"code": shown_code(code), "saved": saved, "first": STEPS[0]}
    return render(request, "filing/code.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """Go on with a saved application by its code."""
    if request.method != "POST":
        return render(request, "filing/resume.html", {})
    take(request, CODES)
    room = filing_room()
    saved = room.saved.of_code(request.POST.get("code", ""), room.now())
    if saved is None:
        wrong = [("code", "There is no application of this code. It may be over, or mistyped.")]
        return render(request, "filing/resume.html", {"errors": wrong}, status=400)
    remember(request, saved)
    return HttpResponseRedirect(reverse("file-receipt" if saved.case else "file-check"))


@require_http_methods(["GET", "HEAD", "POST"])
@with_application
def step(request: HttpRequest, saved: SavedApplication, slug: str) -> HttpResponse:
    """One page of questions."""
    asked = BY_SLUG.get(slug)
    if asked is None:
        raise Http404
    if request.method != "POST":
        return _page(request, saved, asked, typed_answers.shown(asked.questions, saved.answers))
    room = filing_room()
    today = pacific_day(room.now())
    answers, page = typed_answers.read(asked.questions, request.POST.dict(), saved.answers, today)
    room.saved.save(saved.name, answers, room.now())
    going = request.POST.get("go", "on")
    if going == "on" and any(one.wrong for one in page):
        return _page(request, saved, asked, page, status=400)
    return HttpResponseRedirect(_after(asked, going))


def _after(asked: Step, going: str) -> str:
    """Where to go from a page: on, back, or to the check."""
    at = STEPS.index(asked) + (-1 if going == "back" else 1)
    if going == "later":
        address = reverse("file-later")
    elif at >= len(STEPS):
        address = reverse("file-check")
    else:
        address = reverse("file-step", args=[STEPS[at].slug]) if at >= 0 else reverse("file")
    return str(address)


def _page(
    request: HttpRequest,
    saved: SavedApplication,
    asked: Step,
    questions: list[typed_answers.Shown],
    status: int = 200,
) -> HttpResponse:
    words: dict[str, Any] = {
        "step": asked,
        "number": STEPS.index(asked) + 1,
        "steps": STEPS,
        "questions": questions,
        "errors": [(one.id, f"{one.ask.label}: {one.wrong}") for one in questions if one.wrong],
        "parts": _parts(request, saved, asked),
        "saved": saved,
    }
    return render(request, "filing/step.html", words, status=status)


def _parts(request: HttpRequest, saved: SavedApplication, asked: Step) -> list[UploadsPart]:
    room = filing_room()
    return [
        UploadsPart(
            where=(where := f"application-{kind.value}"),
            heading=PAPERS[kind][0],
            hint=PAPERS[kind][1],
            sent=room.sent(saved.name, kind),
            fault=fault_of(request, where),
        )
        for kind in asked.papers
        if kind is not Paper.DESIGNATION or saved.answers.filer is PartyRole.DESIGNEE
    ]


@require_safe
@with_application
def later(request: HttpRequest, saved: SavedApplication) -> HttpResponse:
    """It is saved; this browser no longer opens it."""
    leave(request)
    return render(request, "filing/later.html", {"saved": saved})


@require_http_methods(["GET", "HEAD", "POST"])
@with_application
def forget(request: HttpRequest, saved: SavedApplication) -> HttpResponse:
    """Remove everything that was typed and sent."""
    if request.method != "POST":
        return render(request, "filing/forget.html", {"saved": saved})
    filing_room().forget(saved)
    leave(request)
    return HttpResponseRedirect(reverse("file"))
