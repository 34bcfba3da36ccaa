"""Signing in and out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from openimr.serving import sign_in_provider
from openimr.web.accounts.client import asking
from openimr.web.accounts.too_many import too_many
from openimr.web.accounts.who import end, enter
from openimr.workflow.limits import TooMany

NOT_RIGHT = 403


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The form, and what it sends."""
    back = request.POST.get("next") or request.GET.get("next", "")
    words = {"next": back, "elsewhere": sign_in_provider() is not None}
    if request.method != "POST":
        return render(request, "accounts/sign_in.html", words)
    login, password = request.POST.get("login", ""), request.POST.get("password", "")
    try:
        found = asking(request).password(login, password)
    except TooMany as many:
        return too_many(request, "accounts/sign_in.html", words, many)
    if found is None:
        words["wrong"] = True
        return render(request, "accounts/sign_in.html", words, status=NOT_RIGHT)
    return enter(request, found, back)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    end(request)
    answer = render(request, "accounts/signed_out.html")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer
