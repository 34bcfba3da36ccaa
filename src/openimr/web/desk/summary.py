"""The page on which a reviewer writes the case summary of the letter."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.web.accounts.who import signed_in
from openimr.web.desk.summary_shown import faults_told, summary_words
from openimr.web.desk.typed import back_on, count_of, key_of, sentences_of, summary_of
from openimr.web.desk.views import seated_at
from openimr.web.wording import moment
from openimr.workflow import desk_view_steps as does
from openimr.workflow.desk_mending import mend_summary
from openimr.workflow.desk_summary import arranged, drafted_lines, write_summary
from openimr.workflow.desk_view_room import Seated
from openimr.workflow.working_texts import SUMMARY, KeptText, WorkingSentence

Sentences = tuple[WorkingSentence, ...]


@require_safe
@signed_in(Role.REVIEWER)
def summary(request: HttpRequest, number: str) -> HttpResponse:
    """The case summary, sentence by sentence, beside the case file."""
    seated = seated_at(request, number)
    if seated.seat.accepted is None:
        return HttpResponseRedirect(reverse("desk", args=[number]))
    return _page(request, seated)


@require_POST
@signed_in(Role.REVIEWER)
@sensitive_post_parameters("text")
def keep(request: HttpRequest, number: str) -> HttpResponse:
    """Keep what is written, after a button of a sentence in its new order."""
    seated = seated_at(request, number)
    by_script = "application/json" in request.headers.get("Accept", "")
    act = request.POST.get("act", "")
    try:
        sentences, to = arranged(sentences_of(request), act, drafted_lines(seated) if act else ())
        kept = _kept(request, seated, sentences)
    except (BadInput, Refused) as error:
        if by_script:
            return JsonResponse({"refused": str(error)}, status=409)
        return _told(request, seated, error)
    if not by_script:
        place = f"sentence-{to}" if to else "summary"
        return HttpResponseRedirect(_back(request, number, "arranged" if act else "kept", place))
    told = faults_told(sentences, seated.documents)
    return JsonResponse(
        {"version": kept.version, "kept": f"Kept {moment(kept.at)}", "unresolved": told}
    )


@require_POST
@signed_in(Role.REVIEWER)
def mend(request: HttpRequest, number: str) -> HttpResponse:
    """Write the marks anew that lead elsewhere since the file was drafted again."""
    seated = seated_at(request, number)
    try:
        mend_summary(seated, count_of(request, "version"), seated.ports.office.now())
    except (BadInput, Refused) as error:
        return _told(request, seated, error)
    return HttpResponseRedirect(_back(request, number, "arranged", "summary"))


@require_POST
@signed_in(Role.REVIEWER)
@sensitive_post_parameters("text")
def record(request: HttpRequest, number: str) -> HttpResponse:
    """Record the case summary; the text is kept first, so that nothing typed is lost."""
    seated = seated_at(request, number)
    try:
        sentences = sentences_of(request)
        _kept(request, seated, sentences)
        write_summary(seated, sentences, request.actor, key_of(request))
    except (BadInput, Refused) as error:
        return _told(request, seated, error)
    return HttpResponseRedirect(_back(request, number, "recorded", "summary"))


def _kept(request: HttpRequest, seated: Seated, sentences: Sentences) -> KeptText:
    does.check_open(seated)
    place, version = seated.text_place(SUMMARY), count_of(request, "version")
    now = seated.ports.office.now()
    return seated.ports.texts.keep(place, summary_of(sentences), version, now)


def _back(request: HttpRequest, number: str, done: str, place: str) -> str:
    return back_on(request, number, reverse("desk-summary", args=[number]), done, place)


def _told(request: HttpRequest, seated: Seated, error: BadInput | Refused) -> HttpResponse:
    """The page with what is wrong, and with what was typed."""
    try:
        typed: Sentences | None = sentences_of(request)
    except BadInput:
        typed = None
    if isinstance(error, Refused):
        return _page(request, seated, 409, typed, refused=error)
    words = f"{error.where.capitalize()} {error.found}. {error.remedy or ''}".strip()
    return _page(request, seated, 400, typed, errors=[("summary", words)])


def _page(
    request: HttpRequest,
    seated: Seated,
    status: int = 200,
    typed: Sentences | None = None,
    **more: Any,
) -> HttpResponse:
    words = summary_words(request, seated, typed)
    return render(request, "desk/summary.html", {**words, **more}, status=status)
