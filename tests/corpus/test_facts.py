"""The shared case files: at least the aimed share of facts is found, in time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from accuracy.facts import measure as measure_facts
from accuracy.negation import measure as measure_negation

SHARED = Path(os.environ.get("OPENIMR_SHARED", Path(__file__).parents[3] / "shared"))
STORE = Path(__file__).parents[2] / ".cache" / "accuracy-pages"


@pytest.mark.skipif(
    not (SHARED / "clinical-language").is_dir(), reason="the shared sentences are not here"
)
def test_negation_is_read_as_aimed() -> None:
    assert all(row.reached is not False for row in measure_negation(SHARED).rows)


@pytest.mark.skipif(not (SHARED / "case-files").is_dir(), reason="no shared case files here")
@pytest.mark.skipif(not STORE.is_dir(), reason="run `make accuracy` first: it keeps the pages read")
def test_facts_are_found_as_aimed() -> None:
    assert all(row.reached is not False for row in measure_facts(SHARED).rows)
