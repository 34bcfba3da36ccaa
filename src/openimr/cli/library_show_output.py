"""One determination of the library as text and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

import msgspec

from openimr.adapters.library_store import LibraryStore
from openimr.determination.reading_rows import citation_words
from openimr.publication.model import Programme, PublishedDetermination, PublishedFinding

_WIDTH: Final = 96


def as_json_text(said: PublishedDetermination) -> str:
    """Every field, indented."""
    return msgspec.json.format(msgspec.json.encode(said), indent=2).decode()


def as_text(said: PublishedDetermination, store: LibraryStore) -> str:
    """What it says, and what belongs to it."""
    lines = [said.citation, ""]
    lines += [f"{name + ':':24}{value}" for name, value in _header(said) if value]
    if said.summary:
        lines += ["", "Clinical case summary", _paragraphs(said.summary)]
    for finding in said.findings:
        lines += ["", *_finding(finding)]
    lines += ["", *_belongs(said, store)]
    return "\n".join(lines)


def _header(said: PublishedDetermination) -> Iterator[tuple[str, object]]:
    yield "Case number", said.case_number
    yield "Decided", said.decision_date or said.year
    yield "Assigned", said.date_assigned
    yield "Application received", said.application_received
    yield "Utilization review", said.ur_denial_date
    yield "Date of injury", said.date_of_injury
    yield "Priority", said.priority and said.priority.value
    yield _person(said), ", ".join(filter(None, (_age(said), said.sex and said.sex.value)))
    yield "Reviewer", ", ".join((*said.specialties, *said.licensure))
    yield "References", "; ".join(said.documents) if said.provenance.row else None
    yield "Diagnoses", "; ".join(said.diagnoses)
    yield "Type of review", said.review_type
    yield "Health plan", said.health_plan
    yield "Coverage", said.coverage
    yield "Reviewed by", said.organization


def _person(said: PublishedDetermination) -> str:
    """Who asked for the treatment, in the word of the programme."""
    words = {Programme.CALIFORNIA_WC: "Employee", Programme.CALIFORNIA_DMHC: "Enrollee"}
    return words.get(said.programme, "Patient")


def _age(said: PublishedDetermination) -> str | None:
    return f"{said.age} years" if said.age is not None else said.age_band


def _finding(finding: PublishedFinding) -> Iterator[str]:
    decision = finding.decision.value if finding.decision else "decision not read"
    yield textwrap.fill(f"{finding.number}. {finding.treatment}: {decision}", _WIDTH)
    derived = (
        ("Topics", ", ".join(finding.topics)),
        ("Body", ", ".join(finding.body_regions)),
        ("Drugs", ", ".join(finding.drugs)),
        ("Claims administrator", "; ".join(map(citation_words, finding.claims_citations))),
        ("Reviewer", "; ".join(map(citation_words, finding.citations))),
    )
    for name, value in derived:
        if value:
            yield textwrap.fill(
                f"{name}: {value}", _WIDTH, initial_indent="   ", subsequent_indent="   "
            )
    if finding.rationale:
        yield _paragraphs(finding.rationale, "   ")


def _belongs(said: PublishedDetermination, store: LibraryStore) -> Iterator[str]:
    source = said.provenance
    row = f", row {source.row}" if source.row else ""
    yield f"Source: {source.name}{row} (sha256 {source.sha256})"
    if source.unread:
        yield f"Not read: {', '.join(source.unread)}"
    for one in source.rest:
        yield textwrap.fill(f"Also in the row: {one}", _WIDTH)
    for event in store.later_events(said.id):
        told = (f"{event.date}" if event.date else None, event.by, event.citation)
        yield f"Later {event.happened.value}: {', '.join(filter(None, told))}"
    for other in store.versions(said.id):
        if other.version != said.version:
            yield f"Another version: {other.citation}, from {other.provenance.name}"
    for copy in store.copies(said.id):
        if copy.version == said.version:
            yield f"Says the same: {copy.name} (sha256 {copy.sha256})"


def _paragraphs(text: str, indent: str = "") -> str:
    filled = (
        textwrap.fill(one, _WIDTH, initial_indent=indent, subsequent_indent=indent)
        for one in text.split("\n")
    )
    return "\n".join(filled)
