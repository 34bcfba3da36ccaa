"""The JSON of a letter reading, and back; names and shape are the product's published ones."""

from __future__ import annotations

from typing import Any

import msgspec

from openimr.determination.reading import LetterReading
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
        if owner is not None:
            owner["spans"][field] = msgspec.to_builtins(places)


def _parts(shown: dict[str, Any]) -> list[dict[str, Any]]:
    findings = shown["findings"]
    lines = [finding[name] for finding in findings for name in _GUIDELINES]
    return [shown["reviewer"], shown["patient"], *shown["documents_reviewed"], *findings, *lines]


def _owner(shown: dict[str, Any], path: list[str]) -> tuple[dict[str, Any] | None, str]:
    owner: Any = shown
    for step in path[:-1]:
        owner = owner[int(step)] if isinstance(owner, list) else owner[step]
    return owner, path[-1]


def _problem(problem: dict[str, Any]) -> dict[str, Any]:
    return {name: problem[name] for name in ("field", "page", "span", "found", "message")}
