"""Accounts of everybody, for whoever administers them.

One account is chosen by a form and not by its address: a party's login may be a name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from openimr.serving import signing_in
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.web.accounts.client import administering
from openimr.web.accounts.fresh import PROVING, proved_again
from openimr.web.accounts.who import signed_in
from openimr.workflow.accounts import WITHOUT_ACCOUNT, Account

ROLES = tuple(role.value for role in Role if role not in WITHOUT_ACCOUNT)

_NAMED_BY_THE_RECORD = (Role.REVIEWER, Role.PARTY)


@require_GET
@signed_in(Role.ADMINISTRATOR)
def accounts(request: HttpRequest) -> HttpResponse:
    """Everybody who may sign in."""
    return render(request, "accounts/accounts.html", {"accounts": administering(request).listed()})


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("again")
@signed_in(Role.ADMINISTRATOR)
def add(request: HttpRequest) -> HttpResponse:
    """Add an account; its first password is shown once."""
    words: dict[str, object] = {"roles": ROLES, "typed": request.POST}
    if request.method == "POST":
        try:
            account = _typed(request)
            proved_again(request)
            first = administering(request).add_with_first_password(account)
        except (BadInput, Refused) as error:
            field = "again-add" if _of_proving(error) else "login"
            words["errors"] = [(field, _in_words(error))]
        else:
            return render(request, "accounts/first.html", {"account": account, "first": first})
    return render(request, "accounts/add.html", words, status=400 if "errors" in words else 200)


def _in_words(error: BadInput | Refused) -> str:
    said = f"{error.reason} {error.remedy}" if isinstance(error, Refused) else str(error)
    return said[:1].upper() + said[1:] + ("" if said.endswith(".") else ".")


def _typed(request: HttpRequest) -> Account:
    login = request.POST.get("login", "").strip().lower()
    role = next((one for one in Role if one.value == request.POST.get("role")), None)
    named = request.POST.get("named", "").strip()
    if role is None:
        raise BadInput("the role", "is missing", "Choose one.")
    if not login:
        raise BadInput("the login", "is missing", "Type one.")
    if role in _NAMED_BY_THE_RECORD and not named:
        found = "is missing: what the panel or the case calls them"
        raise BadInput("the identifier", found, f"A {role.value} is known by it in the record.")
    return Account(login=login, actor=Actor(role=role, id=named or login), cases=_cases(request))


def _cases(request: HttpRequest) -> tuple[str, ...]:
    return tuple(request.POST.get("cases", "").replace(",", " ").split())


def _of_proving(error: Exception) -> bool:
    return isinstance(error, Refused) and error.rule in PROVING


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("again")
@signed_in(Role.ADMINISTRATOR)
def one_account(request: HttpRequest) -> HttpResponse:
    """One account, after whatever was asked of it."""
    login = request.POST.get("login", "")
    words = _done(request, login)
    found = next((one for one in administering(request).listed() if one.login == login), None)
    if found is None:
        return HttpResponseRedirect(reverse("accounts"))
    words |= {
        "account": found,
        "sessions": signing_in().signed_in_at(found),
        "log": administering(request).latest(login)[:10],
    }
    return render(request, "accounts/one.html", words)


def _done(request: HttpRequest, login: str) -> dict[str, object]:
    """Do what a button asks, for whoever proves anew who they are."""
    wanted = request.POST.get("do", "")
    if wanted not in _ASKED:
        return {}
    try:
        proved_again(request)
    except Refused as refused:
        return {"errors": [(f"again-{wanted.replace(' ', '-')}", _in_words(refused))]}
    return _ASKED[wanted](request, login)


def _disable(request: HttpRequest, login: str) -> dict[str, object]:
    administering(request).disable(login)
    return {"done": "Nobody signs in with this account any more."}


def _first_password(request: HttpRequest, login: str) -> dict[str, object]:
    return {"first": administering(request).first_password(login)}


def _clear_factor(request: HttpRequest, login: str) -> dict[str, object]:
    administering(request).clear_factor(login)
    return {"done": "The second factor is taken away. Another one is set up at the next sign-in."}


def _end_sessions(request: HttpRequest, login: str) -> dict[str, object]:
    administering(request).end_sessions(login)
    return {"done": "Whoever was signed in with this account no longer is."}


def _change_cases(request: HttpRequest, login: str) -> dict[str, object]:
    try:
        administering(request).change_cases(login, _cases(request))
    except BadInput as bad:
        return {"errors": [("cases", _in_words(bad))]}
    return {"done": "These cases are open to it now, and no others."}


_ASKED: Mapping[str, Callable[[HttpRequest, str], dict[str, object]]] = {
    "disable": _disable,
    "first password": _first_password,
    "clear factor": _clear_factor,
    "change cases": _change_cases,
    "end sessions": _end_sessions,
}
"""What the page's buttons ask for."""
