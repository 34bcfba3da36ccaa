"""Claims of a rationale that the case summary contradicts.

Rules: ``absence-contradicted`` (said to be missing, yet recorded), ``finding-not-weighed``
(recorded, yet the refusal is silent on it), ``claim-not-in-summary`` (said to be recorded, yet
the summary shows the opposite).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determination.checks.clinical import (
    CONCEPTS,
    Concept,
    asserted,
    denied_here,
    restates_guideline,
)
from openimr.determination.checks.earlier_care import PRIOR_CARE, PriorCare, given
from openimr.determination.checks.letter import Issue, Letter
from openimr.determination.checks.model import CheckFinding, Quote, Severity
from openimr.determination.checks.passage import Passage, Sentence
from openimr.determination.checks.regions import near_any, opposite

_CONTINUED = re.compile(
    r"\b(?:addition\w*|continu\w*|further|more|extend\w*|extension|remaining|post-?\s?op\w*|refills?)\b",
    re.IGNORECASE,
)
_ONLY_SUPPOSED = re.compile(
    r"\b(?:if|unless|when|until|such\s+as|e\.g|including|would|should|could|may|might|require\w*|asks?\s+for|need\w*|previous\w*|"
    r"prior|history)\b",
    re.IGNORECASE,
)
_OLD_HISTORY = re.compile(
    r"\b(?:past\s+)?(?:medical|surgical|family|social)\s+history\b|\bhistory\s*:|\b(?:years\s+ago|in\s+childhood|as\s+a\s+child|"
    r"remote(?:ly)?|before\s+(?:this|the)\s+(?:injury|claim))\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:if|when|unless|whenever|where)\b", re.IGNORECASE)
_NERVE_TESTS = frozenset({"electrodiagnostic"})


def check(letter: Letter) -> Iterator[CheckFinding]:
    """Hold what each rationale says is missing or present against the summary."""
    for issue in letter.issues:
        if not issue.rationale.text or not letter.summary.text:
            continue
        yield from _findings_denied(letter, issue)
        yield from _findings_claimed(letter, issue)
        yield from _care(letter, issue)
        yield from _not_weighed(letter, issue)


def _findings_denied(letter: Letter, issue: Issue) -> Iterator[CheckFinding]:
    for concept in CONCEPTS:
        if not concept.words.search(issue.rationale.text):
            continue
        for sentence in issue.rationale.sentences:
            claim = denied_here(concept, sentence)
            if claim is None:
                continue
            evidence = _evidence(letter.summary, concept, issue)
            if evidence is None or _acknowledged(issue, concept):
                continue
            yield CheckFinding(
                rule="absence-contradicted",
                severity=Severity.MEDIUM,
                issue=issue.number,
                message=f"The rationale says there is no {concept.name}; the summary records it.",
                remedy="Weigh what the summary records, or correct the summary.",
                places=(sentence.quote(), evidence.quote()),
            )
            break


def _evidence(summary: Passage, concept: Concept, issue: Issue) -> Sentence | None:
    """The first sentence of the summary that records a finding at the place in question."""
    for sentence in summary.sentences:
        found = list(concept.evidence.finditer(sentence.text))
        if not found or _of_the_denial(sentence.text):
            continue
        history = _OLD_HISTORY.search(sentence.text)
        for match in found:
            if not asserted(sentence.text, match):
                continue
            if history and history.start() < match.end() + 20:
                continue
            if concept.regional and not _same_region(sentence, match.start(), issue):
                continue
            return sentence
    return None


def _of_the_denial(text: str) -> bool:
    """Whether a sentence reports what the claims administrator argued."""
    return (
        re.search(
            r"\b(?:was|were)\s+(?:previously\s+)?(?:denied|non-?certified|modified)|\bdenial\b|utilization\s+review",
            text,
            re.IGNORECASE,
        )
        is not None
    )


def _same_region(sentence: Sentence, offset: int, issue: Issue) -> bool:
    if not issue.regions:
        return True
    near = [b for b in sentence.bodies if abs(b.start - sentence.start - offset) < 120]
    sides, said = {part.side for part in issue.disputed_bodies}, {b.side for b in near if b.side}
    if len(said) == 1 and sides == {opposite(*said)}:
        return False
    return not near or any(near_any(body.region, issue.regions, nerves=True) for body in near)


def _acknowledged(issue: Issue, concept: Concept) -> bool:
    """Whether the rationale itself names the finding and so has weighed it."""
    return any(_weighed(sentence, concept) for sentence in issue.rationale.sentences)


def _weighed(sentence: Sentence, concept: Concept) -> bool:
    text = sentence.text
    named = [match for match in concept.evidence.finditer(text) if asserted(text, match)]
    if not named or denied_here(concept, sentence) is not None or restates_guideline(text):
        return False
    condition = _CONDITION.search(text)
    return condition is None or any(match.start() < condition.start() for match in named)


def _findings_claimed(letter: Letter, issue: Issue) -> Iterator[CheckFinding]:
    """Findings that the rationale says are documented although the summary shows none."""
    for concept in CONCEPTS:
        if not concept.claimed.search(issue.rationale.text):
            continue
        for sentence in issue.rationale.sentences:
            match = concept.claimed.search(sentence.text)
            if not match or not asserted(sentence.text, match) or restates_guideline(sentence.text):
                continue
            if _ONLY_SUPPOSED.search(sentence.text[: match.end() + 40]):
                continue
            if _evidence(letter.summary, concept, issue) is not None:
                break
            normal = next(
                (s for s in letter.summary.sentences if concept.normal.search(s.text)), None
            )
            if normal is None:
                break
            yield CheckFinding(
                rule="claim-not-in-summary",
                severity=Severity.MEDIUM,
                issue=issue.number,
                message=(
                    f"The rationale says that {concept.name} is documented; the summary shows none."
                ),
                remedy="Name the finding with its date, or correct the rationale.",
                places=(sentence.quote(), normal.quote()),
            )
            break


def _care(letter: Letter, issue: Issue) -> Iterator[CheckFinding]:
    """Earlier care that the rationale denies or asserts against the summary."""
    for care in PRIOR_CARE:
        if not care.mentioned.search(issue.rationale.text):
            continue
        spoken = [s for s in issue.rationale.sentences if care.mentioned.search(s.text)]
        if not spoken:
            continue
        told = next((s for s in letter.summary.sentences if _received(care, s)), None)
        if told is None:
            claim = next((s for s in spoken if _assumed(care, issue, s, letter)), None)
            message = f"The rationale speaks of earlier {care.name}; the summary lists none."
            against = _care_listed(letter)
        else:
            claim = next((s for s in spoken if _denied_care(care, s)), None)
            message = f"The rationale says there was no {care.name}; the summary records some."
            against = told.quote()
        if claim is not None:
            yield CheckFinding(
                rule="absence-contradicted",
                severity=Severity.MEDIUM,
                issue=issue.number,
                message=message,
                remedy="Say what was tried and how it worked; correct summary or rationale.",
                places=(claim.quote(), against),
            )


def _denied_care(care: PriorCare, sentence: Sentence) -> bool:
    return care.never.search(sentence.text) is not None and not restates_guideline(sentence.text)


def _received(care: PriorCare, sentence: Sentence) -> bool:
    if not care.mentioned.search(sentence.text) or _of_the_denial(sentence.text):
        return False
    return any(given(sentence.text, match) for match in care.received.finditer(sentence.text))


def _assumed(care: PriorCare, issue: Issue, sentence: Sentence, letter: Letter) -> bool:
    if not care.had.search(sentence.text) or restates_guideline(sentence.text):
        return False
    if _CONTINUED.search(issue.heading.text) or care.never.search(sentence.text):
        return False
    return care.mentioned.search(_without_requests(letter.summary)) is None


def _without_requests(summary: Passage) -> str:
    return " ".join(
        sentence.text
        for sentence in summary.sentences
        if not re.search(
            r"\b(?:request\w*|denied|non-?certified|utilization\s+review)\b", sentence.lower
        )
    )


def _care_listed(letter: Letter) -> Quote:
    for sentence in letter.summary.sentences:
        if re.search(
            r"\btreatments?\b[^.]{0,60}\b(?:included?|to\s+date|consisted)\b", sentence.lower
        ):
            return sentence.quote()
    return letter.summary.whole()


def _not_weighed(letter: Letter, issue: Issue) -> Iterator[CheckFinding]:
    """Nerve tests refused without a word on the nerve signs that the summary records."""
    if issue.overturned is not False or not issue.families & _NERVE_TESTS:
        return
    for concept in CONCEPTS:
        if not concept.weighs_for_nerve_tests:
            continue
        evidence = _evidence(letter.summary, concept, issue)
        if evidence is None:
            continue
        if any(
            concept.evidence.search(s.text) or denied_here(concept, s)
            for s in issue.rationale.sentences
            if not restates_guideline(s.text)
        ):
            continue
        yield CheckFinding(
            rule="finding-not-weighed",
            severity=Severity.MEDIUM,
            issue=issue.number,
            message=f"The test is refused without a word on the {concept.name} in the summary.",
            remedy="Say why the finding does not carry the request.",
            places=(evidence.quote(), issue.rationale.sentences[-1].quote()),
        )
        return
