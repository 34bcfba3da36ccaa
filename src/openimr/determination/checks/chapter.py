"""Is the guideline chapter the right one for the body part, in the edition of the day?

Rules: ``wrong-guideline-chapter``, ``mtus-silent-claim``, ``superseded-edition``,
``unknown-edition``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from openimr.determination.checks.letter import Issue, Letter
from openimr.determination.checks.model import CheckFinding, Severity
from openimr.determination.checks.passage import Passage
from openimr.determination.checks.places import word_quote
from openimr.determination.checks.regions import near_any
from openimr.determination.checks.treatments import INJECTIONS
from openimr.determination.model import GuidelineLine
from openimr.guidelines.chapters import (
    Chapter,
    Edition,
    chapter_of,
    chapters,
    chapters_covering,
    cited_year,
)
from openimr.vocabulary.body import overlap
from openimr.vocabulary.citation import Citation

_NOT_ADDRESSED = (
    r"(?:(?:is|are|was|were|being|remains?)\s+(?:also\s+|completely\s+|otherwise\s+)?silent|"
    r"(?:do|does|did)(?:es)?\s*(?:not|n[’']t)\s+(?:\w+ly\s+)?(?:address|discuss|mention|cover|comment|contain|"
    r"provide|apply|include|speak|offer|have|make|state|reference|specify)\w*|"
    r"(?:has|have|contains?|makes?|offers?|provides?)\s+no\s+(?:\w+\s+){0,2}(?:recommendations?|guidelines?|guidance|"
    r"mention|discussion|provisions?|criteria|applicable))"
)
_SILENT = re.compile(
    rf"\bMTUS\b[^.;]{{0,90}}?\b{_NOT_ADDRESSED}|"
    r"\b(?:not|isn[’']t)\s+(?:\w+ly\s+)?(?:addressed|discussed|mentioned|covered|included|found)\s+(?:\w+\s+){0,3}?"
    r"(?:in|by|within|under)\s+(?:the\s+)?(?:CA\s+|California\s+)?MTUS|"
    r"\bno\s+(?:\w+\s+){0,3}(?:recommendations?|guidelines?|guidance|mention)\s+(?:\w+\s+){0,6}?(?:in|within)\s+"
    r"(?:the\s+)?(?:CA\s+|California\s+)?MTUS|\bMTUS\s*(?:is\s+|are\s+)?silent|"
    r"\bno\s+(?:\w+\s+){0,2}MTUS\s+(?:\w+\s+)?(?:guidelines?|recommendations?|criteria|guidance)",
    re.IGNORECASE,
)
_LATER_THAN_CHAPTERS = re.compile(
    r"\b(?:arthroplast\w*|joint\s+replacement|(?:knee|hip|shoulder)\s+replacement|hyaluron\w*|visco\w+|synvisc\w*|euflexxa|orthovisc|supartz|hyalgan|monovisc|gel-one|platelet|PRP|stem\s+cell|prolotherapy|"
    r"amnio\w*)",
    re.IGNORECASE,
)
"""Treatments that the body-part chapters of 2004 and 2007 hardly discuss."""
_ONE_CHAPTER = re.compile(
    r"chronic\s+pain|opioid|post-?surgical|formulary|acupuncture", re.IGNORECASE
)


def check(letter: Letter) -> Iterator[CheckFinding]:
    """Hold the chapters cited against the body part treated and the day of the request."""
    for issue in letter.issues:
        line = issue.finding.reviewer_guideline
        yield from _wrong_chapters(letter, issue, of_reviewer=True)
        yield from _wrong_chapters(letter, issue, of_reviewer=False)
        yield from _silent(letter, issue)
        if letter.request_day:
            yield from _editions(issue, line, issue.reviewer_line, letter.request_day)


def _wrong_chapters(letter: Letter, issue: Issue, *, of_reviewer: bool) -> Iterator[CheckFinding]:
    if not issue.regions:
        return
    line, passage = issue.finding.claims_administrator_guideline, issue.claims_line
    if of_reviewer:
        line, passage = issue.finding.reviewer_guideline, issue.reviewer_line
    cited = [
        chapter
        for citation in line.citations
        if citation.source.upper().startswith("MTUS")
        and (chapter := chapter_of(citation.source))
        and chapter.regions
    ]
    if any(_fits(chapter, issue) for chapter in cited):
        return
    part = issue.bodies[0]
    who = "reviewer" if of_reviewer else "claims administrator"
    for chapter in cited:
        yield CheckFinding(
            rule="wrong-guideline-chapter",
            severity=Severity.MEDIUM if of_reviewer else Severity.LOW,
            issue=issue.number,
            message=(
                f"The {who} cites the chapter {chapter.title} for a treatment of the {part.name}."
            ),
            remedy=_right_chapter(letter, issue),
            places=(
                word_quote(passage, chapter.title.split(",")[0].split(" ")[0]),
                issue.heading.quote(part.start, part.end),
            ),
        )


def _fits(chapter: Chapter, issue: Issue) -> bool:
    """Whether a chapter is about one of the heading's regions, its surroundings or its nerves."""
    if any(chapter.covers(region) for region in issue.regions):
        return True
    if any(overlap(region, own) for region in issue.regions for own in chapter.regions):
        return True
    if issue.families & {"electrodiagnostic", "epidural-injection"}:
        return any(near_any(region, chapter.regions, nerves=True) for region in issue.regions)
    return False


