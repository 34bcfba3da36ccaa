"""From a reviewer's findings to the letter: all required parts, or no letter.

The last step of the reviewer's path. What the draft proposed is replaced by what the reviewer
found; what is missing is named at once.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

import msgspec

from openimr.determination.guideline_line import compose_guideline_line
from openimr.determination.model import (
    Basis,
    Decision,
    Determination,
    Finding,
    GuidelineLine,
    Reviewer,
)
from openimr.review.model import ProposedDecision
from openimr.review.policies import (
    check_not_issued,
    check_time_runs_on,
    missing_parts,
    refuse_for_missing,
)
from openimr.review.reviewer_path import Review, ReviewerFinding
from openimr.vocabulary.errors import Refused
from openimr.workflow.guideline_lines import guideline_line_of

_TITLES = frozenset({"dr", "md", "do", "dc", "phd", "psyd", "prof", "mr", "mrs", "ms"})
_REFERENCE = re.compile(r"\[(\d+):\d+\]")
_DECISIONS = {
    ProposedDecision.UPHELD: Decision.UPHELD,
    ProposedDecision.OVERTURNED: Decision.OVERTURNED,
}


def issue(
    draft: Determination, review: Review, reviewer: Reviewer, case_number: str, now: dt.datetime
) -> tuple[Determination, Review]:
    """The Final Determination of a review, and the review, which now is closed.

    Args:
        draft: as it was drafted for this review: case summary, documents reviewed and what the
            claims administrator cited.
        review: with a finding on every treatment.
        reviewer: licensure and specialties, without a name.
        case_number: of the case.
        now: the time; its day is the day of the decision.

    Raises:
        Refused: naming every required part that is missing; or when the letter is issued
            already, or would name the reviewer.
    """
    check_not_issued(review)
    for treatment in review.treatments:
        check_time_runs_on(treatment, now)
    determination = final_letter(draft, review.findings, reviewer, case_number, now.date())
    check_reviewer_unnamed(determination, review.reviewer)
    return determination, msgspec.structs.replace(review, issued_at=now)


def final_letter(
    draft: Determination,
    findings: Sequence[ReviewerFinding | None],
    reviewer: Reviewer,
    case_number: str,
    on: dt.date,
) -> Determination:
    """The Final Determination of findings, with what was drafted around them.

    Args:
        draft: case summary, documents reviewed and what the claims administrator cited; its
            treatments are those of the findings, in the same order.
        findings: what was found on each treatment.
        reviewer: licensure and specialties, without a name.
        case_number: of the case.
        on: the day of the decision.

    Raises:
        Refused: naming every required part that is missing.
    """
    astray = _missing_in(draft, findings, reviewer, case_number)
    refuse_for_missing([*missing_parts(findings), *astray])
    return msgspec.structs.replace(
        draft,
        case_number=case_number,
        decision_date=on,
        reviewer=reviewer,
        findings=tuple(
            _found(drafted, finding)
            for drafted, finding in zip(draft.findings, findings, strict=True)
            if finding is not None
        ),
        draft=False,
    )


def check_reviewer_unnamed(determination: Determination, name: str) -> None:
    """The reviewer's name stays out of what the reviewer writes; a mere number is no name."""
    named = _naming(name)
    written = (
        determination.clinical_case_summary,
        determination.reviewer.statement,
        *determination.reviewer.specialties,
        *(finding.rationale for finding in determination.findings),
    )
    if named is not None and any(named.search(text) for text in written if text):
        raise Refused(
            "The letter would name the reviewer.",
            rule="reviewer-unnamed",
            citation="Labor Code 4610.6(f)",
            remedy="Take the name out of rationale, summary and statement.",
        )


def _naming(reviewer: str) -> re.Pattern[str] | None:
    """Finds the reviewer's identifier, and of a name the surname with a physician's title."""
    words = re.findall(r"[^\W\d_]{2,}(?:[-'][^\W\d_]+)*", reviewer)
    if not words:
        return None
    whole = rf"\b{re.escape(reviewer.strip())}(?!\w)"
    surnames = [word for word in words if word.lower().rstrip(".") not in _TITLES]
    if len(surnames) < 2:
        return re.compile(whole)
    surname = re.escape(surnames[-1])
    titled = rf"\bdr\.?\s+(?:\w+\.?\s+)?{surname}\b|\b{surname},?\s+(?:m\.?d|d\.?o|d\.?c)\b"
    return re.compile(rf"{whole}|{titled}", re.IGNORECASE)


def _missing_in(
    draft: Determination,
    findings: Sequence[ReviewerFinding | None],
    reviewer: Reviewer,
    case_number: str,
) -> Iterator[str]:
    """Required parts of the letter beside its findings."""
    if not case_number.strip():
        yield "the case number"
    if not draft.clinical_case_summary:
        yield "the clinical case summary"
    if not draft.documents_reviewed:
        yield "the list of documents reviewed"
    if not (reviewer.licensure and reviewer.specialties):
        yield "the reviewer's licensure and specialties"
    if len(draft.findings) != len(findings):
        yield "a draft with the treatments of this review"
    if any(one and one.assisted for one in findings) and not draft.generated_wording:
        yield "the disclosure of generated wording"
    yield from _references_astray(draft, findings)


def _references_astray(
    draft: Determination, findings: Sequence[ReviewerFinding | None]
) -> Iterator[str]:
    """Page references that lead to no listed document."""
    listed = len(draft.documents_reviewed)
    for found in _REFERENCE.finditer(draft.clinical_case_summary or ""):
        if not 1 <= int(found[1]) <= listed:
            yield f"the case summary: a listed document for the reference {found[0]}"
    for number, finding in enumerate(findings, start=1):
        rationale = finding.rationale if finding else ""
        for found in _REFERENCE.finditer(rationale):
            if not 1 <= int(found[1]) <= listed:
                yield f"treatment {number}: a listed document for the reference {found[0]}"


def _found(drafted: Finding, finding: ReviewerFinding) -> Finding:
    rationale = finding.rationale
    if not finding.citations:
        rationale = f"{rationale}\n{finding.none_cited_because}"
    return msgspec.structs.replace(
        drafted,
        decision=_DECISIONS[finding.decision],
        rationale=rationale,
        reviewer_guideline=_guideline_line(finding),
    )


def _guideline_line(finding: ReviewerFinding) -> GuidelineLine:
    if not finding.citations:
        return compose_guideline_line(Basis.NONE_CITED)
    return guideline_line_of(finding.citations)
