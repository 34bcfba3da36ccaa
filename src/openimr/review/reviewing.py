"""The reviewer's path: a first opinion in the blind, then the proposal, then the finding.

A proposal that is seen first becomes the opinion. So the engine's proposal stays closed until
the reviewer has recorded an own one, and how often the two differ from the finding is reported.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from openimr.case.reviewer_order import check_no_opinion_yet, check_opined, check_shown
from openimr.review.model import Proposal, ProposedDecision
from openimr.review.policies import (
    check_not_issued,
    check_reviewer_named,
    check_time_runs_on,
)
from openimr.review.reviewer_path import FirstOpinion, Review, ReviewerFinding, TreatmentReview
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value


def begin_review(reviewer: str, proposals: Sequence[Proposal]) -> Review:
    """A review with nothing recorded yet.

    Args:
        reviewer: the expert reviewer's identifier.
        proposals: one for each disputed treatment, in the order of the application.

    Raises:
        Refused: when no reviewer is named.
    """
    check_reviewer_named(reviewer)
    return Review(
        reviewer=reviewer,
        treatments=tuple(TreatmentReview(proposal=proposal) for proposal in proposals),
    )


def record_first_opinion(
    review: Review, number: int, opinion: ProposedDecision, reason: str, now: dt.datetime
) -> Review:
    """Record what the reviewer thinks before anything is suggested.

    Args:
        review: so far.
        number: of the disputed treatment, from 1.
        opinion: ``UNDETERMINED`` where the reviewer cannot say yet.
        reason: in a few words.
        now: the time.

    Raises:
        BadInput: when there is no such treatment, no reason, or no zone in the time.
        Refused: when an opinion is recorded already; a first opinion is not changed.
    """
    treatment = _treatment(review, number)
    check_no_opinion_yet(treatment.opinion is not None)
    _check_said(reason, now)
    recorded = FirstOpinion(decision=opinion, reason=reason, at=now)
    return _replaced(review, number, msgspec.structs.replace(treatment, opinion=recorded))


def show_proposal(review: Review, number: int, now: dt.datetime) -> tuple[Review, Proposal]:
    """Open the engine's proposal; the time it was first seen is kept.

    Raises:
        BadInput: when there is no such treatment, or no zone in the time.
        Refused: as long as no first opinion is recorded.
    """
    treatment = _treatment(review, number)
    check_opined(treatment.opinion is not None)
    if treatment.shown_at is None:
        _check_zone(now)
        check_time_runs_on(treatment, now)
        treatment = msgspec.structs.replace(treatment, shown_at=now)
    return _replaced(review, number, treatment), treatment.proposal


def record_finding(review: Review, number: int, finding: ReviewerFinding) -> Review:
    """Record the reviewer's answer; a later one replaces it until the letter is issued.

    Raises:
        BadInput: when there is no such treatment.
        Refused: when the proposal has not been opened, so that accepting, changing and
            rejecting it are told apart.
    """
    treatment = _treatment(review, number)
    check_shown(treatment.opinion is not None, treatment.shown_at is not None)
    check_time_runs_on(treatment, finding.at)
    return _replaced(review, number, msgspec.structs.replace(treatment, finding=finding))


class ChangeRate(Value, frozen=True, kw_only=True):
    """How findings differ from the first opinions and the proposals behind them.

    Attributes:
        decided: treatments with a finding whose first opinion was a decision.
        changed: findings other than the first opinion.
        towards_proposal: changed findings that are what the engine proposed.
        against_proposal: findings other than a proposed decision.
    """

    decided: int
    changed: int
    towards_proposal: int
    against_proposal: int

    @property
    def share_changed(self) -> float | None:
        """Changed findings among the decided, None where nothing is decided."""
        return self.changed / self.decided if self.decided else None

    @property
    def in_words(self) -> str:
        """The rate as a report says it."""
        if not self.decided:
            return "No finding yet that a first opinion could be compared with."
        return (
            f"Findings compared with first opinions: {self.decided}; changed: {self.changed} "
            f"({self.share_changed:.0%}), of these to what was proposed: {self.towards_proposal}. "
            f"Findings other than a proposed decision: {self.against_proposal}."
        )


def change_rate(reviews: Sequence[Review]) -> ChangeRate:
    """The change rate over any number of reviews."""
    opened = [t for review in reviews for t in review.treatments if t.finding and t.opinion]
    firm = [t for t in opened if t.first is not ProposedDecision.UNDETERMINED]
    changed = [t for t in firm if t.answer is not t.first]
    return ChangeRate(
        decided=len(firm),
        changed=len(changed),
        towards_proposal=sum(t.answer is t.proposal.decision for t in changed),
        against_proposal=sum(
            t.proposal.decision not in (ProposedDecision.UNDETERMINED, t.answer) for t in opened
        ),
    )


def _check_said(reason: str, now: dt.datetime) -> None:
    if not reason.strip():
        found = "the first opinion has no reason"
        raise BadInput("the review", found, "Give one, if only in a few words")
    _check_zone(now)


def _check_zone(now: dt.datetime) -> None:
    if now.tzinfo is None:
        raise BadInput("the review", "the time has no zone", "Hand in a time with its zone")


def _treatment(review: Review, number: int) -> TreatmentReview:
    check_not_issued(review)
    if not 1 <= number <= len(review.treatments):
        found = f"there is no treatment {number}"
        raise BadInput("the review", found, f"Choose 1 to {len(review.treatments)}")
    return review.treatments[number - 1]


def _replaced(review: Review, number: int, treatment: TreatmentReview) -> Review:
    treatments = list(review.treatments)
    treatments[number - 1] = treatment
    return msgspec.structs.replace(review, treatments=tuple(treatments))
