"""One's own account: password, second factor, recovery codes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openimr.serving import account_office, signing_in
from openimr.vocabulary.errors import BadInput, Refused
from openimr.web.accounts.client import asking
from openimr.web.accounts.who import renew, signed_in
from openimr.workflow.accounts import Account
from openimr.workflow.second_factor import must_have_one

NOT_RIGHT = 403

_LATEST = 10


@require_GET
@signed_in()
def account(request: HttpRequest) -> HttpResponse:
    """What is known of one's own account, and what can be changed."""
    mine: Account = request.account
    words = {
        "account": mine,
        "codes_left": signing_in().factors.codes_left(mine.login),
        "must_have_one": must_have_one(mine.actor.role),
        "entries": account_office().latest(mine.login)[:_LATEST],
        "changed": "changed" in request.GET,
    }
    return render(request, "accounts/account.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("old", "new", "again")
@signed_in()
def change_password(request: HttpRequest) -> HttpResponse:
    """Ask for the old password and a new one; other sessions end with it."""
    errors = _change(request) if request.method == "POST" else []
    if request.method == "POST" and not errors:
        return HttpResponseRedirect(f"{reverse('account')}?changed")
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
@sensitive_post_parameters("password")
@signed_in()
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes in place of all older ones."""
    asking(request).password_again(request.account, request.POST.get("password", ""))
    words = {
        "codes": asking(request).renew_codes(request.account),
        "back": reverse("account"),
        "frame": "signed_in.html",
    }
    return render(request, "accounts/recovery_codes.html", words)
