"""The drafted files as `review.html` shows them: the JSON shapes of ``openimr draft``, typed.

The page shows what was written and nothing else, so it is built from the written shapes:
keys that it does not show are ignored, and what is missing stays empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """What a sentence rests on: a place in the case file, or a section of a guideline.

    ``span`` counts characters of the page's text; a place without one opens its whole page.
    """

    file: str | None = None
    page: int | None = None
    span: tuple[int, int] | None = None
    quote: str | None = None
    guideline: str | None = None
    section: str | None = None
    pages: str | list[str] | None = None

    def as_citation(self) -> str | None:
        """The guideline in words, or None for a place in the case file."""
        if self.guideline is None:
            return None
        pages = ", ".join(self.pages) if isinstance(self.pages, list) else self.pages
        where = f"p. {pages}" if pages else None
        return ", ".join(part for part in (self.guideline, self.section, where) if part)


class SummarySentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence of the clinical case summary; ``assisted`` when an assistant worded it."""

    sentence: str
    sources: tuple[Source, ...] = ()
    assisted: bool = False


class FactRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One fact as written to ``facts.json``."""

    kind: str
    statement: str
    file: str
    page: int
    span: tuple[int, int]
    quote: str = ""
    assertion: str = "present"
    date: str | None = None
    confidence: float = 1.0


class TreatmentRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One disputed treatment as written to ``disputed_treatments.json``."""

    text: str
    topic: str | None = None
    body_parts: tuple[str, ...] = ()
    quantity: float | None = None
    unit: str | None = None
    per_week: float | None = None
    weeks: float | None = None
    drug: str | None = None
    strength: str | None = None
    ur_decision: str | None = None
    ur_certified_quantity: float | None = None
    ca_citation: str | None = None
    sources: tuple[Source, ...] = ()


class CriterionRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One criterion of a proposal with its outcome and trace."""

    id: str
    statement: str
    outcome: str
    finding: str | None = None
    arithmetic: str | None = None
    citation: str | None = None
    verified: str = "letter"
    decides: bool = True
    facts: tuple[int, ...] = ()
    searched: tuple[str, ...] = ()
    nearest: tuple[Source, ...] = ()


class SearchRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the medical evidence search."""

    level: str
    applies: bool
    why: str
    searched: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    on: str | None = None


class StudyRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One study that the reviewer entered."""

    citation: str
    graded: str
    applies: bool = True
    why: str | None = None
    note: str | None = None


class RecommendationRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What one guideline or study says of the treatment as it is asked for."""

    source: str
    speaks: str
    governs: bool = False
    level: str | None = None
    studies: tuple[StudyRecord, ...] = ()


class EvidenceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Recommendations graded by the levels of evidence."""

    at_variance: bool
    why: str
    follows: str | None = None
    recommendations: tuple[RecommendationRecord, ...] = ()


class ProposalRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What the engine suggests for one disputed treatment."""

    disputed_treatment: str
    decision: str
    missing: tuple[str, ...] = ()
    topic: str | None = None
    edition: str | None = None
    arithmetic: str | None = None
    search: tuple[SearchRecord, ...] = ()
    evidence: EvidenceRecord | None = None
    criteria: tuple[CriterionRecord, ...] = ()
    rationale: tuple[SummarySentence, ...] = ()


class ReviewRecords(msgspec.Struct, frozen=True, kw_only=True):
    """The lists that a draft writes, by file name without its ending."""

    facts: tuple[FactRecord, ...] = ()
    disputed_treatments: tuple[TreatmentRecord, ...] = ()
    proposals: tuple[ProposalRecord, ...] = ()
    summary: tuple[SummarySentence, ...] = ()


def as_records(lists: Mapping[str, Any]) -> ReviewRecords:
    """The drafted lists as typed records.

    Args:
        lists: ``facts``, ``disputed_treatments``, ``proposals`` and ``summary``, each a list of
            JSON-ready mappings as ``openimr draft`` writes them.

    Raises:
        msgspec.ValidationError: a list has not the written shape.
    """
    return msgspec.convert(lists, ReviewRecords, strict=False)
