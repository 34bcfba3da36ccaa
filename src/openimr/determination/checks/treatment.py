"""Does the rationale speak of the treatment in its heading, and does the record ask for it?

Rules: ``wrong-treatment-named``, ``request-not-in-record``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determination.checks.about_request import AboutRequest
from openimr.determination.checks.letter import Issue, Letter
from openimr.determination.checks.model import CheckFinding, Severity
from openimr.determination.checks.passage import Sentence
from openimr.determination.checks.regions import near_any
from openimr.determination.checks.treatments import (
    IMAGING,
    TOPICAL_FORM,
    TreatmentMention,
    compatible,
    find_treatments,
    named,
)
from openimr.vocabulary.drugs import DrugMention

_LINKED = re.compile(
    r"\b(?:associated|post-?\s?op\w*|pre-?\s?op\w*|surgical\s+service|assistant|after|following)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:recommend\w*|treatment\s+plan|plan\s+(?:was|is|included|of\s+care)|request(?:ed|ing)|order(?:ed|ing)|prescri\w+|"
    r"will\s+need|needs?|indicated|considered|referr\w+)\b",
    re.IGNORECASE,
)
_PAPERWORK = re.compile(
    r"\b(?:request\s+for\s+authori[sz]ation|RFA|utilization\s+review|UR\b|non-?certif\w+|denied|denial|modified|"
    r"authori[sz]ation\s+request)\b",
    re.IGNORECASE,
)


def check(letter: Letter) -> Iterator[CheckFinding]:
    """Hold each rationale's treatment against its heading, the heading against the record."""
    for issue in letter.issues:
        yield from _named_treatment(letter, issue)
        yield from _asked_in_record(letter, issue)
        yield from _part_in_record(letter, issue)


def _named_treatment(letter: Letter, issue: Issue) -> Iterator[CheckFinding]:
    if issue.dependent or _LINKED.search(issue.heading.text):
        return
    for words in issue.request_words:
        if words.kind == "criterion" or words.words.lower().startswith(("as the", "since the")):
            continue
        wrong = _wrong_family(issue, words)
        if wrong:
            yield _family_finding(issue, words, wrong)
            return
        drug = _wrong_drug(issue, words)
        if drug:
            yield _drug_finding(issue, drug)
            return


def _wrong_family(issue: Issue, words: AboutRequest) -> TreatmentMention | None:
    """A family that the words name when none of them is the heading's."""
    if not issue.families:
        return None
    mentions = find_treatments(words.words)
    if not mentions or any(compatible(mention.family, issue.families) for mention in mentions):
        return None
    if (
        issue.families & {mention.family for mention in find_treatments(issue.heading.text)}
        == set()
    ):
        return None
    return mentions[0]


def _family_finding(issue: Issue, words: AboutRequest, wrong: TreatmentMention) -> CheckFinding:
    own = issue.treatments[0]
    return CheckFinding(
        rule="wrong-treatment-named",
        severity=Severity.MEDIUM if words.kind == "asked" else Severity.HIGH,
        issue=issue.number,
        message=(
            f"The rationale speaks of the request as one for {named(wrong.family)}, "
            f"the disputed treatment is {named(own.family)}."
        ),
        remedy="Check that the rationale was written for this treatment and name it correctly.",
        places=(
            issue.rationale.sentence_at(words.start).quote(),
            issue.heading.quote(own.start, own.end),
        ),
    )


def _wrong_drug(issue: Issue, words: AboutRequest) -> DrugMention | None:
    """A drug that the words name when none of them is the heading's, nor of its class."""
    own = {part for mention in issue.heading.drugs for part in mention.drug.generic.split("/")}
    if not own:
        return None
    mentions = [m for m in issue.rationale.drugs if words.start <= m.start and m.end <= words.end]
    if TOPICAL_FORM.search(issue.heading.text):
        mentions = [m for m in mentions if m.drug.drug_class != "topical" or _is_name(m)]
    if not mentions or any(set(m.drug.generic.split("/")) & own for m in mentions):
        return None
    return mentions[0]


def _is_name(mention: DrugMention) -> bool:
    """Whether a topical drug is named, not only called a compound or a cream."""
    return "compound" not in mention.name and "topical" not in mention.name


def _drug_finding(issue: Issue, wrong: DrugMention) -> CheckFinding:
    own = issue.heading.drugs[0]
    return CheckFinding(
        rule="wrong-treatment-named",
        severity=Severity.HIGH,
        issue=issue.number,
        message=(
            f"The rationale speaks of the request as one for {wrong.drug.generic}, "
            f"the disputed drug is {own.drug.generic}."
        ),
        remedy="Check that the rationale was written for this drug and name it correctly.",
        places=(
            issue.rationale.sentence_at(wrong.start).quote(),
            issue.heading.quote(own.start, own.end),
        ),
    )


def _asked_in_record(letter: Letter, issue: Issue) -> Iterator[CheckFinding]:
    """Imaging that the physician planned for another body part than the one in dispute."""
    wanted = issue.families & IMAGING
    if not wanted or not issue.regions:
        return
    elsewhere: Sentence | None = None
    for sentence in letter.summary.sentences:
        if not _PLANNED.search(sentence.text) or _PAPERWORK.search(sentence.text):
            continue
        for mention in find_treatments(sentence.text):
            if mention.family not in wanted:
                continue
            parts = _parts_of(sentence, mention)
            if not parts or any(near_any(part, issue.regions, nerves=False) for part in parts):
                return
            if not _disputed(letter, mention.family, parts):
                elsewhere = elsewhere or sentence
    if elsewhere is not None:
        yield CheckFinding(
            rule="request-not-in-record",
            severity=Severity.MEDIUM,
            issue=issue.number,
            message=(
                "In the record the physician plans this test for another body part "
                f"than the {issue.bodies[0].name}."
            ),
            remedy="Check what the request for authorization asks for.",
            places=(issue.heading_quote(), elsewhere.quote()),
        )


def _part_in_record(letter: Letter, issue: Issue) -> Iterator[CheckFinding]:
    """A body part of the heading that the case summary never names."""
    whole_limbs = {"upper extremity", "lower extremity"}
    known = {body.region for body in letter.summary.bodies}
    if not issue.regions & whole_limbs and "electrodiagnostic" not in issue.families:
        known -= whole_limbs
    if not known or issue.dependent or _LINKED.search(issue.heading.text):
        return
    nerves = "electrodiagnostic" in issue.families
    missing = [b for b in issue.bodies if not near_any(b.region, known, nerves=nerves)]
    if missing:
        part = missing[0]
        yield CheckFinding(
            rule="request-not-in-record",
            severity=Severity.MEDIUM,
            issue=issue.number,
            message=f"The case summary never mentions the {part.name} that the treatment is for.",
            remedy="Check the body part against the request for authorization.",
            places=(issue.heading.quote(part.start, part.end), letter.summary.whole()),
        )


def _parts_of(sentence: Sentence, mention: TreatmentMention) -> frozenset[str]:
    """Regions named right at a treatment."""
    start, end = sentence.start + mention.start, sentence.start + mention.end
    return frozenset(
        body.region
        for body in sentence.bodies
        if not body.implied and (0 <= body.start - end < 45 or 0 <= start - body.end < 12)
    )


def _disputed(letter: Letter, family: str, parts: frozenset[str]) -> bool:
    """Whether another disputed treatment is that test at those parts."""
    return any(
        family in issue.families
        and any(near_any(part, issue.regions, nerves=False) for part in parts)
        for issue in letter.issues
    )
