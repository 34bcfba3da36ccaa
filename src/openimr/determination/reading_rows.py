"""Letter readings as rows for tables and spreadsheets: one row for each finding."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from openimr.determination.model import Determination, Finding, GuidelineLine
from openimr.determination.reading import LetterReading
from openimr.vocabulary.citation import Citation

Cell = str | int | float | dt.date | tuple[str, ...] | None
Row = dict[str, Cell]

COLUMNS: dict[str, type] = {
    "source": str,
    "layout": str,
    "status": str,
    "case_number": str,
    "date_assigned": dt.date,
    "decision_date": dt.date,
    "date_of_injury": dt.date,
    "ur_denial_date": dt.date,
    "application_received": dt.date,
    "priority": str,
    "licensure": tuple,
    "specialties": tuple,
    "age": int,
    "sex": str,
    "clinical_case_summary": str,
    "finding": int,
    "disputed_treatment": str,
    "decision": str,
    "claims_administrator_basis": str,
    "claims_administrator_guideline": str,
    "claims_administrator_citations": tuple,
    "reviewer_basis": str,
    "reviewer_guideline": str,
    "reviewer_citations": tuple,
    "rationale": str,
    "quantity": float,
    "unit": str,
    "per_week": float,
    "weeks": float,
    "body_parts": tuple,
    "drug": str,
    "strength": str,
    "problems": tuple,
}
"""Columns in order with the type of their cells; a tuple is a list of texts."""


def rows_of(reading: LetterReading) -> Iterator[Row]:
    """One row for each finding; a letter without findings has one row without them."""
    letter = _letter_cells(reading)
    if not reading.determination.findings:
        yield dict.fromkeys(COLUMNS) | letter
    for number, finding in enumerate(reading.determination.findings, start=1):
        yield dict.fromkeys(COLUMNS) | letter | {"finding": number} | _finding_cells(finding)


def _letter_cells(reading: LetterReading) -> Row:
    said = reading.determination
    return {
        "source": reading.source,
        "layout": reading.layout,
        "status": reading.status.value,
        **_header_cells(said),
        "licensure": said.reviewer.licensure,
        "specialties": said.reviewer.specialties,
        "age": said.patient.age,
        "sex": _word(said.patient.sex),
        "clinical_case_summary": said.clinical_case_summary,
        "problems": tuple(f"{one.field}: {one.message}" for one in reading.problems),
    }


def _header_cells(said: Determination) -> Row:
    return {
        "case_number": said.case_number,
        "date_assigned": said.date_assigned,
        "decision_date": said.decision_date,
        "date_of_injury": said.date_of_injury,
        "ur_denial_date": said.ur_denial_date,
        "application_received": said.application_received,
        "priority": _word(said.priority),
    }


def _finding_cells(finding: Finding) -> Row:
    request = finding.request
    return {
        "disputed_treatment": finding.disputed_treatment,
        "decision": _word(finding.decision),
        **_guideline_cells("claims_administrator", finding.claims_administrator_guideline),
        **_guideline_cells("reviewer", finding.reviewer_guideline),
        "rationale": finding.rationale,
        "quantity": request.quantity,
        "unit": request.unit,
        "per_week": request.per_week,
        "weeks": request.weeks,
        "body_parts": request.body_parts,
        "drug": request.drug,
        "strength": request.strength,
    }


def _guideline_cells(side: str, line: GuidelineLine) -> Row:
    return {
        f"{side}_basis": _word(line.basis),
        f"{side}_guideline": line.text,
        f"{side}_citations": tuple(map(citation_words, line.citations)),
    }


def citation_words(citation: Citation) -> str:
    """A citation in one line: source, sections, pages."""
    pages = f"pages {', '.join(citation.pages)}" if citation.pages else ""
    return ", ".join(filter(None, (citation.source, "; ".join(citation.sections), pages)))


def _word(value: Any) -> str | None:
    return None if value is None else str(value.value)
