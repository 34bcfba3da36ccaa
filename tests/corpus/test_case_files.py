"""The five shared case files: documents, facts, proposals, and nothing said without the record.

All measures stand in one module, so that one worker of the suite gathers the case files once.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from accuracy import application, documents, facts, proposals, support
from accuracy.report import Row, Section

SHARED = Path(os.environ.get("OPENIMR_SHARED", Path(__file__).parents[3] / "shared"))
if not (SHARED / "case-files").is_dir():
    pytest.skip(f"the shared case files are not at {SHARED}", allow_module_level=True)

Measured = Callable[[str], Section]


@pytest.fixture(scope="module")
def measured() -> Measured:
    """The section of a measure, taken once."""
    sections: dict[str, Section] = {}
    measures = {
        "application": application.measure,
        "documents": documents.measure,
        "facts": facts.measure,
        "proposals": proposals.measure,
        "support": support.measure,
    }

    def section(name: str) -> Section:
        if name not in sections:
            sections[name] = measures[name](SHARED)
        return sections[name]

    return section


def rows(section: Section) -> dict[str, Row]:
    return {row.name: row for row in section.rows}


def short(section: Section) -> list[str]:
    return [row.name for row in section.rows if row.reached is False]


def test_there_are_five_case_files_with_nine_disputed_treatments(measured: Measured) -> None:
    assert {row.total for row in measured("proposals").rows} == {9}


def test_the_papers_of_every_application_are_read_as_aimed(measured: Measured) -> None:
    section = measured("application")
    parts = rows(section)["treatment: body parts"]
    assert parts.share >= 0.6, section.misses
    assert set(short(section)) <= {parts.name}, section.misses


def test_documents_repeats_and_other_patients_reach_their_aims(measured: Measured) -> None:
    section = measured("documents")
    assert not short(section), section.misses


@pytest.mark.parametrize(("part", "least"), [("date", 0.93), ("author as printed", 0.88)])
def test_most_documents_have_their_day_and_author(
    measured: Measured, part: str, least: float
) -> None:
    section = measured("documents")
    assert rows(section)[f"Documents: {part}"].share >= least, section.misses


def test_scanned_pages_are_read_with_few_errors(measured: Measured) -> None:
    assert rows(measured("documents"))["Scanned pages: characters right"].share > 0.88


@pytest.mark.parametrize("which", ["deciding facts", "all facts"])
def test_facts_are_found_on_their_pages(measured: Measured, which: str) -> None:
    section = measured("facts")
    assert rows(section)[which].share >= 0.95, section.misses
    assert not short(section), section.misses


@pytest.mark.parametrize("which", ["deciding facts", "all facts"])
def test_facts_quote_the_words_they_rest_on(measured: Measured, which: str) -> None:
    section = measured("facts")
    assert rows(section)[f"{which}, quotes overlapping"].share >= 0.9, section.misses


def test_every_proposal_is_the_real_decision_for_a_deciding_reason(measured: Measured) -> None:
    section = measured("proposals")
    assert not short(section)
    assert section.misses == ()


def test_no_sentence_says_what_the_record_does_not_say(measured: Measured) -> None:
    section = measured("support")
    assert min(row.total for row in section.rows) > 0
    assert section.misses == ()
