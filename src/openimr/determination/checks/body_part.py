"""Is the rationale about the body part and the side of its heading?

Rules: ``body-part-mismatch``, ``side-mismatch``, ``side-not-in-record``,
``side-contradiction``, ``body-part-not-in-summary``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determination.checks.about_request import (
    speaks_of_guideline,
    speaks_of_past,
)
from openimr.determination.checks.letter import Issue, Letter
from openimr.determination.checks.model import CheckFinding, Severity
from openimr.determination.checks.passage import Sentence
from openimr.determination.checks.regions import (
    claim_regions,
    near_any,
    opposite,
    phrase,
    same_place,
)
from openimr.vocabulary.body import BodyMention, Side, overlap

_OTHER_SIDE_ON_PURPOSE = re.compile(
    r"contralateral|opposite|uninvolved|unaffected|uninjured|compared|comparison|normal|both|bilateral|"
    r"versus|\bvs\b|dominant|symmetric|equal|behind|\bthan\b|\bother\b|non-?industrial|prior|previous|old|history",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"^\W*(?:is|was|were|are|appears?|remains?)\s+(?:\w+ly\s+)?(?:normal|intact|uninjured|unaffected|asymptomatic|"
    r"unremarkable|non-?tender|(?:never|not)\s+(?:injured|hurt|involved|affected))",
    re.IGNORECASE,
)
_OF_THE_WORKER = re.compile(
    r"\b(?:patient|(?:injured\s+)?worker|claimant|applicant|employee|IW|he|she|his|her|exam\w*|complain\w*|"
    r"(?:is|was|has\s+been|remains?|are|were)\s+(?:still\s+|\w+ly\s+)?(?:painful|tender|sore|stiff|swollen|weak|numb|unstable|"
    r"allodyni\w+|cold|cool|warm|red|bruised|deformed|atrophi\w+|limited|restricted|injured|fractured)|"
    r"this\s+case|records?|diagnos\w+|notes?|documentation|strain|sprain|contusion)\b",
    re.IGNORECASE,
)
_TREATED = re.compile(
    r"\b(?:treated|treatment|diagnos\w+|injur(?:y|ies)|injured(?!\s+(?:worker|employee))|sustained|status\s+post|contusion|sprain|strain|"
    r"tore|torn|fractur\w*|reduction|reconstruct\w*|repair\w*|hurt)\b",
    re.IGNORECASE,
)
_COMPLAINED = re.compile(
    r"\b(?:complain\w*|report\w*|presents?|presented|pain\s+in|painful|flex\w*|exten(?:ds?|ded|sion)|abduct\w*|moves?|moved|"
    r"motion|tender\w*|swell\w*|swollen|effusion|crepitus)\b",
    re.IGNORECASE,
)
_JOINTS = frozenset({"shoulder", "elbow", "wrist", "hip", "knee", "ankle"})
_NERVE_WORDS = re.compile(
    r"sensat\w+|sensory|strength|motor|reflex\w*|radia\w+|numb\w*|tingl\w*|weak\w*|dermatom\w*|nerve|"
    r"paresthes\w+|neuro\w+|radicul\w+|extremit\w+",
    re.IGNORECASE,
)
_LIKENED = re.compile(
    r"\b(?:unlike|like|as\s+(?:in|with|for)|such\s+as|compared\s+(?:to|with)|in\s+contrast\s+to|whereas|rather\s+than|instead\s+of|not\s+of|"
    r"other\s+than|similar\s+to|e\.g\.)\s+[^.;,]{0,40}$",
    re.IGNORECASE,
)
"""Words that name a body part only to compare with it."""
_USES = re.compile(
    r"\b(?:canes?|crutch\w*|walker|holds?|holding|carr\w+|lifts?|lifting|writes?|dominant)\b[^.;,]{0,20}$",
    re.IGNORECASE,
)
"""Words of a part that is used, not treated."""
_SIDE_EFFECTS = frozenset({"abdomen", "head"})
_MOVES = re.compile(r"radiat\w+|refer\w+|travel\w*|shoot\w*|down\s+(?:the|to|into)", re.IGNORECASE)


def check(letter: Letter) -> Iterator[CheckFinding]:
    """Hold the body parts of each rationale against heading and summary."""
    for issue in letter.issues:
        seen: set[str] = set()
        for finding in (
            *_request_words(issue),
            *_sides_of_heading(issue),
            *_sides(letter, issue),
            *_unknown_parts(letter, issue),
        ):
            if finding.rule not in seen:
                seen.add(finding.rule)
                yield finding
    yield from _sides_of_summary(letter)


def _request_words(issue: Issue) -> Iterator[CheckFinding]:
    """What the rationale calls the request must be at the heading's part and side."""
    if not issue.regions:
        return
    nerves = (
        bool(issue.families & {"electrodiagnostic", "epidural-injection", "tens"}) or issue.is_drug
    )
    for words in issue.request_words:
        mentions = [
            mention
            for mention in issue.rationale.bodies
            if words.start <= mention.start and mention.end <= words.end and not mention.implied
        ]
        strange = [m for m in mentions if not near_any(m.region, issue.regions, nerves=nerves)]
        if strange:
            grave = len(strange) == len(mentions)
            yield _mismatch(issue, strange[0], Severity.HIGH if grave else Severity.MEDIUM)
            continue
        for mention in mentions:
            if clash := _clashing_side(mention, issue.disputed_bodies):
                yield _wrong_side(issue, mention, clash)


