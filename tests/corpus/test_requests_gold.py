"""Requests and applications of the shared letters and case files reach their aims."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("OPENIMR_SHARED", Path(__file__).parents[3] / "shared"))
if not (SHARED / "letters" / "letters.gold.jsonl").is_file():
    pytest.skip(f"the shared letters are not at {SHARED}", allow_module_level=True)

from accuracy import requests  # noqa: E402


def test_each_field_of_the_requests_in_real_letters_reaches_its_aim():
    section = requests.measure(SHARED)
    missed = [row.name for row in section.rows if not row.reached]
    assert not missed, section.misses
