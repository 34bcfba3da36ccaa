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
from collections.abc import Callable
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
    kind: Any = type(value)
    return _way_of(kind)(value)


def in_utc(moment: dt.datetime) -> dt.datetime:
    """The same moment in UTC.

    Raises:
        ValueError: the moment has no zone, so nobody knows when it was.
    """
    if moment.tzinfo is None:
        raise ValueError("a time has its zone")
    return moment.astimezone(dt.UTC)


@functools.cache
def _way_of(kind: Any) -> Callable[[Any], Any]:
    """How values of a kind are written; found once, for a record holds thousands of each."""
    if issubclass(kind, str | int | None):
        return _as_it_is
    ways: tuple[tuple[type, Callable[[Any], Any]], ...] = (
        (Value, _plain_value),
        (tuple, lambda parts: [plain(part) for part in parts]),
        (enum.Enum, lambda one: plain(one.value)),
        (dt.datetime, in_utc),
        (dt.date, dt.date.isoformat),
    )
    for base, way in ways:
        if issubclass(kind, base):
            return way
    raise ValueError(f"a record holds no {kind.__name__}")


def _as_it_is(value: Any) -> Any:
    return value


def _plain_value(value: Value) -> dict[str, Any]:
    kind: Any = type(value)
    tagged, defaults = _shape(kind)
    fields = dict(tagged)
    for name, default in defaults:
        content = getattr(value, name)
        if content is default or (content == default and type(content) is type(default)):
            continue
        fields[name] = plain(content)
    return fields


@functools.cache
def _shape(kind: type[Value]) -> tuple[dict[str, str], tuple[tuple[str, object], ...]]:
    """The tag of a kind of value, and its fields with their defaults."""
    settings = kind.__struct_config__
    tagged = {str(settings.tag_field): str(settings.tag)} if settings.tag is not None else {}
    fields = kind.__struct_fields__
    defaults = kind.__struct_defaults__
    without = (msgspec.NODEFAULT,) * (len(fields) - len(defaults))
    return tagged, tuple(zip(fields, (*without, *defaults), strict=True))
