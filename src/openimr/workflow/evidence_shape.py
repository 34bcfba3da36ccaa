"""Recommendations weighed by the levels of evidence, in the shape of ``proposals.json``."""

from __future__ import annotations

from typing import Any

from openimr.guidelines.evidence_level import EvidenceLevel, Study, graded, level_of
from openimr.guidelines.weigh_evidence import Recommendation, Weighing
from openimr.review.evidence_weighed import why_settled

Shape = dict[str, Any]


def evidence_shape(weighing: Weighing | None, name: str) -> Shape | None:
    """Every recommendation with level and studies, which one is followed, and why.

    Args:
        weighing: None where nothing is at variance and no study was entered.
        name: of the treatment.
    """
    if weighing is None:
        return None
    graded = zip(weighing.recommendations, weighing.levels, strict=True)
    return {
        "at_variance": weighing.at_variance,
        "recommendations": [_recommendation(one, level) for one, level in graded],
        "follows": weighing.follows.source if weighing.follows else None,
        "settled": weighing.settled.value,
        "why": why_settled(weighing, name),
    }


def _recommendation(one: Recommendation, level: EvidenceLevel | None) -> Shape:
    return {
        "source": one.source,
        "speaks": "for" if one.supports else "against",
        "governs": one.governs,
        "level": level.value if level else None,
        "studies": [_study(study) for study in one.studies],
    }


def _study(study: Study) -> Shape:
    level = level_of(study)
    return {
        "citation": study.citation,
        "question": study.question.value,
        "design": study.design.value,
        "low_bias": study.low_bias,
        "level": level.value if level else None,
        "graded": graded(study),
        "applies": study.applies,
        "why": study.why or None,
        "note": study.note or None,
    }
