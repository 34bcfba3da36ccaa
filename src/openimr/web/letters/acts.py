"""What is done with a letter: it is signed, issued, and served."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from openimr.case.model import State
from openimr.serving import address_book, now
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.filing import Delivery
from openimr.web.accounts.fresh import fresh_factor
from openimr.web.accounts.who import signed_in
from openimr.web.case_tabs import case_frame
from openimr.web.letters.views import opened_by, room_of, shown
from openimr.workflow.letter_room import LetterRoom, LetterSeen, Stage
from openimr.workflow.letter_service import first_looks, recipients
from openimr.workflow.letter_service import serve as serve_letter

REFUSED = 409

_SIGNERS = (Role.QUALITY, Role.CASE_MANAGER)


@require_POST
@signed_in(*_SIGNERS)
@sensitive_post_parameters()
def sign(request: HttpRequest, number: str) -> HttpResponse:
    """Sign the letter that the page showed, with a code of the second factor."""
    seen, code = request.POST.get("sha256", ""), request.POST.get("code", "")

    def signed(room: LetterRoom) -> None:
        said = request.POST.dict()
        room.lettering.sign(number, request.actor, seen, lambda: fresh_factor(request, code), said)

    return _done(request, number, signed)


@require_POST
@signed_in(Role.CASE_MANAGER)
def issue(request: HttpRequest, number: str) -> HttpResponse:
    """Issue the letter that was signed; with a reason, in place of the one issued before."""
    because = request.POST.get("because", "").strip()

    def issued(room: LetterRoom) -> None:
        if "because" in request.POST and not because:
            raise BadInput("the reason", "is empty", "Say why the wording is corrected.")
        room.lettering.issue(number, request.actor, because)

    return _done(request, number, issued)


def _done(request: HttpRequest, number: str, act: Callable[[LetterRoom], None]) -> HttpResponse:
    """Do it and go back to the letter; a no is told on the page of the letter."""
    room = room_of(request)
    try:
        act(room)
    except Refused as refused:
        return shown(request, _again(request, room, number), REFUSED, refused=refused)
    return HttpResponseRedirect(reverse("letter", args=[number]))


def _again(request: HttpRequest, room: LetterRoom, number: str) -> LetterSeen:
    """The letter that the form stood beside: of a correction, the one to be signed next."""
    opened = opened_by(request, number)
    to_sign = "sha256" in request.POST and opened.whole.state in {State.ISSUED, State.SERVED}
    seen = room.next(opened) if to_sign else room.open(number)
    return seen if seen.stage is not Stage.NONE else room.open(number)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(Role.CASE_MANAGER)
def serve(request: HttpRequest, number: str) -> HttpResponse:
    """Who gets the letter, in what way and where; then serve it."""
    if request.method != "POST":
        return _service(request, number)
    try:
        ways = _ways_typed(request)
        key = f"serve-{request.POST.get('key', '')}-{number}"
        serve_letter(room_of(request).lettering.office, number, ways, address_book(), key)
    except Refused as refused:
        return _service(request, number, REFUSED, refused=refused)
    return HttpResponseRedirect(reverse("letter", args=[number]))


def _ways_typed(request: HttpRequest) -> dict[str, Delivery]:
    known = {one.value: one for one in Delivery}
    return {
        name.removeprefix("way-"): known[value]
        for name, value in request.POST.items()
        if name.startswith("way-") and isinstance(value, str) and value in known
    }


def _service(request: HttpRequest, number: str, status: int = 200, **further: Any) -> HttpResponse:
    room = room_of(request)
    seen = room.open(number)
    office, case = room.lettering.office, seen.opened.whole
    way = (("Letter", reverse("letter", args=[number])), ("Serve", ""))
    words = {
        **case_frame(request, seen.opened.case, *way),
        "part": "Serve the letter",
        "seen": seen,
        "recipients": recipients(case, address_book()),
        "looks": first_looks(office.accesses, number, seen.opened.recorded),
        "key": f"{case.changed:%Y%m%d%H%M%S%f}",
        "can": case.state is State.ISSUED,
        "now": now(),
        **further,
    }
    return render(request, "letters/serve.html", words, status=status)
