"""What is answered when something cannot be done: problem details (RFC 9457), never what was typed.

The same words as on pages: the policy's reason, the rule that refused, its law, and what to do.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from openimr.adapters.database.faults import THE_DATABASE
from openimr.vocabulary.errors import BadInput, OpenIMRError, Refused
from openimr.web.accounts.watched import note_refusal
from openimr.web.problem_details import Fault, NotAsDescribed, problem
from openimr.workflow.limits import TooMany

_PAGE = "/api/v1/docs"

_LOG = logging.getLogger("django.request")

FORBIDDEN_RULES = frozenset(
    {"case-is-not-yours", "reviewers-are-not-told", "not-in-scope", "account-not-ready"}
)
"""Rules that close something to whoever asks, whatever they ask of it."""

NOT_FOUND_RULES = frozenset(
    {
        "no-such-application",
        "no-such-case",
        "no-such-letter",
        "no-such-upload",
        "no-such-value",
    }
)


def answered(  # noqa: PLR0913
    status: int,
    detail: str,
    *,
    rule: str | None = None,
    citation: str | None = None,
    remedy: str | None = None,
    errors: tuple[Fault, ...] = (),
) -> HttpResponse:
    """A problem as an answer."""
    response = problem(
        _PAGE, status, detail, rule=rule, citation=citation, remedy=remedy, errors=errors
    )
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    note_refusal(request, getattr(request, "asks_as", None), error)
    if isinstance(error, TooMany):
        seconds = max(1, -(-int(error.wait.total_seconds() * 1000) // 1000))
        response = answered(
            429,
            "This token asked more often than it may.",
            rule="requests-of-a-token",
            remedy=f"Go on in {seconds} seconds.",
        )
        response.headers["Retry-After"] = str(seconds)
        return response
    status = 409
    if error.rule in FORBIDDEN_RULES:
        status = 403
    elif error.rule in NOT_FOUND_RULES:
        status = 404
    return answered(
        status, error.reason, rule=error.rule, citation=error.citation, remedy=error.remedy
    )


def _bad_input(_: HttpRequest, error: BadInput) -> HttpResponse:
    if error.where == THE_DATABASE:
        response = answered(503, "The database does not answer. What was recorded is safe.")
        response.headers["Retry-After"] = "30"
        return response
    missing = error.found == "is not in this record"
    says = f"{error.where}: {error.found}."
    return answered(404 if missing else 400, says, remedy=error.remedy)


def _http(_: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == HTTPStatus.UNAUTHORIZED:
        return answered(
            401,
            "A token is needed: none came, or it ended.",
            remedy="Send it as `Authorization: Bearer …`; `openimr token add` makes one.",
        )
    return answered(400, "The body is no JSON.", remedy="Send a JSON object as UTF-8.")


def _described(_: HttpRequest, error: ValidationError) -> HttpResponse:
    """Faults of parameters; what was typed is left out."""
    faults = tuple(Fault(where=str(one["loc"][-1]), found=str(one["msg"])) for one in error.errors)
    return _not_as_described(_, NotAsDescribed(*faults))


def _not_as_described(_: HttpRequest, error: NotAsDescribed) -> HttpResponse:
    says = "Something that was sent is not as the description of this operation says."
    return answered(422, says, errors=error.errors, remedy="See `errors`.")


def _own_fault(request: HttpRequest, error: Exception) -> HttpResponse:
    _LOG.error("a fault", exc_info=error, extra={"request": request})
    return answered(500, "A fault of OpenIMR, not of what you did. It was noted.")


def answer_problems(api: NinjaAPI) -> None:
    """Let every error that there is become a problem."""
    too_large = (RequestDataTooBig, TooManyFieldsSent)
    handlers: dict[type[Exception], Any] = {
        Exception: _own_fault,
        OpenIMRError: lambda _, error: answered(400, str(error)),
        Refused: _refused,
        BadInput: _bad_input,
        HttpError: _http,
        ValidationError: _described,
        NotAsDescribed: _not_as_described,
        Http404: lambda *_: answered(404, "There is nothing at this address."),
        **dict.fromkeys(too_large, lambda *_: too_large_a_body()),
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def too_large_a_body() -> HttpResponse:
    """The answer to a body over the limit."""
    return answered(
        413,
        "The body is larger than this operation takes.",
        remedy="Send papers in parts of at most 2,000,000 bytes.",
    )
