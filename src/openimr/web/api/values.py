"""The values of the house as types of ninja's operations: described once, by msgspec.

Ninja asks pydantic what a type is; pydantic is told "this value", which msgspec reads, checks,
writes and describes. So commands, states and records are never written a second time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from openimr.vocabulary.value import Value
from openimr.web.described_values import shaped
from openimr.web.problem_details import Fault, NotAsDescribed

LARGEST = 2**53 - 1
"""Whole numbers beyond are not the same in every program that reads JSON."""

MOST_LETTERS = 20_000
"""Of one text."""

V = TypeVar("V", bound=Value)


TOLD: dict[str, type[Value]] = {}
"""Values that are answered, by the names of their descriptions."""

ASKED: dict[str, type[Value]] = {}
"""Values that are sent to us, by the names of their descriptions."""


def told(kind: type[Value]) -> Any:
    """A kind of value as the type of an answer."""
    TOLD[kind.__name__] = kind
    return shaped(kind.__name__)


def asked(kind: type[Value], name: str) -> Any:
    """A kind of value as the type of a body, described under a name."""
    ASKED[name] = kind
    return shaped(name)


def read(kind: type[V], fields: Any) -> V:
    """A value of what was sent.

    Raises:
        NotAsDescribed: naming the field, and never repeating what stands in it.
    """
    check_plain(fields)
    try:
        return msgspec.convert(fields, kind)
    except (msgspec.ValidationError, ValueError) as error:
        raise NotAsDescribed(_fault(str(error))) from None


def check_plain(fields: Any) -> Mapping[str, Any]:
    """Make sure of what msgspec does not look for: an object, whose numbers and texts are sane.

    Raises:
        NotAsDescribed: naming what is not.
    """
    if not isinstance(fields, dict):
        raise NotAsDescribed(Fault(where="$", found="Expected an object"))
    _check(fields, "$")
    return fields


def _check(content: Any, where: str) -> None:
    if isinstance(content, dict):
        for name, inner in content.items():
            _check(inner, f"{where}.{name}" if name.isidentifier() else where)
    elif isinstance(content, list):
        for inner in content:
            _check(inner, f"{where}[]")
    elif isinstance(content, str) and (len(content) > MOST_LETTERS or "\0" in content):
        found = f"A text has at most {MOST_LETTERS:,} characters, and no NUL"
        raise NotAsDescribed(Fault(where=where, found=found))
    elif isinstance(content, int) and abs(content) > LARGEST:
        raise NotAsDescribed(Fault(where=where, found="The number is too large"))


_PLACE = re.compile(r" - at `(\$[\w.\[\]]*)`$")


def _fault(error: str) -> Fault:
    """What msgspec or a value found, without the words that it quotes."""
    place = _PLACE.search(error)
    found = _PLACE.sub("", error)
    if found.startswith("Invalid enum value"):
        found = "Not one of the words that can stand here"
    return Fault(where=place[1] if place else "$", found=found)
