"""The base of every event of a case, and the values that several events share."""

from __future__ import annotations

import datetime as dt
import re

from openimr.vocabulary.filing import Delivery, PartyRole
from openimr.vocabulary.value import Value, require

__all__ = ["Delivery", "Event", "Lack", "PartyRole", "Receipt", "require_sha256"]


def kebab(name: str) -> str:
    """A class name as it stands in JSON: ``ApplicationReceived`` is "application-received"."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def require_sha256(text: str, what: str) -> None:
    """Require that a text is a SHA-256 in hexadecimal; words in its place would prove nothing.

    Raises:
        ValueError: with ``what``, when it is not.
    """
    require(bool(re.fullmatch(r"[0-9a-f]{64}", text)), what)


class Event(Value, frozen=True, kw_only=True, tag_field="event", tag=kebab):
    """Something that happened in a case; never changed, never taken back."""


class Receipt(Value, frozen=True, kw_only=True):
    """What came in, from whom, and its exact bytes.

    Attributes:
        sender: who sent it.
        title: what the sender calls it, or the file's name.
        pages: number of pages; None for what is not a paged document.
        sha256: of the bytes as received, in hexadecimal.
        at: when it was received.
    """

    sender: PartyRole
    title: str
    pages: int | None
    sha256: str
    at: dt.datetime

    def __post_init__(self) -> None:
        require_sha256(self.sha256, "a receipt holds a SHA-256")
        require(self.pages is None or self.pages >= 1, "a paged document has a page")
        require(self.at.tzinfo is not None, "a time has its zone")


class Lack(Value, frozen=True, kw_only=True):
    """One reason why an application cannot go on: rule, reason, law, and how to cure it."""

    rule: str
    reason: str
    citation: str | None = None
    remedy: str | None = None
