"""What an audit found, as values: figures alone, so that a page may show them where no model is."""

from __future__ import annotations

import datetime as dt
from typing import Final

from openimr.vocabulary.shares import Share
from openimr.vocabulary.value import Value, require

FALSE_AT_MOST: Final = 0.05
"""The share of false alarms among the groups that are said to differ (false discovery rate)."""

DRIFT: Final = "year"
"""The way by which the whole is held against what was expected of it; others are held against the
whole, so that a year in which all was decided otherwise does not make every topic stand out."""


class Span(Value, frozen=True, kw_only=True):
    """The letters of some days.

    Attributes:
        first, last: days of decisions in it, both counted.
        letters: how many.
        findings: how many.
        overturned: findings that were.
        letters_overturned: letters with such a finding.
    """

    first: dt.date
    last: dt.date
    letters: int
    findings: int
    overturned: int
    letters_overturned: int

    def __post_init__(self) -> None:
        require(self.first <= self.last, "a span ends after it begins")


class Measured(Value, frozen=True, kw_only=True):
    """A measure with its interval of 95 percent; None where letters drawn again gave none."""

    value: float
    low: float | None = None
    high: float | None = None


class Bin(Value, frozen=True, kw_only=True):
    """Findings of like probability.

    Attributes:
        least, most: probabilities in it.
        expected: their mean.
        observed: how many were overturned.
    """

    least: float
    most: float
    expected: float
    observed: Share


class Measures(Value, frozen=True, kw_only=True):
    """What was measured of one model.

    Attributes:
        accuracy: share told rightly when whatever is likelier than not counts as overturned.
        macro_f1: mean of the F1 of both outcomes, at ``threshold``.
        auc: chance that an overturned finding has a higher probability than an upheld one; None
            where there are not both.
        brier: mean square of probability less outcome; less is better.
        calibration_error: mean distance of expected and observed over the bins, by their sizes.
        chance_error: the calibration error that perfect probabilities would show on so few.
        gain: the majority's Brier score less this one, on the same letters.
        threshold: of macro-F1, the best one on the middle span.
        bins: the reliability table.
    """

    accuracy: Measured
    macro_f1: Measured
    auc: Measured | None
    brier: Measured
    calibration_error: Measured
    chance_error: float
    gain: Measured
    threshold: float
    bins: tuple[Bin, ...]


class Residual(Value, frozen=True, kw_only=True):
    """A group of findings held against what is expected of it.

    Attributes:
        way, key: the group, as statistics name it.
        letters: how many.
        observed: overturned of its findings.
        expected: how many overturned findings like facts let expect.
        chance: how likely a difference so large is by chance alone; None where there are too few.
        adjusted: the same, guarded for the many groups that were looked at.
    """

    way: str
    key: str
    letters: int
    observed: Share
    expected: float
    chance: float | None = None
    adjusted: float | None = None

    @property
    def differs(self) -> bool:
        """Whether it is said to differ."""
        return self.adjusted is not None and self.adjusted <= FALSE_AT_MOST
