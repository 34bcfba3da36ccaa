"""Who asks: the account of a request, and views that are for some roles alone."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from openimr.serving import now, signing_in
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import Refused
from openimr.web.accounts.client import asking, client_of
from openimr.web.accounts.sessions import BROWSER, CLIENT, LOGIN, PROOF, SEEN, SINCE
from openimr.workflow.accounts import WITHOUT_ACCOUNT, Account, SignedIn
from openimr.workflow.browser_sessions import browser_in_words
from openimr.workflow.signing_in import Next

_HALF, _HALF_PROOF, _HALF_AT, _HALF_BACK = "half", "half proof", "half at", "half back"

HALF_LASTS = dt.timedelta(minutes=10)
"""How long somebody may take between password and second factor."""

_BEFORE_ANYTHING = ("change_password",)
"""Views that are open to whoever has a first password."""

_FURTHER = {Next.CODE: "sign-in-code", Next.SET_UP: "set-up"}
"""Where the password alone leads to, when it is not enough."""

View = Callable[..., HttpResponse]

EVERYBODY = tuple(role for role in Role if role not in WITHOUT_ACCOUNT)
"""Roles that somebody can sign in as."""


_SEEN_AGAIN = dt.timedelta(minutes=1)
"""So long nothing is written about somebody being there."""


def begin(request: HttpRequest, signed_in: SignedIn, by: str = "") -> None:
    """Begin a session under a new key, so that nobody knows it from before.

    Args:
        request: whose browser it is.
        signed_in: who proved themselves.
        by: by what, when not by password and code of ours.
    """
    asking(request).entered(signed_in.account, by)
    request.session.flush()
    renew(request, signed_in)


def renew(request: HttpRequest, signed_in: SignedIn) -> None:
    """Go on under a new key, after password or second factor changed."""
    since = request.session.get(SINCE) or now().isoformat()
    request.session.flush()
    request.session[LOGIN] = signed_in.account.login
    request.session[PROOF] = signed_in.proof
    request.session[SINCE], request.session[SEEN] = since, now().isoformat()
    request.session[BROWSER] = browser_in_words(request.headers.get("User-Agent", ""))
    request.session[CLIENT] = client_of(request)


def enter(
    request: HttpRequest,
    found: SignedIn,
    wanted: str,
    *,
    by: str = "",
    second_factor: bool = False,
) -> HttpResponse:
    """Let somebody in who proved themselves, or ask for the second factor first.

    Args:
        request: whose browser it is.
        found: who.
        wanted: where they wanted to go.
        by: by what they proved themselves, when not by password of ours.
        second_factor: they proved it already, elsewhere.
    """
    further = _FURTHER.get(
        signing_in().after_password(found.account, proved_elsewhere=second_factor)
    )
    back = way_back(request, wanted)
    if further is None:
        begin(request, found, by)
        return HttpResponseRedirect(back)
    begin_half(request, found, back)
    return HttpResponseRedirect(reverse(further))


def begin_half(request: HttpRequest, signed_in: SignedIn, back: str) -> None:
    """Remember who knew the password, while the second factor is asked for."""
    request.session.flush()
    request.session[_HALF] = signed_in.account.login
    request.session[_HALF_PROOF] = signed_in.proof
    request.session[_HALF_AT] = now().isoformat()
    request.session[_HALF_BACK] = back


def half_of(request: HttpRequest) -> tuple[SignedIn, str] | None:
    """Who knew the password a moment ago, and where they wanted to go."""
    begun = request.session.get(_HALF_AT)
    if begun is None or now() - dt.datetime.fromisoformat(begun) > HALF_LASTS:
        return None
    found = _known(request, _HALF, _HALF_PROOF)
    return (found, request.session[_HALF_BACK]) if found else None


def end(request: HttpRequest) -> None:
    """End the session; its key opens nothing any more."""
    account = account_of(request)
    if account:
        asking(request).left(account)
    request.session.flush()


def account_of(request: HttpRequest) -> Account | None:
    """Who asks; None when nobody is signed in, was idle, or account or password changed since."""
    found = _known(request, LOGIN, PROOF)
    return found.account if found and _still_there(request) else None


def _still_there(request: HttpRequest) -> bool:
    """Whether they asked for something lately; noted now and then, not with every look."""
    seen, this = dt.datetime.fromisoformat(request.session[SEEN]), now()
    if this - seen > signing_in().rules.idle:
        request.session.flush()
        return False
    if this - seen > _SEEN_AGAIN:
        request.session[SEEN] = this.isoformat()
    return True


def _known(request: HttpRequest, login: str, proof: str) -> SignedIn | None:
    named = request.session.get(login)
    found = signing_in().accounts.known(named) if named else None
    if found and constant_time_compare(found.proof, request.session.get(proof, "")):
        return found
    return None


def signed_in(*roles: Role, keeps_search: bool = False) -> Callable[[View], View]:
    """A view for whoever is signed in, or for some roles alone.

    ``request.account`` is who asks, ``request.actor`` as whom they act. Others are sent to sign
    in, and back afterwards.

    Args:
        roles: who may see it; everybody with an account when none is named.
        keeps_search: of a page of what is public: they come back with the search that its address
            names. The words of other addresses may be a patient's, and are left behind.
    """

    def guarded(view: View) -> View:
        @functools.wraps(view)
        def answered(request: HttpRequest, *words: Any, **named: Any) -> HttpResponse:
            account = account_of(request)
            if account is None:
                wanted = request.get_full_path() if keeps_search else request.path
                back = urlencode({"next": wanted})
                return HttpResponseRedirect(f"{reverse('sign-in')}?{back}")
            request.account, request.actor = account, account.actor
            if account.must_change and view.__name__ not in _BEFORE_ANYTHING:
                return HttpResponseRedirect(reverse("change-password"))
            if roles and account.actor.role not in roles:
                raise _not_for(account.actor.role, roles)
            return view(request, *words, **named)

        answered.open_to = roles or EVERYBODY  # type: ignore[attr-defined]  # read by tests
        return answered

    return guarded


def way_back(request: HttpRequest, wanted: str) -> str:
    """Where to go after signing in: a page of ours, or the page of one's work."""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else reverse("work")


def _not_for(role: Role, roles: tuple[Role, ...]) -> Refused:
    there = ", ".join(one.value for one in roles)
    return Refused(
        f"This page is not for the role {role.value}; it is for: {there}.",
        rule="pages-are-for-roles",
        remedy="Ask an administrator when your work needs it.",
    )
