"""The second factor: the codes of an app (RFC 6238), and recovery codes for when it is lost."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
from collections.abc import Callable
from typing import Protocol

import pyotp

from openimr.vocabulary.actor import Role
from openimr.workflow.accounts import Tried

STEP = dt.timedelta(seconds=30)
"""How long a code is shown."""

_NEIGHBORS = (0, -1, 1)
"""Steps that are tried: this one, and for clocks that differ the one before and the one after."""

RECOVERY_CODES = 10
"""How many are given at once."""

_SECRET_BYTES = 20
_RECOVERY_BYTES = 15
"""120 bits: so many that a plain digest of them can be kept."""

_GROUP = 4


class SecondFactors(Protocol):
    """Where the second factors of accounts are kept."""

    def keep(self, login: str, secret: str, code: str, now: dt.datetime) -> tuple[str, ...] | None:
        """Keep a new second factor in place of an older; its recovery codes, told this once.

        None when the code is not the secret's: whoever sets it up does not have it yet.
        """

    def prove(self, login: str, code: str, now: dt.datetime) -> Tried:
        """Whether a code of the app or a recovery code is right; each is taken once.

        A wrong one counts as a wrong password does.
        """

    def renew_codes(self, login: str) -> tuple[str, ...]:
        """New recovery codes in place of all older ones."""

    def codes_left(self, login: str) -> int:
        """Recovery codes that were not used yet."""

    def clear(self, login: str) -> None:
        """Take the second factor away; whoever is signed in is no longer."""


def must_have_one(role: Role) -> bool:
    """Whether everybody of a role needs a second factor: parties alone choose for themselves."""
    return role is not Role.PARTY


def new_secret(random: Callable[[int], bytes]) -> str:
    """A secret as apps take it.

    Args:
        random: gives so many random bytes.
    """
    return base64.b32encode(random(_SECRET_BYTES)).decode()


def address_for_app(secret: str, login: str, organization: str) -> str:
    """What an app reads from the picture: the secret, and what to call it."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=organization)


def step_at(now: dt.datetime) -> int:
    """The number of the step that a moment lies in."""
    return int(now.timestamp()) // int(STEP.total_seconds())


def code_of(secret: str, step: int) -> str:
    """The code that is shown during a step."""
    return pyotp.TOTP(secret).generate_otp(step)


def step_of(secret: str, code: str, now: dt.datetime, after: int | None) -> int | None:
    """The step that a code belongs to; None when it is wrong, too old, or was used.

    Args:
        secret: of the app.
        code: as typed; spaces do not count.
        now: the time.
        after: the last step whose code was taken: neither it nor an earlier one is again.
    """
    typed = plain(code)
    right = None
    for neighbor in _NEIGHBORS:
        step = step_at(now) + neighbor
        if hmac.compare_digest(code_of(secret, step).encode(), typed.encode()):
            right = step
    return right if right is not None and (after is None or right > after) else None


def recovery_codes(random: Callable[[int], bytes]) -> tuple[str, ...]:
    """Codes for when the app is lost."""
    return tuple(in_groups(random(_RECOVERY_BYTES)) for _ in range(RECOVERY_CODES))


def in_groups(content: bytes) -> str:
    """Random bytes as letters and digits in groups that can be copied by hand."""
    letters = base64.b32encode(content).decode().lower()
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def plain(code: str) -> str:
    """A code without the spaces and dashes that people put into it."""
    return "".join(sign for sign in code.lower() if sign.isascii() and sign.isalnum())


def digest_of(code: str) -> bytes:
    """What is kept of a recovery code."""
    return hashlib.sha256(plain(code).encode()).digest()
