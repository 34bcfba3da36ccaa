"""Addresses of the program interface, all below `/api/v1/`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path

from openimr.web.api.document import description
from openimr.web.api.problems import answered
from openimr.web.api.room import limited, made
from openimr.web.described_pages import Pages
from openimr.web.problem_details import TITLES

_api = made()


def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address at which there is nothing: told as all problems are."""
    return answered(404, "There is nothing at this address.")


def _limited(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    for one in patterns:
        one.callback = limited(one.callback)
    return patterns


_addresses, _app, _namespace = _api.urls
_as_json, _as_page = Pages(lambda: description(_api), "api/docs.html", TITLES).views()

urlpatterns = [
    path("api/v1/openapi.json", _as_json, name="api-description"),
    path("api/v1/docs", _as_page, name="api-docs"),
    path("api/v1/", include((_limited(_addresses), _app), namespace=_namespace)),
    re_path(r"^api/(?P<rest>.*)$", limited(nothing)),
]
