"""The second factor: asked for after the password, and set up."""

from __future__ import annotations

import secrets
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from openimr.serving import organization, signing_in
from openimr.web.accounts.client import asking
from openimr.web.accounts.too_many import too_many
from openimr.web.accounts.who import account_of, begin, half_of, renew
from openimr.workflow.accounts import Account
from openimr.workflow.limits import TooMany
from openimr.workflow.second_factor import address_for_app, new_secret
from openimr.workflow.signing_in import Next

NOT_RIGHT = 403

_OFFERED_FOR = 3600
"""Seconds in which a secret that is shown can be taken."""

_PAPER = "#fff"
_DOT = 5


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """Ask whoever knew the password for a code."""
    half = half_of(request)
    if half is None:
        return HttpResponseRedirect(reverse("sign-in"))
    found, back = half
    words = {"recovery": "recovery" in request.GET}
    if request.method != "POST":
        return render(request, "accounts/code.html", words)
    try:
        proved = asking(request).code(found.account, request.POST.get("code", ""))
    except TooMany as many:
        return too_many(request, "accounts/code.html", words, many)
    if proved is None:
        return render(request, "accounts/code.html", words | {"wrong": True}, status=NOT_RIGHT)
    begin(request, proved)
    return HttpResponseRedirect(back)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code", "offer", "password", "present")
def set_up(request: HttpRequest) -> HttpResponse:
    """Set a second factor up: of whoever is signed in, or needs one to sign in."""
    account, back, inside = _whose(request)
    if account is None:
        return HttpResponseRedirect(reverse("sign-in"))
    frame = _frame(request, account, inside=inside)
    words = {"inside": inside, "frame": frame, "has_one": account.second_factor}
    if request.method != "POST":
        return render(request, "accounts/set_up.html", words | _offer(account))
    secret = _offered(request, account)
    if secret is None:
        return render(request, "accounts/set_up.html", words | _offer(account) | {"late": True})
    codes = _kept(request, account, secret, inside=inside)
    if codes is None:
        words |= _offer(account, secret) | {"wrong": True}
        return render(request, "accounts/set_up.html", words, status=NOT_RIGHT)
    changed = signing_in().accounts.known(account.login)
    if changed:
        (renew if inside else begin)(request, changed)
    words |= {"codes": codes, "back": back}
    return render(request, "accounts/recovery_codes.html", words)


def _kept(
    request: HttpRequest, account: Account, secret: str, *, inside: bool
) -> tuple[str, ...] | None:
    """Keep it; its recovery codes, or None when the code of the app is not right."""
    code = request.POST.get("code", "")
    if not inside:
        return asking(request).set_up(account, secret, code)
    password, present = request.POST.get("password", ""), request.POST.get("present", "")
    return asking(request).change_factor(account, secret, code, password=password, present=present)


def _whose(request: HttpRequest) -> tuple[Account | None, str, bool]:
    """Whose second factor it is, where they go on, and whether they are signed in already."""
    if half := half_of(request):
        found, back = half
        new = signing_in().after_password(found.account) is Next.SET_UP
        return (found.account if new else None), back, False
    return account_of(request), reverse("work"), True


def _frame(request: HttpRequest, account: Account, *, inside: bool) -> str:
    """The frame of the page: that of whoever is signed in, once they are."""
    if not inside:
        return "base.html"
    request.account, request.actor = account, account.actor
    return "signed_in.html"


def _salt(account: Account) -> str:
    return f"second factor of {account.login}"


def _offer(account: Account, secret: str | None = None) -> dict[str, Any]:
    """A secret as the page shows it; it is kept nowhere until a code proves that it was taken."""
    import segno  # noqa: PLC0415 - takes its time, and only this page draws a code

    offered = secret or new_secret(secrets.token_bytes)
    picture = segno.make(address_for_app(offered, account.login, organization()), micro=False)
    return {
        "offer": signing.dumps(offered, salt=_salt(account)),
        "key": " ".join(offered[at : at + 4] for at in range(0, len(offered), 4)),
        "picture": picture.svg_data_uri(scale=_DOT, light=_PAPER),
        "login": account.login,
    }


def _offered(request: HttpRequest, account: Account) -> str | None:
    """The secret that the page showed; None when it was too long ago, or another's."""
    try:
        sent = request.POST.get("offer", "")
        return str(signing.loads(sent, salt=_salt(account), max_age=_OFFERED_FOR))
    except signing.BadSignature:
        return None
