"""The interface of the library described: as OpenAPI for programs, as a page for people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from openimr.web.described_pages import Pages
from openimr.web.library.api import FOR_ALL, KINDS, description, made
from openimr.web.library.kept import kept

interface = made()
"""The interface that is served."""

_as_json, _as_page = Pages(lambda: description(interface), "library/api.html", KINDS).views()


def as_json(request: HttpRequest) -> HttpResponse:
    """The description for programs, which pages of other places may read, too."""
    answer = kept(_as_json(request))
    for name, value in FOR_ALL.items():
        answer.headers[name] = value
    return answer


def as_page(request: HttpRequest) -> HttpResponse:
    """The description for people."""
    return kept(_as_page(request))
