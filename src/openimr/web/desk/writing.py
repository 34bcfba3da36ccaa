"""Writing a finding: kept while it is written, recorded when it is complete."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.web.accounts.who import signed_in
from openimr.web.desk.shown import finding_words
from openimr.web.desk.typed import back_to, count_of, key_of, text_of
from openimr.web.desk.views import seated_at, treatment_page
from openimr.web.wording import moment
from openimr.workflow import desk_view_steps as does
from openimr.workflow.desk_mending import mend_finding
from openimr.workflow.desk_view_room import Seated
from openimr.workflow.working_texts import KeptText, WorkingText


@require_POST
@signed_in(Role.REVIEWER)
@sensitive_post_parameters("rationale", "none_cited_because", "changed_because")
def keep(request: HttpRequest, number: str, treatment: int) -> HttpResponse:
    """Keep what is written; a script asks every few seconds, the button without one."""
    seated = seated_at(request, number)
    by_script = "application/json" in request.headers.get("Accept", "")
    try:
        text, kept = _kept(request, seated, treatment)
    except (BadInput, Refused) as error:
        if by_script:
            return JsonResponse({"refused": str(error)}, status=409)
        return _told(request, seated, treatment, error)
    if not by_script:
        return HttpResponseRedirect(back_to(request, number, treatment, "kept", "finding"))
    cited = does.cited_in(seated, treatment, text)
    return JsonResponse(
        {
            "version": kept.version,
            "kept": f"Kept {moment(kept.at)}",
            "unresolved": [f"{mark} {why}" for mark, why in cited.unresolved],
        }
    )


@require_POST
@signed_in(Role.REVIEWER)
def take_over(request: HttpRequest, number: str, treatment: int) -> HttpResponse:
    """Take the proposal's text over, once it was opened."""
    seated = seated_at(request, number)
    try:
        at = seated.ports.office.now()
        does.take_over(seated, treatment, count_of(request, "version"), at)
    except (BadInput, Refused) as error:
        return _told(request, seated, treatment, error)
    return HttpResponseRedirect(back_to(request, number, treatment, "taken", "finding"))


@require_POST
@signed_in(Role.REVIEWER)
def mend(request: HttpRequest, number: str, treatment: int) -> HttpResponse:
    """Write the marks anew that lead elsewhere since the file was drafted again."""
    seated = seated_at(request, number)
    try:
        at = seated.ports.office.now()
        mend_finding(seated, treatment, count_of(request, "version"), at)
    except (BadInput, Refused) as error:
        return _told(request, seated, treatment, error)
    return HttpResponseRedirect(back_to(request, number, treatment, "mended", "finding"))


@require_POST
@signed_in(Role.REVIEWER)
@sensitive_post_parameters("rationale", "none_cited_because", "changed_because")
def record(request: HttpRequest, number: str, treatment: int) -> HttpResponse:
    """Record the finding; the text is kept first, so that nothing typed is lost."""
    seated = seated_at(request, number)
    try:
        text, _ = _kept(request, seated, treatment)
        does.record(seated, treatment, text, request.actor, key_of(request))
    except (BadInput, Refused) as error:
        return _told(request, seated, treatment, error)
    return HttpResponseRedirect(back_to(request, number, treatment, "finding", "finding"))


def _kept(request: HttpRequest, seated: Seated, treatment: int) -> tuple[WorkingText, KeptText]:
    does.check_writing(seated, treatment)
    place, texts = seated.text_place(treatment), seated.ports.texts
    before = texts.kept(place)
    text = text_of(request, before.text if before else None)
    kept = texts.keep(place, text, count_of(request, "version"), seated.ports.office.now())
    return text, kept


def _told(
    request: HttpRequest, seated: Seated, treatment: int, error: BadInput | Refused
) -> HttpResponse:
    """The page with what is wrong, and with what was typed."""
    more = (
        finding_words(seated, treatment, text_of(request, None))
        if "rationale" in request.POST
        else {}
    )
    if isinstance(error, Refused):
        return treatment_page(request, seated, treatment, 409, **more, refused=error)
    words = f"{error.where.capitalize()} {error.found}. {error.remedy or ''}".strip()
    return treatment_page(request, seated, treatment, 400, **more, errors=[("rationale", words)])
