"""Examination findings: motor grades, motion in degrees, tests, tenderness, reflexes, sensation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.casefile.assertion import read_context
from openimr.casefile.facts import neurologic
from openimr.casefile.facts.passages import Passage
from openimr.casefile.facts.sections import Section
from openimr.casefile.facts.stating import Setting, clause, state
from openimr.casefile.facts.vocabulary import Mention, vocabulary
from openimr.casefile.facts.whereabouts import place
from openimr.casefile.model import DocumentType
from openimr.vocabulary.fact import Assertion, Fact, FactKind
from openimr.vocabulary.numbers import parse_number

_PAPERS = (
    DocumentType.APPLICATION,
    DocumentType.UR_DECISION,
    DocumentType.RFA,
    DocumentType.IMAGING_REPORT,
    DocumentType.LAB_REPORT,
    DocumentType.CORRESPONDENCE,
    DocumentType.OPERATIVE_REPORT,
    DocumentType.WORK_STATUS,
    DocumentType.QUESTIONNAIRE,
)
_MOTION = re.compile(
    r"\b(?P<move>flex(?:ion)?|ext(?:ension)?|abd(?:uction)?|rot(?:ation)?|lat(?:eral)? bend\w*"
    r"|side bend\w*|forward flex\w*|fl|internal rotation|external rotation|ER|IR|dorsiflexion"
    r"|plantar ?flexion)\.?\s*(?:is|to|of|=|:"
    r"|at)?\s*(?:[RL]\s)?(?P<degrees>\d{1,3})\b(?!\s*(?:/\s*10\b|%|lb|kg|min"
    r"|/5(?!\d)))(?:\s*/\s*(?P<normal>\d{2,3}))?",
    re.I,
)
_RANGE = re.compile(r"\b(?:ROM|range of motion|motion)\b", re.I)
_NEGATIVE = re.compile(
    r"^[^A-Za-z+]{0,4}(?:test|sign|maneuver|'s)?s?\s*(?:is|was|are|were|:)?\s*(?:neg(?:ative"
    r"|\.)?|\(-\)|-(?=\s|$)|absent|wnl|none)",
    re.I,
)
_POSITIVE = re.compile(
    r"^[^A-Za-z]{0,3}(?:test|sign|maneuver|'s)?s?\s*(?:is|was|are|were|:)?\s*(?:\+|pos(?:itive)?"
    r"|\(\+\)|equivocal|present|(?:elicit|reproduc|provok|caus|produc|recreat|radiat)\w*)",
    re.I,
)
_MARKED = re.compile(r"(?:^|[,;.:(]\s*|\s)(?P<mark>\+|\(\+\)|positive|pos|negative|neg)\s*$", re.I)
_OF_NO_PART = frozenset(
    {
        "affect",
        "gait-abnormal",
        "gait-normal",
        "orientation",
        "psychosis",
        "romberg",
        "waddell",
    }
)
_EXCEPT = re.compile(r"[^.;]{0,40}?\b(?:except|other than|save for|apart from)\b", re.I)
_NAMES = re.compile(
    r"(?:\b(?:patient|name|client|pt|re|claimant|employee|applicant)(?:\s+name)?\s*[:.]\s*"
    r"|\b(?:Mr|Mrs|Ms|Dr|Miss)\.?\s+)(?-i:[A-Z][\w.'’-]*,?\s+){0,3}(?:(?-i:[A-Z])[\w'’]*-)?$",
    re.I,
)
_STRENGTH = frozenset({"motor-normal", "motor-weakness"})
"""Said more exactly by a grade where the passage has one; a complaint of weakness is none."""
_SIGNS = frozenset(
    {
        "spurling",
        "phalen",
        "tinel",
        "durkan",
        "hoffmann",
        "clonus",
        "straight-leg-raise",
        "hawkins",
        "neer",
        "mcmurray",
        "lachman",
        "drawer",
        "faber",
        "facet-loading",
        "empty-can",
        "obrien",
        "speed",
        "finkelstein",
        "waddell",
        "kemp",
        "babinski",
        "romberg",
        "apprehension",
        "patellar-grind",
        "foraminal-compression",
        "impingement-sign",
        "cross-arm",
        "drop-arm",
        "cozen",
        "varus-valgus",
        "thessaly",
        "slump",
        "gaenslen",
        "ankle-drawer",
    }
)


def find(passage: Passage, setting: Setting) -> Iterator[Fact]:
    """Examination findings of one passage."""
    if passage.document.type in _PAPERS or not _examining(passage):
        return
    yield from neurologic.find(passage)
    yield from _motions(passage)
    elsewhere = neurologic.GRADE.search(passage.text) or neurologic.only_complained(passage)
    for mention in vocabulary("exam").find(passage.text):
        graded = elsewhere and mention.concept in _STRENGTH
        if not (graded or _excepted(passage, mention) or _a_person(passage, mention)):
            yield _finding(passage, mention)


def _a_person(passage: Passage, mention: Mention) -> bool:
    """Whether the name of a sign is that of a person ("Patient: Ada Hawkins", "Dr. Patrick")."""
    return mention.concept in _SIGNS and bool(_NAMES.search(passage.text[: mention.start]))


def _excepted(passage: Passage, mention: Mention) -> bool:
    """Whether what is called normal has an exception ("intact except over the L5 dermatome")."""
    return mention.concept.endswith("-normal") and bool(_EXCEPT.match(passage.text, mention.end))


def _examining(passage: Passage) -> bool:
    if passage.section in (Section.EXAM, Section.NONE, Section.TESTS):
        return True
    return passage.section in (
        Section.DIAGNOSES,
        Section.PLAN,
        Section.INDICATION,
        Section.SUBJECTIVE,
    ) and bool(neurologic.GRADE.search(passage.text) and neurologic.MOTOR.search(passage.text))


def _motions(passage: Passage) -> Iterator[Fact]:
    match = _MOTION.search(passage.text)
    if match is None:
        return
    degrees, normal = (
        parse_number(match["degrees"]),
        parse_number(match["normal"]) if match["normal"] else None,
    )
    if degrees is None or degrees > 180:
        return
    start, end = clause(passage, match.start(), match.end())
    full = normal is not None and degrees >= normal
    yield state(
        passage,
        FactKind.EXAM_FINDING,
        "range-of-motion-normal" if full else "range-of-motion-reduced",
        start=start,
        end=end,
        value=degrees,
        about=place(passage, match.start(), match.end()),
        unit=f"degrees {match['move'].lower()}",
    )


def _finding(passage: Passage, mention: Mention) -> Fact:
    start, end = clause(passage, mention.start, mention.end)
    return state(
        passage,
        FactKind.EXAM_FINDING,
        mention.concept,
        start=start,
        end=end,
        about=None
        if mention.concept in _OF_NO_PART
        else place(passage, mention.start, mention.end),
        assertion=_assertion(passage, mention),
    )


def _assertion(passage: Passage, mention: Mention) -> Assertion:
    after = passage.text[mention.end : mention.end + 28]
    if mention.concept in _SIGNS:
        before = passage.text[max(0, mention.start - 10) : mention.start]
        marked = _MARKED.search(before)
        if marked:
            return (
                Assertion.PRESENT
                if marked["mark"].strip("(").lower().startswith(("+", "p"))
                else Assertion.ABSENT
            )
        listed = re.match(
            r"(?:\s*(?:,|/|and|&)\s*[A-Za-z'/]+){1,3}\s*(neg|\+|pos|-\s)", after, re.I
        )
        if _NEGATIVE.match(after) or (listed and listed[1].lower().startswith(("neg", "-"))):
            return Assertion.ABSENT
        if _POSITIVE.match(after) or listed:
            return Assertion.PRESENT
    comma = passage.text.find(",", mention.end)
    clause_text = passage.text[:comma] if comma >= 0 else passage.text
    negated = read_context(clause_text, mention.start, mention.end).negated
    return Assertion.ABSENT if negated else Assertion.PRESENT
