"""Refusals of access go to the security log, whichever room refused."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from openimr.vocabulary.errors import Refused
from openimr.web.accounts.client import asking
from openimr.workflow.accounts import Account

OF_ACCESS = frozenset(
    {
        "pages-are-for-roles",
        "case-is-not-yours",
        "not-your-case",
        "not-your-step",
        "accesses-are-for-auditors",
        "reviewers-are-not-told",
        "not-in-scope",
        "account-not-ready",
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
    note_refusal(request, getattr(request, "account", None), error)


def note_refusal(request: HttpRequest, account: Account | None, error: Exception) -> None:
    """Note a refusal of access; other errors, and those of nobody, are not noted.

    Args:
        request: what was asked.
        account: who asked, if that is known.
        error: what was said.
    """
    if account and isinstance(error, Refused) and error.rule in OF_ACCESS:
        asking(request).refused(account, error.rule, pattern_of(request))


def pattern_of(request: HttpRequest) -> str:
    """The address as the program knows it, without what was typed into it."""
    return f"/{request.resolver_match.route if request.resolver_match else ''}"
