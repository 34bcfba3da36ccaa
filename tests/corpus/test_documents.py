"""The documents of the five shared case files, measured as their README says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from accuracy.documents import measure

SHARED = Path(os.environ.get("OPENIMR_SHARED", Path(__file__).parents[2].parent / "shared"))
if not (SHARED / "case-files").is_dir():
    pytest.skip(f"the shared case files are not at {SHARED}", allow_module_level=True)


def test_documents_repeats_and_other_patients_reach_their_aims() -> None:
    section = measure(SHARED)
    short = [row.name for row in section.rows if row.reached is False]
    assert not short, section.misses


def test_scanned_pages_are_read_with_few_errors() -> None:
    rows = {row.name: row for row in measure(SHARED).rows}
    assert rows["Scanned pages: characters right"].share > 0.88
