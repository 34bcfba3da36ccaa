"""Outcome models of published decisions: logistic regressions on marks, on words, on both.

A model is arrays and lists of names, so that its file can be read without running anything, and
each of its weights can be looked at. It tells of audited findings alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from openimr.publication.audit.calibration import Curve, fitted
from openimr.publication.audit.published import AuditedFinding
from openimr.publication.audit.spans import too_few

STRENGTHS: Final = (0.03, 0.1, 0.3, 1.0, 3.0)
"""Penalties tried, as C of scikit-learn: the larger, the weaker."""

CHOSEN_ON: Final = 40_000
"""Findings of the first span, the latest, on which the penalty is chosen at most."""

LETTERS_OF_A_MARK: Final = 5
"""Letters in which a mark or a word stands at least."""

WORDS_AT_MOST: Final = 30_000
_WORD: Final = r"(?u)[^\W\d_][\w'-]*"
_ROUNDS: Final = 500


class Known(NamedTuple):
    """What of the first span's facts a model may use."""

    marks: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    rarity: Any = np.zeros(0)


class Rows:
    """Findings as rows of numbers, which are made once for all models that know the same.

    Args:
        findings: in the order of the rows.
    """

    def __init__(self, findings: Sequence[AuditedFinding]) -> None:
        self.findings = findings
        self.overturned = np.array([one.overturned for one in findings], bool)
        self._made: list[tuple[tuple[str, ...], Any]] = []

    def columns(self, known: Known | OutcomeModel) -> Any:
        """Marks as ones, and words by their weight."""
        blocks = []
        if known.marks:
            blocks.append(self._once(known.marks, lambda: self._marks(known.marks)))
        if known.words:
            blocks.append(self._once(known.words, lambda: self._words(known)))
        if not blocks:
            return sparse.csr_matrix((len(self.findings), 0))
        return sparse.hstack(blocks, format="csr")

    def _once(self, names: tuple[str, ...], make: Callable[[], Any]) -> Any:
        for known, block in self._made:
            if known is names:
                return block
        self._made.append((names, make()))
        return self._made[-1][1]

    def _marks(self, names: tuple[str, ...]) -> Any:
        marks = CountVectorizer(
            analyzer=_as_they_are, vocabulary={name: n for n, name in enumerate(names)}
        )
        return marks.transform(one.facts.marks for one in self.findings).astype(float)

    def _words(self, known: Known | OutcomeModel) -> Any:
        words = TfidfVectorizer(
            lowercase=False, token_pattern=_WORD, ngram_range=(1, 2), sublinear_tf=True,
            vocabulary={name: n for n, name in enumerate(known.words)},
        )  # fmt: skip
        words.idf_ = known.rarity
        return words.transform(one.facts.words for one in self.findings)


class OutcomeModel(NamedTuple):
    """A model that was learned and calibrated.

    Attributes:
        marks: that it knows, sorted.
        words: words and pairs of words that it knows, sorted.
        rarity: of each word (inverse document frequency).
        weights: of the marks, then of the words: log odds.
        intercept: log odds without any.
        curve: from its score to a probability.
        strength: of its penalty.
    """

    marks: tuple[str, ...]
    words: tuple[str, ...]
    rarity: Any
    weights: Any
    intercept: float
    curve: Curve = Curve(slope=1.0, shift=0.0)
    strength: float = 1.0

    def scores(self, rows: Rows) -> Any:
        """Log odds of each finding before calibration."""
        return rows.columns(self) @ self.weights + self.intercept

    def probabilities(self, rows: Rows) -> Any:
        """The calibrated probability that each finding was overturned."""
        return self.curve.of(self.scores(rows))


def known_of(findings: Sequence[AuditedFinding]) -> Known:
    """The marks and words that stand in enough letters."""
    return Known(_marks_in_several(findings), *_words_in_several(findings))


def learned(first: Rows, middle: Rows, known: Known) -> OutcomeModel:
    """Learn on the first span, in order of time, and calibrate on the middle one.

    The penalty is chosen inside the first span, in time too: what is best on its latest fourth.

    Raises:
        Refused: when the first span has not both outcomes (rule ``audit-too-few``).
    """
    if not 0 < first.overturned.sum() < len(first.overturned):
        raise too_few("The earliest of them were all decided alike.")
    columns = first.columns(known)
    strength = _strength(columns, first.overturned)
    weights, intercept = _fitted(columns, first.overturned, strength)
    model = OutcomeModel(*known, weights, intercept, strength=strength)
    return model._replace(curve=fitted(model.scores(middle), middle.overturned))


def base_rate(middle: Rows) -> OutcomeModel:
    """The model that knows nothing but how common each outcome was on the middle span."""
    model = OutcomeModel(*Known(), np.zeros(0), 0.0)
    return model._replace(curve=fitted(model.scores(middle), middle.overturned))


def _strength(columns: Any, overturned: Any) -> float:
    """The penalty by which the latest fourth is told best from what came before."""
    cut = int(len(overturned) * 0.75)
    begin = max(0, len(overturned) - CHOSEN_ON)
    earlier, later = slice(min(begin, cut - 1), cut), slice(cut, None)
    if not 0 < overturned[earlier].sum() < cut - earlier.start:
        return STRENGTHS[0]
    losses = {}
    for strength in STRENGTHS:
        weights, intercept = _fitted(columns[earlier], overturned[earlier], strength)
        losses[strength] = _loss(columns[later] @ weights + intercept, overturned[later])
    return min(losses, key=losses.__getitem__)


def _loss(scores: Any, overturned: Any) -> float:
    return float(np.logaddexp(0, np.where(overturned, -scores, scores)).mean())


def _fitted(columns: Any, overturned: Any, strength: float) -> tuple[Any, float]:
    if not columns.shape[1]:
        share = float(np.clip(overturned.mean(), 1e-6, 1 - 1e-6))
        return np.zeros(0), float(np.log(share / (1 - share)))
    fit = LogisticRegression(C=strength, max_iter=_ROUNDS, solver="newton-cg").fit(
        columns, overturned
    )
    return fit.coef_[0], float(fit.intercept_[0])


def _as_they_are(marks: tuple[str, ...]) -> tuple[str, ...]:
    return marks


def _marks_in_several(findings: Iterable[AuditedFinding]) -> tuple[str, ...]:
    letters: dict[str, set[str]] = defaultdict(set)
    for one in findings:
        for mark in one.facts.marks:
            if len(letters[mark]) < LETTERS_OF_A_MARK:
                letters[mark].add(one.letter)
    return tuple(sorted(mark for mark, where in letters.items() if len(where) == LETTERS_OF_A_MARK))


def _words_in_several(findings: Sequence[AuditedFinding]) -> tuple[tuple[str, ...], Any]:
    """Words and pairs of them by the letters in which they stand, the commonest at most."""
    texts: dict[str, set[str]] = defaultdict(set)
    for one in findings:
        texts[one.letter].add(one.facts.words)
    if len(texts) < LETTERS_OF_A_MARK:
        return (), np.zeros(0)
    counting = TfidfVectorizer(
        lowercase=False, token_pattern=_WORD, ngram_range=(1, 2), sublinear_tf=True,
        min_df=LETTERS_OF_A_MARK, max_df=0.9, max_features=WORDS_AT_MOST,
    )  # fmt: skip
    try:
        counting.fit(" ".join(sorted(told)) for told in texts.values())
    except ValueError:  # no word stands in enough letters
        return (), np.zeros(0)
    return tuple(counting.get_feature_names_out().tolist()), counting.idf_
