"""Boosted trees on structured fields: whether marks tell together what none tells alone.

A logistic regression adds up what each mark tells. Trees see marks that matter beside each other
only. They are measured in the same run and not kept: nobody could look at their weights.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Final, NamedTuple

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from openimr.adapters.library_audit_models import Known, Rows
from openimr.publication.audit.calibration import Curve, fitted

MARKS_AT_MOST: Final = 300
"""The commonest marks, for trees take no sparse table: 50,000 letters are 150 MB of it."""

_TREES: Final = 80
_LEAVES: Final = 8
_OF_A_LEAF: Final = 40
_RATE: Final = 0.1


class BoostedTrees(NamedTuple):
    """Trees that were grown and calibrated.

    Attributes:
        marks: that they know.
        trees: as scikit-learn has them.
        curve: from their score to a probability.
    """

    marks: tuple[str, ...]
    trees: Any
    curve: Curve = Curve(slope=1.0, shift=0.0)

    def scores(self, rows: Rows) -> Any:
        """Log odds of each finding before calibration."""
        with _one_thread():
            return self.trees.decision_function(_table(rows, self.marks))

    def probabilities(self, rows: Rows) -> Any:
        """The calibrated probability that each finding was overturned."""
        return self.curve.of(self.scores(rows))


def grown(first: Rows, middle: Rows, known: Known, seed: int) -> BoostedTrees:
    """Grow trees on the first span, which has both outcomes, and calibrate on the middle one."""
    marks = _commonest(first, known)
    trees = HistGradientBoostingClassifier(
        learning_rate=_RATE, max_iter=_TREES, max_leaf_nodes=_LEAVES, min_samples_leaf=_OF_A_LEAF,
        l2_regularization=1.0, early_stopping=False, random_state=seed,
    )  # fmt: skip
    with _one_thread():
        trees.fit(_table(first, marks), first.overturned)
    model = BoostedTrees(marks, trees)
    return model._replace(curve=fitted(model.scores(middle), middle.overturned))


def _one_thread() -> AbstractContextManager[object]:
    """Sums are the same on every machine; on a busy one threads wait for each other for long."""
    limits: AbstractContextManager[object] = threadpool_limits(1, user_api="openmp")
    return limits


def _commonest(first: Rows, known: Known) -> tuple[str, ...]:
    often = np.asarray(first.columns(Known(marks=known.marks)).sum(axis=0)).ravel()
    order = np.argsort(-often, kind="stable")[:MARKS_AT_MOST]
    return tuple(known.marks[place] for place in sorted(order.tolist()))


def _table(rows: Rows, marks: tuple[str, ...]) -> Any:
    """Marks as numbers, and a column of nothing, for trees want one at least."""
    told = rows.columns(Known(marks=marks)).toarray()
    return np.column_stack((np.zeros(len(told)), told))
