"""Signing in and out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from openimr.serving import signing_in
from openimr.web.accounts.client import asking
from openimr.web.accounts.too_many import too_many
from openimr.web.accounts.who import begin, begin_half, end, way_back
from openimr.workflow.limits import TooMany
from openimr.workflow.signing_in import Next

NOT_RIGHT = 403

_FURTHER = {Next.CODE: "sign-in-code", Next.SET_UP: "set-up"}
"""Where the password alone leads to, when it is not enough."""


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The form, and what it sends."""
    back = request.POST.get("next") or request.GET.get("next", "")
    if request.method != "POST":
        return render(request, "accounts/sign_in.html", {"next": back})
    login, password = request.POST.get("login", ""), request.POST.get("password", "")
    try:
        found = asking(request).password(login, password)
    except TooMany as many:
        return too_many(request, "accounts/sign_in.html", {"next": back}, many)
    if found is None:
        words = {"next": back, "wrong": True}
        return render(request, "accounts/sign_in.html", words, status=NOT_RIGHT)
    further = _FURTHER.get(signing_in().after_password(found.account))
    if further is None:
        begin(request, found)
        return HttpResponseRedirect(way_back(request, back))
    begin_half(request, found, way_back(request, back))
    return HttpResponseRedirect(reverse(further))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    end(request)
    return render(request, "accounts/signed_out.html")
