"""The description of an interface: as JSON for programs, as a page for people."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openimr.web.described_values import SCHEMAS


class Described(NamedTuple):
    """A field, parameter or part of a body, in words.

    Attributes:
        kind: what it is; with ``of`` where that has a description of its own.
        of: the name of that description, or "".
    """

    name: str
    kind: str
    of: str
    required: bool
    words: str


class OperationShown(NamedTuple):
    """One operation on the page."""

    id: str
    method: str
    address: str
    summary: str
    words: str
    scope: str
    parameters: tuple[Described, ...]
    body: str
    answer: str
    problems: tuple[tuple[str, str, str], ...]


class ShapeShown(NamedTuple):
    """One value on the page."""

    name: str
    words: str
    fields: tuple[Described, ...]
    choices: tuple[str, ...]


class Pages:
    """The description of one interface, drawn when it is first asked for.

    Args:
        described: the description (OpenAPI).
        template: of the page.
        kinds: of problems that it answers with, by status: name and title.
    """

    def __init__(
        self,
        described: Callable[[], dict[str, Any]],
        template: str,
        kinds: Mapping[int, tuple[str, str]],
    ) -> None:
        self._described, self._template, self._kinds = described, template, kinds

    @functools.cached_property
    def _whole(self) -> dict[str, Any]:
        return self._described()

    @functools.cached_property
    def _bytes(self) -> bytes:
        return msgspec.json.encode(self._whole)

    @functools.cached_property
    def _words(self) -> dict[str, Any]:
        return {
            "info": self._whole["info"],
            "groups": _groups(self._whole, self._kinds),
            "shapes": tuple(_shapes(self._whole["components"]["schemas"])),
            "kinds": [(kind, title, status) for status, (kind, title) in self._kinds.items()],
        }

    def as_json(self, request: HttpRequest) -> HttpResponse:
        """The description for programs."""
        response = HttpResponse(self._bytes, content_type="application/json")
        response.headers["Cache-Control"] = "no-cache"
        return response

    def as_page(self, request: HttpRequest) -> HttpResponse:
        """The description for people."""
        return render(request, self._template, self._words)

    def views(self) -> tuple[Any, Any]:
        """Both, for reading alone."""
        return require_safe(self.as_json), require_safe(self.as_page)


def _groups(
    whole: Mapping[str, Any], kinds: Mapping[int, tuple[str, str]]
) -> dict[str, list[OperationShown]]:
    """The operations by what they are about, in the order of the description."""
    groups: dict[str, list[OperationShown]] = {}
    for address, methods in whole["paths"].items():
        for method, operation in methods.items():
            (tag,) = operation["tags"]
            groups.setdefault(tag, []).append(_operation(address, method, operation, kinds))
    return groups


def _operation(
    address: str,
    method: str,
    operation: Mapping[str, Any],
    kinds: Mapping[int, tuple[str, str]],
) -> OperationShown:
    scopes = [one for each in operation.get("security", ()) for one in each["Bearer"]]
    answers = operation["responses"]
    good = next(one for status, one in answers.items() if status.startswith("2"))
    return OperationShown(
        id=operation["operationId"],
        method=method.upper(),
        address=address,
        summary=operation["summary"],
        words=operation.get("description", ""),
        scope=", ".join(scopes) or ("any token" if operation.get("security") else "no token"),
        parameters=tuple(_parameter(one) for one in operation["parameters"]),
        body=_named(operation.get("requestBody", {})),
        answer=_named(good),
        problems=tuple(
            (status, *kinds[int(status)]) for status in answers if not status.startswith("2")
        ),
    )


def _named(content: Mapping[str, Any]) -> str:
    """The name of the value that a body or an answer is; the media type where it is none."""
    for media, inner in content.get("content", {}).items():
        reference = inner.get("schema", {}).get("$ref", "")
        return reference.removeprefix(SCHEMAS) if reference else str(media)
    return ""


def _parameter(one: Mapping[str, Any]) -> Described:
    kind, of = _kind(one["schema"])
    return Described(one["name"], kind, of, one["required"], one.get("description", ""))


def _shapes(schemas: Mapping[str, Any]) -> Iterator[ShapeShown]:
    for name, schema in sorted(schemas.items()):
        required = schema.get("required", ())
        fields = (
            Described(field, *_kind(inner), field in required, inner.get("description", ""))
            for field, inner in schema.get("properties", {}).items()
        )
        choices = tuple(str(one) for one in schema.get("enum", ()))
        yield ShapeShown(name, schema.get("description", ""), tuple(fields), choices)


def _kind(schema: Mapping[str, Any]) -> tuple[str, str]:
    """What a schema asks for, in words, and the value that it names."""
    if reference := schema.get("$ref"):
        return "", reference.removeprefix(SCHEMAS)
    if several := schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf"):
        found = [_kind(one) for one in several]
        words = " or ".join(word for word, _ in found if word)
        return words, next((of for _, of in found if of), "")
    if schema.get("type") == "array":
        word, of = _kind(schema.get("items") or {"anyOf": schema.get("prefixItems", ())})
        return f"list of {word}".strip(), of
    if "enum" in schema:
        return " | ".join(str(one) for one in schema["enum"]), ""
    formats = {"date-time": "time", "date": "day"}
    kinds = {"string": "text", "integer": "number", "boolean": "true or false", "null": "null"}
    named = schema.get("type", "anything")
    return formats.get(schema.get("format", ""), kinds.get(named, str(named))), ""
