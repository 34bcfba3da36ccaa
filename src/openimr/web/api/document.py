"""The description of the interface (OpenAPI 3.1): ninja's, completed by what only we know.

Ninja describes addresses, parameters and who may ask. The values of the house are described by
msgspec out of the very types that are read and written; problems, headers and limits are added
here, for every operation alike.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import inspect
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from openimr.vocabulary.value import Value
from openimr.web.api import problems
from openimr.web.api.bearer import REQUESTS, Bearer
from openimr.web.api.commands import FILLED_IN, LEFT_TO_US
from openimr.web.api.problems import MEDIA_TYPE, TITLES, Problem
from openimr.web.api.values import ASKED, LARGEST, MOST_LETTERS, SHAPE, TOLD

ADDRESS = "/api/v1/"

_SCHEMAS = "#/components/schemas/"
_METHODS_WITH_BODY = ("post", "put")
_INNER = "Sent"
"""Ends the names of parts of bodies, which are checked where parts of answers are not."""

_SHA256 = "^[0-9a-f]{64}$"


def description(api: NinjaAPI) -> dict[str, Any]:
    """The whole description.

    Args:
        api: the interface, with all its operations.
    """
    written = dict(OpenAPISchema(api, ADDRESS))
    operations = dict(_operations(api))
    for address, methods in written["paths"].items():
        for method, operation in methods.items():
            _complete(operation, method, address, operations[operation["operationId"]])
    schemas = {**_told(), **_asked()}
    components = {**written["components"], "schemas": schemas, "headers": _HEADERS}
    whole = {**written, "info": {**written["info"], **_ABOUT}, "components": components}
    referring: dict[str, Any] = _referring(whole)
    return referring


_ABOUT = {
    "description": "What people do on the pages of OpenIMR, programs do here, by the same rules: "
    "a token acts as an account, may do what its role may, and is told what it may see.",
    "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
}

_HEADERS: dict[str, Any] = {
    "RateLimit-Limit": {
        "description": f"Requests that a token may make in {int(REQUESTS.per.total_seconds())} "
        "seconds.",
        "schema": {"type": "integer"},
    },
    "RateLimit-Remaining": {
        "description": "How many are left.",
        "schema": {"type": "integer"},
    },
    "RateLimit-Reset": {
        "description": "Seconds until the count begins anew.",
        "schema": {"type": "integer"},
    },
    "Retry-After": {
        "description": "Seconds to wait before the next request.",
        "schema": {"type": "integer"},
    },
}


def _operations(api: NinjaAPI) -> Iterator[tuple[str, Any]]:
    """Ninja's operations by their identifiers."""
    for bound in api._get_bound_routers():
        for view in bound.path_operations.values():
            for one in view.operations:
                yield str(one.operation_id), one


def _complete(operation: dict[str, Any], method: str, address: str, known: Any) -> None:
    """Add to an operation who may ask, and every problem that it may answer with."""
    operation["summary"] = operation["operationId"].replace("_", " ").capitalize()
    bearers = [one for one in known.auth_callbacks if isinstance(one, Bearer)]
    scope = next((one.scope for one in bearers if one.scope), None)
    if bearers:
        operation["security"] = [{"Bearer": [scope.value] if scope else []}]
    told = _problems(method, address, bool(bearers), operation)
    for status, answer in operation["responses"].items():
        if bearers:
            answer["headers"] = _refer_headers("RateLimit-")
        told[str(status)] = answer
    operation["responses"] = dict(sorted(told.items()))


def _problems(
    method: str, address: str, guarded: bool, operation: Mapping[str, Any]
) -> dict[str, Any]:
    statuses = [422, 500, 503]
    if guarded:
        statuses += [401, 403, 429]
    if "{" in address:
        statuses.append(404)
    if operation["parameters"] or method in _METHODS_WITH_BODY:
        statuses.append(400)
    if method in _METHODS_WITH_BODY:
        statuses += [409, 413, 415]
    elif guarded:
        statuses.append(409)
    return {str(status): _problem(status) for status in sorted(statuses)}


def _problem(status: int) -> dict[str, Any]:
    headers = {429: _refer_headers(""), 503: _refer_headers("Retry")}.get(status, {})
    return {
        "description": TITLES[status][1],
        **({"headers": headers} if headers else {}),
        "content": {MEDIA_TYPE: {"schema": {"$ref": f"{_SCHEMAS}{Problem.__name__}"}}},
    }


def _refer_headers(beginning: str) -> dict[str, Any]:
    names = (one for one in _HEADERS if one.startswith(beginning))
    return {one: {"$ref": f"#/components/headers/{one}"} for one in names}


def _referring(content: Any) -> Any:
    """The description with references where ninja wrote places for values."""
    if isinstance(content, dict):
        if SHAPE in content:
            return {"$ref": f"{_SCHEMAS}{content[SHAPE]}"}
        return {name: _referring(inner) for name, inner in content.items()}
    return [_referring(one) for one in content] if isinstance(content, list) else content


def _told() -> dict[str, Any]:
    """Descriptions of everything that is answered; what has a default is there, too."""
    schemas = _described([*TOLD.values(), Problem, problems.Fault])
    for schema in schemas.values():
        if "properties" in schema:
            schema["required"] = sorted(schema["properties"])
    return schemas


def _asked() -> dict[str, Any]:
    """Descriptions of everything that is sent, with what is checked of it."""
    schemas = _described(list(ASKED.values()))
    names = {kind.__name__: name for name, kind in ASKED.items()}
    renamed = {one: names.get(one, f"{one}{_INNER}") for one in schemas}
    found: dict[str, Any] = {}
    for one, schema in schemas.items():
        name = renamed[one]
        _leave_out(schema, "command", *FILLED_IN.get(name, ()))
        if one == "Declaration":
            _leave_out(schema, LEFT_TO_US, only_required=True)
        found[name] = _renamed(_checked(schema), renamed)
    return found


def _leave_out(schema: dict[str, Any], *names: str, only_required: bool = False) -> None:
    """Leave the kind of a command out, which the address says; what is filled in need not come."""
    required = [one for one in schema.get("required", ()) if one not in names]
    schema.pop("required", None)
    if required:
        schema["required"] = required
    if not only_required:
        schema.get("properties", {}).pop("command", None)


def _described(kinds: list[type[Value]]) -> dict[str, Any]:
    """Descriptions by msgspec, completed by its own knowledge of times and by our docstrings."""
    _, schemas = msgspec.json.schema_components(kinds, ref_template=f"{_SCHEMAS}{{name}}")
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


def _checked(schema: Any) -> Any:
    """A description of what is sent, with what is asked of every text and number."""
    if isinstance(schema, list):
        return [_checked(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: _checked(inner) for name, inner in schema.items()}
    kind = schema.get("type")
    if kind == "integer":
        found |= {"minimum": -LARGEST, "maximum": LARGEST}
    elif kind == "string" and not {"enum", "format"} & set(schema):
        found |= {"maxLength": MOST_LETTERS, "pattern": r"^[^\x00]*$"}
    for name, inner in found.get("properties", {}).items() if kind == "object" else ():
        if name.endswith("sha256") and inner.get("type") == "string":
            inner["pattern"] = _SHA256
    return found


def _renamed(schema: Any, names: Mapping[str, str]) -> Any:
    """A description whose references go to the names of what is sent."""
    if isinstance(schema, list):
        return [_renamed(one, names) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if reference := schema.get("$ref"):
        return {**schema, "$ref": f"{_SCHEMAS}{names[reference.removeprefix(_SCHEMAS)]}"}
    return {name: _renamed(inner, names) for name, inner in schema.items()}
