"""The real letters, read and compared with their labels."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from accuracy.letters import labelled_letters, measure
from accuracy.report import Row
from tests.words_of_letters import folded

from openimr.adapters.letter_reader import read_letter_at
from openimr.determination.letter_text import LetterText

SHARED = Path(os.environ.get("OPENIMR_SHARED", Path(__file__).parents[3] / "shared"))

pytestmark = pytest.mark.skipif(
    not (SHARED / "letters").is_dir(), reason="the shared letters are not beside the repository"
)


@pytest.fixture(scope="module")
def rows() -> dict[str, Row]:
    return {row.name: row for row in measure(SHARED).rows}


def test_every_measured_field_reaches_its_target(rows: dict[str, Row]) -> None:
    missed = {name: row.share for name, row in rows.items() if row.reached is False}
    assert missed == {}


def test_each_letter_has_been_measured(rows: dict[str, Row]) -> None:
    assert rows["case_number"].total == len(list(labelled_letters(SHARED)))


def test_pages_are_quoted_by_their_spans() -> None:
    for path, _ in labelled_letters(SHARED):
        if path.suffix != ".txt":
            continue
        pages = path.read_text(encoding="utf-8").split("\f")
        letter = LetterText(pages)
        reading = read_letter_at(path)
        summary = reading.determination.clinical_case_summary
        assert folded(letter, reading.spans["clinical_case_summary"]) == summary
