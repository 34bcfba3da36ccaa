"""A statement of the record, with its assertion, date and exact place."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Final

from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.value import Value, require

AUTHORIZED: Final = "sessions authorized"
"""Unit of a treatment fact that tells what a payer allowed, not what was given."""

MORPHINE_EQUIVALENT_DOSE: Final = "morphine-equivalent-dose"
"""Concept of a medication fact that states a daily dose in mg of morphine equivalent."""


class FactKind(enum.Enum):
    """What a fact is about."""

    SYMPTOM = "symptom"
    MEDICATION = "medication"
    WORK_STATUS = "work_status"
    TREATMENT_RECEIVED = "treatment_received"
    PLANNED_TREATMENT = "planned_treatment"
    FUNCTIONAL_IMPROVEMENT = "functional_improvement"
    FUNCTIONAL_STATUS = "functional_status"
    TEST_SCORE = "test_score"
    EXAM_FINDING = "exam_finding"
    IMAGING_FINDING = "imaging_finding"
    DIAGNOSIS = "diagnosis"
    SURGERY = "surgery"
    HISTORY = "history"
    OBSERVATION = "observation"
    """A sentence that a guideline asks about, found by the guideline's own words."""


class Assertion(enum.Enum):
    """How the record asserts the fact."""

    PRESENT = "present"
    ABSENT = "absent"
    HISTORICAL = "historical"
    POSSIBLE = "possible"
    PLANNED = "planned"


class Fact(Value, frozen=True, kw_only=True):
    """One clinical or administrative statement of the record.

    Attributes:
        kind: what it is about.
        statement: a short plain sentence; says nothing that ``quote`` does not.
        concept: normalised code of what is stated ("phq-9", "naproxen", "working-modified",
            "cognitive-behavioral-psychotherapy"), or None when none fits.
        about: for treatment response, the topic of the treatment it responds to, or None.
        value: normalised number or code, or None.
        unit: unit of a numeric value or coding system of a code.
        date: the day the statement speaks of, mostly the document's; None when unknown.
        assertion: how the record asserts it.
        place: where ``quote`` stands.
        quote: the words at ``place``, exactly.
        confidence: 0 to 1; lowered by poor OCR and weak patterns.
    """

    kind: FactKind
    statement: str
    assertion: Assertion
    place: PageSpan
    quote: str
    concept: str | None = None
    about: str | None = None
    value: int | float | str | None = None
    unit: str | None = None
    date: dt.date | None = None
    confidence: float = 1.0

    def __post_init__(self) -> None:
        require(bool(self.statement.strip()), "a fact states something")
        require(len(self.quote) == self.place.end - self.place.start, "a quote fills its span")
        require(0 <= self.confidence <= 1, "confidence lies between 0 and 1")
