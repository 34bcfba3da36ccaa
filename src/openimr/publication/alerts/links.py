"""Links that open without signing in: signed, each for one thing with one alert."""

from __future__ import annotations

import base64
import enum
import hashlib
import hmac
import re
from typing import Final

from openimr.publication.alerts.model import Alert

_FORM: Final = re.compile(r"([1-9][0-9]{0,17})-([A-Za-z0-9_-]{24})")
_BYTES: Final = 18
"""144 bits of the signature: nobody guesses them."""


class Link(enum.Enum):
    """What a link does."""

    CONFIRM = "confirm"
    STOP = "stop"


def signed(key: bytes, link: Link, alert: Alert) -> str:
    """The last part of the link's address; another one for another address of e-mail."""
    return f"{alert.id}-{_signature(key, link, alert)}"


def alert_named_by(token: str) -> int | None:
    """The alert that a link names, whoever signed it; None where it has not the form of one."""
    found = _FORM.fullmatch(token)
    return int(found[1]) if found else None


def is_signed(key: bytes, link: Link, alert: Alert, token: str) -> bool:
    """Whether a link is ours, for this thing with this alert."""
    return hmac.compare_digest(token.encode(), signed(key, link, alert).encode())


def _signature(key: bytes, link: Link, alert: Alert) -> str:
    said = f"{link.value}\n{alert.id}\n{alert.login}\n{alert.email}".encode()
    digest = hmac.new(key, said, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:_BYTES]).decode()
