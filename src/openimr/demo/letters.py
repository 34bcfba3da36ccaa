"""Letters of the demo: what a draft would have said around the findings is invented here."""

from __future__ import annotations

from openimr.case.model import Case
from openimr.determination.model import Determination, DocumentReviewed, Finding
from openimr.law.calendar import pacific_day

_SUMMARY = (
    "The employee was injured at work and had conservative care before the treatment in dispute "
    "was asked for [1:2]. The requesting physician describes persistent complaints, the findings "
    "of the examination and the response to care so far [1:4]."
)


def around_findings(case: Case) -> Determination:
    """Case summary and documents reviewed, of what the case received."""
    received = tuple(
        DocumentReviewed(
            title=f"Records of the {one.receipt.sender.value}",
            type="Medical records",
            date=pacific_day(one.receipt.at),
            author=one.receipt.sender.value.capitalize(),
            pages=f"records.pdf, pages 1-{one.receipt.pages or 1}",
        )
        for one in case.records
    )
    return Determination(
        clinical_case_summary=_SUMMARY,
        documents_reviewed=received or (DocumentReviewed(title="Utilization review decision"),),
        findings=tuple(
            Finding(disputed_treatment=one.text, decision=None) for one in case.disputed
        ),
        draft=True,
    )
