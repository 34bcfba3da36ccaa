"""The interface as a whole: its operations, how it answers, and its limits."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from ninja import NinjaAPI
from ninja.parser import Parser

from openimr.web.api import applications, cases, commands, letters, library, papers, work
from openimr.web.api.bearer import tell_left
from openimr.web.api.problems import answer_problems, answered, too_large_a_body
from openimr.web.described_values import Json
from openimr.web.ninja_operations import refuse_unknown_parameters

MOST_BYTES = 2_000_000
"""Of a body."""

_JSON = "application/json"

Answering = Callable[..., HttpResponse]


class _Body(Parser):
    """Bodies as msgspec reads JSON: only UTF-8, no halves of characters."""

    def parse_body(self, request: HttpRequest) -> Any:
        """What was sent."""
        return msgspec.json.decode(request.body)


_ROUTERS = (
    work.router,
    cases.router,
    commands.router,
    papers.router,
    letters.documents,
    letters.letters,
    applications.router,
    library.router,
)
"""The operations, in the order of the description."""


def made() -> NinjaAPI:
    """The interface with all its operations."""
    api = NinjaAPI(
        title="OpenIMR",
        version="1",
        urls_namespace="api",
        openapi_url=None,
        docs_url=None,
        renderer=Json(),
        parser=_Body(),
    )
    answer_problems(api)
    for router in _ROUTERS:
        api.add_router("", router)
    refuse_unknown_parameters(api)
    return api


def limited(view: Answering) -> Answering:
    """A view of the interface: bodies bounded, wrong methods told as problems, headers set."""

    @functools.wraps(view)
    def answering(request: HttpRequest, *words: Any, **named: Any) -> HttpResponse:
        response = _too_much(request) or view(request, *words, **named)
        if isinstance(response, HttpResponseNotAllowed):
            response = _other_methods(response)
        tell_left(request, response)
        return response

    answering.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie is looked at
    return answering


def _too_much(request: HttpRequest) -> HttpResponse | None:
    """The answer to a body that is too large, or no JSON by its own word."""
    length = request.headers.get("Content-Length", "0")
    if not length.isdigit() or int(length) > MOST_BYTES:
        return too_large_a_body()
    if int(length) and request.content_type not in _TAKEN.get(str(request.method), (_JSON,)):
        return answered(415, "A body is sent as `Content-Type: application/json`.")
    return None


_TAKEN = {"PUT": ("application/octet-stream",)}
"""What bodies are, by method, where they are not JSON."""


def _other_methods(response: HttpResponse) -> HttpResponse:
    problem = answered(405, "This address takes other methods.")
    problem.headers["Allow"] = response.headers["Allow"]
    return problem
