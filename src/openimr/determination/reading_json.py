"""The JSON of a letter reading, and back; names and shape are the product's published ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from openimr.determination.determination_json import read_json
from openimr.determination.reading import LetterReading, Problem, Status
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.places import Span

_GUIDELINES = ("claims_administrator_guideline", "reviewer_guideline")


def as_json(reading: LetterReading) -> dict[str, Any]:
    """A reading as plain JSON values: source, layout, status, the letter's fields, problems.

    Beside the text fields of every object stands ``spans``: field name to a list of
    ``{page, start, end}``, pages from 1, offsets in that page's text.
    """
    determination = msgspec.to_builtins(reading.determination)
    shown = {
        "source": reading.source,
        "layout": reading.layout,
        "status": reading.status.value,
        **determination,
    }
    _place_spans(shown, reading.spans)
    shown["problems"] = [_problem(problem) for problem in msgspec.to_builtins(reading.problems)]
    return shown


def _place_spans(shown: dict[str, Any], spans: dict[str, tuple[Span, ...]]) -> None:
    shown["spans"] = {}
    for part in _parts(shown):
        part["spans"] = {}
    for path, places in spans.items():
        owner, field = _owner(shown, path.split("."))
        owner["spans"][field] = msgspec.to_builtins(places)


def _parts(shown: dict[str, Any]) -> list[dict[str, Any]]:
    findings = shown["findings"]
    lines = [finding[name] for finding in findings for name in _GUIDELINES]
    return [shown["reviewer"], shown["patient"], *shown["documents_reviewed"], *findings, *lines]


def _owner(shown: dict[str, Any], path: list[str]) -> tuple[dict[str, Any], str]:
    owner: Any = shown
    for step in path[:-1]:
        owner = owner[step] if isinstance(owner, dict) else owner[int(step)]
    return owner, path[-1]


def _problem(problem: dict[str, Any]) -> dict[str, Any]:
    return {name: problem[name] for name in ("field", "page", "span", "found", "message")}


class _AboutTheReading(msgspec.Struct):
    """The part of the JSON that tells about the reading; other fields are not looked at."""

    layout: str | None = None
    status: Status = Status.FULL
    problems: tuple[Problem, ...] = ()


def read_reading(content: bytes, source: str) -> LetterReading:
    """A letter reading back from its JSON, checked.

    A determination alone, as drafting writes it, is accepted too and counts as fully read.

    Args:
        content: one JSON object, or a list with one.
        source: the file.

    Raises:
        BadInput: naming the field that is wrong.
    """
    determination = read_json(content, source)
    shown = msgspec.json.decode(content)
    shown = shown[0] if isinstance(shown, list) else shown
    try:
        about = msgspec.convert(shown, _AboutTheReading)
        spans = dict(_spans(shown, ""))
        return LetterReading(
            source=source,
            layout=about.layout or "json",
            status=about.status,
            determination=determination,
            spans=spans,
            problems=about.problems,
        )
    except (msgspec.ValidationError, ValueError) as error:
        raise BadInput(source, "says something impossible about its reading") from error


def _spans(part: Any, path: str) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """All places in the JSON, by the path of their field."""
    if isinstance(part, list):
        for index, entry in enumerate(part):
            yield from _spans(entry, f"{path}{index}.")
    elif isinstance(part, dict):
        spans = part.get("spans") or {}
        if not isinstance(spans, dict):
            raise ValueError("spans are listed by field")
        for name, places in spans.items():
            yield f"{path}{name}", msgspec.convert(places, tuple[Span, ...])
        for name, inner in part.items():
            if name not in ("spans", "problems"):
                yield from _spans(inner, f"{path}{name}.")
