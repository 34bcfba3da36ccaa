"""The reviewer's steps: each a form that is sent, done once, and followed by the page again."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from openimr.case.events.reviewing import Opinion
from openimr.determination.checks.model import Severity
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.filing import Delivery, PartyRole
from openimr.web.accounts.who import signed_in
from openimr.web.desk.shown import new_key, tabs_shown
from openimr.web.desk.typed import back_to, judged_by, key_of, place_of, word_of
from openimr.web.desk.views import appointment_page, seated_at, treatment_page
from openimr.workflow import desk_records
from openimr.workflow import desk_view_steps as does
from openimr.workflow.before_signing import before_signing, repetition
from openimr.workflow.desk_view import all_found
from openimr.workflow.desk_view_room import Seated

NOT_RIGHT = 400

OF_THE_SUMMARY = ("fact-not-accepted", "other-patient", "said-elsewhere", "mark-moved")
"""What is told without a treatment, and mended in the case summary."""


@require_POST
@signed_in(Role.REVIEWER)
def accept(request: HttpRequest, number: str) -> HttpResponse:
    """Accept the appointment with the declaration of independence."""
    seated = seated_at(request, number)
    if request.POST.get("independent") != "yes":
        wrong = ("independent", "Declare that you have no tie to anybody named, or step down.")
        return appointment_page(request, seated, NOT_RIGHT, errors=[wrong])
    does.accept(seated, request.actor, key_of(request))
    return HttpResponseRedirect(reverse("desk", args=[number]))


@require_POST
@signed_in(Role.REVIEWER)
def declare(request: HttpRequest, number: str) -> HttpResponse:
    """Declare about those who were named since."""
    seated = seated_at(request, number)
    if request.POST.get("independent") == "yes":
        does.declare_further(seated, request.actor, key_of(request))
    return HttpResponseRedirect(reverse("desk", args=[number]))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(Role.REVIEWER)
def step_down(request: HttpRequest, number: str) -> HttpResponse:
    """Step down from the seat, with the reason."""
    seated = seated_at(request, number)
    if request.method != "POST":
        return appointment_page(request, seated)
    reason = request.POST.get("reason", "")
    if not reason.strip():
        wrong = ("reason", "Say why you step down.")
        return appointment_page(request, seated, NOT_RIGHT, errors=[wrong])
    does.recuse(seated, reason, request.actor, key_of(request))
    return render(request, "desk/stepped_down.html", {"number": number})


@require_POST
@signed_in(Role.REVIEWER)
@sensitive_post_parameters("reason")
def opine(request: HttpRequest, number: str, treatment: int) -> HttpResponse:
    """Record the first opinion."""

    def done(seated: Seated) -> str:
        opinion = word_of(request, "opinion", Opinion, "the first opinion")
        reason = request.POST.get("reason", "")
        does.opine(seated, treatment, opinion, reason, request.actor, key_of(request))
        return back_to(request, number, treatment, "opinion", "proposal")

    return _stepped(request, number, treatment, done, "opinion")


@require_POST
@signed_in(Role.REVIEWER)
def show(request: HttpRequest, number: str, treatment: int) -> HttpResponse:
    """Open the proposal."""

    def done(seated: Seated) -> str:
        does.show(seated, treatment, request.actor, key_of(request))
        return back_to(request, number, treatment, "proposal", "proposal")

    return _stepped(request, number, treatment, done, "proposal")


@require_POST
@signed_in(Role.REVIEWER)
@sensitive_post_parameters("reason", "correction")
def judge(request: HttpRequest, number: str, treatment: int) -> HttpResponse:
    """Accept, correct or reject a claimed fact."""

    def done(seated: Seated) -> str:
        typed = judged_by(request)
        does.judge(seated, treatment, typed, request.actor, key_of(request))
        return back_to(request, number, treatment, "fact", place_of(request, typed))

    return _stepped(request, number, treatment, done, "criteria")


@require_POST
@signed_in(Role.REVIEWER)
@sensitive_post_parameters("what")
def ask_for_records(request: HttpRequest, number: str, treatment: int) -> HttpResponse:
    """Ask a party for more records."""

    def done(seated: Seated) -> str:
        of = word_of(request, "of", PartyRole, "who is asked")
        by = word_of(request, "by", Delivery, "how the request goes out")
        what = request.POST.get("what", "")
        wanted = desk_records.Wanted(of, what, by)
        desk_records.ask_for_records(seated, wanted, request.actor, key_of(request))
        return back_to(request, number, treatment, "asked", "records")

    return _stepped(request, number, treatment, done, "records", asking_for_records=True)


def _stepped(
    request: HttpRequest,
    number: str,
    treatment: int,
    done: Callable[[Seated], str],
    place: str,
    **also: bool,
) -> HttpResponse:
    """Do a step and go on; what is wrong is told on the page, with what was typed."""
    seated = seated_at(request, number)
    try:
        return HttpResponseRedirect(done(seated))
    except BadInput as error:
        words = f"{error.where.capitalize()} {error.found}. {error.remedy or ''}".strip()
        more = {"errors": [(place, words)], "typed": request.POST, **also}
        return treatment_page(request, seated, treatment, NOT_RIGHT, **more)
    except Refused as refused:
        more = {"refused": refused, "typed": request.POST, **also}
        return treatment_page(request, seated, treatment, 409, **more)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(Role.REVIEWER)
def send(request: HttpRequest, number: str) -> HttpResponse:
    """What stands against handing over, and handing over."""
    seated = seated_at(request, number)
    if request.method == "POST":
        try:
            does.send(seated, request.actor, key_of(request))
        except Refused as refused:
            return _before_sending(request, seated, 409, refused)
        first = seated.tabs[0].treatment.number
        return HttpResponseRedirect(back_to(request, number, first, "sent"))
    return _before_sending(request, seated)


def _before_sending(
    request: HttpRequest, seated: Seated, status: int = 200, refused: Refused | None = None
) -> HttpResponse:
    signing = does.signing_on(seated)
    warned = before_signing(signing)
    number = seated.case.number
    words = {
        "case": seated.case,
        "tabs": tabs_shown(seated, None),
        "warned": warned,
        "grave": [one for one in warned if one.severity is Severity.HIGH],
        "repetition": repetition(signing),
        "summary_written": seated.work.summary is not None,
        "of_the_summary": OF_THE_SUMMARY,
        "complete": all_found(seated.tabs),
        "refused": refused,
        "key": new_key(),
        "way": (
            ("Your work", reverse("work")),
            (f"Desk, case {number}", reverse("desk", args=[number])),
            ("Hand over", ""),
        ),
    }
    return render(request, "desk/send.html", words, status=status)
