"""The rooms that a role finds at the head of every page."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from openimr.vocabulary.actor import Role
from openimr.web.case_tabs import EVERYBODY, STAFF


class Entry(NamedTuple):
    """A room by its name, the name of its first address, and whose it is."""

    name: str
    view: str
    roles: tuple[Role, ...]


ENTRIES = (
    Entry("Your work", "work", EVERYBODY),
    Entry("Cases", "cases", EVERYBODY),
    Entry("Send records", "many-cases", (Role.PARTY,)),
    Entry("Papers by mail", "mail", (Role.INTAKE,)),
    Entry("Quality", "quality", (Role.QUALITY, Role.ADMINISTRATOR, Role.AUDITOR)),
    Entry("Post tray", "post", (Role.CASE_MANAGER, Role.INTAKE)),
    Entry("Panel", "panel", (Role.CASE_MANAGER, Role.ADMINISTRATOR, Role.AUDITOR)),
    Entry("Guidelines", "guidelines", (*STAFF, Role.REVIEWER)),
    Entry("Management", "management", (Role.CASE_MANAGER, Role.ADMINISTRATOR, Role.AUDITOR)),
    Entry("Law", "law", (*STAFF, Role.REVIEWER)),
    Entry("Accounts", "accounts", (Role.ADMINISTRATOR,)),
    Entry("Security log", "security", (Role.AUDITOR,)),
)
"""In the order in which they stand; a further room adds its line here."""


class Shown(NamedTuple):
    """An entry on a page."""

    name: str
    address: str
    here: bool


def rooms_of(request: HttpRequest) -> dict[str, list[Shown]]:
    """Django's context processor: ``rooms`` of whoever is signed in; none for others."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {"rooms": []}
    return {"rooms": [_shown(one, request) for one in ENTRIES if actor.role in one.roles]}


def _shown(entry: Entry, request: HttpRequest) -> Shown:
    address = reverse(entry.view)
    return Shown(entry.name, address, f"{request.path}/".startswith(f"{address}/"))
