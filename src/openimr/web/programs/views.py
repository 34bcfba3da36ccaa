"""Tokens and webhooks: listed, made, ended; each change proves anew who asks for it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openimr.law.calendar import PACIFIC, pacific_day
from openimr.serving import now, program_office, settings_shown
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.web.accounts.client import client_of
from openimr.web.accounts.fresh import PROVING, proved_again
from openimr.web.accounts.who import signed_in
from openimr.web.typed import day_typed
from openimr.workflow.api_tokens import LONGEST, SCOPE_WORDS, Scope
from openimr.workflow.program_office import ProgramOffice
from openimr.workflow.webhooks import KINDS

_BAD, _NOT_RIGHT = 400, 403
_USUAL = dt.timedelta(days=90)
_DAY = dt.timedelta(days=1)


def _office(request: HttpRequest) -> ProgramOffice:
    by = request.account.login
    return dataclasses.replace(program_office(now), by=by, client=client_of(request))


@require_GET
@signed_in(Role.ADMINISTRATOR)
def programs(request: HttpRequest) -> HttpResponse:
    """Every token and webhook."""
    return _page(request)


def _page(
    request: HttpRequest, errors: Sequence[tuple[str, str]] = (), done: str = ""
) -> HttpResponse:
    office, at = _office(request), now()
    tokens = sorted(office.tokens.listed(), key=lambda one: (not one.opens(at), one.login, one.id))
    words = {
        "tokens": [(one, one.opens(at)) for one in tokens],
        "scopes": {one.value: words for one, words in SCOPE_WORDS.items()},
        "hooks": office.webhooks(),
        "errors": errors,
        "done": done,
    }
    return render(request, "programs/programs.html", words, status=_NOT_RIGHT if errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("again")
@signed_in(Role.ADMINISTRATOR)
def add_token(request: HttpRequest) -> HttpResponse:
    """Make a token; it is shown once."""
    today = pacific_day(now())
    words: dict[str, Any] = {
        "scopes": [(one, said) for one, said in SCOPE_WORDS.items()],
        "typed": request.POST,
        "chosen": request.POST.getlist("scope"),
        "first": today + _DAY,
        "usual": today + _USUAL,
        "last": today + LONGEST - _DAY,
    }
    return _made(request, "programs/token.html", words, lambda: _token(request), "login")


def _token(request: HttpRequest) -> dict[str, Any]:
    chosen = request.POST.getlist("scope")
    ends = day_typed(request.POST.get("ends", ""))
    if ends is None:
        raise BadInput("the last day", "is missing", "Choose one.")
    midnight = dt.datetime.combine(ends + _DAY, dt.time(), PACIFIC)
    proved_again(request)
    secret, kept = _office(request).make_token(
        request.POST.get("login", "").strip().lower(),
        [one for one in Scope if one.value in chosen],
        name=request.POST.get("name", ""),
        lasts=midnight - now(),
    )
    return {"secret": secret, "token": kept, "said": [SCOPE_WORDS[one] for one in kept.scopes]}


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("again")
@signed_in(Role.ADMINISTRATOR)
def add_webhook(request: HttpRequest) -> HttpResponse:
    """Let a program be told; the secret that signs messages is shown once."""
    chosen = request.POST.getlist("kind")
    words = {"kinds": KINDS, "typed": request.POST, "chosen": chosen}
    return _made(request, "programs/webhook.html", words, lambda: _webhook(request), "url")


def _webhook(request: HttpRequest) -> dict[str, Any]:
    url, chosen = request.POST.get("url", "").strip(), request.POST.getlist("kind")
    proved_again(request)
    secret, kept = _office(request).make_webhook(url, [one for one in KINDS if one in chosen])
    return {"secret": secret, "hook": kept}


def _made(
    request: HttpRequest,
    page: str,
    words: dict[str, Any],
    make: Callable[[], dict[str, Any]],
    field: str,
) -> HttpResponse:
    """The form, or what was made by it."""
    if request.method != "POST":
        return render(request, page, words)
    try:
        made = make()
    except (BadInput, Refused) as error:
        words["errors"] = [("again-make" if _of_proving(error) else field, _in_words(error))]
        return render(request, page, words, status=_BAD)
    return render(request, page, words | made)


@require_POST
@sensitive_post_parameters("again")
@signed_in(Role.ADMINISTRATOR)
def revoke_token(request: HttpRequest) -> HttpResponse:
    """End a token at once."""
    number = _number(request)
    return _ended(
        request,
        "again-revoke",
        lambda: _office(request).revoke(number),
        f"Token {number} opens nothing any more.",
    )


@require_POST
@sensitive_post_parameters("again")
@signed_in(Role.ADMINISTRATOR)
def remove_webhook(request: HttpRequest) -> HttpResponse:
    """Tell a program nothing any more."""
    number = _number(request)
    return _ended(
        request,
        "again-remove",
        lambda: _office(request).remove_webhook(number),
        f"Webhook {number} is told nothing any more.",
    )


def _ended(request: HttpRequest, field: str, end: Callable[[], object], done: str) -> HttpResponse:
    try:
        proved_again(request)
        end()
    except (BadInput, Refused) as error:
        return _page(request, [(field, _in_words(error))])
    return _page(request, done=done)


def _number(request: HttpRequest) -> int:
    typed = request.POST.get("number", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


def _of_proving(error: Exception) -> bool:
    return isinstance(error, Refused) and error.rule in PROVING


def _in_words(error: BadInput | Refused) -> str:
    said = f"{error.reason} {error.remedy or ''}" if isinstance(error, Refused) else str(error)
    return said[:1].upper() + said[1:].rstrip()


@require_GET
@signed_in(Role.ADMINISTRATOR)
def settings(request: HttpRequest) -> HttpResponse:
    """What the environment says: shown, and changed only there."""
    return render(request, "programs/settings.html", {"settings": settings_shown()})
