"""Who reviewed what in the shared letters: the table of specialties allows it, and not all else."""

from __future__ import annotations

import json
import os
import statistics
from pathlib import Path

import pytest

from openimr.assignment.model import LicenseKind
from openimr.assignment.specialty import shipped_table
from openimr.assignment.specialty_fields import treatment_fields
from openimr.guidelines.load import shipped_pack

SHARED = Path(os.environ.get("OPENIMR_SHARED", Path(__file__).parents[3] / "shared"))
if not (SHARED / "letters" / "letters.gold.jsonl").is_file():
    pytest.skip(f"the shared letters are not at {SHARED}", allow_module_level=True)

TABLE, PACK = shipped_table(), shipped_pack()


def letters():
    for name in ("letters.gold.jsonl", "seeds.gold.jsonl"):
        for line in (SHARED / "letters" / name).read_text(encoding="utf-8").splitlines():
            letter = json.loads(line)
            held = TABLE.held(tuple(letter["specialties"]), frozenset(LicenseKind))
            fields = [treatment_fields(one["title"], TABLE, PACK) for one in letter["issues"]]
            yield held, fields


LETTERS = list(letters())


def may(held, fields):
    return bool(fields) and all(TABLE.fit(held, field) for field in fields)


def test_every_treatment_of_real_letters_is_in_a_field():
    assert all(fields for _, treatments in LETTERS for fields in treatments)


def test_at_least_95_percent_of_real_reviewers_and_treatments_are_allowed():
    pairs = [may(held, fields) for held, treatments in LETTERS for fields in treatments]
    assert sum(pairs) / len(pairs) >= 0.95


def test_what_is_allowed_is_far_from_everything():
    """Of all specialties with all real treatments no more than a third go together."""
    share = statistics.mean(
        may((specialty,), fields)
        for specialty in TABLE.specialties
        for _, treatments in LETTERS
        for fields in treatments
    )
    assert share <= 1 / 3


def test_reviewers_of_one_letter_may_not_review_every_other():
    """Most real reviewers are generalists: with other letters' disputes one in six is refused."""
    whole = [
        all(may(held, fields) for fields in treatments)
        for number, (held, _) in enumerate(LETTERS)
        for other, (_, treatments) in enumerate(LETTERS)
        if number != other
    ]
    assert statistics.mean(whole) <= 0.87
