"""Levels of evidence, for recommendations that contradict each other (8 CCR 9792.25.1).

The regulation grades studies, not guidelines: the reviewer looks through each recommendation to
the studies behind it, leaves out those that do not apply to this worker, and follows the best of
the rest. What is graded here is what the reviewer enters; nothing is looked up.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from openimr.vocabulary.value import Value, require


class ClinicalQuestion(enum.Enum):
    """What a study answers."""

    TREATMENT_BENEFIT = "treatment_benefit"
    DIAGNOSTIC_TEST = "diagnostic_test"
    PROGNOSIS = "prognosis"
    TREATMENT_HARM = "treatment_harm"


class Design(enum.Enum):
    """How a study was made."""

    SYSTEMATIC_REVIEW = "systematic_review"
    RANDOMIZED_TRIAL = "randomized_trial"
    PROSPECTIVE_COHORT = "prospective_cohort"
    INCEPTION_COHORT = "inception_cohort"
    NON_RANDOMIZED_COHORT = "non_randomized_cohort"
    CROSS_SECTIONAL = "cross_sectional"
    CASE_CONTROL = "case_control"
    CASE_SERIES = "case_series"
    UNCONTROLLED = "uncontrolled"
    EXPERT_OPINION = "expert_opinion"


class EvidenceLevel(enum.Enum):
    """Levels from the best to the weakest."""

    L1A = "1a"
    L1B = "1b"
    L1C = "1c"
    L2 = "2"
    L3 = "3"
    L4 = "4"
    L5 = "5"

    @property
    def rank(self) -> int:
        """0 for the best."""
        return list(EvidenceLevel).index(self)


class Study(Value, frozen=True, kw_only=True):
    """One study as the reviewer cites it; the parts that 8 CCR 9792.21.1 asks a citation for.

    Attributes:
        low_bias: whether the reviewer judges the risk of bias to be low.
        applies: whether its patients, setting, treatment and outcomes are like this worker's.
        why: the reviewer's reason where it does not apply.
    """

    lead_author: str
    title: str
    journal: str
    year: int
    question: ClinicalQuestion
    design: Design
    low_bias: bool
    volume: str = ""
    pages: str = ""
    applies: bool = True
    why: str = ""

    def __post_init__(self) -> None:
        named = (self.lead_author, self.title, self.journal)
        require(all(part.strip() for part in named), "a study has an author, a title and a journal")
        require(1800 <= self.year <= 2200, "a study has a year of publication")
        require(self.applies or bool(self.why.strip()), "say why a study does not apply")

    @property
    def citation(self) -> str:
        """As a determination cites it."""
        where = f"{self.volume}:{self.pages}" if self.volume and self.pages else self.volume
        return f"{self.lead_author}. {self.title}. {self.journal}, {self.year}" + (
            f";{where}." if where else "."
        )


_Q = ClinicalQuestion
_D = Design
_LEVELS: Final = MappingProxyType(
    {
        (_Q.TREATMENT_BENEFIT, _D.SYSTEMATIC_REVIEW): (EvidenceLevel.L1A, EvidenceLevel.L1C),
        (_Q.TREATMENT_BENEFIT, _D.RANDOMIZED_TRIAL): (EvidenceLevel.L1B, EvidenceLevel.L1C),
        (_Q.TREATMENT_BENEFIT, _D.NON_RANDOMIZED_COHORT): (EvidenceLevel.L2, EvidenceLevel.L2),
        (_Q.TREATMENT_BENEFIT, _D.PROSPECTIVE_COHORT): (EvidenceLevel.L2, EvidenceLevel.L2),
        (_Q.TREATMENT_BENEFIT, _D.CASE_CONTROL): (EvidenceLevel.L3, EvidenceLevel.L3),
        (_Q.DIAGNOSTIC_TEST, _D.SYSTEMATIC_REVIEW): (EvidenceLevel.L1A, EvidenceLevel.L1C),
        (_Q.DIAGNOSTIC_TEST, _D.PROSPECTIVE_COHORT): (EvidenceLevel.L1B, EvidenceLevel.L1C),
        (_Q.DIAGNOSTIC_TEST, _D.RANDOMIZED_TRIAL): (EvidenceLevel.L1B, EvidenceLevel.L1C),
        (_Q.DIAGNOSTIC_TEST, _D.CROSS_SECTIONAL): (EvidenceLevel.L1C, EvidenceLevel.L1C),
        (_Q.DIAGNOSTIC_TEST, _D.CASE_CONTROL): (EvidenceLevel.L2, EvidenceLevel.L3),
        (_Q.PROGNOSIS, _D.SYSTEMATIC_REVIEW): (EvidenceLevel.L1A, EvidenceLevel.L1C),
        (_Q.PROGNOSIS, _D.INCEPTION_COHORT): (EvidenceLevel.L1B, EvidenceLevel.L1C),
        (_Q.PROGNOSIS, _D.RANDOMIZED_TRIAL): (EvidenceLevel.L1B, EvidenceLevel.L1C),
        (_Q.PROGNOSIS, _D.PROSPECTIVE_COHORT): (EvidenceLevel.L1C, EvidenceLevel.L1C),
        (_Q.PROGNOSIS, _D.NON_RANDOMIZED_COHORT): (EvidenceLevel.L1C, EvidenceLevel.L1C),
        (_Q.PROGNOSIS, _D.CASE_SERIES): (EvidenceLevel.L2, EvidenceLevel.L2),
        (_Q.PROGNOSIS, _D.CASE_CONTROL): (EvidenceLevel.L2, EvidenceLevel.L2),
        (_Q.TREATMENT_HARM, _D.SYSTEMATIC_REVIEW): (EvidenceLevel.L1A, EvidenceLevel.L2),
        (_Q.TREATMENT_HARM, _D.RANDOMIZED_TRIAL): (EvidenceLevel.L1B, EvidenceLevel.L2),
        (_Q.TREATMENT_HARM, _D.PROSPECTIVE_COHORT): (EvidenceLevel.L1C, EvidenceLevel.L1C),
        (_Q.TREATMENT_HARM, _D.NON_RANDOMIZED_COHORT): (EvidenceLevel.L3, EvidenceLevel.L3),
    }
)
"""Level by question and design: with low bias, and with bias. Levels 1a to 3 follow the table of
8 CCR 9792.25.1(a); what the table does not place is level 4, opinion level 5 (not verified).
A review of biased trials stands no higher than the trials."""


def level_of(study: Study) -> EvidenceLevel:
    """The level of a study for the question it answers."""
    if study.design is Design.EXPERT_OPINION:
        return EvidenceLevel.L5
    low, biased = _LEVELS.get((study.question, study.design), (EvidenceLevel.L4, EvidenceLevel.L4))
    return low if study.low_bias else biased


class Recommendation(Value, frozen=True, kw_only=True):
    """One of two or more recommendations that contradict each other, with its studies."""

    source: str
    supports: bool
    studies: tuple[Study, ...] = ()


class Weighing(Value, frozen=True, kw_only=True):
    """Which recommendation the best applicable evidence supports.

    Attributes:
        follows: the recommendation to follow; None where both rest on the same level.
        levels: the best applicable level of each, None where no study applies.
        left_out: studies that do not apply, with the reviewer's reason.
    """

    follows: Recommendation | None
    levels: tuple[EvidenceLevel | None, ...]
    left_out: tuple[Study, ...]


def weigh_evidence(recommendations: Sequence[Recommendation]) -> Weighing | None:
    """Compare recommendations by their best applicable study; None where none is at variance.

    Args:
        recommendations: as cited, the ones that support the treatment and those that do not.
    """
    if len({recommendation.supports for recommendation in recommendations}) < 2:
        return None
    levels = tuple(_best(recommendation) for recommendation in recommendations)
    known = [level.rank for level in levels if level is not None]
    best = [
        r
        for r, level in zip(recommendations, levels, strict=True)
        if known and level is not None and level.rank == min(known)
    ]
    agreed = len({recommendation.supports for recommendation in best}) == 1
    return Weighing(
        follows=best[0] if agreed else None,
        levels=levels,
        left_out=tuple(s for r in recommendations for s in r.studies if not s.applies),
    )


def _best(recommendation: Recommendation) -> EvidenceLevel | None:
    levels = [level_of(study) for study in recommendation.studies if study.applies]
    return min(levels, key=lambda level: level.rank, default=None)
