"""Stage 4, decide: what the engine suggests to the reviewer, every sentence with its sources."""

from __future__ import annotations

import datetime as dt
import enum

from openimr.application.model import DisputedTreatment
from openimr.guidelines.model import Evaluation
from openimr.guidelines.sequence import SearchStep
from openimr.guidelines.weigh_evidence import Weighing
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.value import Value, require


class ProposedDecision(enum.Enum):
    """What the engine suggests; a person decides.

    ``UNDETERMINED``: the record does not allow a decision.
    """

    UPHELD = "upheld"
    OVERTURNED = "overturned"
    UNDETERMINED = "undetermined"


class GuidelinePlace(Value, frozen=True, kw_only=True):
    """Where in a guideline a statement stands; ``pages`` as printed ("23", "100-102")."""

    guideline: str
    section: str
    pages: tuple[str, ...] = ()


class Sentence(Value, frozen=True, kw_only=True):
    """One sentence on the record, with every place it rests on.

    ``part`` names the part of the summary it belongs to; parts are its paragraphs. ``assisted``
    says whether the wording is an assistant's.
    """

    sentence: str
    sources: tuple[PageSpan, ...]
    part: str = ""
    assisted: bool = False

    def __post_init__(self) -> None:
        require(bool(self.sentence.strip()), "a sentence says something")
        require(bool(self.sources), "a sentence on the record has a source")


class RationaleSentence(Value, frozen=True, kw_only=True):
    """One sentence of a rationale.

    Attributes:
        record: places in the case file that a statement on the worker rests on.
        guideline: places in a guideline that a statement on the guideline rests on.
        opens: whether it begins a paragraph.
        assisted: whether the wording is an assistant's.
        Both places are empty only for the conclusion, which states nothing new.
    """

    sentence: str
    record: tuple[PageSpan, ...] = ()
    guideline: tuple[GuidelinePlace, ...] = ()
    opens: bool = False
    assisted: bool = False

    def __post_init__(self) -> None:
        require(bool(self.sentence.strip()), "a sentence says something")


class Proposal(Value, frozen=True, kw_only=True):
    """What the engine suggests for one disputed treatment.

    Attributes:
        missing: the facts that would settle an undetermined proposal.
        topic: id of the guideline topic, or None when the pack has none for the treatment.
        edition: the guideline edition that governs, as cited, or None.
        judged_on: the day whose edition governs: of the request, else of the decision.
        arithmetic: the sums made, in the order of the criteria.
        evaluations: every criterion with its outcome and trace.
        reasons: the evaluations among them that the rationale rests on.
        citations: what the rationale relies on, as the guideline line of the letter names it.
        trail: the medical evidence search, step by step.
        evidence: recommendations at variance, or studies entered, graded; None without either.
    """

    treatment: DisputedTreatment
    decision: ProposedDecision
    topic: str | None = None
    edition: str | None = None
    judged_on: dt.date | None = None
    missing: tuple[str, ...] = ()
    arithmetic: str | None = None
    evaluations: tuple[Evaluation, ...] = ()
    reasons: tuple[Evaluation, ...] = ()
    rationale: tuple[RationaleSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    trail: tuple[SearchStep, ...] = ()
    evidence: Weighing | None = None

    def __post_init__(self) -> None:
        undetermined = self.decision is ProposedDecision.UNDETERMINED
        require(undetermined == bool(self.missing), "an open proposal names what is missing")


class Summary(Value, frozen=True, kw_only=True):
    """The clinical case summary, and how many sentences were dropped as unsupported."""

    sentences: tuple[Sentence, ...]
    dropped: int = 0