def _clashing_side(mention: BodyMention, wanted: tuple[BodyMention, ...]) -> BodyMention | None:
    """The part of the heading that has the other side and not this one."""
    same = [part for part in wanted if overlap(part.region, mention.region)]
    if mention.side is None or any(
        part.side in (mention.side, Side.BILATERAL, None) for part in same
    ):
        return None
    return next((part for part in same if part.side is opposite(mention.side)), None)


def _mismatch(issue: Issue, mention: BodyMention, severity: Severity) -> CheckFinding:
    part = issue.bodies[0]
    return CheckFinding(
        rule="body-part-mismatch",
        severity=severity,
        issue=issue.number,
        message=(
            f"The rationale speaks of the request as one for the {mention.name}, "
            f"the disputed treatment is for the {part.name}."
        ),
        remedy="Check that the rationale was written for this treatment; name the right part.",
        places=(
            issue.rationale.sentence_at(mention.start).quote(),
            issue.heading.quote(part.start, part.end),
        ),
    )


def _wrong_side(issue: Issue, mention: BodyMention, part: BodyMention) -> CheckFinding:
    return CheckFinding(
        rule="side-mismatch",
        severity=Severity.HIGH,
        issue=issue.number,
        message=(
            f"The rationale speaks of the {phrase(mention)}, "
            f"the disputed treatment is for the {phrase(part)}."
        ),
        remedy="Correct the side, after a look at the request in the record.",
        places=(
            issue.rationale.sentence_at(mention.start).quote(),
            issue.heading.quote(part.start, part.end),
        ),
    )


def _sides_of_heading(issue: Issue) -> Iterator[CheckFinding]:
    """Two sides of one part in the wording of a partly authorised request."""
    start = issue.disputed[0]
    disputed = issue.disputed_bodies
    both = {b.region for b in issue.bodies if b.side is Side.BILATERAL}
    for part in disputed:
        other = next(
            (
                b
                for b in issue.bodies
                if b.start < start and b.region == part.region and part.side is not None
                if opposite(part.side) is b.side
            ),
            None,
        )
        if other is None or part.region in both:
            continue
        yield CheckFinding(
            rule="side-mismatch",
            severity=Severity.HIGH,
            issue=issue.number,
            message=f"The heading names the {phrase(other)} and the {phrase(part)}.",
            remedy="Take the side from the request for authorization.",
            places=(
                issue.heading.quote(part.start, part.end),
                issue.heading.quote(other.start, other.end),
            ),
        )
        return


def _sides(letter: Letter, issue: Issue) -> Iterator[CheckFinding]:
    """Sides of the heading's part: in the rationale against the summary, in the summary at all."""
    for part in issue.bodies:
        other = opposite(part.side)
        if other is None:
            continue
        recorded = _recorded_sides(letter, part.region)
        known = recorded | {
            m.side for m in letter.summary.bodies if same_place(m.region, part.region)
        }
        if other in recorded and part.side not in known and Side.BILATERAL not in recorded:
            yield from _not_in_record(letter, issue, part, other)
            continue
        if other in recorded or Side.BILATERAL in recorded:
            yield from _only_other_side(issue, part, other)
            continue
        if any(opposite(p.side) is part.side for p in issue.bodies if p.region == part.region):
            continue
        for mention in issue.rationale.bodies:
            if mention.region == part.region and mention.side is other:
                sentence = issue.rationale.sentence_at(mention.start)
                if not _OTHER_SIDE_ON_PURPOSE.search(sentence.text):
                    yield _wrong_side(issue, mention, part)


def _only_other_side(issue: Issue, part: BodyMention, other: Side) -> Iterator[CheckFinding]:
    """A rationale that speaks more than once of the other side and never of the heading's."""
    if any(b.region == part.region and b.side is not part.side for b in issue.bodies):
        return
    said = [b for b in issue.rationale.bodies if b.region == part.region and b.side is not None]
    if len(said) > 1 and {b.side for b in said} == {other}:
        yield _wrong_side(issue, said[0], part)


def _recorded_sides(letter: Letter, region: str) -> set[Side | None]:
    """The sides of a region in the summary, without those named only for comparison."""
    return {
        mention.side
        for mention in letter.summary.bodies
        if mention.region == region
        and not _COMPARED.search(letter.summary.text[mention.end : mention.end + 40])
    }


