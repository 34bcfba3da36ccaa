"""Signing in at the organization's provider, and coming back."""

from __future__ import annotations

import datetime as dt

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from openimr.serving import now, sign_in_provider
from openimr.web.accounts.client import asking
from openimr.web.accounts.too_many import too_many
from openimr.web.accounts.who import enter, way_back
from openimr.workflow.limits import TooMany
from openimr.workflow.sign_in_elsewhere import LASTS, Begun, NotVouched, Provider

NOT_RIGHT = 403

_BEGUN, _AT, _NEXT = "elsewhere", "elsewhere at", "elsewhere next"


@require_GET
def elsewhere(request: HttpRequest) -> HttpResponse:
    """Send somebody to the provider."""
    provider = sign_in_provider()
    if provider is None:
        return HttpResponseRedirect(reverse("sign-in"))
    try:
        begun = provider.begin(_back(request))
    except NotVouched as why:
        return _refused(request, str(why))
    request.session.flush()
    request.session[_BEGUN] = msgspec.to_builtins(begun)
    request.session[_AT] = now().isoformat()
    request.session[_NEXT] = way_back(request, request.GET.get("next", ""))
    return HttpResponseRedirect(begun.address)


@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Let in for whom the provider vouches; what was begun is taken once."""
    provider = sign_in_provider()
    begun, at = request.session.pop(_BEGUN, None), request.session.pop(_AT, None)
    if provider is None or begun is None or now() - dt.datetime.fromisoformat(at) > LASTS:
        return _refused(request, "nothing was begun in this browser, or too long ago")
    try:
        return _let_in(request, provider, msgspec.convert(begun, Begun))
    except TooMany as many:
        return too_many(request, "accounts/sign_in.html", {"next": ""}, many)


def _let_in(request: HttpRequest, provider: Provider, begun: Begun) -> HttpResponse:
    try:
        vouched = provider.finish(begun, _back(request), request.GET.dict())
    except NotVouched as why:
        asking(request).not_vouched(str(why))
        return _refused(request, str(why))
    found = asking(request).vouched(vouched)
    if found is None:
        return _refused(request, "no account here is linked to it, or its access has ended")
    wanted = request.session.get(_NEXT, "")
    proved = vouched.second_factor
    return enter(request, found, wanted, by="a sign-in elsewhere", second_factor=proved)


def _back(request: HttpRequest) -> str:
    """The whole address to come back to; a proxy in front may hide that HTTPS is the way in."""
    scheme = "https" if settings.SESSION_COOKIE_SECURE else "http"
    return f"{scheme}://{request.get_host()}{reverse('back-from-elsewhere')}"


def _refused(request: HttpRequest, why: str) -> HttpResponse:
    words = {"next": "", "elsewhere": sign_in_provider() is not None, "why": why}
    return render(request, "accounts/sign_in.html", words, status=NOT_RIGHT)
