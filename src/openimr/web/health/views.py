"""The health page, and the same for monitors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from openimr import serving
from openimr.workflow.health import as_json

UNWELL = 503


@require_safe
@vary_on_headers("Accept")
def health(request: HttpRequest) -> HttpResponse:
    """A page for browsers, JSON for whoever does not ask for a page."""
    if "text/html" not in request.headers.get("Accept", ""):
        return health_as_json(request)
    found = serving.health()
    status = 200 if found.well else UNWELL
    return render(request, "health/health.html", {"health": found}, status=status)


@require_safe
def health_as_json(request: HttpRequest) -> HttpResponse:
    """What the page says, as JSON."""
    found = serving.health()
    status = 200 if found.well else UNWELL
    return HttpResponse(as_json(found), content_type="application/json", status=status)


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is looked at."""
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")
