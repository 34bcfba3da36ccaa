"""One way to write a value as bytes, so that its digest means its content.

The form is canonical JSON as in RFC 8785: keys sorted, no white space, UTF-8 without needless
escapes. On top of that: times are in UTC and end in ``Z``, numbers are whole, and a field that
has its default is left out, so that a field added later with a default leaves old bytes as they
were.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
from typing import Any

import msgspec

from openimr.vocabulary.value import Value


def canonical(value: object) -> bytes:
    """The canonical JSON of a value.

    Raises:
        ValueError: the value holds a fraction, a time without zone, half a character, or
            something that has no single way to be written.
    """
    return msgspec.json.encode(plain(value), order="sorted")


def plain(value: object) -> Any:
    """The value as JSON knows it: objects, arrays, texts, whole numbers, true, false, null."""
    if isinstance(value, str | int) or value is None:
        return value
    if isinstance(value, Value):
        return _plain_value(value)
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, enum.Enum):
        return plain(value.value)
    if isinstance(value, dt.datetime):
        return in_utc(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    raise ValueError(f"a record holds no {type(value).__name__}")


def in_utc(moment: dt.datetime) -> dt.datetime:
    """The same moment in UTC.

    Raises:
        ValueError: the moment has no zone, so nobody knows when it was.
    """
    if moment.tzinfo is None:
        raise ValueError("a time has its zone")
    return moment.astimezone(dt.UTC)


def _plain_value(value: Value) -> dict[str, Any]:
    tagged, defaults = _shape(type(value))
    fields = {
        name: plain(content)
        for name, default in defaults
        if (content := getattr(value, name)) != default or type(content) is not type(default)
    }
    return {**tagged, **fields}


@functools.cache
def _shape(kind: type[Value]) -> tuple[dict[str, str], tuple[tuple[str, object], ...]]:
    """The tag of a kind of value, and its fields with their defaults."""
    settings = kind.__struct_config__
    tagged = {str(settings.tag_field): str(settings.tag)} if settings.tag is not None else {}
    fields = kind.__struct_fields__
    defaults = kind.__struct_defaults__
    without = (msgspec.NODEFAULT,) * (len(fields) - len(defaults))
    return tagged, tuple(zip(fields, (*without, *defaults), strict=True))