def _not_in_record(
    letter: Letter, issue: Issue, part: BodyMention, other: Side
) -> Iterator[CheckFinding]:
    mention = next(m for m in letter.summary.bodies if m.region == part.region and m.side is other)
    yield CheckFinding(
        rule="side-not-in-record",
        severity=Severity.HIGH,
        issue=issue.number,
        message=(
            f"The disputed treatment is for the {phrase(part)}; "
            f"the case summary knows only the {phrase(mention)}."
        ),
        remedy="Check the side against the request for authorization.",
        places=(
            issue.heading.quote(part.start, part.end),
            letter.summary.sentence_at(mention.start).quote(),
        ),
    )


def _unknown_parts(letter: Letter, issue: Issue) -> Iterator[CheckFinding]:
    """Facts of the worker at a body part that neither summary nor heading knows."""
    known = claim_regions(letter)
    if not known or not letter.summary.bodies:
        return
    for sentence in issue.rationale.sentences:
        strange = _strange_parts(sentence, known, of_drug=issue.is_drug)
        if not strange or not _OF_THE_WORKER.search(sentence.text) or speaks_of_guideline(sentence):
            continue
        if _MOVES.search(sentence.text) or speaks_of_past(sentence.text):
            continue
        for mention in strange:
            yield CheckFinding(
                rule="body-part-not-in-summary",
                severity=Severity.MEDIUM,
                issue=issue.number,
                message=(
                    f"The rationale reports on the {phrase(mention)} of the worker, "
                    "which the case summary does not mention."
                ),
                remedy="Check that the sentence belongs to this case; if so, add the fact above.",
                places=(sentence.quote(), letter.summary.whole()),
            )


def _strange_parts(
    sentence: Sentence, known: frozenset[str], *, of_drug: bool
) -> list[BodyMention]:
    """Parts that a sentence names, not only to compare, and that are none of the known ones.

    Drugs are weighed for what they do to the stomach and the head, which are no part of a claim.
    """
    bodies = [
        mention
        for mention in sentence.bodies
        if not mention.implied and not (of_drug and mention.region in _SIDE_EFFECTS)
    ]
    if not bodies:
        return []
    of_nerves = _NERVE_WORDS.search(sentence.text) is not None
    return [
        mention
        for mention in bodies
        if not near_any(mention.region, known, nerves=mention.region not in _JOINTS or of_nerves)
        and not _LIKENED.search(
            sentence.passage.text, max(sentence.start, mention.start - 80), mention.start
        )
        and not _USES.search(
            sentence.passage.text, max(sentence.start, mention.start - 60), mention.start
        )
    ]


def _sides_of_summary(letter: Letter) -> Iterator[CheckFinding]:
    """One side treated, the other complained of, and nothing said of both."""
    named = [m for m in letter.summary.bodies if m.side is not None]
    for region in dict.fromkeys(m.region for m in named):
        mentions = [m for m in named if m.region == region]
        sides = {m.side for m in mentions}
        if sides != {Side.LEFT, Side.RIGHT}:
            continue
        for side in (Side.LEFT, Side.RIGHT):
            treated = [m for m in mentions if m.side is side]
            complained = [m for m in mentions if m.side is opposite(side)]
            if _treated_only(letter, treated) and _complained_only(letter, complained):
                yield _summary_sides(letter, treated[0], complained[0])
                break


def _treated_only(letter: Letter, mentions: list[BodyMention]) -> bool:
    """Whether a side is diagnosed or treated and never complained of."""
    sentences = [letter.summary.sentence_at(mention.start).text for mention in mentions]
    return any(_TREATED.search(s) for s in sentences) and not any(
        _COMPLAINED.search(s) for s in sentences
    )


def _complained_only(letter: Letter, mentions: list[BodyMention]) -> bool:
    """Whether a side is only complained of, and not on purpose as the other side."""
    for mention in mentions:
        sentence = letter.summary.sentence_at(mention.start).text
        around = _between_neighbours(letter, mention)
        if not _COMPLAINED.search(sentence) or _TREATED.search(sentence):
            return False
        if _MOVES.search(around) or _OTHER_SIDE_ON_PURPOSE.search(around):
            return False
    return True


def _between_neighbours(letter: Letter, mention: BodyMention) -> str:
    """The words around a mention, up to the mentions next to it."""
    bodies = letter.summary.bodies
    before = max((m.end for m in bodies if m.end <= mention.start), default=0)
    after = min((m.start for m in bodies if m.start >= mention.end), default=mention.end + 30)
    return letter.summary.text[max(before, mention.start - 30) : min(after, mention.end + 30)]


def _summary_sides(letter: Letter, treated: BodyMention, complained: BodyMention) -> CheckFinding:
    return CheckFinding(
        rule="side-contradiction",
        severity=Severity.MEDIUM,
        issue=None,
        message=(
            f"The {phrase(treated)} is treated or diagnosed, "
            f"the complaint is of the {phrase(complained)}."
        ),
        remedy="Check the side in the record and correct the summary.",
        places=(
            letter.summary.sentence_at(treated.start).quote(),
            letter.summary.sentence_at(complained.start).quote(),
        ),
    )
