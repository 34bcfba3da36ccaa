"""How well probabilities tell outcomes, with intervals.

Findings of one letter hang together: for an interval letters are drawn again and again, each with
all its findings (cluster bootstrap). Of few letters that is too narrow, and they are told apart.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from openimr.publication.audit.published import AuditedFinding
from openimr.publication.audit.values import Bin, Measured, Measures
from openimr.vocabulary.shares import Z_95, Share

DRAWN: Final = 1_000
"""Times that the letters are drawn again."""

BINS: Final = 10
OF_A_BIN: Final = 20
"""Findings of a bin at least; few findings make fewer bins."""

SIMULATED: Final = 200

FEWEST_LETTERS: Final = 30
"""Letters with an overturned finding, or an upheld one, below which an interval is made wider."""


class Outcomes(NamedTuple):
    """Outcomes of findings, and to which letter each belongs (arrays of numpy).

    Attributes:
        overturned: whether each was.
        letters: number of the letter of each, from 0.
        many: letters.
    """

    overturned: Any
    letters: Any
    many: int

    def letters_of(self, overturned: bool) -> int:
        """Letters with a finding so decided."""
        return len(np.unique(self.letters[self.overturned == overturned]))


def outcomes_of(findings: Sequence[AuditedFinding]) -> Outcomes:
    """Outcomes as arrays."""
    numbers: dict[str, int] = {}
    letters = [numbers.setdefault(one.letter, len(numbers)) for one in findings]
    overturned = np.array([one.overturned for one in findings], bool)
    return Outcomes(overturned, np.array(letters, np.int64), len(numbers))


class Given(NamedTuple):
    """What a model gives to findings (arrays of numpy).

    Attributes:
        scores: before calibration; the AUC is of their order, whatever calibration made of it.
        probabilities: after it.
    """

    scores: Any
    probabilities: Any


def measured(
    found: Mapping[str, Given],
    thresholds: Mapping[str, float],
    majority: str,
    of: Outcomes,
    seed: int,
) -> dict[str, Measures]:
    """Measure several models on the same findings, drawn again alike for all.

    Args:
        found: what models give to the findings, by the name of each.
        thresholds: of macro-F1, by the same names.
        majority: the name of the model that the others are held against.
        of: the outcomes.
        seed: of the draws.
    """
    models = {name: _Model(given, thresholds[name], of) for name, given in found.items()}
    values = {name: np.array(one.measures(np.ones(one.size))) for name, one in models.items()}
    chance = np.random.default_rng(seed)
    drawn: dict[str, list[Sequence[float]]] = {name: [] for name in models}
    for _ in range(DRAWN):
        picked = np.bincount(chance.integers(0, of.many, of.many), minlength=of.many)
        weights = picked[of.letters].astype(float)
        for name, model in models.items():
            drawn[name].append(model.measures(weights))
    told = {name: _Told(values[name], np.array(rows)) for name, rows in drawn.items()}
    return {
        name: _put_together(model, told[name], told[majority], _chance_error(model, seed))
        for name, model in models.items()
    }


def best_threshold(probabilities: Any, overturned: Any) -> float:
    """The threshold of the highest macro-F1; one half where none is better."""
    tried = np.unique(np.quantile(probabilities, np.linspace(0.01, 0.99, 99)))
    weights = np.ones(len(overturned))
    best, threshold = _macro_f1(probabilities >= 0.5, overturned, weights), 0.5
    for one in tried.tolist():
        reached = _macro_f1(probabilities >= one, overturned, weights)
        if reached > best + 1e-12:
            best, threshold = reached, one
    return float(threshold)


class _Told(NamedTuple):
    """Measures once, and of each draw (arrays of numpy)."""

    values: Any
    drawn: Any


class _Model:
    """Probabilities with what is worked out once for all draws."""

    def __init__(self, given: Given, threshold: float, of: Outcomes) -> None:
        probabilities = given.probabilities
        self.probabilities, self.threshold, self.of = probabilities, threshold, of
        self.size = len(probabilities)
        _, ranks = np.unique(given.scores, return_inverse=True)
        self._ranks, self.levels = ranks, int(ranks.max()) + 1 if len(ranks) else 0
        self.binned = _bins_of(probabilities)
        self._right = (probabilities >= 0.5) == of.overturned
        self._called = probabilities >= threshold
        self._square = (probabilities - of.overturned) ** 2

    def measures(self, weights: Any) -> tuple[float, float, float, float, float]:
        """Accuracy, macro-F1, AUC, Brier score, calibration error of findings so weighted."""
        total = weights.sum()
        return (
            float((weights * self._right).sum() / total),
            _macro_f1(self._called, self.of.overturned, weights),
            self._auc(weights),
            float((weights * self._square).sum() / total),
            _error(self.binned, self.probabilities, self.of.overturned, weights),
        )

    def _auc(self, weights: Any) -> float:
        ones = weights * self.of.overturned
        highs = np.bincount(self._ranks, ones, self.levels)
        lows = np.bincount(self._ranks, weights - ones, self.levels)
        pairs = highs.sum() * lows.sum()
        if not pairs:
            return float("nan")
        below = np.cumsum(lows) - lows
        return float((highs * (below + lows / 2)).sum() / pairs)


def _macro_f1(called: Any, overturned: Any, weights: Any) -> float:
    both = float((weights * (called & overturned)).sum())
    neither = float((weights * (~called & ~overturned)).sum())
    wrong = float(weights.sum()) - both - neither
    each = [2 * right / (2 * right + wrong) if right else 0.0 for right in (both, neither)]
    return sum(each) / 2


def _bins_of(probabilities: Any) -> Any:
    """The bin of each finding: of about equal numbers, like probabilities together."""
    many = max(1, min(BINS, len(probabilities) // OF_A_BIN))
    edges = np.unique(np.quantile(probabilities, np.linspace(0, 1, many + 1)[1:-1]))
    return np.searchsorted(edges, probabilities, side="left")


def _error(binned: Any, probabilities: Any, overturned: Any, weights: Any) -> float:
    less = np.bincount(binned, weights * (probabilities - overturned))
    return float(np.abs(less).sum() / weights.sum())


def _chance_error(model: _Model, seed: int) -> float:
    chance = np.random.default_rng(seed)
    once = np.ones(len(model.probabilities))
    found = [
        _error(model.binned, model.probabilities, drawn < model.probabilities, once)
        for drawn in (chance.random(len(once)) for _ in range(SIMULATED))
    ]
    return float(np.mean(found))


def _put_together(model: _Model, told: _Told, majority: _Told, chance_error: float) -> Measures:
    accuracy, macro_f1, auc, brier, error = (
        _interval(value, column) for value, column in zip(told.values, told.drawn.T, strict=True)
    )
    gain = _interval(majority.values[3] - told.values[3], majority.drawn[:, 3] - told.drawn[:, 3])
    return Measures(
        accuracy=_of_few(accuracy, model.of),
        macro_f1=macro_f1,
        auc=None if np.isnan(told.values[2]) else _auc_of_few(auc, model),
        brier=brier,
        calibration_error=_centered(error, told.drawn[:, 4]),
        chance_error=chance_error,
        gain=gain,
        threshold=model.threshold,
        bins=tuple(_reliability(model)),
    )


def _interval(value: float, drawn: Any) -> Measured:
    there = drawn[~np.isnan(drawn)]
    if len(there) < len(drawn) / 2:
        return Measured(value=0.0 if np.isnan(value) else float(value))
    low, high = np.quantile(there, (0.025, 0.975))
    told = 0.0 if np.isnan(value) else float(value)
    return Measured(value=told, low=float(low), high=float(high))


def _centered(error: Measured, drawn: Any) -> Measured:
    """A calibration error with its interval about itself: drawing again adds noise to its noise."""
    moved = error.value - float(np.median(drawn))
    low, high = (max(0.0, (one or 0.0) + moved) for one in (error.low, error.high))
    return Measured(value=error.value, low=low, high=high)


def is_few(of: Outcomes) -> bool:
    """Whether too few letters have one of the outcomes to draw letters again."""
    return min(of.letters_of(True), of.letters_of(False)) < FEWEST_LETTERS


def _of_few(share: Measured, of: Outcomes) -> Measured:
    """An accuracy with Wilson's interval of as many letters too, where they are few."""
    if not is_few(of):
        return share
    right = Share(part=round(share.value * of.many), whole=of.many)
    return _wider(share, *(right.interval or (0.0, 1.0)))


