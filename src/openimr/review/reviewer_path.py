"""What a reviewer records on the way to the findings, as values."""

from __future__ import annotations

import datetime as dt

from openimr.review.model import Proposal, ProposedDecision
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.value import Value, require


class FirstOpinion(Value, frozen=True, kw_only=True):
    """What the reviewer thought before seeing the proposal; never changed."""

    decision: ProposedDecision
    reason: str
    at: dt.datetime

    def __post_init__(self) -> None:
        require(bool(self.reason.strip()), "an opinion has a reason, if only a few words")
        require(self.at.tzinfo is not None, "a time has its zone")


class ReviewerFinding(Value, frozen=True, kw_only=True):
    """The reviewer's answer on one disputed treatment.

    Attributes:
        decision: upheld or overturned; there is no third answer.
        citations: what the rationale relies on.
        none_cited_because: why nothing is cited, where nothing is (a dependent treatment).
        assisted: whether any of the wording was generated; disclosed with the letter.
    """

    decision: ProposedDecision
    rationale: str
    at: dt.datetime
    citations: tuple[Citation, ...] = ()
    none_cited_because: str = ""
    assisted: bool = False

    def __post_init__(self) -> None:
        decided = self.decision is not ProposedDecision.UNDETERMINED
        require(decided, "a finding is upheld or overturned")
        require(self.at.tzinfo is not None, "a time has its zone")


class TreatmentReview(Value, frozen=True, kw_only=True):
    """One disputed treatment on its way: proposal (closed), opinion, shown, finding."""

    proposal: Proposal
    opinion: FirstOpinion | None = None
    shown_at: dt.datetime | None = None
    finding: ReviewerFinding | None = None

    def __post_init__(self) -> None:
        require(not self.shown_at or bool(self.opinion), "an opinion comes before the proposal")
        require(not self.finding or bool(self.shown_at), "a proposal is seen before the finding")
        times = self._times()
        require(all(time.tzinfo is not None for time in times), "a time has its zone")
        require(times == sorted(times), "no step is dated before the one it follows")

    def _times(self) -> list[dt.datetime]:
        """When opinion, proposal and finding were recorded, as far as they are."""
        opinion = self.opinion.at if self.opinion else None
        finding = self.finding.at if self.finding else None
        return [time for time in (opinion, self.shown_at, finding) if time is not None]

    @property
    def latest(self) -> dt.datetime | None:
        """When the last step was recorded, None as long as none is."""
        times = self._times()
        return times[-1] if times else None

    @property
    def first(self) -> ProposedDecision | None:
        """The first opinion, None as long as none is recorded."""
        return self.opinion.decision if self.opinion else None

    @property
    def answer(self) -> ProposedDecision | None:
        """The finding's decision, None as long as there is none."""
        return self.finding.decision if self.finding else None


class Review(Value, frozen=True, kw_only=True):
    """One reviewer's work on one case.

    Attributes:
        reviewer: the expert reviewer's identifier; never part of a letter.
        treatments: one for each disputed treatment, in the order of the application.
        issued_at: when its letter was issued; nothing changes after that.
    """

    reviewer: str
    treatments: tuple[TreatmentReview, ...]
    issued_at: dt.datetime | None = None

    @property
    def findings(self) -> tuple[ReviewerFinding | None, ...]:
        """The findings in the order of the treatments; None where there is none yet."""
        return tuple(treatment.finding for treatment in self.treatments)
