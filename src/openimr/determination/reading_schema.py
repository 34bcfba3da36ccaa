"""The JSON schema of a letter reading (JSON Schema 2020-12)."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]


def reading_schema() -> Schema:
    """The schema of one object that ``openimr letter read --json`` prints."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Final Determination letter, as read",
        "description": "What one Independent Medical Review determination letter says, with the "
        "place of every field.",
        **_object(_reading()),
        "$defs": {
            "spans": _SPANS,
            "guideline": _object(_guideline()),
            "finding": _object(_finding()),
        },
    }


def _object(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _said(kind: str, description: str, **more: Any) -> Schema:
    return {"type": [kind, "null"], "description": description, **more}


def _day(description: str) -> Schema:
    return _said("string", description, format="date")


def _texts(description: str) -> Schema:
    return {"type": "array", "items": {"type": "string"}, "description": description}


def _one_of(words: list[str | None], description: str) -> Schema:
    return {"enum": words, "description": description}


_PLACE = _object(
    {
        "page": {"type": "integer", "minimum": 1},
        "start": {"type": "integer", "minimum": 0},
        "end": {"type": "integer", "minimum": 0},
    }
)
_SPANS: Schema = {
    "type": "object",
    "description": "Where the fields beside it stand: pages from 1, character offsets in the text "
    "of that page; a field that runs over a page break has a span on each page.",
    "additionalProperties": {"type": "array", "items": _PLACE},
}
_SPANS_HERE = {"$ref": "#/$defs/spans"}


def _reading() -> Schema:
    return {
        "source": {"type": "string", "description": "The file, as given."},
        "layout": _said("string", "The layout recognised."),
        "status": _one_of(["full", "partial", "failed"], "How much could be read."),
        "case_number": _said("string", "Case number."),
        "date_assigned": _day("Day the case was assigned."),
        "decision_date": _day("Day of the determination."),
        "date_of_injury": _day("Day of the injury."),
        "ur_denial_date": _day("Day of the contested utilization review decision."),
        "application_received": _day("Day the application arrived."),
        "priority": _one_of(["Standard", "Expedited", None], "Review priority."),
        "reviewer": _object(_reviewer()),
        "patient": _object(_patient()),
        "generated_wording": _said("string", "What the letter discloses of generated wording."),
        "clinical_case_summary": _said("string", "The summary, white space folded."),
        "documents_reviewed": {"type": "array", "items": _object(_document())},
        "findings": {"type": "array", "items": {"$ref": "#/$defs/finding"}},
        "signed_by": _said("string", "Who signed for the review organization."),
        "draft": {"type": "boolean", "description": "Whether the letter is a draft."},
        "spans": _SPANS_HERE,
        "problems": {"type": "array", "items": _object(_problem())},
    }


def _reviewer() -> Schema:
    return {
        "licensure": _texts("States of licensure."),
        "specialties": _texts("Certifications and specialties."),
        "statement": _said("string", "What the letter says of reviewer and selection."),
        "spans": _SPANS_HERE,
    }


def _patient() -> Schema:
    return {
        "age": _said("integer", "Age in years, as stated.", minimum=1, maximum=129),
        "sex": _one_of(["female", "male", None], "Sex, as stated."),
        "spans": _SPANS_HERE,
    }


def _document() -> Schema:
    return {
        "title": {"type": "string", "description": "The document, as listed."},
        "type": _said("string", "Kind of document."),
        "date": _day("Date of the document."),
        "author": _said("string", "Who wrote it."),
        "pages": _said("string", "Where it stands in the case file."),
        "spans": _SPANS_HERE,
    }


def _finding() -> Schema:
    return {
        "disputed_treatment": {"type": "string", "description": "The heading, as printed."},
        "decision": _one_of(["upheld", "overturned", None], "Relative to utilization review."),
        "claims_administrator_guideline": {"$ref": "#/$defs/guideline"},
        "reviewer_guideline": {"$ref": "#/$defs/guideline"},
        "rationale": _said("string", "The rationale, white space folded."),
        "request": _object(_request()),
        "spans": _SPANS_HERE,
    }


def _guideline() -> Schema:
    citation = _object(
        {
            "source": {"type": "string", "description": "The title cited."},
            "sections": _texts("Section names."),
            "pages": _texts("Pages or page ranges."),
        }
    )
    return {
        "basis": _one_of(
            ["mtus", "non_mtus", "both", "none_cited", None], "By the words of the line."
        ),
        "text": _said("string", "The line as printed, white space folded."),
        "citations": {"type": "array", "items": citation},
        "spans": _SPANS_HERE,
    }


def _request() -> Schema:
    return {
        "quantity": _said("number", "What is in dispute, never multiplied out."),
        "unit": _said("string", "What the quantity counts."),
        "per_week": _said("number", "Times a week."),
        "weeks": _said("number", "Number of weeks."),
        "body_parts": _texts("Regions with side."),
        "drug": _said("string", "Drug as requested."),
        "strength": _said("string", "Strength with unit."),
    }


def _problem() -> Schema:
    return {
        "field": {"type": "string", "description": "Path of the field concerned."},
        "page": _said("integer", "Page on which it should stand."),
        "span": {"anyOf": [_PLACE, {"type": "null"}]},
        "found": {"type": "string", "description": "The words found there, shortened."},
        "message": {"type": "string", "description": "What is wrong."},
    }
