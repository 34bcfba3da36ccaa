"""Does the rationale end where its heading says it does?

Rules: ``conclusion-against-heading``, ``conclusions-disagree``, ``conclusion-missing``,
``text-after-conclusion``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determination.checks.letter import Issue, Letter
from openimr.determination.checks.model import CheckFinding, Severity
from openimr.determination.checks.passage import Sentence
from openimr.determination.checks.treatments import compatible, find_treatments
from openimr.determination.checks.verdict import (
    CLOSING_REMARK,
    GUIDELINE_WORDS,
    LEADS,
    closing_verdict,
    verdict,
)
from openimr.vocabulary.drugs import find_drugs

_LAST_WORDS = 2
"""Closing sentences in which words other than the usual ones are taken for a conclusion."""


class Conclusion:
    """A sentence that says whether the treatment is necessary."""

    __slots__ = ("favourable", "index", "sentence", "strong")

    def __init__(self, index: int, sentence: Sentence, favourable: bool, strong: bool) -> None:
        self.index = index
        self.sentence = sentence
        self.favourable = favourable
        self.strong = strong


def conclusions(issue: Issue) -> list[Conclusion]:
    """The concluding sentences of a rationale, in order."""
    found = []
    for index, sentence in enumerate(issue.rationale.sentences):
        said = verdict(sentence.text)
        if said is None:
            continue
        favourable, strong = said
        if strong or issue.dependent or not _of_another_treatment(issue, sentence.text):
            found.append(Conclusion(index, sentence, favourable, strong))
    return found or _closing_words(issue)


def _closing_words(issue: Issue) -> list[Conclusion]:
    """A conclusion in words other than the usual ones, at the end of a rationale."""
    sentences = issue.rationale.sentences
    for index in range(len(sentences) - 1, max(-1, len(sentences) - 1 - _LAST_WORDS), -1):
        text = sentences[index].text
        if _of_another_treatment(issue, text):
            continue
        surely = index == len(sentences) - 1 or _names_treatment(issue, text)
        granted = closing_verdict(text, surely=surely)
        if granted is not None:
            return [Conclusion(index, sentences[index], granted, strong=False)]
    return []


def _of_another_treatment(issue: Issue, text: str) -> bool:
    """Whether a sentence names treatments and none of them is the disputed one."""
    named = find_treatments(text)
    return bool(named) and not any(compatible(one.family, issue.families) for one in named)


def _names_treatment(issue: Issue, text: str) -> bool:
    """Whether a sentence names the disputed treatment or drug."""
    if any(mention.family in issue.families for mention in find_treatments(text)):
        return True
    own = {drug.drug.generic for drug in issue.heading.drugs}
    return any(drug.drug.generic in own for drug in find_drugs(text))


def check(letter: Letter) -> Iterator[CheckFinding]:
    """Hold each conclusion against its heading, its siblings and its place in the text."""
    for issue in letter.issues:
        if not issue.rationale.text or issue.overturned is None:
            continue
        found = conclusions(issue)
        if not found:
            if not _said_by_heading(issue):
                yield _missing(issue)
            continue
        yield from _against_heading(issue, found)
        yield from _after(issue, found[-1])


def _against_heading(issue: Issue, found: list[Conclusion]) -> Iterator[CheckFinding]:
    last = found[-1]
    said = "necessary" if last.favourable else "not necessary"
    heading = "overturned" if issue.overturned else "upheld"
    if last.favourable is not issue.overturned:
        strong = [c for c in found if c.strong]
        if strong and strong[-1] is not last and strong[-1].favourable is issue.overturned:
            return
        yield CheckFinding(
            rule="conclusion-against-heading",
            severity=Severity.HIGH if last.strong else Severity.MEDIUM,
            issue=issue.number,
            message=(
                f"The rationale concludes that the treatment is {said}, the heading says {heading}."
            ),
            remedy="Make decision and conclusion agree; ask the reviewer which one is meant.",
            places=(last.sentence.quote(), issue.decision_quote or issue.heading_quote()),
        )
        return
    for earlier in found[:-1]:
        if earlier.strong and earlier.favourable is not last.favourable and _whole(issue, earlier):
            yield CheckFinding(
                rule="conclusions-disagree",
                severity=Severity.MEDIUM,
                issue=issue.number,
                message="Two sentences of the rationale conclude differently on the same request.",
                remedy="Keep the conclusion that is meant and reword the other.",
                places=(earlier.sentence.quote(), last.sentence.quote()),
            )
            return


def _whole(issue: Issue, conclusion: Conclusion) -> bool:
    """Whether a conclusion speaks of the whole request, not of a part or another treatment."""
    text = conclusion.sentence.text
    if re.search(
        r"\b(?:initial|trial|modif\w+|partial\w*|portion|only|first|previous\w*|prior|earlier|"
        r"original\w*|additional \d|while|although|however|since)\b",
        text,
        re.IGNORECASE,
    ):
        return False
    return all(mention.family in issue.families for mention in find_treatments(text))


def _said_by_heading(issue: Issue) -> bool:
    """Whether the heading itself states necessity, as in the letters of 2013."""
    return issue.decision_quote is not None and "necess" in issue.decision_quote.words.lower()


def _missing(issue: Issue) -> CheckFinding:
    sentences = issue.rationale.sentences
    return CheckFinding(
        rule="conclusion-missing",
        severity=Severity.MEDIUM,
        issue=issue.number,
        message="The rationale never says whether the treatment is medically necessary.",
        remedy="End the rationale with its conclusion (8 CCR 9792.10.6(d)).",
        places=(sentences[-1].quote(), issue.decision_quote or issue.heading_quote()),
    )


def _after(issue: Issue, last: Conclusion) -> Iterator[CheckFinding]:
    sentences = issue.rationale.sentences
    rest = sentences[last.index + 1 :]
    text = " ".join(sentence.text for sentence in rest)
    early = last.sentence.end < 0.4 * len(issue.rationale.text) and not LEADS.match(
        last.sentence.text
    )
    if len(text) < 60 or CLOSING_REMARK.search(text) or early:
        return
    grave = GUIDELINE_WORDS.search(text) is not None
    yield CheckFinding(
        rule="text-after-conclusion",
        severity=Severity.MEDIUM if grave else Severity.LOW,
        issue=issue.number,
        message=(
            "Guideline text follows the conclusion that it should support."
            if grave
            else "Reasoning follows the conclusion."
        ),
        remedy="Move the text before the conclusion, or delete it if it was left over.",
        places=(rest[0].quote(), last.sentence.quote()),
    )
