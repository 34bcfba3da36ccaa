"""Where papers are sent: the last word of an address, as the place of the uploads it stands for.

Whether somebody may send to it is asked here, before the port is: that only keeps people apart.
"""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from openimr.serving import office_of
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import Refused
from openimr.web.accounts.who import account_of
from openimr.web.filing.questions import STEPS
from openimr.web.filing.wiring import filing_room
from openimr.workflow.accounts import Account
from openimr.workflow.filing import Paper, place_of
from openimr.workflow.filing_cure import CURE, cure_place
from openimr.workflow.filing_mail import tray_of_login
from openimr.workflow.papers import Sender
from openimr.workflow.seen_by import seen_by

APPLICATION = "application"
"""In a session: which application is filled in."""

SENDS_RECORDS = (Role.PARTY, Role.INTAKE, Role.CASE_MANAGER)
"""Who may send papers to a case."""

_OWN_TRAY = {"mail": ((Role.INTAKE,), "mail"), "many": ((Role.PARTY,), "many-cases")}
"""Trays of one account: whose they are, and the page on which they stand."""


class Place(NamedTuple):
    """Where papers are sent.

    Attributes:
        sender: the place of the uploads, and who sends there.
        page: on which that is asked.
        by_name: the same bytes under another name are another paper.
    """

    sender: Sender
    page: str
    by_name: bool = False


def place_asked(request: HttpRequest, where: str) -> Place:
    """The place that an address names.

    Raises:
        Refused: rule "no-such-place" for whoever may not send there; it tells nothing else.
    """
    kind, _, rest = where.partition("-")
    if kind == "application" and (found := _of_application(request, rest)):
        return found
    account = account_of(request)
    if account and kind == "case" and (found := _of_case(account, rest)):
        return found
    if account and kind in _OWN_TRAY and not rest:
        roles, page = _OWN_TRAY[kind]
        if account.actor.role in roles:
            return Place(own_tray(account, kind), reverse(page), by_name=kind == "many")
    raise Refused(
        "You cannot send papers here.",
        rule="no-such-place",
        remedy="Sign in again, or open your application with its code again.",
    )


def own_tray(account: Account, kind: str) -> Sender:
    """A tray that one account alone sees: the login stays out of its name."""
    return tray_of_login(account.login, kind)


def of_case(account: Account, number: str) -> Sender:
    """Where an account sends papers of a case."""
    return Sender(place=number, by=account.login)


def _of_application(request: HttpRequest, kind: str) -> Place | None:
    """Where the filer sends papers: those of each kind before it is filed, what it lacks after."""
    room, name = filing_room(), request.session.get(APPLICATION)
    saved = room.saved.of_name(name, room.now()) if name else None
    if saved is None:
        return None
    if saved.case:
        return Place(cure_place(saved.name), reverse("file-receipt")) if kind == CURE else None
    step = next((one for one in STEPS if kind in {each.value for each in one.papers}), None)
    if step is None:
        return None
    return Place(place_of(saved.name, Paper(kind)), reverse("file-step", args=[step.slug]))


def _of_case(account: Account, number: str) -> Place | None:
    if account.actor.role not in SENDS_RECORDS:
        return None
    opened = seen_by(account).open(office_of(account.actor), number)
    return Place(of_case(account, opened.whole.number), reverse("send-records", args=[number]))
