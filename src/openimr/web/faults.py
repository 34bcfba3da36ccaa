"""What is shown when something goes wrong: plain words, what to do, never a trace."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from pathlib import PurePath
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.encoding import iri_to_uri

from openimr.adapters.database.faults import THE_DATABASE
from openimr.vocabulary.errors import BadInput, OpenIMRError, Refused

_LOG = logging.getLogger("openimr.web")


def told_in_words(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Django's middleware: what OpenIMR raises on purpose becomes a page."""

    def answered(request: HttpRequest) -> HttpResponse:
        return answer(request)

    answered.process_exception = page_of  # type: ignore[attr-defined]
    return answered


def page_of(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """The page that tells an error; None of one that OpenIMR does not raise on purpose."""
    if isinstance(error, Refused):
        return _page(request, 409, "This was refused", error.reason, refused=error)
    if isinstance(error, BadInput):
        if error.where == THE_DATABASE:
            return away(request)
        says = f"{error.where}: {error.found}."
        return _page(request, 400, "This cannot be used", says, remedy=error.remedy)
    if isinstance(error, OpenIMRError):
        return _page(request, 400, "This cannot be done", str(error))
    return None


def away(request: HttpRequest) -> HttpResponse:
    """The database does not answer; nothing that was recorded is lost."""
    response = _page(
        request,
        503,
        "Not available at the moment",
        "The database does not answer. What was recorded is safe.",
        remedy="Try again in a minute. If it lasts, tell whoever runs this installation.",
    )
    response.headers["Retry-After"] = "30"
    return response


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: also an address that this installation does not go by."""
    says = "The request could not be understood, or it was sent to a name that is not ours."
    return _page(request, 400, "Not understood", says, remedy="Check the address and try again.")


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the page is not for whoever asked."""
    says = "You may not see this page, or not do this."
    return _page(request, 403, "Not allowed", says, remedy="Ask whoever gave you access.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing there. What was typed is not repeated.

    An address of ours with a slash behind it, as many people type it, is sent on for good.
    """
    if (place := _without_slash(request)) is not None:
        return HttpResponsePermanentRedirect(place)
    says = "There is no page at this address."
    return _page(request, 404, "Page not found", says, remedy="Check the address.")


def _without_slash(request: HttpRequest) -> str | None:
    """The address without the slashes at its end, where pages of ours are; else None."""
    path = request.path.rstrip("/")
    if request.method not in {"GET", "HEAD"} or path in {"", request.path}:
        return None
    try:
        resolve(path)
    except Resolver404:
        return None
    asked = request.META.get("QUERY_STRING", "")
    return str(iri_to_uri(quote(path) + (f"?{asked}" if asked else "")))


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 on a form that does not come from a page of ours, or from one opened long ago."""
    says = "This form was open for too long, or did not come from this site. Nothing was saved."
    return _page(request, 403, "Please send it again", says, remedy="Reload the page first.")


def own_fault(request: HttpRequest) -> HttpResponse:
    """500: a fault of the program, logged by its kind and place."""
    says = "A fault of OpenIMR, not of what you did. It was noted."
    remedy = "Try again. If it happens again, tell whoever runs this installation."
    return _page(request, 500, "Something went wrong here", says, remedy=remedy)


def _page(  # noqa: PLR0913
    request: HttpRequest,
    status: int,
    title: str,
    says: str,
    *,
    remedy: str | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    words = {"title": title, "says": says, "remedy": remedy, "refused": refused}
    return render(request, "fault.html", words, status=status)


class PlainFaults(logging.Handler):
    """Logs of Django without its words, which may quote what was typed or stored.

    A fault is told by its kind, its line of code and the pattern of the address; everything else
    that Django would warn of (a page not found, a wrong host) is nobody's fault.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Tell a fault in one line."""
        error = record.exc_info[1] if record.exc_info else None
        if error is None or isinstance(error, OpenIMRError):
            return
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{PurePath(last.filename).name}, line {last.lineno}"
        _LOG.error("A fault: %s in %s, at %s", type(error).__name__, place, _pattern(record))


def _pattern(record: logging.LogRecord) -> str:
    """The address as the program knows it, without what was typed into it."""
    request = getattr(record, "request", None)
    try:
        return f"/{resolve(request.path).route}" if request else "no address"
    except Resolver404:
        return "an unknown address"


def log_plainly() -> None:
    """Let Django's logs speak through ``PlainFaults`` alone."""
    django = logging.getLogger("django")
    django.handlers[:] = [PlainFaults()]
    django.propagate = False
    if not _LOG.handlers:
        _LOG.addHandler(logging.StreamHandler())
