"""Saved alerts: a search kept under a name, told by e-mail to whoever kept it."""

from __future__ import annotations

import functools
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openimr.bootstrap import record_alias
from openimr.installation import library_alerts
from openimr.publication.alerts.links import Link, alert_named_by, is_signed
from openimr.publication.alerts.model import Alert, Reached, alert_named
from openimr.vocabulary.errors import BadInput
from openimr.web.accounts.who import signed_in
from openimr.web.library.asked import Asked
from openimr.workflow.library_alerts import LibraryAlerts

_IN_WORDS = {
    Reached.UNCONFIRMED: "within the hour a message asks whether the address is yours",
    Reached.ASKED: "a message asks whether the address is yours; open its link",
    Reached.CONFIRMED: "told by e-mail, once a day",
    Reached.REFUSED: "the mail server refused the address; save the alert with another",
    Reached.NOWHERE: "no e-mail; follow the feed",
}


@functools.cache
def _alerts() -> LibraryAlerts:
    return library_alerts()


@functools.cache
def _key() -> bytes:
    alias = record_alias()
    from openimr.adapters.database.library_alerts import (  # noqa: PLC0415 - has tables: it is open
        alert_key,
    )

    return alert_key(alias)


@require_safe
@signed_in(keeps_search=True)
def alerts(request: HttpRequest) -> HttpResponse:
    """One's own alerts; with a search in the address, the form that saves it."""
    return _page(request, _search_of(request))


def _page(request: HttpRequest, asked: Asked, status: int = 200, **more: Any) -> HttpResponse:
    words = {
        "alerts": [_shown(one) for one in _alerts().book.of(request.account.login)],
        "search": asked.address().partition("?")[2],
        "asked": asked,
        "mails": _alerts().post is not None,
        "email": "",
        "name": asked.text,
    }
    return render(request, "library/alerts.html", words | more, status=status)


def _shown(one: Alert) -> dict[str, str]:
    search = f"?{one.search}" if one.search else ""
    return {
        "id": str(one.id),
        "name": one.name,
        "email": one.email,
        "reached": _in_words(one),
        "search": f"{reverse('library')}{search}",
        "feed": f"{reverse('library-feed')}{search}",
    }


def _in_words(one: Alert) -> str:
    if one.email and _alerts().post is None:
        return "waits: this installation sends no e-mail; follow the feed"
    return _IN_WORDS[one.reached]


def _search_of(request: HttpRequest) -> Asked:
    """The search of the address, in any order and from its first page."""
    return Asked.by(request.GET)._replace(page=1, sort=Asked().sort)


@require_POST
@sensitive_post_parameters("email")
@signed_in()
def save(request: HttpRequest) -> HttpResponse:
    """Keep a search under a name."""
    name, email = request.POST.get("name", ""), request.POST.get("email", "")
    try:
        alert = alert_named(request.account.login, name, request.POST.get("search", ""), email)
    except BadInput as error:
        typed = Asked.by(QueryDict(request.POST.get("search", "")))
        wrong = [("", f"{error.where} {error.found}. {error.remedy or ''}".strip())]
        return _page(request, typed, 400, errors=wrong, name=name, email=email)
    _alerts().keep(alert)
    return HttpResponseRedirect(f"{reverse('library-alerts')}#kept")


@require_POST
@signed_in()
def drop(request: HttpRequest) -> HttpResponse:
    """Forget an alert of one's own."""
    for one in _alerts().book.of(request.account.login):
        if str(one.id) == request.POST.get("id", ""):
            _alerts().book.drop(one.id)
    return HttpResponseRedirect(reverse("library-alerts"))


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """From the message that asks: the address is theirs. Opening the page alone does nothing."""
    alert = _named(Link.CONFIRM, token)
    if alert is None:
        raise Http404
    if request.method == "POST":
        _alerts().book.reach(alert.id, Reached.CONFIRMED)
    return _linked(request, alert, "confirm")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """From any message: be told no more. Mail programs send the form by themselves (RFC 8058)."""
    alert = _named(Link.STOP, token)
    if request.method == "POST" and alert:
        _alerts().book.drop(alert.id)
    return _linked(request, alert, "stop")


def _linked(request: HttpRequest, alert: Alert | None, does: str) -> HttpResponse:
    words = {"alert": alert, "does": does, "done": request.method == "POST"}
    answer = render(request, "library/alert_link.html", words)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _named(link: Link, token: str) -> Alert | None:
    """The alert that a link of ours names.

    None where it is gone, and where the link is none of ours: who makes up links learns nothing
    of what alerts there are.

    Raises:
        Http404: when it has not the form of a link.
    """
    id = alert_named_by(token)
    if id is None:
        raise Http404
    alert = _alerts().book.get(id)
    return alert if alert is not None and is_signed(_key(), link, alert, token) else None
