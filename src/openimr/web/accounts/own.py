"""One's own account: password, second factor, recovery codes, where one is signed in."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openimr.serving import account_office, signing_in
from openimr.vocabulary.errors import BadInput, Refused
from openimr.web.accounts.client import asking
from openimr.web.accounts.fresh import proved_again
from openimr.web.accounts.who import renew, signed_in
from openimr.workflow.accounts import Account
from openimr.workflow.browser_sessions import name_of

NOT_RIGHT = 403

_LATEST = 10


_DONE = {
    "password": "Your password is changed.",
    "factor": "Your second factor is taken away.",
    "sessions": "You are signed out there.",
}
"""What was changed, by the word that the way back to the page carries."""


@require_GET
@signed_in()
def account(request: HttpRequest) -> HttpResponse:
    """What is known of one's own account, and what can be changed."""
    return _page(request)


def _page(request: HttpRequest, errors: Sequence[tuple[str, str]] = ()) -> HttpResponse:
    mine: Account = request.account
    here = name_of(request.session.session_key or "")
    found = signing_in().signed_in_at(mine)
    words = {
        "account": mine,
        "codes_left": signing_in().factors.codes_left(mine.login),
        "must_have_one": signing_in().needs_factor(mine),
        "sessions": sorted(((one, one.name == here) for one in found), key=lambda one: not one[1]),
        "entries": account_office().latest(mine.login)[:_LATEST],
        "done": _DONE.get(request.GET.get("done", "")),
        "errors": errors,
    }
    return render(request, "accounts/account.html", words, status=NOT_RIGHT if errors else 200)


@require_POST
@sensitive_post_parameters("again")
@signed_in()
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out in one other browser, or in all others."""
    mine, here = request.account, name_of(request.session.session_key or "")
    others = [one.name for one in signing_in().signed_in_at(mine) if one.name != here]
    wanted = request.POST.get("end", "")
    try:
        proved_again(request)
    except Refused as refused:
        return _page(request, [("again-sessions", f"{refused.reason} {refused.remedy}")])
    asking(request).end_sessions(mine, others if wanted == "others" else [wanted])
    return HttpResponseRedirect(f"{reverse('account')}?done=sessions")


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("old", "new", "again")
@signed_in()
def change_password(request: HttpRequest) -> HttpResponse:
    """Ask for the old password and a new one; other sessions end with it."""
    errors = _change(request) if request.method == "POST" else []
    if request.method == "POST" and not errors:
        return HttpResponseRedirect(f"{reverse('account')}?done=password")
    words = {"first": request.account.must_change, "errors": errors}
    status = NOT_RIGHT if errors else 200
    return render(request, "accounts/password.html", words, status=status)


def _change(request: HttpRequest) -> list[tuple[str, str]]:
    """Change it; what must be mended first, by field."""
    new = request.POST.get("new", "")
    if new != request.POST.get("again", ""):
        return [("again", "The new password was not typed the same twice.")]
    try:
        asking(request).change_password(request.account, request.POST.get("old", ""), new)
    except Refused as refused:
        return [("old", str(refused))]
    except BadInput as bad:
        return [("new", f"The new password {bad.found}. {bad.remedy}")]
    found = signing_in().accounts.known(request.account.login)
    if found:
        renew(request, found)
    return []


@require_POST
@sensitive_post_parameters("password", "present")
@signed_in()
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes in place of all older ones."""
    try:
        codes = asking(request).new_codes(request.account, **_both(request))
    except Refused as refused:
        return _page(request, [("codes-password", f"{refused.reason} {refused.remedy}")])
    words = {"codes": codes, "back": reverse("account"), "frame": "signed_in.html", "anew": True}
    return render(request, "accounts/recovery_codes.html", words)


@require_POST
@sensitive_post_parameters("password", "present")
@signed_in()
def remove_factor(request: HttpRequest) -> HttpResponse:
    """Take one's own second factor away, where one may be without."""
    try:
        asking(request).remove_factor(request.account, **_both(request))
    except Refused as refused:
        return _page(request, [("factor-password", f"{refused.reason} {refused.remedy}")])
    found = signing_in().accounts.known(request.account.login)
    if found:
        renew(request, found)
    return HttpResponseRedirect(f"{reverse('account')}?done=factor")


def _both(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in ("password", "present")}