def _right_chapter(letter: Letter, issue: Issue) -> str:
    day = letter.request_day or letter.last_day
    titles = {
        chapter.title
        for region in issue.regions
        for chapter in (chapters_covering(region, day) if day else ())
    }
    if not titles:
        return "Cite a guideline that covers the body part."
    return f"Cite the chapter for the body part: {', '.join(sorted(titles))}."


def _silent(letter: Letter, issue: Issue) -> Iterator[CheckFinding]:
    if _LATER_THAN_CHAPTERS.search(issue.heading.text):
        return
    day = letter.request_day or letter.last_day
    covering = [
        chapter
        for chapter in chapters()
        if issue.regions
        and chapter.regions
        and day
        and chapter.edition_on(day)
        and _fits(chapter, issue)
        and _addresses(chapter, issue)
    ]
    for match in _SILENT.finditer(issue.rationale.text):
        if _ONE_CHAPTER.search(match.group()):
            continue
        chapter = covering[0] if covering else None
        cited = _cited_by_claims(issue)
        if chapter is None and cited is None:
            continue
        title = chapter.title if chapter else cited
        yield CheckFinding(
            rule="mtus-silent-claim",
            severity=Severity.HIGH if chapter and cited else Severity.MEDIUM,
            issue=issue.number,
            message=(
                f"The rationale says that the MTUS does not address the treatment; {title} does."
            ),
            remedy=(
                "Apply the MTUS first; it is presumed correct (Labor Code 4604.5(a), "
                "8 CCR 9792.21.1)."
            ),
            places=(
                issue.rationale.quote(*match.span()),
                issue.claims_line.whole() if cited else issue.heading_quote(),
            ),
        )
        return


def _addresses(chapter: Chapter, issue: Issue) -> bool:
    topics = set(chapter.topics)
    families = set(issue.families)
    if families & INJECTIONS:
        families.add("injection")
    return bool(topics & families)


def _cited_by_claims(issue: Issue) -> str | None:
    """The MTUS chapter for the heading's region that the claims administrator cites."""
    for citation in issue.finding.claims_administrator_guideline.citations:
        chapter = chapter_of(citation.source)
        if chapter is None or not citation.source.upper().startswith("MTUS"):
            continue
        if chapter.regions and any(chapter.covers(region) for region in issue.regions):
            return chapter.title
    return None


def _editions(
    issue: Issue, line: GuidelineLine, passage: Passage, day: dt.date
) -> Iterator[CheckFinding]:
    for citation in line.citations:
        chapter, year = chapter_of(citation.source), cited_year(citation.source)
        if chapter is None or year is None or not citation.source.upper().startswith("MTUS"):
            continue
        right = chapter.edition_on(day)
        if right is None or right.year == year:
            continue
        yield _wrong_edition(issue, citation, passage, chapter, right)


def _wrong_edition(
    issue: Issue, citation: Citation, passage: Passage, chapter: Chapter, right: Edition
) -> CheckFinding:
    year = cited_year(citation.source)
    known = chapter.edition_of(year or 0)
    message = (
        f"The {year} edition of {chapter.title} is cited; on the day of the request "
        f"the {right.year} edition was in force."
        if known
        else f"No {year} edition of {chapter.title} is known; {right.year} was in force."
    )
    return CheckFinding(
        rule="superseded-edition" if known else "unknown-edition",
        severity=Severity.MEDIUM,
        issue=issue.number,
        message=message,
        remedy=f"Cite and apply the {right.year} edition ({right.citation}).",
        places=(word_quote(passage, str(year)), issue.heading_quote()),
    )
