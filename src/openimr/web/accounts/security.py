"""The security log as a page, for whoever administers or audits."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from openimr.vocabulary.actor import Role
from openimr.web.accounts.client import administering
from openimr.web.accounts.who import signed_in
from openimr.workflow.security_log import PAGE


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(Role.ADMINISTRATOR, Role.AUDITOR)
def security(request: HttpRequest) -> HttpResponse:
    """The latest entries: of everybody, or of a login that was typed."""
    login = request.POST.get("login", "").strip().lower()
    before = request.POST.get("before", "")
    number = int(before) if before.isascii() and before.isdecimal() else None
    found = administering(request).latest(login or None, number)
    words = {
        "entries": found,
        "login": login,
        "before": number,
        "older": found[-1].number if len(found) == PAGE else None,
    }
    return render(request, "accounts/security.html", words)
