"""Pages of the front door."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openimr.serving import organization


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The first page."""
    return render(request, "front/front.html", {"organization": organization()})
