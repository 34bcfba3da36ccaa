"""Where outcomes differ from those of alike cases: by topic, specialty, reviewer and year.

Of a group the overturned findings are held against those that the model expects of like facts.
How much may be chance is reckoned by letters, not by findings, and many groups at once are
guarded by the procedure of Benjamini and Hochberg (1995, J. R. Stat. Soc. B 57:289-300).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import NormalDist
from typing import Any, Final

import numpy as np

from openimr.publication.audit.calibration import shifted_to
from openimr.publication.audit.measures import Outcomes
from openimr.publication.audit.published import AuditedFinding
from openimr.publication.audit.values import DRIFT, Residual
from openimr.vocabulary.shares import Share

FEWEST_LETTERS: Final = 20
FEWEST_EXPECTED: Final = 5.0
"""Below so many letters, or expected findings of either outcome, a group is too few."""


def residuals(
    findings: Sequence[AuditedFinding], probabilities: Any, of: Outcomes
) -> tuple[Residual, ...]:
    """Every group, those that differ most first.

    Args:
        findings: of the last span.
        probabilities: that each was overturned.
        of: their outcomes.
    """
    whole = shifted_to(probabilities, float(of.overturned.sum()))
    found = [
        _residual(way, key, rows, probabilities if way == DRIFT else whole, of)
        for (way, key), rows in _grouped(findings).items()
    ]
    return tuple(sorted(_guarded(found), key=_place))


def _grouped(findings: Sequence[AuditedFinding]) -> dict[tuple[str, str], list[int]]:
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, one in enumerate(findings):
        for way, keys in one.groups:
            for key in dict.fromkeys(keys):
                groups[way, key].append(row)
    return groups


def _residual(way: str, key: str, rows: list[int], given: Any, of: Outcomes) -> Residual:
    at = np.array(rows)
    expected, happened, letters = given[at], of.overturned[at], of.letters[at]
    _, inverse = np.unique(letters, return_inverse=True)
    by_letter = np.bincount(inverse, happened - expected)
    # Letters decided alike spread more than single findings would: the larger of both counts.
    spread = max(float((by_letter**2).sum()), float((expected * (1 - expected)).sum()))
    total = float(expected.sum())
    enough = (
        len(by_letter) >= FEWEST_LETTERS and FEWEST_EXPECTED <= total <= len(at) - FEWEST_EXPECTED
    )
    chance = None
    if enough and spread > 0:
        chance = 2 * NormalDist().cdf(-abs(float(by_letter.sum())) / math.sqrt(spread))
    return Residual(
        way=way,
        key=key,
        letters=len(by_letter),
        observed=Share(part=int(happened.sum()), whole=len(at)),
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
