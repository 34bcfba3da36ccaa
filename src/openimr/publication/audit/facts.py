"""What was known before a decision was made: the one thing that an outcome model learns from.

Every field of a published determination is either here, with what is made of it, or among those
that never enter: what was written with or after the decision, what tells its year, and who
reviewed. A model that knows a specialty expects of it what it always decided, and whoever asks
whether specialties decide like facts alike would be told that they do.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from openimr.publication.model import PublishedDetermination, PublishedFinding
from openimr.publication.statistics.cited import guideline_of
from openimr.vocabulary.request import TreatmentRequest
from openimr.vocabulary.value import Value

NEVER_OF_LETTERS: Final = {
    "id": "its number tells the year",
    "version": "a correction comes after the decision",
    "provenance": "the layout tells the year",
    "published": "comes after the decision",
    "case_number": "tells the year",
    "date_assigned": "tells the year",
    "decision_date": "places a letter in its span; tells the year",
    "date_of_injury": "tells the year",
    "ur_denial_date": "tells the year",
    "application_received": "tells the year",
    "year": "drift between years is what is looked for",
    "licensure": "of the reviewer",
    "specialties": "of the reviewer; findings are compared by them, and not explained",
    "reviewer": "findings are compared by it, and not explained",
    "organization": "reviewed; findings are compared by it, and not explained",
    "age": "its band is taken",
    "documents": "an export lists there what the reviewer cites",
}
"""Fields of a determination that no model sees, and why."""

NEVER_OF_FINDINGS: Final = {
    "number": "of the letter's order",
    "decision": "is the outcome",
    "basis": "is the reviewer's",
    "citations": "are the reviewer's",
    "rationale": "is written with the decision",
}
"""Fields of a finding that no model sees, and why."""

_BANDS: Final = (0, 1, 2, 4, 6, 8, 12, 18, 24, 36, 60, 90, 120, 240)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_PARTED: Final = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


class Facts(Value, frozen=True, kw_only=True):
    """What was known of one finding before it was decided.

    Attributes:
        marks: structured fields, each as "field=value".
        words: of the treatment and the case summary, lower case, without numbers.
    """

    marks: tuple[str, ...]
    words: str


def facts_of(said: PublishedDetermination, finding: PublishedFinding) -> Facts:
    """The facts of one finding."""
    marks = (
        *(mark for field, make in OF_LETTERS.items() for mark in _marked(field, make(said))),
        *(mark for field, make in OF_FINDINGS.items() for mark in _marked(field, make(finding))),
    )
    written = f"{finding.treatment}\n{said.summary or ''}".lower()
    return Facts(marks=tuple(dict.fromkeys(marks)), words=" ".join(_PARTED.findall(written)))


def _marked(field: str, values: Iterable[str]) -> Iterator[str]:
    told = [sys.intern(f"{field}={value}") for value in values]
    yield from told or (f"{field}=",)


def _one(value: object) -> tuple[str, ...]:
    return () if value is None else (str(getattr(value, "value", value)),)


def _guidelines(finding: PublishedFinding) -> tuple[str, ...]:
    names = (guideline_of(one)[0] for one in finding.claims_citations)
    return tuple(dict.fromkeys(" ".join(_YEAR.sub(" ", name).split()) for name in names))


def _asked(request: TreatmentRequest) -> Iterator[str]:
    for name in ("quantity", "per_week", "weeks"):
        number = getattr(request, name)
        if number is not None:
            yield f"{name} {_band(number)}"
    if request.unit:
        yield f"unit {request.unit.lower()}"


def _band(number: float) -> str:
    least = max(one for one in _BANDS if one <= number)
    return f"from {least}"


OF_LETTERS: Final[dict[str, Callable[[PublishedDetermination], Iterable[str]]]] = {
    "programme": lambda said: _one(said.programme),
    "priority": lambda said: _one(said.priority),
    "age_band": lambda said: _one(said.age_band),
    "sex": lambda said: _one(said.sex),
    "diagnoses": lambda said: said.diagnoses,
    "review_type": lambda said: _one(said.review_type),
    "health_plan": lambda said: _one(said.health_plan),
    "coverage": lambda said: _one(said.coverage),
}
"""Fields of a determination that become marks."""

OF_FINDINGS: Final[dict[str, Callable[[PublishedFinding], Iterable[str]]]] = {
    "request": lambda one: _asked(one.request),
    "claims_basis": lambda one: _one(one.claims_basis),
    "claims_citations": _guidelines,
    "topics": lambda one: one.topics,
    "body_regions": lambda one: one.body_regions,
    "drugs": lambda one: one.drugs,
}
"""Fields of a finding that become marks."""

AS_WORDS: Final = ("summary", "treatment")
"""Fields whose words are taken, numbers left out."""
