"""Recommendations at variance, weighed by the studies behind them (8 CCR 9792.25.1).

The MTUS is presumed correct; a better study rebuts it (Labor Code 4604.5(a), 8 CCR 9792.21(d)).
Each recommendation is looked through to its studies, those that do not apply to this worker are
left out, and the best of the rest is followed. What the levels cannot settle goes to the reviewer.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence

from openimr.guidelines.evidence_level import EvidenceLevel, Study, level_of
from openimr.vocabulary.value import Value


class Recommendation(Value, frozen=True, kw_only=True):
    """What a guideline or a study by itself says of the treatment as it is asked for.

    Attributes:
        source: as a determination cites it.
        supports: whether it speaks for the treatment.
        presumed: whether it is the MTUS, which is presumed correct.
        governs: whether the search sequence ends with it.
        studies: those behind it, or the one that it is.
    """

    source: str
    supports: bool
    presumed: bool = False
    governs: bool = False
    studies: tuple[Study, ...] = ()


class Settled(enum.Enum):
    """What settled it, or why nothing did."""

    AGREEMENT = "agreement"
    BETTER_EVIDENCE = "better_evidence"
    PRESUMPTION = "presumption"
    SEQUENCE = "sequence"
    SAME_LEVEL = "same_level"
    NOT_GRADED = "not_graded"
    NOT_VERIFIED = "not_verified"
    NOTHING_APPLIES = "nothing_applies"


class Weighing(Value, frozen=True, kw_only=True):
    """Recommendations on one treatment, graded, and what follows.

    Attributes:
        recommendations: the governing guideline first.
        levels: the best applicable level of each; None where none can be told.
        follows: the recommendation to follow; None where the reviewer has to weigh them.
        settled: by what it is followed, or why none is.
        left_out: studies that do not apply, with the reviewer's reason.
    """

    recommendations: tuple[Recommendation, ...]
    levels: tuple[EvidenceLevel | None, ...]
    follows: Recommendation | None
    settled: Settled
    left_out: tuple[Study, ...] = ()

    @property
    def at_variance(self) -> bool:
        """Whether the recommendations contradict each other."""
        return len({one.supports for one in self.recommendations}) > 1

    @property
    def rebutted(self) -> bool:
        """Whether a better study prevails over the MTUS."""
        presumed = any(one.presumed for one in self.recommendations)
        return presumed and self.follows is not None and not self.follows.presumed


def weigh_evidence(recommendations: Sequence[Recommendation]) -> Weighing | None:
    """Grade recommendations by their best applicable study, and say which to follow.

    Args:
        recommendations: the governing guideline first, then other guidelines and studies.

    Returns:
        None where there is none.
    """
    if not recommendations:
        return None
    follows, settled = _settle(recommendations)
    return Weighing(
        recommendations=tuple(recommendations),
        levels=tuple(_best([one]) for one in recommendations),
        follows=follows,
        settled=settled,
        left_out=tuple(s for one in recommendations for s in one.studies if not s.applies),
    )


def _settle(given: Sequence[Recommendation]) -> tuple[Recommendation | None, Settled]:
    counted = [one for one in given if one.governs or not one.studies or _applicable([one])]
    if not counted:
        return None, Settled.NOTHING_APPLIES
    if len({one.supports for one in counted}) == 1:
        return _agreed(counted)
    if not _applicable(counted):
        first = counted[0]
        return first, Settled.PRESUMPTION if first.presumed else Settled.SEQUENCE
    return _by_level(counted)


def _agreed(given: Sequence[Recommendation]) -> tuple[Recommendation | None, Settled]:
    """All say the same; studies alone carry it only with a level of the table."""
    first = given[0]
    if first.governs or not first.studies:
        return first, Settled.AGREEMENT
    best = _best(given)
    if best is None:
        return None, Settled.NOT_GRADED
    return (first, Settled.AGREEMENT) if best.verified else (None, Settled.NOT_VERIFIED)


def _by_level(given: Sequence[Recommendation]) -> tuple[Recommendation | None, Settled]:
    sides = {supports: [r for r in given if r.supports is supports] for supports in (True, False)}
    best = {supports: _best(side) for supports, side in sides.items()}
    supporting, refusing = best[True], best[False]
    if supporting is None or refusing is None:
        return None, Settled.NOT_GRADED
    if supporting is refusing:
        return None, Settled.SAME_LEVEL
    wins = supporting.rank < refusing.rank
    if _ungraded(sides[not wins]):
        return None, Settled.NOT_GRADED
    level = best[wins]
    if level is None or not level.verified:
        return None, Settled.NOT_VERIFIED
    winner = next(one for one in sides[wins] if _best([one]) is level)
    return winner, Settled.BETTER_EVIDENCE


def _applicable(given: Iterable[Recommendation]) -> list[Study]:
    return [study for one in given for study in one.studies if study.applies]


def _ungraded(given: Iterable[Recommendation]) -> bool:
    """Whether a study applies whose level cannot be told: it may be the best."""
    return any(level_of(study) is None for study in _applicable(given))


def _best(given: Iterable[Recommendation]) -> EvidenceLevel | None:
    levels = [level for study in _applicable(given) if (level := level_of(study)) is not None]
    return min(levels, key=lambda level: level.rank, default=None)
