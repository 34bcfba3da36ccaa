"""The base of every value: frozen, compared by content, checked when built."""

from __future__ import annotations

import msgspec


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A frozen value; subclasses repeat ``frozen=True, kw_only=True`` for the type checker.

    Subclasses check themselves in ``__post_init__`` and raise ValueError.

    The same check runs whether the value is built in Python or decoded from JSON, so a
    wrong value cannot exist.
    """


def require(condition: bool, message: str) -> None:
    """Raise ValueError(message) unless the condition holds; used by ``__post_init__`` checks."""
    if not condition:
        raise ValueError(message)


def settle(value: Value, **fields: object) -> None:
    """Put normalised fields into a value under construction; for ``__post_init__`` alone."""
    for name, content in fields.items():
        msgspec.structs.force_setattr(value, name, content)
