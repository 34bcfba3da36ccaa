"""The rooms of the web, in the order in which their addresses are tried.

A further room is a package ``openimr.web.<name>`` with ``urls.urlpatterns`` and, where it has
pages, ``templates/<name>/``; it is added here and nowhere else.
"""

from __future__ import annotations

ROOMS = (
    "front",
    "library",
    "filing",
    "health",
    "accounts",
    "programs",
    "worklists",
    "cases",
    "casefile",
    "letters",
    "publishing",
    "quality",
    "desk",
    "lawbook",
    "topics",
    "panel",
    "management",
    "api",
)
"""Packages of ``openimr.web`` with addresses of their own."""


def applications() -> list[str]:
    """The rooms as Django's applications, so that their templates are found."""
    return [f"openimr.web.{room}" for room in ROOMS]
