"""The description of the interface (OpenAPI 3.1): ninja's, completed by what only we know.

Ninja describes addresses, parameters and who may ask. The values of the house are described by
msgspec out of the very types that are read and written; problems, headers and limits are added
here, for every operation alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from openimr.web.api.bearer import REQUESTS, Bearer
from openimr.web.api.commands import FILLED_IN, LEFT_TO_US
from openimr.web.api.values import ASKED, LARGEST, MOST_LETTERS, TOLD
from openimr.web.described_values import SCHEMAS, described, referring, told
from openimr.web.ninja_operations import each_operation, headers_of_a_count
from openimr.web.problem_details import MEDIA_TYPE, TITLES, Fault, Problem

ADDRESS = "/api/v1/"

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
    operations = {str(one.operation_id): one for one in each_operation(api)}
    for address, methods in written["paths"].items():
        for method, operation in methods.items():
            _complete(operation, method, address, operations[operation["operationId"]])
    schemas = {**told([*TOLD.values(), Problem, Fault]), **_asked()}
    components = {**written["components"], "schemas": schemas, "headers": _HEADERS}
    whole = {**written, "info": {**written["info"], **_ABOUT}, "components": components}
    found: dict[str, Any] = referring(whole)
    return found


_ABOUT = {
    "description": "What people do on the pages of OpenIMR, programs do here, by the same rules: "
    "a token acts as an account, may do what its role may, and is told what it may see.",
    "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
}

_HEADERS: dict[str, Any] = {
    **headers_of_a_count(
        f"Requests that a token may make in {int(REQUESTS.per.total_seconds())} seconds."
    ),
    "Retry-After": {
        "description": "Seconds to wait before the next request.",
        "schema": {"type": "integer"},
    },
}


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
        "content": {MEDIA_TYPE: {"schema": {"$ref": f"{SCHEMAS}{Problem.__name__}"}}},
    }


def _refer_headers(beginning: str) -> dict[str, Any]:
    names = (one for one in _HEADERS if one.startswith(beginning))
    return {one: {"$ref": f"#/components/headers/{one}"} for one in names}


def _asked() -> dict[str, Any]:
    """Descriptions of everything that is sent, with what is checked of it."""
    schemas = described(list(ASKED.values()))
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
        return {**schema, "$ref": f"{SCHEMAS}{names[reference.removeprefix(SCHEMAS)]}"}
    return {name: _renamed(inner, names) for name, inner in schema.items()}
