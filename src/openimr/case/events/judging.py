"""Events of the reviewer's desk: claimed facts judged, and quality's blind second opinions."""

from __future__ import annotations

import enum

from openimr.case.events.event import Event, require_sha256
from openimr.case.events.reviewing import Decision
from openimr.vocabulary.places import Span
from openimr.vocabulary.value import Value, require


class Judgement(enum.Enum):
    """What a reviewer makes of a fact that was claimed from the record."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"


class JudgedFact(Value, frozen=True, kw_only=True):
    """A claimed fact, where it was read, and what the reviewer makes of it.

    The fact is named by digest and place, so that the record repeats no medical history; only
    the words of a correction stand in it, because nothing else would say what holds instead.

    Attributes:
        fact_sha256: digest of the fact as it was drafted.
        paper_sha256: digest of the paper on which it was read.
        place: the characters of that paper's page.
        judgement: accepted, corrected or rejected.
        reason: why; every judgement has one.
        correction: what holds instead; empty unless corrected.
    """

    fact_sha256: str
    paper_sha256: str
    place: Span
    judgement: Judgement
    reason: str
    correction: str = ""

    def __post_init__(self) -> None:
        require_sha256(self.fact_sha256, "a fact is named by its SHA-256")
        require_sha256(self.paper_sha256, "a paper is named by its SHA-256")
        require(bool(self.reason.strip()), "a judgement on a fact has a reason")
        corrected = self.judgement is Judgement.CORRECTED
        require(
            corrected == bool(self.correction.strip()),
            "a corrected fact, and no other, has its new words",
        )


class FactJudged(Event, frozen=True, kw_only=True):
    """A reviewer accepted, corrected or rejected a fact; a later one of the seat replaces it."""

    seat: int
    fact: JudgedFact


class SecondOpinionRecorded(Event, frozen=True, kw_only=True):
    """How a quality reviewer would decide a treatment, recorded before the finding is shown.

    It changes no decision; it measures how far two physicians agree.

    Attributes:
        treatment: its number.
        by: the quality reviewer's identifier.
        decision: upheld or overturned.
        reason: why.
    """

    treatment: int
    by: str
    decision: Decision
    reason: str

    def __post_init__(self) -> None:
        require(bool(self.reason.strip()), "a second opinion has a reason")
