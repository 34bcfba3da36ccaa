"""The library's interface for programs: open to everybody, for reading, kept and counted.

A NinjaAPI of its own: no token, no cookie, no case. Answers may be kept by whoever is between,
and read by pages of other places (CORS); an address may ask so often in a minute.
"""

from __future__ import annotations

import datetime as dt
import functools
import logging
from collections.abc import Callable
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.http import conditional_page
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema

from openimr.adapters.database.faults import THE_DATABASE
from openimr.serving import now, signing_in
from openimr.vocabulary.errors import BadInput, OpenIMRError
from openimr.web.accounts.client import reader_of
from openimr.web.described_values import SCHEMAS, Json, referring, told
from openimr.web.library import api_operations
from openimr.web.library.kept import kept
from openimr.web.library.opened import AGAIN, Away
from openimr.web.ninja_operations import headers_of_a_count, refuse_unknown_parameters
from openimr.web.problem_details import (
    MEDIA_TYPE,
    TITLES,
    Fault,
    NotAsDescribed,
    Problem,
    problem,
)
from openimr.web.withdrawn import GONE, Gone, says
from openimr.workflow.limits import Allowance, TooMany

REQUESTS: Final = Allowance(name="library requests", most=120, per=dt.timedelta(minutes=1))
"""What one address may ask in a minute."""

ADDRESS: Final = "/library/api/v1/"
PAGE: Final = "/library/api"
KINDS: Final = {status: TITLES[status] for status in (400, 404, 405, 410, 422, 429, 500, 503)}
"""Problems that there are here."""

_LOG = logging.getLogger("django.request")
FOR_ALL: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, RateLimit-Limit, RateLimit-Remaining, "
    "RateLimit-Reset, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Headers of every answer: pages of other places may read it."""

_METHODS: Final = "GET, HEAD, OPTIONS"

Answering = Callable[..., HttpResponse]


def made() -> NinjaAPI:
    """The interface with all its operations."""
    api = NinjaAPI(
        title="Library of determinations",
        version="1",
        urls_namespace="library-api",
        openapi_url=None,
        docs_url=None,
        renderer=Json(),
        auth=None,
    )
    _answer_problems(api)
    api.add_router("", api_operations.router)
    refuse_unknown_parameters(api)
    return api


def _answer_problems(api: NinjaAPI) -> None:
    handlers: dict[type[Exception], Any] = {
        Exception: _own_fault,
        OpenIMRError: lambda _, error: problem(PAGE, 400, str(error)),
        BadInput: _bad_input,
        TooMany: _too_many,
        ValidationError: _described,
        NotAsDescribed: _not_as_described,
        Http404: lambda *_: nothing(),
        Gone: lambda _, error: problem(PAGE, GONE, says(error.told)),
        Away: lambda *_: _away(),
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def nothing(request: HttpRequest | None = None, rest: str = "") -> HttpResponse:
    """There is nothing at an address."""
    return problem(PAGE, 404, "There is nothing at this address.")


def _bad_input(_: HttpRequest, error: BadInput) -> HttpResponse:
    if error.where == THE_DATABASE:
        return _away()
    return problem(PAGE, 400, f"{error.where}: {error.found}.", remedy=error.remedy)


def _away() -> HttpResponse:
    response = problem(PAGE, 503, "The library cannot be read at the moment.")
    response.headers["Retry-After"] = AGAIN
    return response


def _too_many(_: HttpRequest, error: TooMany) -> HttpResponse:
    seconds = max(1, int(error.wait.total_seconds()))
    response = problem(
        PAGE,
        429,
        "There were too many requests from where you are.",
        rule="requests-of-an-address",
        remedy=f"Go on in {seconds} seconds. Whoever wants all determinations takes a release.",
    )
    response.headers["Retry-After"] = str(seconds)
    return response


def _described(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Faults of parameters; what was typed is left out."""
    faults = tuple(Fault(where=str(one["loc"][-1]), found=str(one["msg"])) for one in error.errors)
    return _not_as_described(request, NotAsDescribed(*faults))


def _not_as_described(_: HttpRequest, error: NotAsDescribed) -> HttpResponse:
    says = "A parameter is not as the description of this operation says."
    return problem(PAGE, 422, says, errors=error.errors, remedy="See `errors`.")


def _own_fault(request: HttpRequest, error: Exception) -> HttpResponse:
    _LOG.error("a fault", exc_info=error, extra={"request": request})
    return problem(PAGE, 500, "A fault of OpenIMR, not of what you did. It was noted.")


def open_to_all(view: Answering) -> Answering:
    """A view of the interface: for reading alone, counted, kept, and read from everywhere."""
    conditional = conditional_page(view)

    @functools.wraps(view)
    def answering(request: HttpRequest, *words: Any, **named: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return _with_headers(_preflight())
        if request.method == "HEAD":
            request.method = "GET"  # the server leaves the body out
        try:
            left = signing_in().limits.take(REQUESTS, reader_of(request))
        except OpenIMRError as error:
            refused = _too_many(request, error) if isinstance(error, TooMany) else _away()
            return _with_headers(refused, 0)
        response = conditional(request, *words, **named)
        if isinstance(response, HttpResponseNotAllowed):
            response = problem(PAGE, 405, "This address is for reading alone.")
            response.headers["Allow"] = _METHODS
        return _with_headers(kept(response) if response.status_code < 400 else response, left)

    answering.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie is looked at
    return answering


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response.headers["Access-Control-Allow-Methods"] = _METHODS
    response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _with_headers(response: HttpResponse, left: int | None = None) -> HttpResponse:
    for name, value in FOR_ALL.items():
        response.headers[name] = value
    if left is not None:
        at = now()
        reset = REQUESTS.window(at) + REQUESTS.per - at
        response.headers["RateLimit-Limit"] = str(REQUESTS.most)
        response.headers["RateLimit-Remaining"] = str(left)
        response.headers["RateLimit-Reset"] = str(max(1, int(reset.total_seconds())))
    return response


def description(api: NinjaAPI) -> dict[str, Any]:
    """The description (OpenAPI 3.1), with the values as msgspec describes them."""
    written = dict(OpenAPISchema(api, ADDRESS))
    for methods in written["paths"].values():
        for operation in methods.values():
            _complete(operation)
    components = {"schemas": told([*api_operations.TOLD, Problem, Fault]), "headers": _HEADERS}
    whole = {**written, "info": {**written["info"], **_ABOUT}, "components": components}
    found: dict[str, Any] = referring(whole)
    return found


def _complete(operation: dict[str, Any]) -> None:
    operation["summary"] = operation["operationId"].replace("_", " ").capitalize()
    answers = {str(status): answer for status, answer in operation["responses"].items()}
    for answer in answers.values():
        answer["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in _HEADERS}
    for status in sorted(KINDS.keys() - {405}):
        answers[str(status)] = {
            "description": KINDS[status][1],
            "content": {MEDIA_TYPE: {"schema": {"$ref": f"{SCHEMAS}{Problem.__name__}"}}},
        }
    operation["responses"] = answers


_ABOUT: Final = {
    "description": "What independent physicians decided on treatment that was denied or changed, "
    "without names, for programs. Nobody signs in. Published decisions do not tell how a next "
    "case should be decided.",
}
_HEADERS: Final = headers_of_a_count(
    f"Requests that an address may make in {int(REQUESTS.per.total_seconds())} seconds."
)
