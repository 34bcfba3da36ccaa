"""The clinical case summary, sentence by sentence out of facts, in clinical order."""

from __future__ import annotations

from collections.abc import Sequence

from openimr.review.model import Summary
from openimr.review.telling import Teller
from openimr.vocabulary.fact import Fact, FactKind

_ORDER = (
    FactKind.HISTORY,
    FactKind.DIAGNOSIS,
    FactKind.TREATMENT_RECEIVED,
    FactKind.SURGERY,
    FactKind.SYMPTOM,
    FactKind.EXAM_FINDING,
    FactKind.TEST_SCORE,
    FactKind.IMAGING_FINDING,
    FactKind.MEDICATION,
    FactKind.WORK_STATUS,
    FactKind.PLANNED_TREATMENT,
)


def summarise(facts: Sequence[Fact], teller: Teller) -> Summary:
    """The summary of one record."""
    sentences = [
        sentence
        for kind in _ORDER
        for fact in facts
        if fact.kind is kind and (sentence := teller.tell(fact)) is not None
    ]
    return Summary(sentences=tuple(sentences))
