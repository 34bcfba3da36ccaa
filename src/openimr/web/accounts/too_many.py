"""A form that may not be sent again for a while."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openimr.workflow.limits import TooMany

STATUS = 429


def too_many(
    request: HttpRequest, page: str, words: Mapping[str, object], many: TooMany
) -> HttpResponse:
    """The form's page, with how long to wait, for people and for programs."""
    answer = render(request, page, {**words, "many": many}, status=STATUS)
    answer.headers["Retry-After"] = str(int(many.wait.total_seconds()) + 1)
    return answer
