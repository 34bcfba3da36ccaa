"""The engine beside the reviewers: decisions, and the reasons that they state, on real letters.

The record is the letter's clinical case summary alone, which retells only a part of the file
that the reviewer saw; header dates and age go with it. The labels of the reasons are soft: one
reader's. The figures have no aim.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accuracy.letters import labelled_letters
from accuracy.reason_codes import CRITERIA_MET, codes_of
from accuracy.report import Row, Section
from accuracy.topics import day, letter_name
from openimr.adapters.letter_reader import read_letter_at
from openimr.application.model import Application, CitedDate, DisputedTreatment, UrAction
from openimr.application.request import parse_request
from openimr.casefile.facts import find_facts
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.guidelines.load import shipped_pack
from openimr.review.model import Proposal, ProposedDecision
from openimr.review.propose import grounds_in_question
from openimr.vocabulary.dates import find_dates
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.value import Value
from openimr.workflow.draft import decide

_SUMMARY = "summary"
_WHOLE_FILE = PageSpan(file=_SUMMARY, page=1, start=0, end=0)


class Compared(Value, frozen=True, kw_only=True):
    """One issue of a letter: what the reviewer decided and why, and what the engine proposes."""

    place: str
    topic: str | None
    decision: str
    proposed: str
    reasons: frozenset[str]
    named: frozenset[str]

    @property
    def open(self) -> bool:
        """Whether the engine leaves the decision open."""
        return self.proposed == ProposedDecision.UNDETERMINED.value


def measure(shared: Path) -> Section:
    """Agreement of decisions, and for each reason how often the engine names it too."""
    issues = tuple(compared(shared))
    return Section(
        title="Reasons of the letters' reviewers",
        rows=(*_decisions(issues), *_reasons(issues)),
        misses=tuple(_told(issue) for issue in issues if issue.decision != issue.proposed),
        notes=tuple(_notes(issues)),
    )


def compared(shared: Path) -> Iterator[Compared]:
    """Every issue of every labelled letter."""
    for path, labels in labelled_letters(shared):
        reading = read_letter_at(path)
        summary = reading.determination.clinical_case_summary or ""
        proposals = _proposals(summary, labels)
        for number, (issue, proposal) in enumerate(
            zip(labels["issues"], proposals, strict=True), start=1
        ):
            yield Compared(
                place=f"{letter_name(labels)} issue {number}",
                topic=proposal.topic,
                decision=issue["decision"],
                proposed=proposal.decision.value,
                reasons=frozenset(issue["deciding_reasons"]),
                named=_named(proposal),
            )


def _proposals(summary: str, labels: dict[str, Any]) -> tuple[Proposal, ...]:
    pack = shipped_pack()
    asked = _asked_on(summary, labels)
    application = Application(
        ur_date=_cited(asked),
        date_of_injury=_cited(day(labels["date_of_injury"])),
        ur_decision_attached=True,
        treatments=tuple(_treatment(issue) for issue in labels["issues"]),
    )
    case_file = _as_case_file(summary, labels["age"], asked)
    facts = find_facts(case_file, grounds_in_question(application, pack))
    return decide(case_file, application, facts, pack).proposals


def _asked_on(summary: str, labels: dict[str, Any]) -> dt.date | None:
    """The day of the utilization review; of a letter without header, the summary's last day."""
    said = day(labels["ur_denial_date"])
    return said or max((found for found, _, _ in find_dates(summary)), default=None)


def _as_case_file(summary: str, age: int | None, asked: dt.date | None) -> CaseFile:
    """The summary as the one report of a case file; the age stands in it where it is known."""
    text = f"{summary}\nAge: {age}" if age else summary
    kind = DocumentType.PROGRESS_REPORT
    report = Document(file=_SUMMARY, pages=(1, 1), type=kind, date=asked)
    return CaseFile(pages=(Page(file=_SUMMARY, number=1, text=text),), documents=(report,))


def _treatment(issue: dict[str, Any]) -> DisputedTreatment:
    """A title as the application would bring it, with what was authorised of it."""
    partly = issue["partly_authorized"]
    return DisputedTreatment(
        text=issue["title"],
        request=parse_request(issue["title"]),
        ur_decision=UrAction.MODIFIED if partly else UrAction.DENIED,
        ur_certified_quantity=_certified(issue["title"]) if partly else None,
    )


def _certified(title: str) -> int | float | None:
    """The number in the sentence of a title that tells what was authorised."""
    told = next((sentence for sentence in title.split(". ") if "authorized" in sentence), "")
    return parse_request(told).quantity


def _cited(found: dt.date | None) -> CitedDate | None:
    return CitedDate(value=found, place=_WHOLE_FILE) if found else None


def _named(proposal: Proposal) -> frozenset[str]:
    if proposal.decision is ProposedDecision.OVERTURNED:
        return frozenset({CRITERIA_MET})
    return codes_of(proposal.reasons)


def _decisions(issues: tuple[Compared, ...]) -> Iterator[Row]:
    decided = [issue for issue in issues if not issue.open]
    alike = [issue for issue in decided if issue.decision == issue.proposed]
    yield Row(name="issues that the engine decides", hits=len(decided), total=len(issues))
    yield Row(name="... as the reviewer did", hits=len(alike), total=len(decided))
    for decision in ("upheld", "overturned"):
        those = [issue for issue in decided if issue.decision == decision]
        same = sum(issue.proposed == decision for issue in those)
        yield Row(name=f"... of those the reviewer {decision}", hits=same, total=len(those))
    upheld = sum(issue.decision == "upheld" for issue in issues)
    yield Row(name="for comparison: upholding every refusal", hits=upheld, total=len(issues))


def _reasons(issues: tuple[Compared, ...]) -> Iterator[Row]:
    """Reasons by how often reviewers state them."""
    shared = sum(bool(issue.reasons & issue.named) for issue in issues)
    yield Row(name="issues with a reason in common", hits=shared, total=len(issues))
    stated = Counter(code for issue in issues for code in issue.reasons)
    for code, times in sorted(stated.items(), key=lambda one: (-one[1], one[0])):
        both = sum(code in issue.reasons and code in issue.named for issue in issues)
        yield Row(name=f"reason named too: {code.replace('_', ' ')}", hits=both, total=times)


def _notes(issues: tuple[Compared, ...]) -> Iterator[str]:
    named = Counter(code for issue in issues for code in issue.named - issue.reasons)
    listed = ", ".join(f"{code} {times}" for code, times in named.most_common())
    yield f"named by the engine where the label does not: {listed}"


def _told(issue: Compared) -> str:
    reasons, named = (", ".join(sorted(codes)) or "none" for codes in (issue.reasons, issue.named))
    return (
        f"{issue.place} ({issue.topic}): {issue.decision} for {reasons}; "
        f"engine {issue.proposed} for {named}"
    )
