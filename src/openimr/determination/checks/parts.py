"""Does the letter hold what a determination must contain?

8 CCR 9792.10.6(d) and Labor Code 4610.6(e): whether each disputed treatment is medically
necessary, the employee's condition, the documents reviewed, a statement of the disputed
treatment, the evidence used, the clinical reasons, and the reviewer's qualifications.

Rule: ``missing-part``.
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.determination.checks.letter import Issue, Letter
from openimr.determination.checks.model import CheckFinding, Quote, Severity

_LISTING_DOCUMENTS = frozenset({"openimr", "california-2013", "california-2013-notice"})
"""Layouts that have a list of documents; the letters posted by the State come without it."""

_SHORTEST_REASONS = 40
"""Characters below which a rationale cannot hold a reason and a conclusion."""

_LAW = "(8 CCR 9792.10.6(d), Labor Code 4610.6(e))"


def check(letter: Letter) -> Iterator[CheckFinding]:
    """Name each required part that was not found."""
    d = letter.determination
    if not letter.issues:
        yield _missing(None, "any decision on a disputed treatment", Severity.HIGH, ())
        return
    top = (letter.issues[0].heading.whole(),)
    if not letter.summary.text:
        yield _missing(None, "the clinical case summary", Severity.HIGH, top)
    if not d.draft and not (d.reviewer.specialties or d.reviewer.licensure or d.reviewer.statement):
        yield _missing(None, "the reviewer's qualifications", Severity.MEDIUM, top)
    if letter.layout in _LISTING_DOCUMENTS and not d.documents_reviewed:
        yield _missing(None, "the list of documents reviewed", Severity.MEDIUM, top)
    for issue in letter.issues:
        yield from _parts_of(issue, draft=d.draft)


def _parts_of(issue: Issue, *, draft: bool) -> Iterator[CheckFinding]:
    place = (issue.heading_quote(),)
    if issue.finding.decision is None and not draft:
        yield _missing(issue.number, "the decision", Severity.HIGH, place)
    if not issue.rationale.text:
        yield _missing(issue.number, "the rationale", Severity.HIGH, place)
    elif len(issue.rationale.text) < _SHORTEST_REASONS and not issue.dependent:
        yield _missing(issue.number, "clinical reasons in the rationale", Severity.MEDIUM, place)
    if not issue.reviewer_line.text:
        yield _missing(issue.number, "the evidence the reviewer relied on", Severity.MEDIUM, place)
    if not issue.claims_line.text:
        yield _missing(issue.number, "the claims administrator's guideline", Severity.LOW, place)


def _missing(
    issue: int | None, what: str, severity: Severity, places: tuple[Quote, ...]
) -> CheckFinding:
    return CheckFinding(
        rule="missing-part",
        severity=severity,
        issue=issue,
        message=f"The letter lacks {what}.",
        remedy=f"Add it; a determination must contain it {_LAW}.",
        places=places,
    )
