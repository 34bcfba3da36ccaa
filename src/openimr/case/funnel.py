"""How many applications came, how many disputes they are, and how many are reviewed.

The Division counts so: duplicates are taken out first, then what is not eligible.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from openimr.case.model import Case


class Funnel(NamedTuple):
    """Applications: all of them, without duplicates, and those found eligible."""

    total: int
    unique: int
    eligible: int


def funnel(cases: Iterable[Case]) -> Funnel:
    """Count the applications; one that was consolidated into another is eligible itself."""
    total = unique = eligible = 0
    for case in cases:
        total += 1
        unique += not _duplicate(case)
        eligible += case.eligible is not None and not _duplicate(case)
    return Funnel(total, unique, eligible)


def _duplicate(case: Case) -> bool:
    """Only a duplicate goes on in another case without ever having been eligible."""
    return case.other_case is not None and case.eligible is None