def _auc_of_few(auc: Measured, model: _Model) -> Measured:
    """An AUC with Hanley's and McNeil's interval too (1982, Radiology 143:29-36), by letters.

    It is reckoned on log odds, so that it ends before 1; a perfect order of few is told as one
    that is wrong by half a pair. A model without any order has no interval to widen.
    """
    of = model.of
    if not is_few(of) or model.levels == 1:
        return auc
    highs, lows = of.letters_of(True), of.letters_of(False)
    nearest = 0.5 / (highs * lows)
    area = min(max(auc.value, nearest), 1 - nearest)
    first, second = area / (2 - area), 2 * area * area / (1 + area)
    spread = (
        area * (1 - area)
        + (highs - 1) * (first - area * area)
        + (lows - 1) * (second - area * area)
    ) / (highs * lows)
    odds = math.log(area / (1 - area))
    step = Z_95 * math.sqrt(max(spread, 0.0)) / (area * (1 - area))
    return _wider(
        auc, *(1 / (1 + math.exp(-max(-30, min(30, odds + one)))) for one in (-step, step))
    )


def _wider(one: Measured, low: float, high: float) -> Measured:
    lows = [low] if one.low is None else [low, one.low]
    highs = [high] if one.high is None else [high, one.high]
    return Measured(value=one.value, low=min(lows), high=max(highs))


def _reliability(model: _Model) -> list[Bin]:
    bins = []
    for number in np.unique(model.binned).tolist():
        here = model.binned == number
        given = model.probabilities[here]
        happened = int(model.of.overturned[here].sum())
        bins.append(
            Bin(
                least=float(given.min()),
                most=float(given.max()),
                expected=float(given.mean()),
                observed=Share(part=happened, whole=int(here.sum())),
            )
        )
    return bins
