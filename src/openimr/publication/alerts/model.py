"""A saved alert as a value, and what keeping alerts needs from outside."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Sequence
from typing import Protocol

from openimr.publication.alerts.asked import search_asked
from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.printable import printable
from openimr.vocabulary.value import Value, require, settle

MOST_ALERTS = 30
"""Alerts that one person keeps."""

LONGEST_NAME = 80
LONGEST_SEARCH = 1_000

LONGEST_ADDRESS = 254
"""Characters of an address (RFC 5321, 4.5.3.1.3, erratum 1690)."""

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")


class Reached(enum.Enum):
    """How far the way to whoever saved an alert is known to be theirs."""

    UNCONFIRMED = "not confirmed"
    """An address was typed; nothing but the question whether it is theirs is sent to it."""
    ASKED = "asked to confirm"
    CONFIRMED = "confirmed"
    REFUSED = "refused by the mail server"
    NOWHERE = "no e-mail"
    """They follow the feed."""


class Alert(Value, frozen=True, kw_only=True):
    """A search that somebody saved to be told of what is published later.

    Attributes:
        id: given when it is kept; 0 before.
        login: whose it is.
        name: as its owner calls it.
        search: as it stands in the address of the library ("q=mri&decision=upheld").
        email: where it is told; "" for the feed alone.
        reached: whether the address is known to be the owner's.
    """

    id: int = 0
    login: str
    name: str
    search: str = ""
    email: str = ""
    reached: Reached = Reached.NOWHERE

    def __post_init__(self) -> None:
        settle(self, name=printable(self.name, "name"))
        require(bool(self.login), "an alert is somebody's")
        require(0 < len(self.name) <= LONGEST_NAME, "an alert has a short name")
        require(len(self.search) <= LONGEST_SEARCH, "an alert's search is not too long")
        require(not self.email or "@" in self.email, "an e-mail address has an @")
        nowhere = self.reached is Reached.NOWHERE
        require(nowhere is (not self.email), "an alert is mailed where it has an address")


def is_address(typed: str) -> bool:
    """Whether a text has the form of an e-mail address that every mail server takes.

    Letters with accents need servers that know them (RFC 6531), which nobody can count on.
    """
    return len(typed) <= LONGEST_ADDRESS and _EMAIL.fullmatch(typed) is not None


class Waiting(Value, frozen=True, kw_only=True):
    """Determinations found for an alert and not mailed yet, by their identifiers."""

    alert: Alert
    ids: tuple[str, ...]


class AlertBook(Protocol):
    """Where alerts are kept, and what each was told."""

    def keep(self, alert: Alert, at: dt.datetime) -> Alert:
        """Keep an alert, with the id that it is given; one of the same owner and name goes."""

    def of(self, login: str) -> tuple[Alert, ...]:
        """Those of an owner, by name."""

    def all(self) -> tuple[Alert, ...]:
        """Those of everybody, the oldest first."""

    def get(self, id: int) -> Alert | None:
        """One; None where there is none any more."""

    def reach(self, id: int, reached: Reached) -> None:
        """Note how far the way to its owner is known; nothing happens when it is gone."""

    def drop(self, id: int) -> None:
        """Forget it, with its address and what was told; nothing happens when it is gone."""

    def find(self, id: int, ids: Sequence[str]) -> int:
        """Note determinations found for it; those noted before are left; how many were new."""

    def waiting(self) -> tuple[Waiting, ...]:
        """What was found and not mailed yet, of alerts whose address is confirmed."""

    def mailed(self, id: int, ids: Sequence[str], at: dt.datetime) -> None:
        """Note that these were told."""


def alert_named(login: str, name: str, search: str, email: str = "") -> Alert:
    """An alert as somebody typed it.

    Raises:
        BadInput: for a name or an address that is none, and for a search that cannot be asked.
    """
    name, email = _name(name), email.strip()
    if email and not is_address(email):
        remedy = "Write it like name@example.org, without accents."
        raise BadInput("the e-mail address", "is none", remedy)
    if len(search) > LONGEST_SEARCH:
        raise BadInput("the search", "is too long to be saved", "Use fewer words.")
    if not (search.isascii() and search.isprintable()):
        remedy = "Copy what stands behind the question mark of the address of a search."
        raise BadInput("the search", "is no part of an address", remedy)
    search_asked(search)
    reached = Reached.UNCONFIRMED if email else Reached.NOWHERE
    return Alert(login=login, name=name, search=search, email=email, reached=reached)


def _name(typed: str) -> str:
    try:
        name = printable(typed)
    except ValueError:
        found = "has characters that no page can show"
        raise BadInput("the name of the alert", found, "Leave them out.") from None
    if not 0 < len(name) <= LONGEST_NAME:
        found = f"is empty, or has more than {LONGEST_NAME} characters"
        raise BadInput("the name of the alert", found, "Give it a short name.")
    return name


def keep_alert(book: AlertBook, alert: Alert, at: dt.datetime) -> Alert:
    """Keep an alert for its owner; an address of theirs that is confirmed already stays so.

    Raises:
        Refused: when the owner keeps too many.
    """
    own = book.of(alert.login)
    if len(own) >= MOST_ALERTS and alert.name not in {one.name for one in own}:
        raise Refused(
            f"{MOST_ALERTS} alerts are kept already.",
            rule="so-many-alerts",
            remedy="Remove one that you do not need.",
        )
    known = {one.email for one in own if one.reached is Reached.CONFIRMED}
    if alert.email in known:
        alert = with_reach(alert, Reached.CONFIRMED)
    return book.keep(alert, at)


def with_reach(alert: Alert, reached: Reached) -> Alert:
    """The same alert, reached otherwise."""
    return Alert(
        id=alert.id,
        login=alert.login,
        name=alert.name,
        search=alert.search,
        email=alert.email,
        reached=reached,
    )
