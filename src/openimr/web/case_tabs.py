"""The parts of a case that every room adds to, and the frame in which each of them stands.

A room that shows something of a case adds its line to ``TABS``; its page extends
``case_frame.html``, fills the block ``part``, and is rendered with ``case_frame`` of the case::

    opened = seen_by(request.account).open(office_of(request.actor), number)
    return render(request, "letters/letter.html", {**case_frame(request, opened.case), ...})
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from openimr.case.model import Case
from openimr.case.states import STATES
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import Refused
from openimr.workflow.offers import Offer
from openimr.workflow.step_forms import has_form

STAFF = (Role.INTAKE, Role.CASE_MANAGER, Role.QUALITY, Role.ADMINISTRATOR, Role.AUDITOR)
"""Who works in the house."""

EVERYBODY = (*STAFF, Role.REVIEWER, Role.PARTY)


class Tab(NamedTuple):
    """A part of a case: its name, the name of its address (which takes the number), and whose."""

    name: str
    view: str
    roles: tuple[Role, ...]


TABS = (
    Tab("Overview", "case", EVERYBODY),
    Tab("Parties", "case-parties", EVERYBODY),
    Tab("Documents", "case-documents", EVERYBODY),
    Tab("Deadlines", "case-deadlines", EVERYBODY),
    Tab("File", "case-file", (*STAFF, Role.REVIEWER)),
    Tab("Desk", "desk", (Role.REVIEWER,)),
    Tab("Quality", "case-quality", (Role.QUALITY, Role.ADMINISTRATOR, Role.AUDITOR)),
    Tab("Letter", "letter", EVERYBODY),
    Tab("Send records", "send-records", (Role.PARTY, Role.INTAKE, Role.CASE_MANAGER)),
    Tab("Notices", "case-notices", EVERYBODY),
    Tab("Record", "case-record", EVERYBODY),
    Tab("Accesses", "case-accesses", (Role.ADMINISTRATOR, Role.AUDITOR)),
)
"""In the order in which they stand; a further room adds its line here."""


def case_frame(request: HttpRequest, case: Case, *way: tuple[str, str]) -> dict[str, Any]:
    """What ``case_frame.html`` needs.

    Args:
        request: of whoever looks.
        case: as it may be shown to them.
        way: further steps of the way here, as (name, address); the last without an address.
    """
    first = reverse("case", args=[case.number])
    here = (("Cases", reverse("cases")), (f"Case {case.number}", first if way else ""), *way)
    return {
        "case": case,
        "waits_for": STATES[case.state].waits_for,
        "owner": STATES[case.state].owner,
        "way": here,
        "tabs": [
            (tab.name, address, _is_here(request.path, tab, address))
            for tab in TABS
            if request.actor.role in tab.roles
            for address in [reverse(tab.view, args=[case.number])]
        ],
    }


STEP_ROOMS: dict[str, str] = {
    "record-second-opinion": "case-quality",
    "return-to-reviewer": "case-quality",
    "pass-quality": "case-quality",
    "sign-letter": "letter",
    "issue": "letter",
    "correct": "letter",
    "serve": "letter-serve",
    "publish": "publishing",
    "make-evidence-pack": "evidence",
    "receive-records": "send-records",
    "receive-cure": "send-records",
}
"""Steps that are taken in another room than by a form: the step's name in addresses ("issue")
with the name of that room's address, which takes the case's number."""


class Button(NamedTuple):
    """A step on a page, as ``elements/offer.html`` takes it."""

    name: str
    slug: str
    address: str
    refused: Refused | None


def buttons(found: Iterable[Offer], number: str) -> list[Button]:
    """Steps as links to where they are taken; those that no page takes are left out."""
    return [
        Button(one.name.capitalize(), one.slug, _taken_at(one, number), one.refused)
        for one in found
        if one.slug in STEP_ROOMS or has_form(one.command)
    ]


def _taken_at(offer: Offer, number: str) -> str:
    if room := STEP_ROOMS.get(offer.slug):
        return str(reverse(room, args=[number]))
    return str(reverse("case-step", args=[number, offer.slug]))


def _is_here(path: str, tab: Tab, address: str) -> bool:
    """Whether a page is a tab's; every address of a case begins as that of the first tab does."""
    return path == address or (tab is not TABS[0] and path.startswith(f"{address}/"))
