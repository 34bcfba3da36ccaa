"""Pages of the reviewer's desk."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from openimr.vocabulary.actor import Role
from openimr.web.accounts.who import signed_in
from openimr.web.desk.kept import desk_of
from openimr.web.desk.shown import desk_page, named, new_key
from openimr.workflow.desk_view import next_open
from openimr.workflow.desk_view_room import Seated, sit_down


def seated_at(request: HttpRequest, number: str) -> Seated:
    """The desk of whoever asks; refused for everybody who does not sit in the case."""
    return sit_down(desk_of(request.actor), request.account, number)


@require_safe
@signed_in(Role.REVIEWER)
def desk(request: HttpRequest, number: str) -> HttpResponse:
    """The appointment while it is not accepted; then the treatment that waits."""
    seated = seated_at(request, number)
    if seated.seat.accepted is None:
        return appointment_page(request, seated)
    first = next_open(seated.tabs)
    if first is None:
        return appointment_page(request, seated)
    return treatment_page(request, seated, first)


@require_safe
@signed_in(Role.REVIEWER)
def treatment(request: HttpRequest, number: str, treatment: int) -> HttpResponse:
    """One treatment between the case file and the letter."""
    seated = seated_at(request, number)
    if seated.seat.accepted is None:
        return HttpResponseRedirect(reverse("desk", args=[number]))
    return treatment_page(request, seated, treatment)


def treatment_page(
    request: HttpRequest, seated: Seated, treatment: int, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of a treatment, with what went wrong when something did."""
    words = desk_page(request, seated, treatment)
    return render(request, "desk/desk.html", {**words, **more}, status=status)


def appointment_page(
    request: HttpRequest, seated: Seated, status: int = 200, **more: Any
) -> HttpResponse:
    """The appointment: who takes part, what is in dispute, and the declaration."""
    number = seated.case.number
    words = {
        "case": seated.case,
        "seat": seated.seat,
        "parties": named(seated, [one.id for one in seated.case.parties]),
        "fits": dict(seated.seat.standing.qualified_for),
        "way": (("Your work", reverse("work")), (f"Desk, case {number}", "")),
        "key": new_key(),
    }
    return render(request, "desk/appointment.html", {**words, **more}, status=status)
