"""What is answered in place of what was withdrawn: that it was there, and no more."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from openimr.publication.library.withdrawn import Withdrawn
from openimr.serving import open_library
from openimr.web.problem_details import problem
from openimr.web.wording import day

GONE = 410

_FOR = "public, max-age=300"
"""As the pages of determinations."""


class Gone(Exception):
    """A determination was withdrawn.

    Attributes:
        told: what the list says of it.
    """

    def __init__(self, told: Withdrawn) -> None:
        self.told = told


def missing(id: str, version: int | None) -> Gone | Http404:
    """Why the library has no such version: it was withdrawn, or there is nothing of that name."""
    told = open_library().taken_off.found(id, version)
    return Http404() if told is None else Gone(told)


def says(told: Withdrawn) -> str:
    """That and when something was withdrawn, in words."""
    return f"{told.citation}, version {told.version}, was withdrawn on {day(told.at)}."


def gone_or_missing(request: HttpRequest, id: str, version: int | None) -> HttpResponse:
    """The answer for a version that the library has not.

    Raises:
        Http404: when there never was any.
    """
    why = missing(id, version)
    if isinstance(why, Http404):
        raise why
    return _gone(request, why.told)


def _gone(request: HttpRequest, told: Withdrawn) -> HttpResponse:
    if "form" in request.GET:
        answer = problem("/library/api", GONE, says(told))
    else:
        standing = open_library().store.get(told.id)
        words = {"told": told, "says": says(told), "standing": standing}
        answer = render(request, "withdrawn.html", words, status=GONE)
    answer.headers["Cache-Control"] = _FOR
    return answer
