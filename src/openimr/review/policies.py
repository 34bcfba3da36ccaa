"""What a review must keep to; each refusal names its rule."""

from __future__ import annotations

from openimr.review.reviewer_path import Review, TreatmentReview
from openimr.vocabulary.errors import Refused


def check_credentialed(reviewer: str) -> None:
    """A named reviewer decides; the name stays out of the letter (Labor Code 4610.6(f))."""
    if not reviewer.strip():
        raise Refused(
            "No reviewer is named.",
            rule="reviewer-named",
            citation="Labor Code 4610.6(c)",
            remedy="Appoint an expert reviewer first.",
        )


def check_no_opinion_yet(treatment: TreatmentReview) -> None:
    """A first opinion is recorded once."""
    if treatment.opinion is not None:
        raise Refused(
            "The first opinion is recorded and stays as it is.",
            rule="first-opinion-once",
            remedy="Say what changed in the finding's rationale.",
        )


def check_opinion_recorded(treatment: TreatmentReview) -> None:
    """No proposal is shown before the reviewer's own opinion."""
    if treatment.opinion is None:
        raise Refused(
            "The proposal stays closed until a first opinion is recorded.",
            rule="opinion-before-proposal",
            remedy="Record a first opinion on this treatment: upheld, overturned or not yet.",
        )


def check_proposal_shown(treatment: TreatmentReview) -> None:
    """A finding follows the proposal, so that accepting and rejecting it are told apart."""
    check_opinion_recorded(treatment)
    if treatment.shown_at is None:
        raise Refused(
            "The proposal on this treatment has not been opened yet.",
            rule="proposal-before-finding",
            remedy="Open the proposal, then record the finding.",
        )


def check_may_issue(review: Review) -> None:
    """Every required part, or no letter (Labor Code 4610.6(d); 8 CCR 9792.10.6(d)).

    Raises:
        Refused: naming everything that is missing at once.
    """
    missing = [
        f"treatment {number}: {lack}"
        for number, treatment in enumerate(review.treatments, start=1)
        for lack in _lacking(treatment)
    ]
    if not review.treatments:
        missing.append("a treatment in dispute")
    if missing:
        raise Refused(
            f"The letter cannot be issued; missing: {'; '.join(missing)}.",
            rule="all-required-parts",
            citation="Labor Code 4610.6(d); 8 CCR 9792.10.6(d)",
            remedy="Complete the findings named.",
        )


def _lacking(treatment: TreatmentReview) -> list[str]:
    finding = treatment.finding
    if finding is None:
        return ["the finding"]
    lacking = []
    if not finding.rationale.strip():
        lacking.append("the rationale")
    if not finding.citations and not finding.none_cited_because.strip():
        lacking.append("a cited guideline, or the reason why none is cited")
    return lacking
