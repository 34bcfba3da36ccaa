"""Negation in the shared clinical sentences is read as well as the project aims at."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from accuracy.negation import measure

SHARED = Path(os.environ.get("OPENIMR_SHARED", Path(__file__).parents[3] / "shared"))
if not (SHARED / "clinical-language").is_dir():
    pytest.skip(f"the shared sentences are not at {SHARED}", allow_module_level=True)


def test_negation_is_read_as_aimed() -> None:
    section = measure(SHARED)
    assert [row.name for row in section.rows if row.reached is False] == []
