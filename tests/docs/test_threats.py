"""Who may attack what: every boundary is looked at, and every attack is tried by a test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.docs.named_tests import is_there

PAGE = Path(__file__).parents[2] / "docs" / "threats.md"


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    """Letter, who and what, defense, test."""
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_each_attack_has_a_letter_a_defense_and_a_test_that_is_there(
    rows: list[list[str]],
) -> None:
    attacks = [row for row in rows if re.fullmatch("[STRIDE]", row[0])]
    assert len(attacks) > 35
    assert all(len(row) == 4 and all(row) for row in attacks)
    assert [row[3] for row in attacks if not is_there(row[3].strip("`"))] == []


def test_every_boundary_and_every_kind_of_attack_is_looked_at(rows: list[list[str]]) -> None:
    boundaries = [row[0].strip("*") for row in rows if row[0].startswith("**")]
    assert boundaries == [str(number) for number in range(1, len(boundaries) + 1)]
    assert {row[0] for row in rows if len(row[0]) == 1} == set("STRIDE")
