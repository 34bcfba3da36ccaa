"""What a review must keep to; each refusal names its reason, its rule and what that rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from openimr.review.reviewer_path import Review, TreatmentReview
from openimr.vocabulary.errors import Refused

REQUIRED_PARTS: Final = "Labor Code 4610.6(e); 8 CCR 9792.10.6(d)"
"""What a determination has to contain, and that each finding has its reasons and its evidence."""

_BLIND: Final = "OpenIMR decision 7: the first opinion is recorded blind"


def check_reviewer_named(reviewer: str) -> None:
    """A review belongs to a qualified reviewer; the letter itself never names one."""
    if not reviewer.strip():
        raise Refused(
            "No reviewer is named.",
            rule="reviewer-named",
            citation="Labor Code 139.5(d)(4)",
            remedy="Appoint an expert reviewer first.",
        )


def check_not_issued(review: Review) -> None:
    """Nothing changes in a review once its letter is issued."""
    if review.issued_at is not None:
        raise Refused(
            "The letter is issued and its findings stay as they are.",
            rule="issued-stays",
            citation="Labor Code 4610.6(g)",
            remedy="A determination is changed only by a new review, on appeal.",
        )


def check_no_opinion_yet(treatment: TreatmentReview) -> None:
    """A first opinion is recorded once."""
    if treatment.opinion is not None:
        raise Refused(
            "The first opinion is recorded and stays as it is.",
            rule="first-opinion-once",
            citation=_BLIND,
            remedy="Say what changed in the finding's rationale.",
        )


def check_opinion_recorded(treatment: TreatmentReview) -> None:
    """No proposal is shown before the reviewer's own opinion."""
    if treatment.opinion is None:
        raise Refused(
            "The proposal stays closed until a first opinion is recorded.",
            rule="opinion-before-proposal",
            citation=_BLIND,
            remedy="Record a first opinion on this treatment: upheld, overturned or not yet.",
        )


def check_proposal_shown(treatment: TreatmentReview) -> None:
    """A finding follows the proposal, so that accepting and rejecting it are told apart."""
    check_opinion_recorded(treatment)
    if treatment.shown_at is None:
        raise Refused(
            "The proposal on this treatment has not been opened yet.",
            rule="proposal-before-finding",
            citation=_BLIND,
            remedy="Open the proposal, then record the finding.",
        )


def check_time_runs_on(treatment: TreatmentReview, now: dt.datetime) -> None:
    """No step is dated before the one it follows."""
    latest = treatment.latest
    if latest is not None and now < latest:
        raise Refused(
            "This step would be dated before the one it follows.",
            rule="time-runs-on",
            citation=_BLIND,
            remedy="Set the clock right, then record it again.",
        )


def check_may_issue(review: Review) -> None:
    """Every treatment has its finding, with reasons and evidence, or there is no letter.

    Raises:
        Refused: naming everything that is missing at once.
    """
    check_not_issued(review)
    refuse_for_missing(list(missing_parts(review)))


def missing_parts(review: Review) -> Iterator[str]:
    """What the review still lacks before its letter can be issued, treatment by treatment."""
    if not review.treatments:
        yield "a treatment in dispute"
    for number, treatment in enumerate(review.treatments, start=1):
        for lack in _lacking(treatment):
            yield f"treatment {number}: {lack}"


def refuse_for_missing(missing: list[str]) -> None:
    """Refuse a letter that lacks required parts, naming all of them."""
    if missing:
        raise Refused(
            f"The letter cannot be issued; missing: {'; '.join(missing)}.",
            rule="all-required-parts",
            citation=REQUIRED_PARTS,
            remedy="Complete what is named.",
        )


def _lacking(treatment: TreatmentReview) -> Iterator[str]:
    finding = treatment.finding
    if finding is None:
        yield "the finding"
        return
    if not finding.rationale.strip():
        yield "the rationale"
    if not finding.citations and not finding.none_cited_because.strip():
        yield "a cited guideline or study, or the reason why none is cited"
