"""Who asks: by a token in the header, never by a cookie; and how often."""

from __future__ import annotations

import datetime as dt
import functools

from django.http import HttpRequest, HttpResponse
from ninja.security import HttpBearer

from openimr.serving import now
from openimr.vocabulary.errors import Refused
from openimr.web.accounts.client import asking
from openimr.web.accounts.watched import pattern_of
from openimr.web.api.wiring import limits, tokens
from openimr.workflow.api_tokens import PREFIX, Caller, Scope, digest_of
from openimr.workflow.limits import Allowance, TooMany

REQUESTS = Allowance(name="api requests", most=600, per=dt.timedelta(minutes=1))
"""What one token may ask in a minute, from all its programs together."""

_LONGEST = 100


class Bearer(HttpBearer):
    """A token with a scope; ``request.auth`` is then who asks."""

    def __init__(self, scope: Scope | None) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """Who asks.

        Raises:
            Refused: when the token is for something else, or its account is not set up.
            TooMany: when it asked too often.
        """
        known = token.startswith(PREFIX) and len(token) <= _LONGEST
        caller = tokens().caller(digest_of(token), now()) if known else None
        if caller is None:
            _note_refused(request, token)
            return None
        request.asks_as = caller.account
        _count(request, caller)
        asking(request).check_ready(caller.account)
        if self.scope and self.scope not in caller.token.scopes:
            raise Refused(
                f"This token is not for {self.scope.value}.",
                rule="not-in-scope",
                remedy="Make one with that scope: `openimr token add`.",
            )
        return caller


def _note_refused(request: HttpRequest, secret: str) -> None:
    """A token that ended is told by its number; of one that never was, a digest is kept."""
    kept = tokens().kept(digest_of(secret))
    about = f"token {kept.id} is over" if kept else "there is no such token"
    login = kept.login if kept else ""
    asking(request).token_refused(secret, login, f"{about}, {pattern_of(request)}")


def _count(request: HttpRequest, caller: Caller) -> None:
    try:
        left = limits().take(REQUESTS, f"token {caller.token.id}")
    except TooMany:
        left = 0
        raise
    finally:
        at = now()
        reset = REQUESTS.window(at) + REQUESTS.per - at
        request.asked_left = left, max(1, int(reset.total_seconds()))


def tell_left(request: HttpRequest, response: HttpResponse) -> None:
    """Say how much a token may still ask."""
    if found := getattr(request, "asked_left", None):
        left, seconds = found
        response.headers["RateLimit-Limit"] = str(REQUESTS.most)
        response.headers["RateLimit-Remaining"] = str(left)
        response.headers["RateLimit-Reset"] = str(seconds)


@functools.cache
def token_for(scope: Scope | None) -> Bearer:
    """What an operation asks of whoever calls it."""
    return Bearer(scope)
