"""The post tray: what waits to be printed and posted, as one file, and what was posted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from openimr.adapters.post_print import printed_together
from openimr.law.calendar import pacific_day
from openimr.serving import now, office_of, telling
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.web.accounts.who import signed_in
from openimr.web.typed import day_typed
from openimr.workflow.accesses import Looked
from openimr.workflow.posting import mark_posted

POSTING = (Role.CASE_MANAGER, Role.INTAKE)
"""Who prints and posts."""

REFUSED = 409


@require_safe
@signed_in(*POSTING)
def post(request: HttpRequest) -> HttpResponse:
    """What waits to be posted."""
    return _shown(request)


@require_safe
@signed_in(*POSTING)
def post_file(request: HttpRequest) -> HttpResponse:
    """Everything that waits, as one file; each case counts as looked at."""
    tray = telling().tray
    waiting = tray.waiting()
    if not waiting:
        raise BadInput("the post tray", "is empty", "Nothing needs to be printed.")
    office = office_of(request.actor)
    for case in dict.fromkeys(one.case for one in waiting):
        office.note(case, Looked.LETTER)
    content = printed_together(tray.opened(one.case, one.notice) for one in waiting)
    answer = HttpResponse(content, content_type="application/pdf")
    name = f"to-be-posted-{pacific_day(now()):%Y-%m-%d}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
@signed_in(*POSTING)
def posted(request: HttpRequest) -> HttpResponse:
    """Note the letters that were ticked as posted."""
    on = day_typed(request.POST.get("on", "")) or pacific_day(now())
    tell, office = telling(), office_of(request.actor)
    there = {(one.case, one.notice) for one in tell.tray.waiting()}
    try:
        for one in request.POST.getlist("envelope"):
            case, _, notice = one.partition(":")
            if (case, notice) in there:
                office.note(case, Looked.COMMAND)
            mark_posted(tell, case, notice, on, request.actor)
    except Refused as refused:
        return _shown(request, refused)
    return HttpResponseRedirect(reverse("post"))


def _shown(request: HttpRequest, refused: Refused | None = None) -> HttpResponse:
    words = {"waiting": telling().tray.waiting(), "today": pacific_day(now()), "refused": refused}
    status = REFUSED if refused else 200
    return render(request, "letters/post.html", words, status=status)
