"""Refusals of access go to the security log, whichever room refused."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from openimr.vocabulary.errors import Refused
from openimr.web.accounts.client import asking

OF_ACCESS = frozenset(
    {
        "pages-are-for-roles",
        "case-is-not-yours",
        "not-your-case",
        "not-your-step",
        "accesses-are-for-auditors",
        "reviewers-are-not-told",
    }
)
"""Rules by which somebody is kept from what is not theirs; other refusals are everyday work."""


def refusals_noted(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Django's middleware: a refusal of access is noted, and told as any other."""

    def answered(request: HttpRequest) -> HttpResponse:
        return answer(request)

    answered.process_exception = _note  # type: ignore[attr-defined]
    return answered


def _note(request: HttpRequest, error: Exception) -> None:
    account = getattr(request, "account", None)
    if account and isinstance(error, Refused) and error.rule in OF_ACCESS:
        route = request.resolver_match.route if request.resolver_match else ""
        asking(request).refused(account, error.rule, f"/{route}")
