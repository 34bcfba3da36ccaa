"""Idempotency keys: the same command sent again is done once and answered alike.

The key under which a command is recorded says who asked, the sender's own key, and what was
asked: so the record itself knows whether the key came before with something else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from openimr.case.record import RecordedEvent
from openimr.vocabulary.errors import Refused
from openimr.workflow.api_tokens import Caller

_FIGURES = 32


def recorded_key(caller: Caller, key: str, asked: str, fields: Mapping[str, Any]) -> str:
    """The key for the record.

    Args:
        caller: who asks; another account's keys are others.
        key: as sent.
        asked: the name of the command.
        fields: what was sent with it; the order of fields does not matter.
    """
    whose = _digest(f"{caller.account.login}\0{key}".encode())
    what = _digest(asked.encode() + b"\0" + msgspec.json.encode(fields, order="sorted"))
    return f"api-{whose}-{what}"


def check_key(key: str, recorded: Iterable[RecordedEvent]) -> None:
    """Make sure that a key did not come before with something else.

    Raises:
        Refused: rule "key-names-one-command".
    """
    whose, _, _ = key.rpartition("-")
    if any(one.key != key and one.key.startswith(f"{whose}-") for one in recorded):
        raise Refused(
            "This idempotency key came before, with another command or other fields.",
            rule="key-names-one-command",
            remedy="Send a new key with a new command; the old key only with the old command.",
        )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_FIGURES]
