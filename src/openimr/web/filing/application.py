"""The application that a browser fills in: kept under a name that only its session knows."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from openimr.web.filing.places import APPLICATION
from openimr.web.filing.wiring import filing_room
from openimr.workflow.filing_drafts import SavedApplication

View = Callable[..., HttpResponse]


def remember(request: HttpRequest, saved: SavedApplication) -> None:
    """From now on this browser fills it in."""
    request.session[APPLICATION] = saved.name


def leave(request: HttpRequest) -> None:
    """This browser fills nothing in any more."""
    request.session.pop(APPLICATION, None)


def application_of(request: HttpRequest) -> SavedApplication | None:
    """The application that this browser fills in, or filed."""
    name = request.session.get(APPLICATION)
    room = filing_room()
    return room.saved.of_name(name, room.now()) if name else None


def with_application(view: View) -> View:
    """A view of an application that is not filed yet; others begin, or see the receipt."""

    @functools.wraps(view)
    def answered(request: HttpRequest, *words: Any, **named: Any) -> HttpResponse:
        saved = application_of(request)
        if saved is None:
            return HttpResponseRedirect(reverse("file"))
        if saved.case:
            return HttpResponseRedirect(reverse("file-receipt"))
        return view(request, saved, *words, **named)

    return answered
