"""The list of documents reviewed, in the letters that print one."""

from __future__ import annotations

import re

from openimr.determination.model import DocumentReviewed
from openimr.determination.sections import Section
from openimr.determination.transcript import Transcript

_LEAD = re.compile(
    r"\s*(?:The\s+following\s+(?:relevant\s+)?documents?\b.{0,260}?(?:included|follows?|reviewed|considered)"
    r"(?:\.?\s+These\s+documents\s+included?)?\s*(?::|\.(?=\s*\n)))",
    re.IGNORECASE | re.DOTALL,
)
_MARKER = re.compile(
    r"^[ \t]*(?:[•●▪■◦∙·*\uf0b7\uf0a7o-]|\(?\d{1,3}[.)])[ \t\r]*(?=\S|\n)", re.MULTILINE
)
_LINE = re.compile(r"[^\n]*\S[^\n]*")


def read_documents(transcript: Transcript, section: Section) -> tuple[DocumentReviewed, ...]:
    """The documents listed in a section: one for each bullet or number, else one a line."""
    text = transcript.letter.text
    lead = _LEAD.match(text, section.body, section.end)
    start = lead.end() if lead else section.body
    documents: list[DocumentReviewed] = []
    for first, last in _entries(text, start, section.end):
        title = transcript.quote(f"documents_reviewed.{len(documents)}.title", first, last)
        if title:
            documents.append(DocumentReviewed(title=title))
    return tuple(documents)


def _entries(text: str, start: int, end: int) -> list[tuple[int, int]]:
    markers = list(_MARKER.finditer(text, start, end))
    if not markers:
        return [match.span() for match in _LINE.finditer(text, start, end)]
    ends = [marker.start() for marker in markers[1:]] + [end]
    return [(marker.end(), last) for marker, last in zip(markers, ends, strict=True)]
