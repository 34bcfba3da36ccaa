"""Signing in at a provider of the organization (OpenID Connect), which vouches for somebody.

Whom it vouches for must have an account here already: none is ever made by it, and what it says of
names, groups or roles is not asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Protocol

from openimr.vocabulary.value import Value

LASTS = dt.timedelta(minutes=10)
"""How long somebody may take at the provider."""


class Begun(Value, frozen=True, kw_only=True):
    """Somebody was sent to the provider; the browser's session keeps this until they are back.

    Attributes:
        address: where they are sent.
        state: must come back with them, to the same browser.
        nonce: must stand in what the provider signs.
        verifier: proves to the provider that who began it asks for the outcome (PKCE).
    """

    address: str
    state: str
    nonce: str
    verifier: str


class Vouched(Value, frozen=True, kw_only=True):
    """For whom the provider vouches.

    Attributes:
        subject: what it calls them, stable over time.
        second_factor: whether it asked them for one.
    """

    subject: str
    second_factor: bool


class NotVouched(Exception):
    """The provider's answer cannot be taken; why, in words without anything secret."""


class Provider(Protocol):
    """Where people sign in elsewhere."""

    def begin(self, back: str) -> Begun:
        """Begin.

        Args:
            back: the address here to which they come back.

        Raises:
            NotVouched: when the provider cannot be reached.
        """

    def finish(self, begun: Begun, back: str, answer: Mapping[str, str]) -> Vouched:
        """For whom the provider vouches.

        Args:
            begun: what was begun in this browser.
            back: as in ``begin``.
            answer: what came back in the address.

        Raises:
            NotVouched: when it is not the answer to what was begun, or is not signed rightly.
        """
