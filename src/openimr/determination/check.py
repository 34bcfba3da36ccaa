"""Checking a letter: what a quality reviewer would stop at."""

from __future__ import annotations

from collections.abc import Sequence

from openimr.determination.checks.letter import Letter
from openimr.determination.checks.model import CheckFinding, Severity
from openimr.determination.checks.registry import CHECKS
from openimr.determination.reading import LetterReading

_GRAVEST_FIRST = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}


def check_letter(reading: LetterReading, pages: Sequence[str] = ()) -> tuple[CheckFinding, ...]:
    """Find contradictions, slips and missing parts in a letter.

    Args:
        reading: the letter as read.
        pages: the page texts that the spans of ``reading`` count in; without them the places of
            the findings quote the words but give no spans (a draft that is not yet a letter).

    Returns:
        The findings, gravest first, then in the order of the issues; the letter as a whole last.
    """
    letter = Letter(reading, pages)
    findings = [finding for check in CHECKS for finding in check(letter)]
    return tuple(
        sorted(
            findings,
            key=lambda finding: (
                _GRAVEST_FIRST[finding.severity],
                finding.issue or len(letter.issues) + 1,
            ),
        )
    )


def needs_attention(findings: Sequence[CheckFinding]) -> bool:
    """Whether any finding is medium or high."""
    return any(finding.severity is not Severity.LOW for finding in findings)
