"""Three spans of time: learned on the first, calibrated on the second, measured on the last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from openimr.publication.audit.published import AuditedFinding
from openimr.publication.audit.values import Span
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.value import Value, require

MEASURED_ON: Final = 0.2
"""The share of letters, the latest, on which models are measured unless a cut is named."""

CALIBRATED_ON: Final = 0.25
"""The share of the letters before the cut, the latest, on which models are calibrated."""


class Cut(Value, frozen=True, kw_only=True):
    """Where the spans part.

    Attributes:
        calibrated_from: the first day of the middle span.
        measured_from: the first day of the last span.
    """

    calibrated_from: dt.date
    measured_from: dt.date

    def __post_init__(self) -> None:
        require(self.calibrated_from <= self.measured_from, "the spans follow one another")


def cut_of(findings: Sequence[AuditedFinding], measured_from: dt.date | None = None) -> Cut:
    """Where the spans part; a day is never divided.

    Args:
        findings: all that are audited.
        measured_from: the first day of the last span; None for the latest fifth of the letters.

    Raises:
        Refused: when a span would be empty (rule ``audit-too-few``).
    """
    days = sorted({one.letter: one.day for one in findings}.values())
    if measured_from is None:
        measured_from = _day_at(days, 1 - MEASURED_ON)
    before = [day for day in days if measured_from and day < measured_from]
    middle = _day_at(before, 1 - CALIBRATED_ON)
    if measured_from is None or middle is None or measured_from > days[-1] or middle == before[0]:
        raise too_few("They do not reach over three spans of time.")
    return Cut(calibrated_from=middle, measured_from=measured_from)


def parted(
    findings: Sequence[AuditedFinding], cut: Cut
) -> tuple[list[AuditedFinding], list[AuditedFinding], list[AuditedFinding]]:
    """Findings of the first span, the middle one and the last."""
    first, middle, last = [], [], []
    for one in findings:
        if one.day < cut.calibrated_from:
            first.append(one)
        elif one.day < cut.measured_from:
            middle.append(one)
        else:
            last.append(one)
    return first, middle, last


def span_of(findings: Sequence[AuditedFinding]) -> Span:
    """What a span holds; it holds something."""
    days = [one.day for one in findings]
    return Span(
        first=min(days),
        last=max(days),
        letters=len({one.letter for one in findings}),
        findings=len(findings),
        overturned=sum(one.overturned for one in findings),
        letters_overturned=len({one.letter for one in findings if one.overturned}),
    )


def too_few(why: str) -> Refused:
    """What is said of a library in which nothing can be audited."""
    return Refused(
        f"The library has too few decisions with a day or a year to audit. {why}",
        rule="audit-too-few",
        remedy="Take more determinations in, or name another --cut.",
    )


def _day_at(days: Sequence[dt.date], share: float) -> dt.date | None:
    return days[min(len(days) - 1, int(len(days) * share))] if days else None
