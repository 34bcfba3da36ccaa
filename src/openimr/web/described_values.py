"""Values of the house in descriptions of interfaces (OpenAPI): by msgspec, with our own words.

Ninja asks pydantic what a type is; pydantic is told "this value", which msgspec reads, checks,
writes and describes. So nothing that is answered is written a second time.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Final

import msgspec
from django.http import HttpRequest
from msgspec import inspect
from ninja.renderers import BaseRenderer
from pydantic_core import core_schema

from openimr.vocabulary.value import Value

SCHEMAS: Final = "#/components/schemas/"
"""Where a description has its values."""

_SHAPE = "x-openimr-shape"
"""Stands in the description that ninja writes where a reference to a value belongs."""


class Shape:
    """Tells pydantic of a kind of value."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get_pydantic_core_schema__(self, _: Any, __: Any) -> core_schema.CoreSchema:
        """Anything; msgspec reads and checks it."""
        return core_schema.any_schema()

    def __get_pydantic_json_schema__(self, _: Any, __: Any) -> dict[str, Any]:
        """A place for a reference to the description of the value."""
        return {_SHAPE: self._name}


def shaped(name: str) -> Any:
    """The type of an answer or body whose value is described under a name."""
    return Annotated[Any, Shape(name)]


class Json(BaseRenderer):
    """Values of the house as JSON, written by msgspec."""

    media_type = "application/json"

    def render(self, request: HttpRequest, content: Any, *, response_status: int) -> bytes:
        """The bytes of an answer."""
        return msgspec.json.encode(content)


def referring(content: Any) -> Any:
    """The description with references where ninja wrote places for values."""
    if isinstance(content, dict):
        if _SHAPE in content:
            return {"$ref": f"{SCHEMAS}{content[_SHAPE]}"}
        return {name: referring(inner) for name, inner in content.items()}
    return [referring(one) for one in content] if isinstance(content, list) else content


def told(kinds: Iterable[type[Value]]) -> dict[str, Any]:
    """Descriptions of everything that is answered; what has a default is there, too."""
    schemas = described(list(kinds))
    for schema in schemas.values():
        if "properties" in schema:
            schema["required"] = sorted(schema["properties"])
    return schemas


def described(kinds: list[type[Value]]) -> dict[str, Any]:
    """Descriptions by msgspec, completed by its own knowledge of times and by our docstrings."""
    _, schemas = msgspec.json.schema_components(kinds, ref_template=f"{SCHEMAS}{{name}}")
    for struct in _structs(inspect.multi_type_info(kinds)):
        name = struct.cls.__name__
        words, fields = _documented(name, struct.cls.__doc__ or "")
        schema = schemas[name]
        schema["description"] = words
        for field in struct.fields:
            place = schema["properties"][field.encode_name]
            _time(place, field.type)
            if told := fields.get(field.name):
                schema["properties"][field.encode_name] = _with_words(place, told)
    for schema in schemas.values():
        if "enum" in schema:
            schema["type"] = "string"
            schema["description"] = _documented("", schema.get("description", ""))[0]
    return schemas


def _with_words(place: dict[str, Any], told: str) -> dict[str, Any]:
    return {**place, "description": told}


def _structs(kinds: Any) -> Iterator[inspect.StructType]:
    """Every value within some kinds, each once."""
    seen: set[type] = set()
    waiting = list(kinds)
    while waiting:
        one = waiting.pop()
        if isinstance(one, inspect.StructType):
            if one.cls in seen:
                continue
            seen.add(one.cls)
            yield one
            waiting += [field.type for field in one.fields]
        waiting += getattr(one, "types", ())
        waiting += [
            inner
            for name in ("item_type", "key_type", "value_type")
            if (inner := getattr(one, name, None))
        ]
        waiting += getattr(one, "item_types", ())


def _time(place: dict[str, Any], kind: Any) -> None:
    """Say that a text is a time: msgspec says it of days alone."""
    if isinstance(kind, inspect.DateTimeType):
        place["format"] = "date-time"
    elif isinstance(kind, inspect.UnionType):
        for one, inner in zip(place.get("anyOf", ()), kind.types, strict=False):
            _time(one, inner)


_ATTRIBUTE = re.compile(r"^ {4,8}([a-z_0-9, ]+): (.*)$")


@functools.cache
def _documented(_: str, docstring: str) -> tuple[str, Mapping[str, str]]:
    """The words on a value as a whole, and those on each of its fields."""
    words, _, attributes = docstring.partition("Attributes:")
    found: dict[str, str] = {}
    last: tuple[str, ...] = ()
    for line in attributes.splitlines():
        if begun := _ATTRIBUTE.match(line):
            last = tuple(one.strip() for one in begun[1].split(","))
            found |= dict.fromkeys(last, begun[2])
        elif line.strip():
            found |= {one: f"{found[one]} {line.strip()}" for one in last}
    return " ".join(words.split()), found
