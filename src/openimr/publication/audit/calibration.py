"""Platt's calibration: scores become probabilities by a logistic curve fitted on the middle span.

J. Platt, "Probabilistic outputs for support vector machines", 1999: the outcomes are smoothed so
that few of one kind cannot drive a probability to 0 or 1. A curve is two numbers, keeps the order
of the scores, and is never allowed to turn it round.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from openimr.vocabulary.value import Value, require

_STEPS = 100
_RIDGE = 1e-6


class Curve(Value, frozen=True, kw_only=True):
    """From a score to a probability.

    Attributes:
        slope: 0 where the scores tell nothing of the middle span's outcomes.
        shift: log odds at a score of 0.
    """

    slope: float
    shift: float

    def __post_init__(self) -> None:
        require(self.slope >= 0, "a calibration keeps the order of scores")

    def of(self, scores: Any) -> Any:
        """Probabilities of scores (arrays of numpy)."""
        return 1 / (1 + np.exp(-np.clip(self.slope * scores + self.shift, -30, 30)))


def fitted(scores: Any, overturned: Any) -> Curve:
    """The curve that fits outcomes best, with a slope of 0 or more.

    Args:
        scores: log odds by a model, one a finding.
        overturned: whether each was.
    """
    many, few = overturned.sum(), (~overturned).sum()
    aims = np.where(overturned, (many + 1) / (many + 2), 1 / (few + 2))
    spread = float(scores.std())
    if spread > 0:
        middle = float(scores.mean())
        columns = np.column_stack(((scores - middle) / spread, np.ones(len(scores))))
        slope, shift = _newton(columns, aims)
        if slope > 0:
            return Curve(slope=slope / spread, shift=shift - slope * middle / spread)
    return Curve(slope=0.0, shift=_log_odds(float(aims.mean())))


def shifted_to(probabilities: Any, overturned: float) -> Any:
    """Probabilities moved by one step of log odds so that they add up to what happened."""
    if not 0 < overturned < len(probabilities):
        return probabilities
    scores = np.log(probabilities / (1 - probabilities))
    low, high = -30.0, 30.0
    for _ in range(_STEPS):
        step = (low + high) / 2
        total = (1 / (1 + np.exp(-(scores + step)))).sum()
        low, high = (step, high) if total < overturned else (low, step)
    return 1 / (1 + np.exp(-(scores + (low + high) / 2)))


def _newton(columns: Any, aims: Any) -> tuple[float, float]:
    weights = np.array([0.0, _log_odds(float(aims.mean()))])
    for _ in range(_STEPS):
        found = 1 / (1 + np.exp(-np.clip(columns @ weights, -30, 30)))
        gradient = columns.T @ (found - aims) + _RIDGE * weights
        curvature = (columns.T * (found * (1 - found))) @ columns + _RIDGE * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        weights = weights - np.clip(step, -2, 2)
        if float(np.abs(step).max()) < 1e-9:
            break
    return float(weights[0]), float(weights[1])


def _log_odds(share: float) -> float:
    kept = min(max(share, 1e-9), 1 - 1e-9)
    return float(np.log(kept / (1 - kept)))
