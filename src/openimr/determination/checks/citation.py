"""Are guidelines cited so that they can be found, and does the line agree with itself?

Rules: ``bad-citation``, ``basis-contradiction``, ``no-evidence-cited``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determination.checks.letter import Issue, Letter
from openimr.determination.checks.model import CheckFinding, Quote, Severity
from openimr.determination.checks.passage import Passage
from openimr.determination.checks.places import word_quote
from openimr.determination.model import Basis, GuidelineLine
from openimr.guidelines.chapters import chapter_of, cited_year
from openimr.vocabulary.citation import Citation

_WITHOUT_SECTIONS = frozenset({"acupuncture", "postsurgical"})
"""Chapters that letters cite whole: they are one section of the regulation."""

_ONLY_NUMBER = re.compile(r"(?:page\(?s?\)?\.?:?\s*)?\d{1,4}(?:\s*[-,]\s*\d{1,4})*", re.IGNORECASE)
_LEFT_OPEN = re.compile(
    r"\b(?:Page|Section)\s*\(s[.,;\s]*(?!\))|\b(?:Section|Page)s?(?:\(s\))?\s*:\s*(?=[.,;]|$)",
    re.IGNORECASE,
)
_NOT_MTUS = re.compile(
    r"\b(?:did\s+not|does\s+not|didn[’']t|not)\s+base[d]?\s+(?:their|its|the|his|her|his/her)?\s*decision\s+on\s+(?:the\s+)?MTUS",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(r"\boutside\s+(?:of\s+)?(?:the\s+)?MTUS\b|\bNon-?\s?MTUS\b", re.IGNORECASE)
_NON_MTUS_SOURCE = re.compile(
    r"Non-?\s?MTUS\s+Citation[s]?\s*[:,]?\s*(?P<source>[^.]{3,200})", re.IGNORECASE
)
_SOURCE_LEFT_OUT = re.compile(
    r"\bNon-?\s?MTUS\s+Citations?\b[\s:.,;]*(?:$|(?=Decision\b))|"
    r"\bdecision\s+(?:is\s+|was\s+)?based\s+(?:up)?on\s*(?:the\s*)?(?:MTUS|guidelines?)?[\s:.,;]*$",
    re.IGNORECASE,
)
_MTUS_WORDS = re.compile(
    r"^\W*(?:the\s+)?(?:CA\s+|California\s+)?MTUS\b|^\W*(?:chronic\s+pain\s+medical\s+treatment\s+guidelines|"
    r"medical\s+treatment\s+utilization\s+schedule)|\bpart\s+(?:two|2)\b",
    re.IGNORECASE,
)
_NONE_CITED = re.compile(
    r"\bdid\s+not\s+cite\b[^.]{0,40}\bevidence|\bno\s+(?:medical\s+)?evidence\s+(?:was\s+)?cited",
    re.IGNORECASE,
)
_DECISION_BASED = re.compile(r"\bdecision\s+based\s+on\s+\S+", re.IGNORECASE)
_BASED_ON_MTUS = re.compile(r"\bdecision\s+based\s+on\s+(?:the\s+)?MTUS\b", re.IGNORECASE)
_BASED_OUTSIDE = re.compile(
    r"\bbased\s+(?:their|its)\s+decision\s+on\s+recommendation\S*\s+outside", re.IGNORECASE
)
_RATIONALE_CITES = re.compile(
    r"\b(?:MTUS|ODG|ACOEM|Official\s+Disability\s+Guidelines|guidelines?\s+(?:state|recommend|indicate)s?|according\s+to\s+the\s+\w+)",
)


def check(letter: Letter) -> Iterator[CheckFinding]:
    """Look at both guideline lines of each issue."""
    for issue in letter.issues:
        own, claims = issue.finding.reviewer_guideline, issue.finding.claims_administrator_guideline
        yield from _citations(issue, own, issue.reviewer_line, "reviewer", Severity.MEDIUM)
        yield from _citations(
            issue, claims, issue.claims_line, "claims administrator", Severity.LOW
        )
        yield from _basis(issue, issue.reviewer_line, "reviewer", Severity.MEDIUM)
        yield from _basis(issue, issue.claims_line, "claims administrator", Severity.LOW)
        yield from _none_cited(issue, own)
        yield from _no_source(issue)


def _citations(
    issue: Issue, line: GuidelineLine, passage: Passage, who: str, severity: Severity
) -> Iterator[CheckFinding]:
    text = passage.text
    if opened := _LEFT_OPEN.search(text):
        yield _bad(
            issue,
            severity,
            passage.quote(opened.start(), min(len(text), opened.end() + 20)),
            f"The {who}'s citation breaks off where its section or page should stand.",
            passage,
        )
    elif (at := _unbalanced(text)) is not None:
        yield _bad(
            issue,
            Severity.LOW,
            passage.quote(at, min(len(text), at + 40)),
            f"A bracket in the {who}'s citation is not closed.",
            passage,
        )
    for citation in line.citations:
        number = next((s for s in citation.sections if _ONLY_NUMBER.fullmatch(s.strip(" ."))), None)
        if number is not None:
            yield _bad(
                issue,
                severity,
                word_quote(passage, number),
                f"The {who} cites a number where the name of a section should stand.",
                passage,
            )
        elif who == "reviewer" and _section_missing(citation, text):
            yield _bad(
                issue,
                Severity.MEDIUM,
                word_quote(passage, citation.source[5:]),
                "The reviewer cites an MTUS chapter without a section.",
                passage,
            )


def _no_source(issue: Issue) -> Iterator[CheckFinding]:
    """A line that says what kind of source it rests on and names none."""
    passage = issue.reviewer_line
    match = _SOURCE_LEFT_OUT.search(passage.text)
    if match and not issue.finding.reviewer_guideline.citations:
        message = "The reviewer's line names no source."
        yield _bad(issue, Severity.MEDIUM, passage.quote(*match.span()), message, passage)


def _section_missing(citation: Citation, text: str) -> bool:
    chapter = chapter_of(citation.source)
    return (
        chapter is not None
        and citation.source.upper().startswith("MTUS")
        and cited_year(citation.source) is not None
        and chapter.id not in _WITHOUT_SECTIONS
        and not citation.sections
        and not citation.pages
        and _LEFT_OPEN.search(text) is None
    )


def _bad(
    issue: Issue, severity: Severity, place: Quote, message: str, passage: Passage
) -> CheckFinding:
    return CheckFinding(
        rule="bad-citation",
        severity=severity,
        issue=issue.number,
        message=message,
        remedy="Cite chapter, year and section, so that a reader finds the passage.",
        places=(place, passage.whole(200)),
    )


def _unbalanced(text: str) -> int | None:
    """Where a bracket opens that never closes."""
    opened: list[int] = []
    for at, char in enumerate(text):
        if char in "([":
            opened.append(at)
        elif char in ")]" and opened:
            opened.pop()
    return opened[0] if opened else None


def _basis(issue: Issue, passage: Passage, who: str, severity: Severity) -> Iterator[CheckFinding]:
    """A line that denies the MTUS and then cites it, or cites after saying it cites nothing."""
    found = _contradictory_words(passage.text)
    if found is None:
        return
    one, other, what = found
    yield CheckFinding(
        rule="basis-contradiction",
        severity=severity,
        issue=issue.number,
        message=f"By its words the {who}'s line {what}.",
        remedy="Say what the decision rests on, once.",
        places=(passage.quote(*one), passage.quote(*other)),
    )


def _contradictory_words(text: str) -> tuple[tuple[int, int], tuple[int, int], str] | None:
    """The two stretches of a line that contradict each other, and how."""
    denied = _NOT_MTUS.search(text) or _OUTSIDE.search(text)
    if denied is None:
        none = _NONE_CITED.search(text)
        cited = _DECISION_BASED.search(text, none.end()) if none else None
        if none is None or cited is None:
            return None
        return none.span(), cited.span(), "cites no evidence, and then it cites some"
    source = _NON_MTUS_SOURCE.search(text)
    if source and _MTUS_WORDS.search(source["source"]):
        return denied.span(), source.span("source"), "does not rest on the MTUS, yet it cites it"
    cited = _BASED_ON_MTUS.search(text)
    if cited and (_NOT_MTUS.search(text) or _BASED_OUTSIDE.search(text)):
        return denied.span(), cited.span(), "goes outside the MTUS, yet it cites it"
    return None


def _none_cited(issue: Issue, line: GuidelineLine) -> Iterator[CheckFinding]:
    """No evidence cited, although the treatment stands on its own."""
    if line.basis is not Basis.NONE_CITED or issue.dependent or not issue.rationale.text:
        return
    cites = _RATIONALE_CITES.search(issue.rationale.text)
    yield CheckFinding(
        rule="no-evidence-cited",
        severity=Severity.MEDIUM,
        issue=issue.number,
        message=(
            "The line says that no evidence was cited, the rationale rests on a guideline."
            if cites
            else "The reviewer cites no evidence for the decision."
        ),
        remedy="Cite the evidence relied on (Labor Code 4610.6(e), 8 CCR 9792.10.6(d)).",
        places=(
            issue.reviewer_line.whole(160),
            issue.rationale.sentence_at(cites.start()).quote() if cites else issue.heading_quote(),
        ),
    )
