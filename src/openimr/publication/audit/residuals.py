"""Where outcomes differ from those of alike cases: by topic, specialty, reviewer and year.

Of a group the overturned findings are held against those that the model expects of like facts.
How much may be chance is reckoned by letters, not by findings, and many groups at once are
guarded by the procedure of Benjamini and Hochberg (1995, J. R. Stat. Soc. B 57:289-300).

A year is held against the years before, whose share is known from no more letters than the middle
span has: what is uncertain of it counts as chance, too. All other groups are held against the last
span as a whole, whose share is what happened.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import NormalDist
from typing import Any, Final, NamedTuple

import numpy as np

from openimr.publication.audit.calibration import shifted_to
from openimr.publication.audit.measures import Outcomes
from openimr.publication.audit.published import AuditedFinding
from openimr.publication.audit.values import DRIFT, Residual
from openimr.vocabulary.shares import Share

FEWEST_LETTERS: Final = 20
FEWEST_EXPECTED: Final = 5.0
"""Below so many letters, or expected findings of either outcome, a group is too few."""


class SpanOutcomes(NamedTuple):
    """What a model gives to the findings of a span, and what became of them (arrays of numpy)."""

    probabilities: Any
    of: Outcomes


def residuals(
    findings: Sequence[AuditedFinding], last: SpanOutcomes, middle: SpanOutcomes
) -> tuple[Residual, ...]:
    """Every group, those that differ most first.

    Args:
        findings: of the last span.
        last: their probabilities and outcomes.
        middle: those of the span on which the model was calibrated.
    """
    level = _uncertain_level(middle)
    drifting = _Expected(last.probabilities, level)
    whole = _Expected(shifted_to(last.probabilities, float(last.of.overturned.sum())), 0.0)
    found = [
        _residual(way, key, rows, drifting if way == DRIFT else whole, last.of)
        for (way, key), rows in _grouped(findings).items()
    ]
    return tuple(sorted(_guarded(found), key=_place))


class _Expected(NamedTuple):
    """What is expected.

    Attributes:
        probabilities: of each finding.
        level: how uncertain all of them are together: variance of their log odds.
    """

    probabilities: Any
    level: float


def _uncertain_level(middle: SpanOutcomes) -> float:
    """The variance of the log odds to which the middle span's letters set all probabilities."""
    slopes = float((middle.probabilities * (1 - middle.probabilities)).sum())
    return _by_chance(middle.probabilities, middle.of) / slopes**2


def _by_chance(expected: Any, of: Outcomes) -> float:
    """The variance of a sum of overturned findings: by letters, or by findings where larger.

    Letters decided alike spread more than single findings would.
    """
    _, inverse = np.unique(of.letters, return_inverse=True)
    by_letter = np.bincount(inverse, of.overturned - expected)
    return max(float((by_letter**2).sum()), float((expected * (1 - expected)).sum()))


def _grouped(findings: Sequence[AuditedFinding]) -> dict[tuple[str, str], list[int]]:
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, one in enumerate(findings):
        for way, keys in one.groups:
            for key in dict.fromkeys(keys):
                groups[way, key].append(row)
    return groups


def _residual(way: str, key: str, rows: list[int], given: _Expected, of: Outcomes) -> Residual:
    at = np.array(rows)
    expected = given.probabilities[at]
    here = Outcomes(of.overturned[at], of.letters[at], len(np.unique(of.letters[at])))
    slopes = float((expected * (1 - expected)).sum())
    spread = _by_chance(expected, here) + slopes**2 * given.level
    total, happened = float(expected.sum()), int(here.overturned.sum())
    enough = here.many >= FEWEST_LETTERS and FEWEST_EXPECTED <= total <= len(at) - FEWEST_EXPECTED
    chance = None
    if enough and spread > 0:
        chance = 2 * NormalDist().cdf(-abs(happened - total) / math.sqrt(spread))
    return Residual(
        way=way,
        key=key,
        letters=here.many,
        observed=Share(part=happened, whole=len(at)),
        expected=total,
        chance=chance,
    )


def _guarded(found: Sequence[Residual]) -> Iterator[Residual]:
    chances = [one.chance for one in found if one.chance is not None]
    guarded = iter(adjusted(chances))
    for one in found:
        yield (
            one
            if one.chance is None
            else Residual(
                way=one.way,
                key=one.key,
                letters=one.letters,
                observed=one.observed,
                expected=one.expected,
                chance=one.chance,
                adjusted=next(guarded),
            )
        )


def adjusted(chances: Sequence[float]) -> list[float]:
    """Chances guarded for their number, by Benjamini and Hochberg, in the same order."""
    many = len(chances)
    order = sorted(range(many), key=chances.__getitem__, reverse=True)
    guarded, least = [1.0] * many, 1.0
    for place, row in enumerate(order):
        least = min(least, chances[row] * many / (many - place))
        guarded[row] = least
    return guarded


def _place(one: Residual) -> tuple[float, int, str, str]:
    return (
        2.0 if one.chance is None else one.chance,
        -one.observed.whole,
        one.way,
        one.key,
    )
