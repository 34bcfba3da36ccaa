"""What a review must keep to; each refusal names its reason, its rule and what that rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from openimr.case.reviewer_order import BLIND, REQUIRED_PARTS, has_evidence
from openimr.review.reviewer_path import Review, ReviewerFinding, TreatmentReview
from openimr.vocabulary.errors import Refused


def check_reviewer_named(reviewer: str) -> None:
    """A review belongs to a qualified reviewer; the letter itself never names one."""
    if not reviewer.strip():
        raise Refused(
            "No reviewer is named.",
            rule="reviewer-named",
            citation="Labor Code 139.5(d)(4), not verified",
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


def check_time_runs_on(treatment: TreatmentReview, now: dt.datetime) -> None:
    """No step is dated before the one it follows."""
    latest = treatment.latest
    if latest is not None and now < latest:
        raise Refused(
            "This step would be dated before the one it follows.",
            rule="time-runs-on",
            citation=BLIND,
            remedy="Set the clock right, then record it again.",
        )


def missing_parts(findings: Sequence[ReviewerFinding | None]) -> Iterator[str]:
    """What findings still lack before their letter can be issued, treatment by treatment.

    Args:
        findings: one for each disputed treatment, in order; None where there is none yet.
    """
    if not findings:
        yield "a treatment in dispute"
    for number, finding in enumerate(findings, start=1):
        for lack in _lacking(finding):
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


def _lacking(finding: ReviewerFinding | None) -> Iterator[str]:
    if finding is None:
        yield "the finding"
        return
    if not finding.rationale.strip():
        yield "the rationale"
    if not has_evidence(bool(finding.citations), finding.none_cited_because):
        yield "a cited guideline or study, or the reason why none is cited"
